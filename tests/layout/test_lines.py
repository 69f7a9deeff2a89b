"""Lines: cut where columns meet, freed of doubles, none lost, ink without a line found."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ocrfix.layout import look
from ocrfix.layout.lines import cut_line
from ocrfix.page import Box, Direction, TextLine
from ocrfix.settings.layout import LayoutSettings
from tests.layout.sheets import EM, Sheet

SETTINGS = LayoutSettings()


def area(line: TextLine) -> float:
    points = np.asarray(line.polygon)
    x, y = points[:, 0], points[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


@given(st.floats(50, 400), st.floats(10, 40), st.floats(-0.1, 0.1), st.floats(0, 1), st.booleans())
def test_cutting_keeps_the_whole_area(long: float, thick: float, slope: float, share: float, down: bool) -> None:
    points = [(0.0, 0.0), (long, slope * long), (long, slope * long + thick), (0.0, thick)]
    if down:
        points = [(y, x) for x, y in points]
    line = TextLine("x", tuple(points), (), Direction.TTB if down else Direction.LTR)
    parts = cut_line(line, share * long, 1.0)
    assert [p.id for p in parts] in (["x"], ["xa", "xb"])
    assert abs(sum(map(area, parts)) - area(line)) < 1e-6 * area(line) + 1e-6


def test_a_line_across_a_rule_is_cut_there() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 14, 24)
    sheet.block(430, 60, 14, 24)
    sheet.rule(398, 60, 398, 760)
    first = next(n for n in sheet.lines if n.box.left < 100 and n.box.top > 200)
    second = next(n for n in sheet.lines if n.box.left > 400 and n.box.top == first.box.top)
    joined = replace(first, polygon=first.box.union(second.box).polygon)
    sheet.lines = [n for n in sheet.lines if n not in (first, second)] + [joined]
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    ids = {n.id for n in layout.lines}
    assert {first.id + "a", first.id + "b"} <= ids and first.id not in ids
    assert next(n for n in layout.lines if n.id == first.id + "a").box.right < 402
    assert [c.before for c in layout.cuts] == [first.id]


def test_a_line_across_a_shared_gutter_is_cut_there() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 14, 24)
    sheet.block(430, 60, 14, 24)
    first = sheet.lines[5]
    second = next(n for n in sheet.lines if n.box.left > 400 and n.box.top == first.box.top)
    joined = replace(first, polygon=first.box.union(second.box).polygon)
    sheet.lines = [n for n in sheet.lines if n not in (first, second)] + [joined]
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert [c.reason for c in layout.cuts] == ["gutter"]


def test_a_headline_over_two_columns_is_not_cut() -> None:
    sheet = Sheet()
    headline = sheet.line(60, 30, 10, size=60, gap=8)
    sheet.block(60, 120, 14, 20)
    sheet.block(430, 120, 14, 20)
    sheet.rule(398, 120, 398, 700)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert headline in layout.lines and layout.cuts == ()


def test_a_second_detection_of_the_same_ink_is_dropped() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 20, 8)
    whole = sheet.lines[3]
    part = TextLine("part", Box(whole.box.left + 60, whole.box.top, whole.box.left + 200, whole.box.bottom).polygon)
    layout = look(sheet.raster(), [*sheet.lines, part], SETTINGS)
    assert "part" not in {n.id for n in layout.lines} and whole in layout.lines
    assert layout.cuts[0].before == "part" and layout.cuts[0].after == (whole.id,)


def test_equal_lines_elsewhere_both_stay() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 20, 8)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert [n.id for n in layout.lines] == [n.id for n in sheet.lines]


@settings(max_examples=8, deadline=None)
@given(st.sets(st.integers(0, 19), min_size=1, max_size=4), st.booleans())
def test_ink_that_no_line_claims_comes_back_as_lines(missing: set[int], vertical: bool) -> None:
    sheet = Sheet()
    for i in range(20):
        if vertical:
            sheet.line(80 + i * 32, 60, 30, vertical=True)
        else:
            sheet.line(60, 60 + i * 32, 30)
    lost = [n for i, n in enumerate(sheet.lines) if i in missing]
    kept = [n for i, n in enumerate(sheet.lines) if i not in missing]
    layout = look(sheet.raster(), kept, SETTINGS)
    found = [n for n in layout.lines if n.id in set(layout.unclaimed)]
    for line in lost:
        assert sum(n.box.overlap_area(line.box) for n in found) > 0.8 * line.box.area
    assert {n.id for n in kept} <= {n.id for n in layout.lines}


def test_specks_and_rules_are_no_lines() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 20, 8)
    for x, y in np.random.default_rng(2).integers(350, 780, (60, 2)):
        sheet.image[y : y + 2, x : x + 2] = 0
    sheet.rule(60, 500, 700, 500)
    assert look(sheet.raster(), sheet.lines, SETTINGS).unclaimed == ()


def test_looks_tell_size_weight_and_colour() -> None:
    sheet = Sheet()
    body = sheet.line(60, 60, 20)
    sheet.block(60, 100, 20, 6)
    big = sheet.line(60, 400, 8, size=60)
    looks = look(sheet.raster(), sheet.lines, SETTINGS).looks
    small, large = looks[body.id], looks[big.id]
    assert small.em is not None and abs(small.em - EM) < 0.15 * EM
    assert large.em is not None and abs(large.em - 60) < 9
    assert small.weight is not None and 0.05 < small.weight < 0.16
    assert small.saturation == 0 and small.hue is None
    red = Sheet()
    red.block(60, 60, 20, 6)
    line = red.lines[2]
    left, top, right, bottom = (int(v) for v in line.box.edges)
    window = red.image[top:bottom, left:right]
    window[window.max(axis=2) < 128] = (30, 30, 200)
    seen = look(red.raster(), red.lines, SETTINGS).looks[line.id]
    assert seen.saturation > 0.5 and seen.hue is not None and min(seen.hue, 360 - seen.hue) < 15


def test_a_blank_page_and_a_page_without_lines() -> None:
    blank = Sheet(200, 200)
    layout = look(blank.raster(), [], SETTINGS)
    assert layout.lines == () and layout.separators == () and layout.pictures == () and layout.frames == ()
    unread = Sheet()
    unread.block(60, 60, 20, 8)
    layout = look(unread.raster(), [], SETTINGS)
    assert len(layout.unclaimed) >= 8


def test_the_same_page_gives_the_same_layout() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 20, 8)
    sheet.rule(60, 400, 500, 400)
    assert look(sheet.raster(), sheet.lines, SETTINGS) == look(sheet.raster(), sheet.lines, SETTINGS)


def test_a_large_page_is_seen_like_a_small_one() -> None:
    """Large characters are looked at on a reduced sheet; coordinates come back in raster pixels."""
    sheet = Sheet(3200, 2400)
    for row in range(8):
        sheet.line(200, 200 + row * 120, 12, size=80, gap=8)
        sheet.line(1700, 200 + row * 120, 12, size=80, gap=8)
    sheet.rule(1480, 200, 1480, 1150, 2)
    raster = replace(sheet.raster(), em=80.0)
    (rule,) = look(raster, sheet.lines, SETTINGS).separators
    assert abs(rule.box.center[0] - 1480) <= 6 and rule.length > 900


def test_a_rule_that_runs_into_the_end_of_a_line_is_no_part_of_it() -> None:
    sheet = Sheet()
    sheet.block(60, 100, 14, 24)
    first = sheet.lines[5]
    box = first.box
    sheet.rule(int(box.right) + 4, int(box.center[1]), int(box.right) + 120, int(box.center[1]))
    longer = replace(first, polygon=Box(box.left, box.top, box.right + 16, box.bottom).polygon)
    sheet.lines = [n for n in sheet.lines if n is not first] + [longer]
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert next(n for n in layout.lines if n.id == first.id).box.right < box.right + 6
    assert [c.before for c in layout.cuts] == [first.id]
