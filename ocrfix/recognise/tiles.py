"""Running a detector over a page of any size.

The page is cut into tiles, each read with a halo of context around it, and what the network says about
the tile itself is put into one map of the whole page. Lines are then found on that map: none can be lost
or doubled at a seam, because seams no longer exist when lines are looked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

ALIGN = 32
"""Detectors of this kind halve the image five times."""

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Span:
    """``start`` to ``stop`` of a tile in one direction and of the window that is read for it, ``seen_from`` to
    ``seen_to`` (pixels, exclusive). Windows may end beyond the page."""

    start: int
    stop: int
    seen_from: int
    seen_to: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A piece of the page; no two overlap, their windows do."""

    down: Span
    across: Span


def plan(height: int, width: int, side: int, halo: int) -> Iterator[Tile]:
    """Tiles that cover the page without overlap. All windows are of one size, at most ``side`` and twice the
    ``halo``: a network prepares itself for every size it meets."""
    for down in _spans(height, side, halo):
        for across in _spans(width, side, halo):
            yield Tile(down, across)


def page_map(
    image: Bytes,
    network: Callable[[Bytes], npt.NDArray[np.float32]],
    side: int,
    halo: int,
    busy: Callable[[Tile], bool],
    threads: int = 1,
) -> Bytes:
    """The detector's map of the whole page, uint8 (height, width), 255 = surely text.

    ``network`` takes an image (h, w, 3), both sides multiples of 32, and returns (h, w) in [0, 1].
    Tiles that are not ``busy`` hold nothing to read and stay 0.
    """
    height, width = image.shape[:2]
    out = np.zeros((height, width), np.uint8)

    def work(tile: Tile) -> None:
        down, across = tile.down, tile.across
        part = image[down.seen_from : down.seen_to, across.seen_from : across.seen_to]
        rows, columns = down.seen_to - down.seen_from, across.seen_to - across.seen_from
        if part.shape[:2] != (rows, columns):
            part = np.pad(part, ((0, rows - part.shape[0]), (0, columns - part.shape[1]), (0, 0)), mode="edge")
        seen = network(part)
        core = seen[
            down.start - down.seen_from : down.stop - down.seen_from,
            across.start - across.seen_from : across.stop - across.seen_from,
        ]
        out[down.start : down.stop, across.start : across.stop] = cv2.convertScaleAbs(core, alpha=255)

    tiles = [t for t in plan(height, width, side, halo) if busy(t)]
    if threads == 1:
        for tile in tiles:
            work(tile)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, tiles))
    return out


def _spans(length: int, side: int, halo: int) -> Iterator[Span]:
    """Windows begin and end on the network's own grid, so that what it sees does not depend on the phase, and
    overlap by two halos; the tiles meet in the middle of what overlaps."""
    full, shared = -(-length // ALIGN) * ALIGN, -(-2 * halo // ALIGN) * ALIGN
    count = max(1, -(-(full - shared) // max(ALIGN, side // ALIGN * ALIGN)))
    step = -(-(full - shared) // (count * ALIGN)) * ALIGN
    window = full if count == 1 else step + shared
    starts = [min(i * step, full - window) for i in range(count)]
    edges = [0, *((a + window + b) // 2 for a, b in itertools.pairwise(starts)), length]
    for (start, stop), seen_from in zip(itertools.pairwise(edges), starts, strict=True):
        yield Span(start, stop, seen_from, seen_from + window)
