"""The language of a page is told by its characters and called in every format as that has it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from ocrfix import formats
from ocrfix.formats import mets
from ocrfix.formats.language import language_of
from ocrfix.page import Document, Page, TextLine
from tests.formats.newspaper import PAGE, row

SIMPLIFIED = "清晨五点，灯亮了。人们来买鱼，说价钱贵。"
TRADITIONAL = "清晨五點，燈亮了。人們來買魚，說價錢貴。"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (SIMPLIFIED, "zh-Hans"),
        (TRADITIONAL, "zh-Hant"),
        ("人口山水", "zh"),
        (SIMPLIFIED + TRADITIONAL, "zh"),
        (SIMPLIFIED + " GDP 5.1%", "zh-Hans"),
        ("花の都の朝はにぎやかである", "ja"),
        ("강가의 시장은 아침이 바쁘다", "ko"),
        ("Am frühen Morgen leuchten die Lampen 中", "und-Latn"),
        ("2031 — 4 (2)", None),
        ("", None),
    ],
)
def test_the_language_is_told_by_characters(text: str, tag: str | None) -> None:
    found = language_of([text])
    assert (found.tag if found else None) == tag


def test_libraries_know_chinese_by_other_names() -> None:
    found = language_of([SIMPLIFIED])
    assert found is not None
    assert (found.code, found.script, found.name, found.bibliographic) == ("zh", "Hans", "Chinese", "chi")


def page_of(text: str) -> Page:
    return Page("p", 900, 100, lines=(row("l1", text, 10, 10),))


def said(page: Page, name: str) -> etree._Element:
    (data,) = formats.written(page, [name]).values()
    return etree.fromstring(data)


@pytest.mark.parametrize(("text", "script"), [(SIMPLIFIED, "Hans"), (TRADITIONAL, "Hant")])
def test_every_format_says_it(text: str, script: str, tmp_path: Path) -> None:
    page, tag = page_of(text), f"zh-{script}"
    assert said(page, "alto").find(".//{*}Page").get("LANG") == tag
    found = said(page, "page").find(".//{*}Page")
    assert found.get("primaryLanguage") == "Chinese" and found.get("primaryScript").startswith(f"{script} - ")
    html = said(page, "hocr")
    metas = {e.get("name"): e.get("content") for e in html.iter("{*}meta")}
    assert (html.get("lang"), metas["ocr-langs"], metas["ocr-scripts"]) == (tag, "zh", script)
    tei = said(page, "tei")
    assert tei.find(".//{*}language").get("ident") == tag
    assert tei.find("{*}text").get("{http://www.w3.org/XML/1998/namespace}lang") == tag
    (tmp_path / "a.pdf").write_bytes(formats.written(page, ["pdf"])[".pdf"])
    assert str(pikepdf.open(tmp_path / "a.pdf").Root.Lang) == tag
    root = etree.fromstring(mets.write_issue(Document("d", (page,)), tmp_path, []))
    assert [e.text for e in root.iter("{*}languageTerm", "{*}scriptTerm")] == ["chi", script]
    (line,) = formats.written(PAGE, ["jsonl"])[".jsonl"].splitlines()[:1]
    assert json.loads(line)["language"] == "zh-Hans"


def test_a_page_of_another_language_does_not_say_it_is_chinese(tmp_path: Path) -> None:
    page = page_of("Am Morgen")
    assert said(page, "alto").find(".//{*}Page").get("LANG") is None
    assert said(page, "page").find(".//{*}Page").get("primaryLanguage") is None
    assert said(page, "page").find(".//{*}Page").get("primaryScript") == "Latn - Latin"
    assert said(page, "hocr").get("lang") == "und-Latn"
    empty = replace(page, lines=(TextLine("l1", PAGE.lines[0].polygon),))
    for name in ("alto", "page", "hocr", "tei"):
        assert b"zh" not in etree.tostring(said(empty, name))
