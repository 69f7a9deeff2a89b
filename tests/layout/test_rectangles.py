"""The rectangles a ragged mask is made of."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ocrfix.layout.rectangles import largest_rectangle, rectangles


@given(arrays(bool, st.tuples(st.integers(1, 7), st.integers(1, 7))))
def test_no_rectangle_of_true_is_larger(mask: np.ndarray) -> None:
    height, width = mask.shape
    found = largest_rectangle(mask)
    x0, y0, x1, y1 = found
    assert mask[y0:y1, x0:x1].all()
    every = (
        (b - a) * (d - c)
        for a in range(width) for b in range(a + 1, width + 1)
        for c in range(height) for d in range(c + 1, height + 1)
        if mask[c:d, a:b].all()
    )  # fmt: skip
    assert (x1 - x0) * (y1 - y0) == max(every, default=0)


def test_a_photograph_and_the_shade_at_its_corner_are_two() -> None:
    mask = np.zeros((60, 60), np.uint8)
    mask[20:60, 0:30] = 1
    mask[0:22, 28:60] = 1
    assert list(rectangles(mask, 5, 0.1)) == [(0, 20, 30, 60), (30, 0, 60, 22)]


def test_slivers_are_none() -> None:
    mask = np.zeros((60, 60), np.uint8)
    mask[10:50, 10:50] = 1
    mask[29:31] = 1
    assert list(rectangles(mask, 5, 0.01)) == [(10, 10, 50, 50)]
