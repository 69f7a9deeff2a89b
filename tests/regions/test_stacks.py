"""Lines become rows and rows become stacks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.page import Direction
from ocrfix.regions.stacks import Stack, pile_up
from ocrfix.settings.regions import RegionSettings
from tests.scenes import BODY, BOLD, PITCH, Sheet, paragraph, typeset

WAYS = pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])


def stacks(sheet: Sheet) -> tuple[Stack, ...]:
    return pile_up(sheet.scene(), RegionSettings())


def texts(sheet: Sheet) -> list[list[str]]:
    return [[row.text for row in stack.rows] for stack in stacks(sheet)]


@WAYS
def test_pieces_of_one_row_are_joined_where_rows_close_by_cover_the_white(way: Direction) -> None:
    sheet = Sheet(direction=way)
    sheet.put("摆渡的老人把竹篙靠在船头", 50, 100)
    sheet.put("对岸的", 50, 130)
    sheet.put("石阶上放着箩筐里", 50 + 3 * 20 + 20, 130)
    sheet.put("筐里是刚摘下的青菜和莲藕", 50, 160)
    (stack,) = stacks(sheet)
    assert [len(row.pieces) for row in stack.rows] == [1, 2, 1]
    assert stack.rows[1].text == "对岸的石阶上放着箩筐里"


@WAYS
def test_a_gutter_of_one_em_keeps_two_columns_apart(way: Direction) -> None:
    sheet = Sheet(direction=way)
    left = sheet.text([paragraph(0, 70)], 50, 100)
    right = sheet.text([paragraph(100, 70)], 50 + 12 * 20 + 20, 100)
    assert [[v.line.id for v in s.lines] for s in stacks(sheet)] == [left, right]


@WAYS
def test_pieces_that_lie_over_each_other_are_one_row(way: Direction) -> None:
    sheet = Sheet(direction=way)
    sheet.text([paragraph(0, 50)], 50, 100)
    sheet.text([paragraph(60, 50)], 50 + 7 * 20, 100 + 5 * 30)
    sheet.put("摆渡的老人把", 50, 100 + 5 * 30)
    sheet.put("竹篙靠在船头", 50 + 6 * 20 - 15, 100 + 10 * 30)
    sheet.put("对岸的石阶上", 50, 100 + 10 * 30)
    assert ["对岸的石阶上竹篙靠在船头"] in [[r for r in stack if "竹篙" in r] for stack in texts(sheet)]


def test_white_of_one_em_does_not_cut_a_headline() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 90)], 50, 200)
    sheet.put("石桥", 50, 100, em=50)
    sheet.put("通车", 50 + 2 * 50 + 50, 100, em=50)
    assert ["石桥通车"] in texts(sheet)


@WAYS
def test_a_short_last_row_and_an_indented_one_stay_in_their_stack(way: Direction) -> None:
    sheet = Sheet(direction=way)
    ids = sheet.text([paragraph(0, 50), paragraph(90, 61), paragraph(170, 33)], 50, 100)
    assert [[v.line.id for v in s.lines] for s in stacks(sheet)] == [ids]


@pytest.mark.parametrize(("em", "weight"), [(20, BOLD), (24, 0.13), (29, 0.1)], ids=["weight", "both", "size"])
def test_a_subhead_ends_the_stack(em: float, weight: float) -> None:
    sheet = Sheet()
    upper = sheet.text([paragraph(0, 58)], 50, 100)
    head = sheet.put("桥墩要深", 110, 100 + 5 * PITCH, em=em, weight=weight)
    lower = sheet.text([paragraph(90, 58)], 50, 100 + 6 * PITCH + (em - 20))
    assert [[v.line.id for v in s.lines] for s in stacks(sheet)] == [upper, [head], lower]


def test_a_full_row_that_opens_in_bold_stays_in_its_column() -> None:
    sheet = Sheet()
    sheet.put("本社渡口消息摆渡的人", 90, 100, weight=BOLD)
    sheet.rows([(0, "对岸的石阶上放着几只箩筐"), (0, "筐里是刚摘下的青菜和莲藕")], 50, 130)
    assert len(stacks(sheet)) == 1


def test_a_drop_capital_comes_before_the_first_row_beside_it() -> None:
    sheet = Sheet()
    sheet.put("清", 50, 100, em=54)
    sheet.put("早的河面起了薄雾摆", 112, 100)
    sheet.put("渡的老人把竹篙靠在", 112, 130)
    sheet.rows([(0, "船头等头一批赶集的乡亲过"), (0, "河对岸的石阶上放着几只箩")], 50, 160)
    assert texts(sheet) == [
        ["清早的河面起了薄雾摆", "渡的老人把竹篙靠在", "船头等头一批赶集的乡亲过", "河对岸的石阶上放着几只箩"]
    ]


def test_a_large_character_beside_one_row_is_no_drop_capital() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 58)], 50, 300)
    sheet.put("清", 50, 100, em=40)
    sheet.put("早的河面起了薄雾摆", 100, 110)
    assert ["清"] in texts(sheet)


@WAYS
def test_a_rule_ends_the_stack(way: Direction) -> None:
    sheet = Sheet(direction=way)
    upper = sheet.text([paragraph(0, 58)], 50, 100)
    sheet.rule(50, 100 + 5 * PITCH - 6, 290, 100 + 5 * PITCH - 4)
    lower = sheet.text([paragraph(90, 58)], 50, 100 + 5 * PITCH)
    assert [[v.line.id for v in s.lines] for s in stacks(sheet)] == [upper, lower]


@WAYS
def test_an_upright_rule_keeps_pieces_of_a_row_apart(way: Direction) -> None:
    sheet = Sheet(direction=way)
    sheet.text([paragraph(0, 58)], 50, 100)
    left = sheet.put("对岸的石阶", 50, 400)
    right = sheet.put("水轮转动", 50 + 5 * 20 + 30, 400)
    sheet.rule(164, 380, 166, 440)
    assert [[left], [right]] == [["l0005"], ["l0006"]]
    assert [[v.line.id for v in s.lines] for s in stacks(sheet)[1:]] == [[left], [right]]


def test_a_frames_edge_ends_the_stack() -> None:
    sheet = Sheet()
    upper = sheet.text([paragraph(0, 58)], 50, 100)
    lower = sheet.text([paragraph(90, 58)], 50, 100 + 5 * PITCH)
    sheet.frame(40, 100 + 5 * PITCH - 5, 300, 100 + 10 * PITCH)
    assert [[v.line.id for v in s.lines] for s in stacks(sheet)] == [upper, lower]


@WAYS
def test_a_lead_is_divided_from_the_two_columns_below_it(way: Direction) -> None:
    sheet = Sheet(direction=way)
    lead = sheet.text([paragraph(0, 70)], 50, 100, chars=25)
    left = sheet.text([paragraph(100, 70)], 50, 100 + 3 * PITCH)
    right = sheet.text([paragraph(200, 70)], 310, 100 + 3 * PITCH)
    assert [[v.line.id for v in s.lines] for s in stacks(sheet)] == [lead, left, right]


def test_vertical_lines_on_a_horizontal_page_are_piled_up_from_right_to_left() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 90)], 50, 500)
    second = sheet.put("两岸往来便利", 100, 100, em=40, across=True)
    first = sheet.put("石桥今晨合龙", 150, 100, em=40, across=True)
    assert [v.line.id for v in stacks(sheet)[0].lines] == [first, second]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 900),
            st.integers(0, 1300),
            st.integers(1, 14),
            st.sampled_from([18, 20, 26, 50]),
            st.booleans(),
        ),
        max_size=25,
    ),
    st.sampled_from([Direction.LTR, Direction.TTB]),
)
def test_every_line_is_in_exactly_one_stack(items: list[tuple[int, int, int, int, bool]], way: Direction) -> None:
    sheet = Sheet(direction=way)
    ids = [sheet.put("河" * count, x, y, em=em, across=across) for x, y, count, em, across in items]
    assert sorted(v.line.id for s in stacks(sheet) for v in s.lines) == sorted(ids)


def test_a_gutter_below_a_row_that_runs_through_keeps_two_columns_apart() -> None:
    sheet = Sheet()
    sheet.put("新桥合龙后的清晨渡口停着老人的旧船也停着赶集人的", 50, 100, em=21)
    for x in (50, 314):
        sheet.rows([(0, paragraph(0, 60)[12 * k : 12 * k + 12]) for k in range(4)], x, 130)
    assert max(len(row.text) for stack in stacks(sheet) for row in stack.rows[1:]) == 12


@WAYS
@pytest.mark.parametrize("columns", [True, False])
def test_single_rows_of_two_columns_stay_apart_where_these_stand_elsewhere(way: Direction, columns: bool) -> None:
    sheet = Sheet(direction=way)
    if columns:
        sheet.put("摆渡的老人把竹篙靠在船头", 50, 100)
        sheet.put("等头一批赶集的乡亲过河对", 50 + 12 * 20 + 24, 100)
    sheet.put("筐里是刚摘下的青菜和莲藕", 50, 700)
    sheet.put("磨坊的水轮慢慢转动白色的", 50 + 12 * 20 + 24, 700)
    assert len([s for s in stacks(sheet) if s.box.top > 600]) == (2 if columns else 1)


@WAYS
@pytest.mark.parametrize("white", [0, 12])
def test_a_little_larger_and_blacker_is_a_heading_where_white_sets_it_off(way: Direction, white: int) -> None:
    sheet = Sheet(direction=way)
    sheet.text([paragraph(0, 60)], 50, 100)
    y = 100 + 6 * 30 + white
    sheet.put("石桥今晨合龙", 50, y, em=22, weight=1.18 * BODY)
    sheet.rows(typeset([paragraph(80, 60)], 12), 50, y + 33 + white // 2)
    found = texts(sheet)
    assert (["石桥今晨合龙"] in found) == bool(white)


def test_a_larger_row_that_fills_its_column_below_white_and_the_end_of_a_sentence_is_a_heading() -> None:
    """Where print is worn weight says little; its size does, with the white above and the indent below."""
    sheet = Sheet()
    sheet.text([paragraph(0, 70)], 50, 110)
    y = 110 + 6 * PITCH + 12
    sheet.put("码头夜航今晨起又恢", 50, y, em=25, weight=0.116)
    sheet.text([paragraph(90, 70)], 50, y + 38)
    assert "码头夜航今晨起又恢" in {s.text for s in pile_up(sheet.scene(), RegionSettings())}
