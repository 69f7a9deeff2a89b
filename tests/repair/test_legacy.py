"""The repair of a real page's OCR text, which is read where it lies and never copied."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from ocrfix.page import Operation, Page, Standing
from ocrfix.repair import revert
from tests.repair.made_up import flagged, repairer, text_of, text_page

SHARED = os.environ.get("OCRFIX_SHARED")
FILE = Path(SHARED or "", "data/legacy-ocr/front-page-2022-03-16.ocr.txt")
pytestmark = pytest.mark.skipif(
    not SHARED or not FILE.is_file(), reason="OCRFIX_SHARED names no folder with the legacy OCR text"
)

MARKS = str.maketrans({",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）", "“": '"', "”": '"'})


@pytest.fixture(scope="module")
def raw() -> str:
    return FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(raw: str) -> Page:
    return repairer().page(text_page(raw))


def removed(page: Page) -> list[str]:
    """What was taken away and not put back in another form, spaces aside."""
    texts = [
        "".join(g.text for g in e.removed)
        for e in page.edits
        if e.standing is Standing.APPLIED and e.operation is Operation.DELETE
    ]
    return sorted(t for t in texts if t.strip())


def test_overlaps_are_mended_once(page: Page) -> None:
    text = text_of(page)
    for piece in ("科技资源优势，支持受援地", "的软实力和竞争力。"):
        assert text.count(piece) == 1, piece
    assert "产业转型升级。持续增强" in text
    assert "城市副中心提出探索模式" in text
    assert flagged(page, "overlap") == ["提出探索"]


def test_five_sentences_are_joined(page: Page) -> None:
    text = text_of(page)
    for piece in ("对口支援任务。", "为城市副中心高质量", "高铁枢纽站站前区建设", "资产管理和有效利用", "大数据资源，"):
        assert piece in text, piece
    assert sum(e.operation is Operation.JOIN for e in page.edits) == 5


def test_marks_and_spaces(page: Page) -> None:
    text = text_of(page)
    assert "《工作意见》）和《" in text
    assert not re.search(r'[,;:?!()"]', text)
    spaces = Counter(re.findall(r"\S\s\S", re.sub(r"\n", "", text)))
    assert set(spaces) == {"四 今", "持 陈", "者 刘", "菲 武", "者 张", "琛 通", "员 陈"}


def test_what_cannot_be_proved_is_flagged_and_left(page: Page) -> None:
    text = text_of(page)
    found = "".join(flagged(page, "garble") + flagged(page, "unlikely"))
    for piece, char in (("内壳、营、", "壳"), ("会兴实实", "兴"), ("人园企业", "园")):
        assert piece in text and char in found, piece
    assert flagged(page, "lost-mark") == ["统"]


def test_flags_are_few(page: Page, raw: str) -> None:
    flags = [e for e in page.edits if e.standing is Standing.FLAGGED]
    assert len(flags) < len(raw) * 4 / 1000


def test_three_articles_and_a_jump(page: Page) -> None:
    assert len(page.articles) == 3
    assert [(j.note, j.target) for a in page.articles for j in a.jumps] == [("（下转2版）", "2")]


def test_every_other_character_is_untouched(page: Page, raw: str) -> None:
    """The output is the input, full-width marks and spaces aside, less what the edits name."""
    kept = Counter(re.sub(r"\s", "", raw.translate(MARKS)))
    for text in removed(page):
        kept -= Counter(text.translate(MARKS))
    assert Counter(re.sub(r"\s", "", text_of(page).translate(MARKS))) == kept
    assert len(removed(page)) == 3
    assert max(map(len, removed(page))) <= 18


def test_the_sentence_printed_twice_stays(page: Page) -> None:
    text = text_of(page)
    assert text.count("先后与中国铁建股份") == 2


def test_it_can_all_be_taken_back(page: Page, raw: str) -> None:
    assert revert(page).lines == text_page(raw).lines
    assert repairer().page(page) == page
