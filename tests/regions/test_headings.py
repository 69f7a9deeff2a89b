"""Headline, kicker and deck; subheads and the headlines of small items."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocrfix.layout import FrameStyle
from ocrfix.page import Direction, Kind
from tests.scenes import BOLD, EM, PITCH, Sheet, paragraph


def headings(sheet: Sheet) -> list[list[tuple[str, Kind]]]:
    return [[(p.text, p.kind) for p in h.parts] for h in sheet.regions().headings]


def subheads(sheet: Sheet) -> list[str]:
    return [p.text for p in sheet.regions().flow if p.kind is Kind.SUBHEAD]


@pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])
def test_kicker_headline_and_deck_stand_together(way: Direction) -> None:
    sheet = Sheet(direction=way)
    sheet.put("山城水务工程收官", 50, 190, em=26)
    sheet.put("石桥通车两岸往来便利", 50, 226, em=50)
    sheet.put("渡口老人摇橹四十载后上岸", 50, 290, em=26)
    for k in range(2):
        sheet.text([paragraph(90 * k, 130)], 50 + 270 * k, 350)
    assert headings(sheet) == [
        [
            ("山城水务工程收官", Kind.KICKER),
            ("石桥通车两岸往来便利", Kind.HEADLINE),
            ("渡口老人摇橹四十载后上岸", Kind.DECK),
        ]
    ]


def test_a_headline_of_two_rows_is_one_heading() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来", 50, 200, em=50)
    sheet.put("渡口老人收起竹篙", 50, 265, em=50)
    sheet.text([paragraph(0, 130)], 50, 350)
    sheet.text([paragraph(90, 130)], 320, 350)
    (heading,) = sheet.regions().headings
    assert "".join(p.text for p in heading.parts) == "石桥通车两岸往来渡口老人收起竹篙"
    assert {p.kind for p in heading.parts} == {Kind.HEADLINE}


def test_two_headlines_side_by_side_stay_apart() -> None:
    """A rule tells; white alone can as well be a space within one headline."""
    sheet = Sheet()
    sheet.put("石桥今晨合龙", 50, 200, em=40)
    sheet.put("梨园花事正盛", 320, 200, em=40)
    sheet.rule(304, 190, 306, 500)
    sheet.text([paragraph(0, 130)], 50, 260)
    sheet.text([paragraph(90, 130)], 320, 260)
    assert headings(sheet) == [[("石桥今晨合龙", Kind.HEADLINE)], [("梨园花事正盛", Kind.HEADLINE)]]


def test_a_rule_between_two_headlines_keeps_them_apart() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来", 50, 200, em=50)
    sheet.rule(40, 256, 600, 258)
    sheet.put("渡口老人收起竹篙", 50, 265, em=50)
    sheet.text([paragraph(0, 130)], 50, 350)
    sheet.text([paragraph(90, 130)], 320, 350)
    assert len(headings(sheet)) == 2


def test_a_lead_in_larger_type_is_no_heading() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 50, 200, em=50)
    sheet.text([paragraph(30, 100)], 50, 270, chars=16, em=30)
    sheet.text([paragraph(0, 130)], 50, 620)
    sheet.text([paragraph(90, 130)], 320, 620)
    assert [h[0][0] for h in headings(sheet)] == ["石桥通车两岸往来便利"]


def test_a_byline_below_the_headline_stands_with_it() -> None:
    sheet = Sheet()
    sheet.put("石桥今晨合龙通车", 50, 200, em=40)
    sheet.put("本报记者 林一舟", 50, 248)
    sheet.text([paragraph(0, 130)], 50, 300)
    sheet.text([paragraph(90, 130)], 320, 300)
    assert headings(sheet) == [[("石桥今晨合龙通车", Kind.HEADLINE), ("本报记者 林一舟", Kind.BYLINE)]]


def test_a_set_off_line_between_paragraphs_is_a_subhead() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 50, 40, em=50)
    sheet.text([paragraph(0, 58)], 50, 110)
    sheet.put("桥墩要深两尺", 90, 110 + 5 * PITCH + 5, em=24, weight=BOLD)
    sheet.text([paragraph(90, 58)], 50, 110 + 6 * PITCH + 15)
    sheet.text([paragraph(180, 130)], 320, 110)
    assert subheads(sheet) == ["桥墩要深两尺"]
    assert [h[0][0] for h in headings(sheet)] == ["石桥通车两岸往来便利"]


def test_a_subhead_at_a_columns_head_is_known_by_its_like() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 50, 40, em=50)
    sheet.text([paragraph(0, 58)], 50, 110)
    sheet.put("桥墩要深两尺", 90, 110 + 5 * PITCH + 5, em=24, weight=BOLD)
    sheet.text([paragraph(90, 58)], 50, 110 + 6 * PITCH + 15)
    sheet.put("梨园花开得密", 360, 110, em=24, weight=BOLD)
    sheet.text([paragraph(180, 130)], 320, 150)
    assert subheads(sheet) == ["桥墩要深两尺", "梨园花开得密"] or set(subheads(sheet)) == {
        "桥墩要深两尺",
        "梨园花开得密",
    }


def test_a_set_off_line_below_a_rule_is_the_headline_of_a_small_item() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 50, 40, em=50)
    sheet.text([paragraph(0, 58)], 50, 110)
    sheet.rule(50, 110 + 5 * PITCH, 290, 112 + 5 * PITCH)
    sheet.put("桥墩要深两尺", 90, 110 + 5 * PITCH + 10, em=24, weight=BOLD)
    sheet.text([paragraph(90, 58)], 50, 110 + 6 * PITCH + 20)
    sheet.text([paragraph(180, 130)], 320, 110)
    assert subheads(sheet) == []
    assert [h[0][0] for h in headings(sheet)] == ["石桥通车两岸往来便利", "桥墩要深两尺"]


def cut_in(way: Direction) -> Sheet:
    """A long column with a heading in its first half and two short rows beside it."""
    sheet = Sheet(direction=way)
    sheet.put("石桥通车两岸往来便利", 50, 40, em=60)
    sheet.text([paragraph(0, 100)], 50, 130, chars=26)
    top = 130 + 4 * PITCH + 5
    sheet.put("渡口老人上岸", 60, top + 6, em=44)
    sheet.text([paragraph(200, 20)], 350, top, chars=11)
    sheet.text([paragraph(230, 100)], 50, top + 2 * PITCH + 5, chars=26)
    return sheet


@pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])
def test_a_heading_cut_into_its_column_is_a_subhead_however_large(way: Direction) -> None:
    assert subheads(cut_in(way)) == ["渡口老人上岸"]


def test_a_headline_with_text_beside_it_at_the_head_of_a_column_is_none() -> None:
    sheet = Sheet()
    sheet.put("渡口老人上岸", 60, 60, em=44)
    sheet.text([paragraph(200, 20)], 350, 54, chars=11)
    sheet.text([paragraph(230, 100)], 50, 54 + 2 * PITCH + 5, chars=26)
    assert subheads(sheet) == []


def test_two_set_off_lines_of_different_size_head_an_item() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 50, 40, em=50)
    sheet.text([paragraph(0, 58)], 50, 110)
    top = 110 + 5 * PITCH + 5
    sheet.put("山城水务工程", 90, top, em=22, weight=BOLD)
    sheet.put("桥墩要深两尺", 90, top + 27, em=30, weight=BOLD)
    sheet.text([paragraph(90, 58)], 50, top + 70)
    sheet.text([paragraph(180, 130)], 320, 110)
    assert subheads(sheet) == []
    assert [p for p, _ in headings(sheet)[-1]] == ["山城水务工程", "桥墩要深两尺"]


@pytest.mark.parametrize("ornament", [False, True])
def test_a_short_rule_before_a_heading_makes_it_a_headline_unless_it_has_one_on_both_sides(ornament: bool) -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 50, 40, em=50)
    sheet.text([paragraph(0, 58)], 50, 110)
    top = 110 + 5 * PITCH
    sheet.rule(90, top + 2, 230, top + 4)
    sheet.put("桥墩要深两尺", 90, top + 12, em=24, weight=BOLD)
    if ornament:
        sheet.rule(90, top + 42, 230, top + 44)
    sheet.text([paragraph(90, 58)], 50, top + 52)
    sheet.text([paragraph(180, 130)], 320, 110)
    assert subheads(sheet) == (["桥墩要深两尺"] if ornament else [])


def test_kinds_are_complete() -> None:
    """A page with everything on it: no line is missing, none is in two places."""
    sheet = Sheet()
    sheet.put("清河晚报", 50, 20, em=70)
    sheet.put("2031年5月6日星期二", 500, 30)
    sheet.put("石桥通车两岸往来便利", 50, 140, em=50)
    sheet.text([paragraph(0, 200)], 50, 210)
    sheet.picture(320, 210, 560, 400)
    sheet.put("渡口新桥（林一舟摄）", 330, 408, em=18)
    sheet.put("平安茶馆", 400, 300)
    sheet.text([paragraph(90, 90)], 320, 450)
    sheet.put("下转第二版", 440, 740)
    found = sheet.regions()
    parts = [*found.flow, *(p for h in found.headings for p in h.parts), *(p for p, _ in found.captions)]
    parts += [*found.furniture, *found.pictured]
    ids = [v.line.id for p in parts for v in p.stack.lines]
    assert sorted(ids) == sorted(line.id for line in sheet.lines)
    assert "下转第二版" in {p.text for p in found.flow if p.kind is Kind.JUMP_NOTE}


def test_a_byline_between_headline_and_text_is_not_piled_on_the_text() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利渡口老人", 50, 200, em=50)
    sheet.put("本报记者 林一舟", 200, 275)
    for k in range(3):
        sheet.text([paragraph(90 * k, 130)], 50 + 270 * k, 310)
    assert headings(sheet) == [[("石桥通车两岸往来便利渡口老人", Kind.HEADLINE), ("本报记者 林一舟", Kind.BYLINE)]]


def test_a_bold_row_that_does_not_fill_its_column_is_a_subhead_above_an_indented_one() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 130)], 50, 100)
    sheet.put("新桥比旧渡近三里路", 50, 470, em=22, weight=BOLD)
    sheet.text([paragraph(140, 130)], 50, 500)
    assert subheads(sheet) == ["新桥比旧渡近三里路"]


def test_a_label_of_briefs_on_a_dark_bar_over_columns_is_a_heading() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 130)], 50, 100)
    sheet.frame(50, 480, 860, 520, FrameStyle.INVERSE)
    sheet.put("短波", 430, 485, em=30, inverse=True)
    for k in range(3):
        sheet.text([paragraph(90 * k, 130)], 50 + 270 * k, 540)
    assert headings(sheet) == [[("短波", Kind.HEADLINE)]]


def test_bars_over_columns_of_a_story_are_subheads() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利渡口老人", 50, 100, em=50)
    sheet.text([paragraph(0, 130)], 50, 170)
    for x, y, text in ((50, 520, "渡口的旧事说不完"), (320, 170, "新桥比旧渡近三里")):
        sheet.frame(x, y, x + 240, y + 30, FrameStyle.INVERSE)
        sheet.put(text, x + 40, y + 5, inverse=True)
        sheet.text([paragraph(90, 130)], x, y + 40)
    assert subheads(sheet) == ["新桥比旧渡近三里", "渡口的旧事说不完"]


def test_headlines_in_a_dark_field_and_below_it_stay_apart() -> None:
    sheet = Sheet()
    sheet.frame(40, 90, 700, 160, FrameStyle.INVERSE)
    sheet.put("梨园花事正当时管园人说", 60, 100, em=50, inverse=True)
    sheet.put("石桥通车两岸往来便利", 60, 175, em=50)
    sheet.text([paragraph(0, 130)], 60, 250)
    assert len(headings(sheet)) == 2


def test_a_headline_in_a_box_below_its_kicker_is_one_though_small() -> None:
    sheet = Sheet()
    sheet.frame(40, 90, 700, 600)
    sheet.put("风暴消息", 200, 100)
    sheet.put("石桥昨夜挺过洪水", 180, 130, em=23, weight=BOLD)
    sheet.text([paragraph(0, 130)], 60, 170, chars=28)
    assert [h[-1] for h in headings(sheet)] == [("石桥昨夜挺过洪水", Kind.HEADLINE)]


def test_a_line_of_han_with_a_foreign_name_is_no_larger_than_the_rest() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 130)], 50, 100)
    name = sheet.put("店主Beatrix Holm是", 50, 600)
    assert sheet.regions().headings == ()
    assert {v.line.id: v.em for v in sheet.scene().lines}[name] == EM


def test_a_deck_in_body_size_across_two_columns_stands_with_its_headline() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 60, 100, em=50)
    sheet.put("渡口老人摇橹四十载后上岸", 190, 165)
    sheet.put("本报记者 林一舟", 235, 195)
    for x in (50, 320):
        sheet.text([paragraph(0, 130)], x, 235)
    assert headings(sheet) == [
        [
            ("石桥通车两岸往来便利", Kind.HEADLINE),
            ("渡口老人摇橹四十载后上岸", Kind.DECK),
            ("本报记者 林一舟", Kind.BYLINE),
        ]
    ]


def test_a_name_alone_below_a_headline_is_its_byline() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸", 60, 100, em=50)
    sheet.put("林一舟", 180, 165)
    for x in (50, 320):
        sheet.text([paragraph(0, 130)], x, 220)
    assert headings(sheet) == [[("石桥通车两岸", Kind.HEADLINE), ("林一舟", Kind.BYLINE)]]


def test_a_word_in_brackets_behind_a_headline_belongs_to_it_even_beside_a_picture() -> None:
    sheet = Sheet()
    sheet.picture(50, 50, 600, 170)
    sheet.put("与会乡亲名单", 60, 190, em=24, inverse=True)
    sheet.put("（部分）", 212, 188, em=18)
    sheet.rows([(0, "石桥镇的林一舟"), (0, "梨园的陈小满"), (0, "盐田的周望潮")], 60, 225)
    assert headings(sheet) == [[("与会乡亲名单", Kind.HEADLINE), ("（部分）", Kind.HEADLINE)]]


def test_a_line_alone_in_a_roomy_box_is_a_headline() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 130)], 50, 100)
    for edges in ((340, 100, 700, 102), (340, 220, 700, 222), (340, 100, 342, 222), (698, 100, 700, 222)):
        sheet.rule(*edges)
    sheet.frame(340, 100, 700, 222)
    sheet.frames[0] = replace(sheet.frames[0], sides=("s0000", "s0003", "s0001", "s0002"))
    sheet.put("梨园的好房子出租", 400, 150, weight=BOLD)
    assert headings(sheet) == [[("梨园的好房子出租", Kind.HEADLINE)]]


def test_a_heading_piled_on_its_text_is_taken_off_by_size_and_weight_over_all_rows() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 100)], 50, 100)
    sheet.put("石桥昨夜挺过洪水两岸", 50, 400, em=23, weight=0.127)
    sheet.rows(
        [(0, t) for t in ("清早的河面起了薄雾摆渡的", "老人把竹篙靠在船头等头一", "批赶集的乡亲过河。")], 50, 433
    )
    assert "石桥昨夜挺过洪水两岸" in subheads(sheet) + [h[0][0] for h in headings(sheet)]


def test_a_deck_wider_than_the_column_under_it_is_no_row_of_that_column() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 60, 100, em=50)
    sheet.put("渡口老人摇橹四十载后上岸新桥合龙", 150, 165)
    sheet.text([paragraph(0, 130)], 200, 220)
    assert headings(sheet)[0][-1] == ("渡口老人摇橹四十载后上岸新桥合龙", Kind.DECK)


@pytest.mark.parametrize(
    ("text", "kind"), [("本报记者 甘棠 宋桥", Kind.BYLINE), ("记者看到了桥。河面起了雾", Kind.PARAGRAPH)]
)
def test_a_short_text_with_a_sentence_in_it_names_no_writer(text: str, kind: Kind) -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来", 50, 120, em=46)
    sheet.put(text, 50, 200)
    sheet.text([paragraph(70, 150)], 50, 200 + 4 * PITCH)
    parts = [*sheet.regions().flow, *(p for h in sheet.regions().headings for p in h.parts)]
    assert [p.kind for p in parts if p.text == text] == [kind]


def test_a_byline_over_the_columns_does_not_take_the_short_row_that_one_begins_with() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利渡口老人", 50, 120, em=40)
    sheet.put("本报记者 甘棠", 320, 172, em=18)
    sheet.text([paragraph(70, 200)], 50, 200)
    sheet.put("桥。", 330, 200)
    sheet.text([paragraph(140, 180)], 330, 200 + PITCH)
    kinds = {p.text: p.kind for h in sheet.regions().headings for p in h.parts}
    assert kinds["本报记者 甘棠"] is Kind.BYLINE
