"""The static page: whole in one file, harmless whatever its text is, and small enough."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from lxml import html as lxml_html

from ocrfix.formats import markdown
from ocrfix.page import Kind
from ocrfix.repair.rules import BUILT_IN
from ocrfix.review import page_diff
from ocrfix.review.html import MOST_BYTES, Renderer, terms
from ocrfix.review.image import Absence, Scan, find_scan, web_image
from ocrfix.review.pair import compare
from tests.review.review_pages import TOWN
from tests.review.review_scans import EVIL, TRUTH_TEXT, evil, sheet, write_scan

DIFF = page_diff(TOWN)
NO_SCAN = Scan(None, Absence.MISSING)
TRUTH = compare("town", page_diff(markdown.read(TRUTH_TEXT, "town")), DIFF, truth=True)


def test_the_file_needs_nothing_else() -> None:
    page = Renderer().page(DIFF, Scan(sheet()), TRUTH).decode()
    tree = lxml_html.fromstring(page)
    addresses = [
        v for e in tree.iter() for k, v in e.attrib.items() if k in ("src", "href", "action", "srcset", "data")
    ]
    assert addresses and all(a.startswith("data:image/webp;base64,") for a in addresses)
    style = tree.findtext(".//style") or ""
    assert "url(" not in style and "@import" not in style
    assert not [k for e in tree.iter() for k in e.attrib if k.startswith("on") or k == "style"]


def test_the_policy_names_the_one_script_and_the_one_style() -> None:
    page = Renderer().page(DIFF, NO_SCAN).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    policy = policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none'; img-src data:; ") and "unsafe" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    for kind, (content,) in (("script", scripts), ("style", styles)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy


def test_all_text_is_in_the_file_without_its_script() -> None:
    tree = lxml_html.fromstring(Renderer().page(DIFF, NO_SCAN, TRUTH).decode())
    rows = tree.xpath("//article[1]//p[@class='after']")
    assert [r.text_content() for r in rows] == [
        "老桥下的莱菜市场", "清晨五点，，灯亮了。人多了起来 。", "摊主林小河说，今年的鱼比去年多",
    ]  # fmt: skip
    assert "errors probably left: 2 (1–5)" in tree.xpath("//article[1]/h2")[0].text_content()
    assert tree.xpath("//article[1]//p[@class='before']")[0].text_content() == "老桥下的莱市场"
    truth = [p.text_content() for p in tree.xpath("//article[1]//p[@class='truth']")]
    assert truth == ["老桥下的菜市场", "清晨五点，灯亮了。人多了起来。", "摊主林小河说，今年的鱼渔比去年多"]
    assert len(tree.xpath("//*[local-name()='rect' and contains(@class, 'spot')]")) == len(DIFF.changes)


@pytest.mark.parametrize("noise", [0, 60])
def test_a_page_with_its_scan_is_at_most_three_megabytes(noise: int) -> None:
    random = np.random.default_rng(1)
    big = cv2.resize(sheet(), (3600, 2400)).astype(np.int16) + random.integers(-noise, noise + 1, (2400, 3600, 3))
    page = Renderer().page(DIFF, Scan(big.clip(0, 255).astype(np.uint8)))
    assert len(page) <= MOST_BYTES
    assert b"data:image/webp" in page


def test_an_image_is_as_large_as_the_room_allows() -> None:
    random = np.random.default_rng(2)
    noise = random.integers(0, 256, (900, 600, 3)).astype(np.uint8)
    sizes = []
    for room in (400_000, 150_000, 80_000):
        data = web_image(noise, room)
        assert data is not None and len(data) <= room
        sizes.append(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR).shape[0])
    assert sizes == sorted(sizes, reverse=True) and sizes[-1] >= 400
    assert web_image(noise, 500) is None


def test_the_scan_is_found_and_checked(tmp_path: Path) -> None:
    source = write_scan(tmp_path)
    found = find_scan(replace(DIFF, source=source))
    assert found.pixels is not None and found.pixels.shape == (800, 1200, 3)
    elsewhere = replace(source, file="town.png")
    assert find_scan(replace(DIFF, source=elsewhere), beside=tmp_path / "out").pixels is not None
    assert find_scan(replace(DIFF, source=elsewhere), images=tmp_path).pixels is not None
    assert find_scan(DIFF).absence is Absence.UNNAMED
    assert (
        find_scan(replace(DIFF, source=replace(source, file="gone.png")), tmp_path / "a" / "b").absence
        is Absence.MISSING
    )
    assert find_scan(replace(DIFF, source=replace(source, sha256="0" * 64))).absence is Absence.CHANGED
    assert find_scan(replace(DIFF, source=source, width=800, height=1200)).absence is Absence.CHANGED
    unread = replace(source, sha256="")
    assert find_scan(replace(DIFF, source=unread)).absence is Absence.MISSING, "a page could name any file"
    assert find_scan(replace(DIFF, source=unread), images=tmp_path).pixels is not None
    Path(source.file).write_bytes(b"no image")
    spoilt = replace(source, sha256=hashlib.sha256(b"no image").hexdigest())
    assert find_scan(replace(DIFF, source=spoilt)).absence is Absence.UNREADABLE


@pytest.mark.parametrize("absence", Absence)
def test_without_its_scan_the_page_says_so(absence: Absence) -> None:
    page = Renderer().page(DIFF, Scan(None, absence)).decode()
    assert f'data-t="absent-{absence.value}"' in page and "<img" not in page and "<rect" in page


def test_a_page_without_geometry_has_text_alone() -> None:
    page = (
        Renderer().page(page_diff(markdown.read("# 渡轮开通\n\n第一艘。\n", "p")), Scan(None, Absence.UNNAMED)).decode()
    )
    assert "<svg" not in page and "第一艘。" in page


def test_script_in_text_rules_and_names_is_text() -> None:
    page = Renderer().page(page_diff(evil()), Scan(sheet())).decode()
    tree = lxml_html.fromstring(page)
    assert len(tree.xpath("//script")) == 2 and len(tree.xpath("//img")) == 1
    assert not [k for e in tree.iter() for k in e.attrib if k.startswith("on")]
    assert tree.xpath("//h1")[0].text == EVIL
    assert "{{7*7}}" in page and "<!--" not in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_rule_and_kind_has_a_name_in_both_languages(language: str) -> None:
    names = json.loads(terms())[language]
    assert {f"rule.{rule.name}" for rule in BUILT_IN} <= names.keys()
    assert {f"kind.{kind.value}" for kind in Kind} <= names.keys()
    if language == "zh":  # the English comes with the rule
        assert {f"about.{rule.name}" for rule in BUILT_IN} <= names.keys()
