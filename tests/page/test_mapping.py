"""Every polygon and box of a page moves, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ocrfix.page import (
    Box,
    Column,
    Edit,
    Evidence,
    Glyph,
    Kind,
    Operation,
    Page,
    Region,
    Span,
    TextLine,
)
from ocrfix.page.mapping import map_page

BOX = Box(10, 20, 30, 60)


def sample(size: tuple[int, int] | None = (100, 200)) -> Page:
    line = TextLine("l1", BOX.polygon, (Glyph("報", BOX), Glyph("无")))
    edit = Edit(
        "e1", "rule", 1, Operation.DELETE, (Span("l1", 0, 1),), removed=(Glyph("a", BOX),), inserted=(Glyph("b", BOX),),
        evidence=Evidence(crop=BOX),
    )  # fmt: skip
    return Page(
        "p",
        *(size or (None, None)),
        lines=(line, TextLine("l2")),
        regions=(Region("r1", Kind.PARAGRAPH, BOX.polygon, ("l1",)),),
        columns=(Column("c1", BOX, ("l1", "l2")),),
        edits=(edit,),
    )


def boxes(page: Page) -> list[Box]:
    edit = page.edits[0]
    found = [page.lines[0].glyphs[0].box, page.lines[0].box, page.regions[0].box, page.columns[0].box]
    found += [edit.removed[0].box, edit.inserted[0].box, edit.evidence.crop]
    return [b for b in found if b is not None]


def test_identity_gives_an_equal_page() -> None:
    assert map_page(sample(), lambda points: points) == sample()


def test_every_box_moves() -> None:
    moved = map_page(sample(), lambda points: points + np.array([5.0, -7.0]))
    assert boxes(moved) == [BOX.moved(5, -7)] * 7
    assert moved.lines[0].glyphs[1].box is None and moved.lines[1].polygon is None
    assert [line.text for line in moved.lines] == ["報无", ""]


def test_a_box_becomes_the_box_around_its_turned_corners() -> None:
    def quarter(points: np.ndarray) -> np.ndarray:
        return np.column_stack([200 - points[:, 1], points[:, 0]])

    moved = map_page(sample(None), quarter)
    assert boxes(moved) == [Box(140, 10, 180, 30)] * 7
    assert moved.lines[0].polygon == ((180.0, 10.0), (180.0, 30.0), (140.0, 30.0), (140.0, 10.0))


def test_what_leaves_the_page_is_put_on_its_edge() -> None:
    moved = map_page(sample(), lambda points: points - np.array([15.0, 0.0]))
    assert boxes(moved) == [Box(0, 20, 15, 60)] * 7


@pytest.mark.parametrize("shift", [-500.0, 500.0])
def test_what_lies_outside_altogether_is_kept_where_it_is(shift: float) -> None:
    moved = map_page(sample(), lambda points: points + np.array([shift, 0.0]))
    assert boxes(moved) == [BOX.moved(shift, 0)] * 7


def test_what_was_outside_before_is_not_pulled_in() -> None:
    beyond = Box(95, 20, 130, 60)
    line = TextLine("l1", beyond.polygon, (Glyph("報", beyond),))
    page = replace(sample(), lines=(line, TextLine("l2")))
    assert map_page(page, lambda points: points).lines[0].glyphs[0].box == beyond
