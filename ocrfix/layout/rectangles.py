"""The rectangles that a ragged mask is made of: a photograph and the stain that touches it are two things."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ocrfix.layout.masks import Mask


def rectangles(mask: Mask, side: float, share: float) -> Iterator[tuple[int, int, int, int]]:
    """The largest rectangle inside a mask, then the largest in what is left of it, and so on.

    Args:
        mask: 0 or 1, shape (height, width).
        side: shorter sides end the search, in cells.
        share: so does an area below this share of the mask's.

    Yields:
        Left, top, right, bottom of each, none overlapping another.
    """
    left = mask.astype(bool)
    least = share * float(left.sum())
    while True:
        x0, y0, x1, y1 = largest_rectangle(left)
        if min(x1 - x0, y1 - y0) < max(side, 1) or (x1 - x0) * (y1 - y0) < least:
            return
        yield x0, y0, x1, y1
        left[y0:y1, x0:x1] = False


def largest_rectangle(mask: npt.NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the largest rectangle of ``True``: the largest under the histogram of each
    row's runs upwards (a stack of rising bars, so every bar is looked at twice)."""
    best, area = (0, 0, 0, 0), 0
    heights = np.zeros(mask.shape[1], np.int64)
    for y, row in enumerate(mask):
        heights = np.where(row, heights + 1, 0)
        if heights.max(initial=0) * mask.shape[1] <= area:
            continue
        stack: list[tuple[int, int]] = []
        for x, high in enumerate([*heights.tolist(), 0]):
            start = x
            while stack and stack[-1][1] >= high:
                start, tall = stack.pop()
                if tall * (x - start) > area:
                    area, best = tall * (x - start), (start, y + 1 - tall, x, y + 1)
            stack.append((start, high))
    return best
