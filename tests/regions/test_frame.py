"""Reading frames turn every direction into text that runs to the right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.page import Box, Direction
from ocrfix.regions.frame import ReadingFrame

NUMBERS, SIZES = st.integers(0, 2000), st.integers(1, 500)
BOXES = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h), NUMBERS, NUMBERS, st.integers(1, 500), st.integers(1, 500)
)


@given(BOXES, st.sampled_from(Direction), st.integers(100, 3000))
def test_page_box_undoes_box(box: Box, direction: Direction, width: int) -> None:
    frame = ReadingFrame(direction, width)
    assert frame.page_box(frame.box(box)) == box
    assert frame.box(frame.page_box(box)) == box


@pytest.mark.parametrize(
    ("direction", "first", "then"),
    [
        (Direction.LTR, Box(0, 0, 100, 20), Box(0, 30, 100, 50)),
        (Direction.RTL, Box(500, 0, 600, 20), Box(500, 30, 600, 50)),
        (Direction.TTB, Box(580, 0, 600, 100), Box(550, 0, 570, 100)),
    ],
)
def test_the_next_line_lies_below(direction: Direction, first: Box, then: Box) -> None:
    frame = ReadingFrame(direction, 600)
    a, b = frame.box(first), frame.box(then)
    assert a == Box(0, 0, 100, 20)
    assert b == Box(0, 30, 100, 50)


def test_the_next_tier_of_a_vertical_page_is_the_next_column() -> None:
    frame = ReadingFrame(Direction.TTB, 600)
    upper, lower = frame.box(Box(300, 0, 600, 200)), frame.box(Box(300, 230, 600, 430))
    assert lower.left > upper.right
    assert lower.top == upper.top
