"""Connected components of the ink of a page of any size, in bands: labels take four bytes a pixel.

Bands are labelled one by one, and components that meet at a seam become one (Rosenfeld and Pfaltz 1966, with bands
in the place of rows). A page of usual size is one band.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

BAND = 8_000_000
"""Pixels that are labelled at a time: 32 MB."""

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Connected:
    """The 8-connected components of ``ink`` (height, width; 0 where there is none). ``stats`` has a row (left, top,
    width, height, area) for every label from 0, the ground, as OpenCV has it."""

    ink: npt.NDArray[np.uint8]
    stats: Ints
    _seams: tuple[Ints, ...]
    _rows: int

    def labels(self) -> Iterator[tuple[slice, Ints]]:
        """Rows of the page and the labels of their pixels, from the top down."""
        for top, table in zip(range(0, len(self.ink), self._rows), self._seams, strict=True):
            rows = slice(top, top + self._rows)
            labels, _ = _labelled(self.ink[rows])
            if len(self._seams) > 1:
                np.take(table, labels, out=labels, mode="clip")
            yield rows, labels


def connected(ink: npt.NDArray[np.bool_] | npt.NDArray[np.uint8], most: int = BAND) -> Connected:
    """Find them, about ``most`` pixels at a time."""
    bytes_ = ink.view(np.uint8) if ink.dtype == np.bool_ else np.asarray(ink, np.uint8)
    height, width = bytes_.shape
    rows = height if height * width <= most else max(1, most // max(width, 1))
    found, tables, pairs = [], [], []
    first, above = 1, np.zeros(width, np.int32)
    for top in range(0, height, rows):
        labels, stats = _labelled(bytes_[top : top + rows])
        table = np.arange(first - 1, first - 1 + len(stats), dtype=np.int32)
        table[0] = 0
        stats = stats[1:].copy()
        stats[:, cv2.CC_STAT_TOP] += top
        below = table[labels[0]]
        pairs.append(_meeting(above, below))
        above = table[labels[-1]]
        first += len(stats)
        found.append(stats)
        tables.append(table)
    ground = np.array([[0, 0, width, height, 0]], np.int32)
    stats = np.concatenate([ground, *found])
    stats[0, cv2.CC_STAT_AREA] = height * width - stats[1:, cv2.CC_STAT_AREA].sum()
    stats, final = _joined(stats, np.concatenate(pairs) if pairs else np.zeros((0, 2), np.int32))
    return Connected(bytes_, stats, tuple(final[table] for table in tables), rows)


def _labelled(ink: npt.NDArray[np.uint8]) -> tuple[Ints, Ints]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=cv2.CV_32S)
    return np.asarray(labels, np.int32), np.asarray(stats, np.int32)


def _meeting(above: Ints, below: Ints) -> Ints:
    """Labels of two rows that touch, shape (n, 2)."""
    beside = [(above, below), (above[1:], below[:-1]), (above[:-1], below[1:])]
    pairs = np.concatenate([np.stack((a, b), axis=1) for a, b in beside])
    return np.unique(pairs[(pairs > 0).all(axis=1)], axis=0)


def _joined(stats: Ints, pairs: Ints) -> tuple[Ints, Ints]:
    """The stats of components that meet as one, and the final label of each."""
    count = len(stats)
    if not len(pairs):
        return stats, np.arange(count, dtype=np.int32)
    root = list(range(count))

    def top(label: int) -> int:
        while root[label] != label:
            root[label] = root[root[label]]
            label = root[label]
        return label

    for a, b in pairs.tolist():
        low, high = sorted((top(a), top(b)))
        root[high] = low
    kept, final = np.unique([top(label) for label in range(count)], return_inverse=True)
    left, upper, width, height, area = stats.T
    whole = np.zeros((len(kept), 5), np.int32)
    whole[:, :2] = np.iinfo(np.int32).max
    np.minimum.at(whole[:, 0], final, left)
    np.minimum.at(whole[:, 1], final, upper)
    np.maximum.at(whole[:, 2], final, left + width)
    np.maximum.at(whole[:, 3], final, upper + height)
    np.add.at(whole[:, 4], final, area)
    whole[:, 2:4] -= whole[:, :2]
    return whole, final.astype(np.int32)
