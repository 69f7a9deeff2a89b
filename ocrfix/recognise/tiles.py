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

import numpy as np
import numpy.typing as npt

ALIGN = 32
"""Detectors of this kind halve the image five times."""

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Tile:
    """``top``, ``left``, ``bottom``, ``right`` of the tile itself (pixels, exclusive); no two overlap."""

    top: int
    left: int
    bottom: int
    right: int


def plan(height: int, width: int, side: int) -> Iterator[Tile]:
    """Tiles of about equal size, at most ``side`` (32 or more), that cover the page without overlap."""
    for top, bottom in _cuts(height, side):
        for left, right in _cuts(width, side):
            yield Tile(top, left, bottom, right)


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
        # windows begin and end on the network's own grid: what it sees does not depend on the phase
        top, left = (max(0, (edge - halo) // ALIGN * ALIGN) for edge in (tile.top, tile.left))
        bottom, right = (-(-(edge + halo) // ALIGN) * ALIGN for edge in (tile.bottom, tile.right))
        part = image[top:bottom, left:right]
        rows, columns = part.shape[:2]
        part = np.pad(part, ((0, -rows % ALIGN), (0, -columns % ALIGN), (0, 0)), mode="edge")
        seen = network(np.ascontiguousarray(part))
        core = seen[tile.top - top : tile.bottom - top, tile.left - left : tile.right - left]
        out[tile.top : tile.bottom, tile.left : tile.right] = np.rint(np.clip(core, 0, 1) * 255)

    tiles = [t for t in plan(height, width, side) if busy(t)]
    if threads == 1:
        for tile in tiles:
            work(tile)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, tiles))
    return out


def _cuts(length: int, side: int) -> Iterator[tuple[int, int]]:
    limit = max(ALIGN, side // ALIGN * ALIGN)
    count = max(1, -(-length // limit))
    step = -(-length // (count * ALIGN)) * ALIGN
    yield from itertools.pairwise([*range(0, length, step), length])
