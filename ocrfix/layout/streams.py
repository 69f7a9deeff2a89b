"""White streams: the long white rectangles between columns and between stories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocrfix.layout.masks import Mask, opened, shrunk
from ocrfix.layout.sheet import Sheet
from ocrfix.layout.value import Orientation, Stream
from ocrfix.page import Box
from ocrfix.settings.layout import LayoutSettings

Cells = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def find_streams(sheet: Sheet, pictures: Sequence[Box], settings: LayoutSettings) -> tuple[Stream, ...]:
    """Maximal rectangles without print, long in one direction (Breuel 2002, "Two geometric algorithms for
    layout analysis", calls them whitespace covers). Pictures count as print; rules do as well.
    """
    side = max(2.0, settings.stream_cell * sheet.em)
    width, height = max(1, round(sheet.width / side)), max(1, round(sheet.height / side))
    share = shrunk(sheet.dark * np.uint8(255), width, height)
    printed = (share > settings.stream_ink * 255).astype(np.uint8)
    for box in pictures:
        left, top, right, bottom = (v / sheet.factor / side for v in box.edges)
        printed[int(top) : int(np.ceil(bottom)), int(left) : int(np.ceil(right))] = 1
    white = 1 - printed
    em = sheet.em / side
    long, wide = settings.stream_min_length * em, settings.stream_min_width * em
    found: list[Stream] = []
    for orientation in (Orientation.VERTICAL, Orientation.HORIZONTAL):
        turned = orientation is Orientation.HORIZONTAL
        grid = np.ascontiguousarray(white.T) if turned else white
        for x0, y0, x1, y1 in _distinct(_maximal(grid, round(long), round(wide))):
            edges = (y0, x0, y1, x1) if turned else (x0, y0, x1, y1)
            found.append(Stream(sheet.box(*(v * side for v in edges)), orientation))
    return tuple(sorted(found, key=lambda s: (s.orientation.value, s.box.left, s.box.top, s.box.right)))


def _maximal(white: Mask, long: int, wide: int) -> list[Cells]:
    """All white rectangles at least ``long`` high and ``wide`` wide that cannot grow."""
    open_ = opened(white, wide, long)
    above: npt.NDArray[np.int64] = np.zeros(white.shape[1], np.int64)
    found: list[Cells] = []
    height = white.shape[0]
    for y in range(height):
        above = np.where(open_[y] > 0, above + 1, 0)
        below = open_[y + 1] if y + 1 < height else np.zeros_like(open_[y])
        if not (above >= long).any():
            continue
        heights = above.tolist()
        stack: list[tuple[int, int]] = []
        for x, h in enumerate([*heights, 0]):
            start = x
            while stack and stack[-1][1] >= h:
                left, top = stack.pop()
                start = left
                if top > h and top >= long and x - left >= wide and not below[left:x].all():
                    found.append((left, y + 1 - top, x, y + 1))
            if h >= long:
                stack.append((start, h))
    return found


def _distinct(rects: list[Cells]) -> list[Cells]:
    """Largest first; one that lies to four fifths within a larger one adds nothing."""
    ordered = np.array(sorted(rects, key=lambda r: (-(r[2] - r[0]) * (r[3] - r[1]), r)), np.int64).reshape(-1, 4)
    kept = np.empty_like(ordered)
    count = 0
    for rect in ordered:
        others = kept[:count]
        wide = np.minimum(rect[2], others[:, 2]) - np.maximum(rect[0], others[:, 0])
        high = np.minimum(rect[3], others[:, 3]) - np.maximum(rect[1], others[:, 1])
        shared = np.clip(wide, 0, None) * np.clip(high, 0, None)
        if not (shared >= 0.8 * (rect[2] - rect[0]) * (rect[3] - rect[1])).any():
            kept[count] = rect
            count += 1
    return [(int(r[0]), int(r[1]), int(r[2]), int(r[3])) for r in kept[:count]]
