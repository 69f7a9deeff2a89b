"""Set-off lines at the head of a column: headlines of items, subheads, and the label over a column of briefs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocrfix.layout import FrameStyle
from ocrfix.page import Direction, Kind
from tests.scenes import BOLD, PITCH, Sheet, paragraph

ITEMS = ("码头夜航今起恢复", "磨坊水轮换了新轴", "学堂添了两口铜钟")


def items(sheet: Sheet, x: float, y: float) -> None:
    """Three items down one column: a bold line and a paragraph each."""
    for n, head in enumerate(ITEMS):
        sheet.put(head, x, y, em=22, weight=BOLD)
        sheet.text([paragraph(60 * n, 70)], x, y + 1.5 * PITCH)
        y += 8.5 * PITCH


def headlines(sheet: Sheet) -> set[str]:
    return {p.text for h in sheet.regions().headings for p in h.parts if p.kind is Kind.HEADLINE}


def subheads(sheet: Sheet) -> set[str]:
    return {p.text for p in sheet.regions().flow if p.kind is Kind.SUBHEAD}


@pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])
def test_lines_of_one_style_down_a_column_without_a_headline_head_its_items(way: Direction) -> None:
    sheet = Sheet(direction=way)
    items(sheet, 50, 200)
    assert headlines(sheet) == set(ITEMS)


@pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])
def test_the_same_lines_under_a_larger_headline_are_subheads(way: Direction) -> None:
    sheet = Sheet(direction=way)
    sheet.put("山城水务工程收官", 50, 130, em=44)
    sheet.text([paragraph(10, 120)], 50, 200)
    items(sheet, 50, 200 + 11 * PITCH)
    sheet.text([paragraph(90, 300)], 320, 200)
    assert headlines(sheet) == {"山城水务工程收官"} and subheads(sheet) == set(ITEMS)


def test_a_column_begins_anew_below_a_rule_across_the_page() -> None:
    sheet = Sheet()
    sheet.put("山城水务工程收官", 50, 130, em=44)
    for k in range(3):
        sheet.text([paragraph(40 * k, 120)], 50 + 270 * k, 200)
    sheet.rule(40, 540, 840, 542)
    items(sheet, 50, 560)
    assert headlines(sheet) == {"山城水务工程收官", *ITEMS}


def test_a_rule_of_one_column_under_a_lead_does_not_make_its_subheads_headlines() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸", 50, 130, em=40)
    sheet.text([paragraph(10, 120)], 50, 200)
    sheet.rule(50, 535, 290, 537)
    items(sheet, 50, 560)
    assert subheads(sheet) >= set(ITEMS[1:])


def test_a_subhead_at_the_head_of_a_later_column_is_no_deck() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利渡口老人收竹篙", 50, 120, em=46)
    for k in range(3):
        head = 2 * PITCH if k == 2 else 0
        sheet.text([paragraph(70 * k, 150)], 50 + 270 * k, 200 + head)
    sheet.put("灯亮以后", 590, 205, em=23, weight=BOLD)
    assert subheads(sheet) == {"灯亮以后"}


def test_a_deck_in_the_middle_of_its_headline_stays_one() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利渡口老人收竹篙", 50, 120, em=46)
    for k in range(3):
        sheet.text([paragraph(70 * k, 150)], 50 + 270 * k, 260)
    sheet.put("街口灯亮以后的茶馆", 327, 205, em=27, weight=BOLD)
    assert subheads(sheet) == set()
    (heading,) = sheet.regions().headings
    assert [(p.text, p.kind) for p in heading.parts][1] == ("街口灯亮以后的茶馆", Kind.DECK)


def test_the_label_over_a_column_of_items_belongs_to_the_page() -> None:
    sheet = Sheet()
    sheet.frame(50, 150, 290, 186, FrameStyle.INVERSE)
    sheet.put("市井", 140, 156, em=24, inverse=True)
    items(sheet, 50, 200)
    assert headlines(sheet) == set(ITEMS)
    assert [p.text for p in sheet.regions().furniture] == ["市井"]


def test_three_lines_on_a_dark_field_are_a_box_of_their_own() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 200)], 50, 200)
    sheet.frame(320, 200, 560, 330, FrameStyle.INVERSE)
    for n, (text, em) in enumerate([("长街茶馆开张", 26), ("新茶一壶两角", 18), ("傍晚说书不停", 18)]):
        sheet.put(text, 350, 210 + 38 * n, em=em, inverse=True)
    assert headlines(sheet) == {"长街茶馆开张"}


def test_under_a_label_that_says_so_every_head_is_an_item_though_the_first_was_not_seen_as_bold() -> None:
    sheet = Sheet()
    sheet.put("要闻速览", 110, 140, em=40)
    items(sheet, 50, 200)
    sheet.looks["l0001"] = replace(sheet.looks["l0001"], weight=0.11)
    assert headlines(sheet) >= set(ITEMS[1:])
    assert [p.text for p in sheet.regions().furniture] == ["要闻速览"]


@pytest.mark.parametrize(("weight", "head"), [(BOLD, True), (0.135, False)])
def test_rows_that_fill_their_column_head_an_item_only_where_they_are_black_beyond_doubt(
    weight: float, head: bool
) -> None:
    sheet = Sheet()
    items(sheet, 50, 200)
    for n, text in enumerate(("渡口老人收竹篙摇茶馆门", "口灯")):
        sheet.put(text, 50, 200 + (26 + n) * PITCH, em=21.8, weight=weight)
    sheet.text([paragraph(33, 90)], 50, 200 + 28.2 * PITCH)
    assert ("渡口老人收竹篙摇茶馆门口灯" in headlines(sheet)) is head


def test_subheads_of_columns_beside_a_headline_set_across_the_text_head_no_items() -> None:
    """The headline stands at the left; the second column begins with a subhead, level with the first."""
    sheet = Sheet()
    sheet.put("石桥通车两岸往来", 50, 210, em=44, across=True)
    sheet.text([paragraph(0, 220)], 130, 200)
    sheet.put("灯亮以后", 470, 205, em=23, weight=BOLD)
    sheet.text([paragraph(60, 100)], 400, 200 + 2 * PITCH)
    sheet.put("钟声响过", 470, 200 + 13 * PITCH, em=23, weight=BOLD)
    sheet.text([paragraph(150, 90)], 400, 200 + 15 * PITCH)
    assert subheads(sheet) == {"灯亮以后", "钟声响过"}
    assert headlines(sheet) == {"石桥通车两岸往来"}


def test_a_subhead_between_columns_that_begin_beside_it_is_no_deck_though_it_stands_in_the_middle() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利渡口老人收竹篙", 50, 120, em=46)
    for k in range(3):
        head = 2 * PITCH if k == 1 else 0
        sheet.text([paragraph(70 * k, 150)], 50 + 270 * k, 200 + head)
    sheet.put("灯亮以后", 394, 205, em=23, weight=BOLD)
    assert subheads(sheet) == {"灯亮以后"}


def test_a_headline_reaches_through_the_white_at_its_side() -> None:
    """It is short; nothing stands beside it over the third column, which begins with a subhead."""
    sheet = Sheet()
    sheet.put("石桥通车两岸往来", 50, 120, em=46)
    for k in range(3):
        head = 2 * PITCH if k == 2 else 0
        sheet.text([paragraph(70 * k, 150)], 50 + 270 * k, 200 + head)
    sheet.put("灯亮以后", 660, 205, em=23, weight=BOLD)
    assert subheads(sheet) == {"灯亮以后"}


def test_the_dark_field_of_a_headline_is_no_box_by_itself() -> None:
    sheet = Sheet()
    sheet.frame(40, 90, 860, 260, FrameStyle.INVERSE)
    sheet.put("市政追踪", 400, 96, em=30, inverse=True)
    sheet.put("石桥通车两岸往来", 250, 130, em=46, inverse=True)
    sheet.put("渡口老人收竹篙", 270, 182, em=46, inverse=True)
    sheet.put("本报记者 甘棠", 390, 236, em=18, inverse=True)
    for k in range(3):
        sheet.text([paragraph(70 * k, 150)], 50 + 270 * k, 280)
    (heading,) = sheet.regions().headings
    assert heading.frame is None and len(heading.parts) == 3


def test_a_gap_in_the_column_does_not_make_the_next_item_a_subhead() -> None:
    sheet = Sheet()
    sheet.put("要闻速览", 110, 140, em=40)
    sheet.put("码头夜航今起恢复", 50, 200, em=22, weight=BOLD)
    sheet.text([paragraph(0, 70)], 50, 245)
    sheet.text([paragraph(90, 70)], 50, 245 + 11 * PITCH)
    sheet.put("磨坊水轮换了新轴", 50, 245 + 17.5 * PITCH, em=22, weight=BOLD)
    sheet.text([paragraph(150, 70)], 50, 245 + 19 * PITCH)
    assert headlines(sheet) >= {"码头夜航今起恢复", "磨坊水轮换了新轴"}


def test_a_black_byline_over_a_later_column_is_no_subhead() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利渡口老人收竹篙", 50, 120, em=46)
    for k in range(3):
        sheet.text([paragraph(70 * k, 150)], 50 + 270 * k, 200 + PITCH)
    sheet.put("本报记者甘棠", 590, 180, em=20, weight=BOLD)
    assert subheads(sheet) == set()
    assert [p.kind for h in sheet.regions().headings for p in h.parts if p.text == "本报记者甘棠"] == [Kind.BYLINE]
