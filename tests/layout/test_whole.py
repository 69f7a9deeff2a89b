"""Pieces of a headline that reach into each other are one line, unless white parts them."""

from __future__ import annotations

import numpy as np
import pytest

from ocrfix.layout.whole import whole_lines
from ocrfix.page import Box, Direction, Source, TextLine
from ocrfix.scan import Raster
from ocrfix.scan.raster import Upright
from ocrfix.settings.layout import LayoutSettings

EM, SIZE = 20.0, 60
SETTINGS = LayoutSettings()


def page(gap: int, vertical: bool) -> tuple[Raster, list[TextLine]]:
    """Eight characters of 54 pixels, one every 60, with ``gap`` more after the fourth; two boxes that both hold
    a part of the fourth and fifth."""
    ink = np.zeros((200, 900), bool)
    for k in range(8):
        left = 50 + k * SIZE + (gap if k > 3 else 0)
        ink[60:114, left : left + 54] = True
    middle = 50 + 4 * SIZE
    boxes = [(50, 57, middle + gap + 20, 117), (middle - 20, 57, 50 + 8 * SIZE + gap, 117)]
    if vertical:
        ink, boxes = ink.T.copy(), [(b[1], b[0], b[3], b[2]) for b in boxes]
    gray = np.where(ink, 0, 255).astype(np.uint8)
    raster = Raster(
        np.dstack([gray] * 3), gray, ink, EM, Upright(lambda p: p, lambda p: p, 0.0), (900, 200), Source("x")
    )
    way = Direction.TTB if vertical else Direction.LTR
    return raster, [TextLine(f"l{i}", Box(*b).polygon, (), way) for i, b in enumerate(boxes)]


@pytest.mark.parametrize("vertical", [False, True])
def test_two_pieces_of_a_headline_are_one_line(vertical: bool) -> None:
    raster, lines = page(0, vertical)
    (whole,), (cut,) = whole_lines(raster, lines, EM, SETTINGS)
    assert (
        whole.box.edges == pytest.approx((57, 50, 117, 530) if vertical else (50, 57, 530, 117))
        and cut.before == "l1"
        and cut.after == ("l0",)
    )


@pytest.mark.parametrize("vertical", [False, True])
def test_two_headlines_side_by_side_stay_two_and_lose_what_they_took_of_each_other(vertical: bool) -> None:
    raster, lines = page(80, vertical)
    (first, second), cuts = whole_lines(raster, lines, EM, SETTINGS)
    axis = int(vertical)
    assert first.box.edges[axis + 2] == pytest.approx(284, abs=1)
    assert second.box.edges[axis] == pytest.approx(370, abs=1)
    assert {c.before for c in cuts} == {"l0", "l1"}


def test_body_type_is_left_alone() -> None:
    raster, lines = page(0, False)
    assert whole_lines(raster, lines, 3 * EM, SETTINGS) == (tuple(lines), ())
