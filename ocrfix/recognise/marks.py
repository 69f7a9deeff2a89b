"""Marks of vertical text that stand otherwise than in horizontal text.

Commas and stops keep their shape and change their corner; brackets are turned by a quarter. Both are known
by their shape alone, before anything is read.
"""

from __future__ import annotations

from enum import Enum

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.scan.runs import runs

Ink = npt.NDArray[np.float32]
Span = tuple[int, int, int, int]
"""Top, bottom, left and right, the ends exclusive."""

_SOLID = 0.35
"""Darkness from which a pixel counts for a shape."""

LARGEST, LARGEST_ALONE = 0.5, 0.58
"""Size in em of a comma at most: where the halves of a character could look like one, and where it has a
cell of its own."""


class Mark(Enum):
    STOP = "stop"
    """、 ， 。 and their like: small, at the top right."""
    BRACKET = "bracket"
    """（ 「 《 and their like, lying."""


def mark(ink: Ink, em: float, largest: float = LARGEST) -> tuple[Mark, Span] | None:
    """Which mark a piece of a column is and where its ink stands, ``None`` if it is none.

    ``ink`` is the darkness (rows, columns) in [0, 1] of a piece as wide as the column, ``em`` the size of
    a character in pixels, ``largest`` the size of a comma at most, in em.
    """
    solid = ink > _SOLID
    if not solid.any():
        return None
    top, bottom, left, right = _extent(_without_specks(solid))
    tall, wide = (bottom - top) / em, (right - left) / em
    if 0.12 <= max(tall, wide) <= largest and (left + right) / 2 >= 0.4 * ink.shape[1]:
        return Mark.STOP, (max(0, top - 1), bottom + 1, max(0, left - 1), right + 1)
    top, bottom, left, right = _extent(solid)
    part = np.asarray(solid[top:bottom, left:right], np.bool_)
    span = (max(0, top - 1), bottom + 1, max(0, left - 1), right + 1)
    tall, wide = (bottom - top) / em, (right - left) / em
    if (_corner(part) and 0.25 <= wide <= 0.95 and 0.15 <= tall <= 0.6) or (
        _arch(part, em) and wide >= 0.45 and 0.1 <= tall <= 0.45
    ):
        return Mark.BRACKET, span
    return None


def pieces(ink: Ink, top: int, bottom: int, em: float, pitch: float) -> list[tuple[int, int]]:
    """A cell, rows ``top`` to ``bottom``, cut at its white rows where a mark shares it with another
    character. A character of several parts that looks like none (二, 六) stays whole."""
    solid = np.asarray((ink[top:bottom] > _SOLID).any(axis=1))
    parts = [(top + low, top + high) for low, high in runs(solid)]
    for cut in range(1, len(parts)):
        above, below = (parts[0][0], parts[cut - 1][1]), (parts[cut][0], parts[-1][1])
        found = [mark(ink[a:b], em) is not None for a, b in (above, below)]
        if all(found) or (any(found) and below[1] - above[0] > 1.15 * pitch):
            middle = (above[1] + below[0]) // 2
            return [(top, middle), *pieces(ink, middle, bottom, em, pitch)]
    return [(top, bottom)]


def _extent(solid: npt.NDArray[np.bool_]) -> Span:
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _without_specks(solid: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The largest part alone, where all others together are small beside it: specks, and what a neighbour
    left at the edge."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(solid.astype(np.uint8), connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    largest = int(areas.argmax())
    return labels == largest + 1 if areas[largest] >= 0.75 * areas.sum() else solid


def _corner(part: npt.NDArray[np.bool_]) -> bool:
    """A bar with a stroke at one end, as ﹁ and ﹂: top and right, or bottom and left, else white."""
    return any(_top_right(p) for p in (part, part[::-1, ::-1]))


def _top_right(part: npt.NDArray[np.bool_]) -> bool:
    height, width = part.shape
    bar, stroke = max(1, round(0.3 * height)), max(1, round(0.3 * width))
    if min(height, width) < 4:
        return False
    return bool(
        part[:bar].any(axis=0).mean() > 0.85
        and part[:, -stroke:].any(axis=1).mean() > 0.85
        and part[bar:, :-stroke].mean() < 0.1
    )


def _arch(part: npt.NDArray[np.bool_], em: float) -> bool:
    """Both ends hang below the middle, or stand above it, as in ︵ and ︶, and in ︿ and ﹀."""
    width = part.shape[1]
    filled = np.asarray(part.any(axis=0), np.bool_)
    if width < 5 or filled.mean() < 0.9:
        return False
    weights = np.maximum(part.sum(axis=0), 1)
    heights = np.asarray((part * np.arange(part.shape[0])[:, None]).sum(axis=0) / weights, np.float64)
    fifth = max(1, width // 5)
    left, right = heights[:fifth][filled[:fifth]], heights[-fifth:][filled[-fifth:]]
    middle = heights[2 * fifth : -2 * fifth][filled[2 * fifth : -2 * fifth]]
    if not len(left) or not len(right) or not len(middle):
        return False
    sags = (float(left.mean() - middle.mean()) / em, float(right.mean() - middle.mean()) / em)
    return min(sags) > 0.06 or max(sags) < -0.06
