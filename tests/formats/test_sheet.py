"""Pages cut to the shape of the field's formats."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocrfix.formats.sheet import held, sheet_of
from ocrfix.formats.sheet.grid import Clip, baseline, box_on, holding, polygon_on
from ocrfix.formats.sheet.ids import Ids
from ocrfix.formats.sheet.make import xml_text
from ocrfix.page import Block, Box, Kind, Operation, Page, Polygon, Span, polygon_box
from tests.formats.newspaper import LEFT_1, PAGE
from tests.pages import boxes, pages

MANY = settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)


@MANY
@given(pages())
def test_no_character_is_lost_and_cutting_again_changes_nothing(page: Page) -> None:
    once = held(page, "x")
    before = sorted(c for line in page.lines for c in xml_text(line.text))
    after = sorted(c for line in once.lines if line.id in known(page) for c in line.text)
    assert after == before
    assert held(once, "x") == once


def known(page: Page) -> set[str]:
    """The ids of lines that were cut from lines of the page; text without lines becomes lines of its own."""
    made_up = {line.id for line in held(page, "x").lines if "_t" in line.id}
    return {line.id for line in held(page, "x").lines} - made_up


@MANY
@given(pages())
def test_children_lie_inside_their_parents_and_all_on_the_page(page: Page) -> None:
    sheet = sheet_of(page)
    assert sheet.width is not None and sheet.height is not None
    for part in sheet.parts:
        for line in part.lines:
            for glyph in line.glyphs:
                assert glyph.box is None or 0 <= glyph.box.left < glyph.box.right <= sheet.width
                if glyph.box is not None and line.polygon is not None:
                    assert line.box.union(glyph.box) == line.box
            if line.polygon is not None:
                assert part.box is not None and part.box.union(line.box) == part.box
                assert all(0 <= x <= sheet.width and 0 <= y <= sheet.height and x == int(x) for x, y in line.polygon)


def test_a_paragraph_over_two_columns_has_two_parts_and_a_shared_line_is_cut() -> None:
    story = sheet_of(PAGE).stories[0]
    assert [[p.id for p in flow.parts] for flow in story.flows] == [["r1"], ["r2", "r3"], ["r3_2"]]
    assert [line.id for line in story.flows[1].lines] == ["l2", "l3", "l4", "l5"]
    assert [line.id for line in story.flows[2].lines] == ["l5_2"]


def test_spans_count_in_lines_as_recognised() -> None:
    """A glyph that an edit took away shifts nothing: here the first of the line."""
    line = replace(LEFT_1, glyphs=LEFT_1.glyphs[1:])
    gone = replace(PAGE.edits[0], operation=Operation.DELETE, removed=LEFT_1.glyphs[:1], inserted=())
    page = Page(
        "p", 600, 400, lines=(line,), edits=(gone,),
        furniture=(Block(Kind.FOLIO, "晨五", (Span("l2", 0, 3),)), Block(Kind.FOLIO, "点，灯亮", (Span("l2", 3, 7),))),
    )  # fmt: skip
    assert [next(flow.lines).text for flow in sheet_of(page).furniture] == ["晨五", "点，灯亮"]


def test_text_without_lines_becomes_a_line_without_a_place() -> None:
    page = Page("p", furniture=(Block(Kind.FOLIO, "晚报"),))
    (line,) = sheet_of(page).lines
    assert (line.text, line.polygon) == ("晚报", None)


def test_ids_are_valid_unique_and_keep_what_they_can() -> None:
    ids = Ids()
    assert [ids.take(w) for w in ("l1", "l1", "行 1", "7", "")] == ["l1", "l1_2", "__1", "x7", "x"]


@given(boxes(), st.integers(1, 9000), st.integers(1, 9000))
def test_boxes_are_whole_pixels_on_the_page(box: Box, width: int, height: int) -> None:
    once = box_on(box, (width, height))
    assert all(e == int(e) for e in once.edges)
    assert 0 <= once.left < once.right <= width and 0 <= once.top < once.bottom <= height
    assert box_on(once, (width, height)) == once
    outline = polygon_on(box.polygon, (width, height))
    assert polygon_on(outline, (width, height)) == outline


@MANY
@given(boxes(), st.floats(-20, 20), st.floats(-20, 20))
def test_a_glyph_is_cut_to_its_slanted_line_once_and_for_all(box: Box, rise: float, tilt: float) -> None:
    around = box.expanded(30, 10)
    slanted = tuple((x + tilt * (y > box.top), y + rise * (x > box.left)) for x, y in around.polygon)
    line = polygon_on(slanted, (10000, 10000))
    found = Clip(line).cut(box_on(box, (10000, 10000)))
    if found is not None:
        again = Clip(line).cut(polygon_box(found))
        assert again is not None and polygon_box(again) == polygon_box(found)


def test_characters_stand_on_the_base_line() -> None:
    slanted: Polygon = ((0, 0), (100, 10), (100, 60), (0, 50))
    assert baseline(slanted, False) == ((0, 44), (100, 54))
    assert baseline(Box(10, 0, 30, 200).polygon, True) == ((20, 0), (20, 200))


def test_a_region_grows_around_its_lines() -> None:
    region: Polygon = ((0, 0), (10, 0), (10, 10), (0, 10))
    assert holding(region, [((1, 1), (9, 1), (9, 9))]) == region
    assert polygon_box(holding(region, [((5, 5), (20, 5), (20, 8))])) == Box(0, 0, 20, 10)


@pytest.mark.parametrize("text", ["字", "a\tb\n", "𠮷", "葛󠄀"])
def test_text_that_xml_can_hold_stays(text: str) -> None:
    assert xml_text(text) == text
    assert xml_text("a\x00\ufffe") == "a\ufffd\ufffd"
