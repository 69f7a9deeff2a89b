"""Ruling lines: found however they are drawn, and nothing else taken for one."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from ocrfix.layout import Orientation, RuleRole, RuleStyle, Separator, look
from ocrfix.settings.layout import LayoutSettings
from tests.layout.sheets import EM, Sheet


def columns() -> Sheet:
    sheet = Sheet()
    sheet.block(60, 60, 14, 24)
    sheet.block(430, 60, 14, 24)
    return sheet


def uprights(sheet: Sheet, least: float = 0.5) -> list[Separator]:
    layout = look(sheet.raster(), sheet.lines, LayoutSettings())
    return [s for s in layout.separators if s.orientation is Orientation.VERTICAL and s.confidence >= least]


def test_text_alone_has_no_rules() -> None:
    sheet = columns()
    assert look(sheet.raster(), sheet.lines, LayoutSettings()).separators == ()


@pytest.mark.parametrize("thick", [1, 3, 8])
def test_a_solid_rule_is_found_at_any_thickness(thick: int) -> None:
    sheet = columns()
    sheet.rule(398, 60, 398, 760, thick)
    (rule,) = uprights(sheet)
    assert rule.style is RuleStyle.SOLID and rule.role is RuleRole.RULE
    assert abs(rule.box.center[0] - 398) <= 2 and rule.length >= 690
    assert abs(rule.thickness - thick) <= 1.5


def test_a_rule_leaning_by_half_a_degree_stays_one() -> None:
    sheet = columns()
    sheet.rule(395, 60, 401, 760, 1)
    (rule,) = uprights(sheet)
    assert rule.length >= 690
    assert abs(rule.start[0] - 395) <= 2 and abs(rule.end[0] - 401) <= 2


def test_the_pieces_of_a_broken_rule_are_chained() -> None:
    sheet = columns()
    for top in range(60, 760, 70):
        sheet.rule(398, top, 398, top + 50, 2)
    (rule,) = uprights(sheet)
    assert rule.length >= 660 and rule.coverage < 0.9


def test_a_dotted_rule_is_found_and_named() -> None:
    sheet = columns()
    for y in range(60, 760, 8):
        cv2.circle(sheet.image, (398, y), 1, (0, 0, 0), -1)
    (rule,) = uprights(sheet)
    assert rule.style is RuleStyle.DOTTED and rule.length >= 680


def test_a_wavy_rule_is_found_and_named() -> None:
    sheet = columns()
    points = [[398 + round(5 * math.sin(y / 5)), y] for y in range(60, 760)]
    cv2.polylines(sheet.image, [np.array(points, np.int32)], False, (0, 0, 0), 2)
    (rule,) = uprights(sheet)
    assert rule.style is RuleStyle.WAVY and rule.length >= 680


def test_a_double_rule_is_one_rule() -> None:
    sheet = columns()
    sheet.rule(394, 60, 394, 760, 3)
    sheet.rule(401, 60, 401, 760, 1)
    (rule,) = uprights(sheet)
    assert rule.style is RuleStyle.DOUBLE


def test_a_scratch_through_text_is_doubted() -> None:
    free, scratched = columns(), columns()
    free.rule(398, 60, 398, 760, 1)
    scratched.rule(200, 60, 200, 760, 1)
    assert all(s.confidence < 0.5 for s in uprights(scratched, 0.0))
    assert uprights(free, 0.9)


def test_strokes_of_big_characters_are_no_rules() -> None:
    sheet = Sheet()
    sheet.line(60, 40, 6, size=110)
    sheet.block(60, 220, 30, 18)
    assert look(sheet.raster(), sheet.lines, LayoutSettings()).separators == ()


def test_a_line_under_a_headline_is_told_from_a_column_rule() -> None:
    sheet = columns()
    heading = sheet.line(60, 800, 6, size=30)
    sheet.rule(64, 833, 240, 833, 2)
    layout = look(sheet.raster(), sheet.lines, LayoutSettings())
    (rule,) = layout.separators
    assert rule.role is RuleRole.UNDERLINE and not rule.divides
    assert heading.id in {n.id for n in layout.lines}


def test_the_edge_of_a_photograph_divides_nothing() -> None:
    sheet = columns()
    sheet.photo((430, 300, 735, 560))
    sheet.lines = [n for n in sheet.lines if not (n.box.left > 400 and 280 < n.box.top < 570)]
    sheet.box((430, 300, 735, 560), 2)
    layout = look(sheet.raster(), sheet.lines, LayoutSettings())
    assert len(layout.pictures) == 1
    assert all(not s.divides for s in layout.separators if s.confidence >= 0.5)


def test_two_boxes_in_a_row_keep_their_own_tops() -> None:
    sheet = Sheet()
    for left in (60, 60 + 16 * EM):
        sheet.box((left, 60, left + 15 * EM, 360))
        sheet.block(left + 20, 80, 11, 8)
    frames = look(sheet.raster(), sheet.lines, LayoutSettings()).frames
    assert len([f for f in frames if f.confidence >= 0.8]) == 2
