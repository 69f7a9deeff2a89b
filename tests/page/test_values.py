"""The values refuse what cannot be, and say what they are."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import assume, given

from ocrfix.page import (
    FURNITURE,
    PAGE_XML_TYPE,
    Alternative,
    Article,
    Block,
    Box,
    Column,
    Direction,
    Document,
    Edit,
    Glyph,
    InkAccount,
    Join,
    Kind,
    Operation,
    Page,
    Region,
    Span,
    TextLine,
    enclosing,
    polygon_box,
)  # fmt: skip
from tests.pages import boxes

BOX = Box(10, 20, 30, 60)
LINE = TextLine("l1", BOX.polygon, (Glyph("春", confidence=0.5), Glyph("天"), Glyph("来", confidence=1.0)))
COLUMN = Column("c1", BOX, ("l1",))


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: Box(5, 0, 5, 9),
        lambda: Box(0, 9, 5, 3),
        lambda: Box(0, 0, math.inf, 9),
        lambda: Box(0, math.nan, 4, 9),
        lambda: Glyph(""),
        lambda: Glyph("春", confidence=1.01),
        lambda: Alternative("春", -0.1),
        lambda: TextLine(""),
        lambda: TextLine("l", ((0, 0), (1, 1))),
        lambda: TextLine("l", ((0, 0), (1, 1), (math.nan, 1))),
        lambda: TextLine("l", detection=2),
        lambda: Region("", Kind.FRAME, BOX.polygon),
        lambda: Region("r", Kind.FRAME, ()),
        lambda: Span("l", 3, 2),
        lambda: Span("l", -1, 2),
        lambda: Edit("e", "rule", 1, Operation.DELETE, ()),
        lambda: Article("a", ()),
        lambda: Article("a", (Block(Kind.PARAGRAPH, "x"),), confidence=7),
        lambda: InkAccount(1, -1, 0),
        lambda: Page(""),
        lambda: Page("p", width=5),
        lambda: Page("p", width=5, height=0),
        lambda: Page("p", lines=(LINE, LINE)),
        lambda: Page("p", columns=(COLUMN,)),
        lambda: Page("p", regions=(Region("r", Kind.PARAGRAPH, BOX.polygon, ("l9",)),)),
        lambda: Page("p", furniture=(Block(Kind.FOLIO, "x", (Span("l9", 0, 1),)),)),
        lambda: Page("p", edits=(Edit("e", "rule", 1, Operation.MARK, (Span("l9", 0, 1),)),)),
        lambda: Page("p", lines=(LINE,), columns=(COLUMN,), joins=(Join("c1", "c2", 0.0),)),
        lambda: Document("", ()),
        lambda: Document("d", (Page("p"), Page("p"))),
    ],
)
def test_impossible_values_are_refused(impossible: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        impossible()


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        Glyph(text="春", colour="red")  # type: ignore[call-arg]


def test_a_block_of_another_page_may_name_lines_this_page_lacks() -> None:
    block = Block(Kind.PARAGRAPH, "x", (Span("elsewhere", 0, 1),), page="q")
    assert Page("p", articles=(Article("a", (block,)),)).blocks == (block,)


def test_a_line_knows_its_text_confidence_and_size() -> None:
    assert LINE.text == "春天来"
    assert LINE.confidence == 0.75
    assert TextLine("l").confidence is None
    assert LINE.em == 40
    assert TextLine("l", BOX.polygon, direction=Direction.TTB).em == 20
    with pytest.raises(ValueError, match="no geometry"):
        _ = TextLine("l").box


def test_a_page_finds_its_lines() -> None:
    page = Page("p", lines=(LINE,))
    assert page.line("l1") is page.lines[0]
    with pytest.raises(KeyError):
        page.line("l2")


def test_the_headline_of_an_article() -> None:
    blocks = (
        Block(Kind.KICKER, "一"),
        Block(Kind.HEADLINE, "二"),
        Block(Kind.PARAGRAPH, "三"),
        Block(Kind.HEADLINE, "四"),
    )
    assert Article("a", blocks).headline == "二四"
    assert Article("a", blocks).texts(Kind.KICKER, Kind.PARAGRAPH) == ("一", "三")


def test_every_kind_with_text_has_a_page_xml_type() -> None:
    assert set(Kind) - set(PAGE_XML_TYPE) == {Kind.IMAGE, Kind.SEPARATOR, Kind.FRAME}
    assert set(PAGE_XML_TYPE) >= FURNITURE


@given(boxes(), boxes())
def test_boxes_meet_as_sets_of_points_do(a: Box, b: Box) -> None:
    shared = a.intersection(b)
    assert (shared is None) == (a.overlap_area(b) == 0)
    assert a.overlap_area(b) == b.overlap_area(a)
    assert 0 <= a.iou(b) <= 1 + 1e-9
    assert a.union(b) == enclosing((a, b)) == b.union(a)
    if shared is not None:
        assert a.union(b).area >= shared.area
        assert shared.area == pytest.approx(a.overlap_area(b))


@given(boxes())
def test_a_box_holds_its_center_and_not_its_far_corner(box: Box) -> None:
    assume(box.width > 1e-3 and box.height > 1e-3)
    assert box.contains(box.center)
    assert box.contains((box.left, box.top))
    assert not box.contains((box.right, box.bottom))
    assert polygon_box(box.polygon) == box
    assert box.scaled(2).area == pytest.approx(4 * box.area)
    assert box.moved(3, 4).expanded(1, 1).width == pytest.approx(box.width + 2)


def test_nothing_encloses_no_box() -> None:
    with pytest.raises(ValueError, match="no box"):
        enclosing(())
