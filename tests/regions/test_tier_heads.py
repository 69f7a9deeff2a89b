"""Headlines and subheads in the middle of a tier of a vertical page."""

from __future__ import annotations

from ocrfix.page import Direction, Kind
from tests.scenes import BOLD, PITCH, Sheet, paragraph


def tier(first: float, second: float, kicker: bool = False, way: Direction = Direction.TTB) -> Sheet:
    """One tier with a headline, text, and two more set-off lines of these sizes (in pixels) with text below."""
    sheet = Sheet(direction=way)
    sheet.put("石桥通车", 90, 40, em=38)
    sheet.text([paragraph(0, 58)], 50, 95)
    top = 95 + 5 * PITCH
    if kicker:
        sheet.put("学堂钟声", 110, top + 2, em=23)
        top += 32
    sheet.put("渡口老人上岸", 80, top + 8, em=first, weight=BOLD)
    top += first + 20
    sheet.text([paragraph(90, 58)], 50, top)
    top += 5 * PITCH
    sheet.put("梨园花开得密", 80, top + 8, em=second, weight=BOLD)
    sheet.text([paragraph(180, 90)], 50, top + second + 20)
    return sheet


def kinds(sheet: Sheet) -> tuple[list[str], list[str]]:
    """Main lines of headings, and subheads."""
    found = sheet.regions()
    return [h.main.text for h in found.headings], [p.text for p in found.flow if p.kind is Kind.SUBHEAD]


def test_lines_of_several_sizes_larger_than_subheads_are_headlines() -> None:
    assert kinds(tier(28, 33)) == (["石桥通车", "渡口老人上岸", "梨园花开得密"], [])


def test_small_lines_of_one_size_are_subheads() -> None:
    assert kinds(tier(22.6, 22.6)) == (["石桥通车"], ["渡口老人上岸", "梨园花开得密"])


def test_a_kicker_makes_a_headline() -> None:
    heads, inner = kinds(tier(30, 22.6, kicker=True))
    assert "渡口老人上岸" in heads
    assert inner == ["梨园花开得密"]


def test_a_short_row_in_the_middle_right_over_a_headline_is_its_kicker() -> None:
    sheet = Sheet(direction=Direction.TTB)
    sheet.put("石桥通车", 90, 40, em=38)
    sheet.text([paragraph(0, 58)], 50, 95)
    sheet.put("学堂钟声", 130, 95 + 5 * PITCH)
    sheet.put("渡口老人上岸", 80, 95 + 6 * PITCH + 4, em=33, weight=BOLD)
    sheet.text([paragraph(90, 90)], 50, 95 + 7 * PITCH + 20)
    heads = [[p.text for p in h.parts] for h in sheet.regions().headings]
    assert heads == [["石桥通车"], ["学堂钟声", "渡口老人上岸"]]


def test_a_headline_at_the_foot_of_a_vertical_page_is_no_furniture_for_its_words() -> None:
    sheet = Sheet(direction=Direction.TTB)
    for k in range(4):
        sheet.text([paragraph(30 * k, 100)], 50 + 270 * k, 95)
    sheet.put("两岸长途电话通话", 890, 95 + 9 * PITCH + 8, em=26, weight=BOLD)
    sheet.text([paragraph(90, 90)], 860, 95 + 9 * PITCH + 46)
    assert "两岸长途电话通话" in kinds(sheet)[0]
    assert sheet.regions().furniture == ()


def test_on_a_horizontal_page_columns_keep_their_subheads() -> None:
    assert kinds(tier(28, 28, way=Direction.LTR))[1] == ["渡口老人上岸", "梨园花开得密"]
