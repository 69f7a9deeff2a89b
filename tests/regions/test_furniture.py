"""Masthead, folio and editors' line belong to the page; a headline beside them does not."""

from __future__ import annotations

import pytest

from ocrfix.layout import FrameStyle
from ocrfix.page import Direction, Kind
from ocrfix.regions.furniture import cue
from tests.scenes import Sheet, paragraph


def body(sheet: Sheet, y: float = 300) -> None:
    for k in range(3):
        sheet.text([paragraph(60 * k, 200)], 50 + 270 * k, y)


def furniture(sheet: Sheet) -> dict[str, Kind]:
    return {p.text: p.kind for p in sheet.regions().furniture}


def test_the_strip_at_the_head_and_at_the_foot() -> None:
    sheet = Sheet()
    sheet.put("清河晚报", 50, 20, em=70)
    sheet.put("2031年5月6日星期二", 500, 30)
    sheet.put("A3", 900, 30)
    body(sheet)
    sheet.put("责任编辑：林一舟", 50, 1360)
    assert furniture(sheet) == {
        "清河晚报": Kind.MASTHEAD,
        "2031年5月6日星期二": Kind.FOLIO,
        "A3": Kind.FOLIO,
        "责任编辑：林一舟": Kind.EDITORS_LINE,
    }


def test_a_page_that_opens_with_text_has_no_furniture() -> None:
    sheet = Sheet()
    sheet.put("石桥今晨合龙", 50, 30, em=50)
    body(sheet, 100)
    assert furniture(sheet) == {}


def test_dirt_in_the_margin_is_no_folio() -> None:
    sheet = Sheet()
    sheet.put("5", 700, 4)
    sheet.put("2031年5月6日星期二", 50, 180)
    body(sheet)
    assert furniture(sheet)["2031年5月6日星期二"] is Kind.FOLIO


def test_a_date_below_running_text_is_no_furniture() -> None:
    sheet = Sheet()
    body(sheet, 20)
    sheet.put("2031年5月6日星期二", 500, 700)
    assert furniture(sheet) == {}


def test_a_headline_beside_the_masthead_heads_its_story() -> None:
    sheet = Sheet()
    sheet.put("清河晚报", 50, 30, em=90)
    sheet.put("2031年5月6日星期二", 50, 130)
    sheet.put("石桥今晨合龙", 600, 30, em=40)
    sheet.text([paragraph(20, 130)], 600, 85)
    body(sheet)
    found = sheet.regions()
    assert set(furniture(sheet)) == {"清河晚报", "2031年5月6日星期二"}
    assert [h.main.text for h in found.headings] == ["石桥今晨合龙"]


def test_a_teaser_on_its_own_ground_is_no_furniture() -> None:
    sheet = Sheet()
    sheet.put("清河晚报", 50, 20, em=70)
    sheet.put("2031年5月6日星期二", 500, 30)
    sheet.frame(700, 50, 960, 100, FrameStyle.INVERSE)
    teaser = sheet.put("梨园花事正当时", 710, 60, em=30, inverse=True)
    body(sheet)
    assert "梨园花事正当时" not in furniture(sheet)
    assert teaser in {p.id for h in sheet.regions().headings for p in h.parts}


def test_a_rule_across_the_page_cuts_the_strip_off() -> None:
    sheet = Sheet()
    sheet.put("2031年5月6日星期二", 50, 20)
    sheet.rule(40, 48, 960, 50)
    sheet.put("第3版", 50, 60)
    sheet.put("石桥今晨合龙", 300, 60, em=30)
    body(sheet)
    assert "石桥今晨合龙" not in furniture(sheet)
    assert "2031年5月6日星期二" in furniture(sheet)


def test_the_strip_of_a_vertical_page_is_at_the_head_of_the_paper() -> None:
    sheet = Sheet(direction=Direction.TTB)
    for k in range(3):
        sheet.text([paragraph(60 * k, 200)], 100 + 270 * k, 300)
    # Across the reading direction: printed horizontally, near the paper's upper edge.
    sheet.put("2031年5月6日星期二", 20, 500, across=True)
    assert furniture(sheet) == {"2031年5月6日星期二": Kind.FOLIO}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("民国二十八年五月六日", Kind.FOLIO),
        ("第三版", Kind.FOLIO),
        ("B12", Kind.FOLIO),
        ("本版编辑 林一舟", Kind.EDITORS_LINE),
        ("清河晚報", Kind.MASTHEAD),
        ("石桥今晨合龙", None),
        ("他在三年前搬到渡口，那时河上还没有桥，两岸的人都靠船往来，一直到去年五月", None),
    ],
)
def test_wording(text: str, kind: Kind | None) -> None:
    assert cue(text) is kind


@pytest.mark.parametrize(
    ("text", "bordered", "kinds"),
    [
        ("渡口老人摇橹四十载后上岸石桥通车两岸往来便利", True, [Kind.FOLIO]),
        ("渡口老人摇橹四十载后上岸石桥通车两岸往来便利", False, []),
        ("渡口老人摇橹四十载", True, []),
    ],
    ids=["outside the border", "no border", "a headline beside a rule"],
)
def test_a_line_in_the_margin_of_a_vertical_page(text: str, bordered: bool, kinds: list[Kind]) -> None:
    sheet = Sheet(direction=Direction.TTB)
    sheet.put(text, 60, 40, em=26)
    if bordered:
        sheet.rule(50, 80, 900, 82)
    sheet.put("山城水务工程收官", 50, 100, em=50)
    for k in range(2):
        sheet.text([paragraph(90 * k, 130)], 50 + 270 * k, 170)
    assert list(furniture(sheet).values()) == kinds
