"""Running a detector over a page of any size.

The page is cut into tiles, each seen in a window with a halo of context around it, and what the network says
about the tile itself is put into one map of the whole page. Lines are then found on that map: none can be
lost or doubled at a seam, because seams no longer exist when lines are looked for. Seams are laid where the
page is quiet, so that no window shows a tile the mere beginnings of its lines: to a detector, the first
characters of ten rows are a column.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

ALIGN = 32
"""Detectors of this kind halve the image five times."""

Bytes = npt.NDArray[np.uint8]
Profile = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tile:
    """``top``, ``left``, ``bottom``, ``right`` of the tile itself (pixels, exclusive); no two overlap."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Tiling:
    """``window`` is the longest side of what the network is shown, ``halo`` the context around a tile,
    ``reach`` how far a seam may be moved to a quiet place, both ways together. Detection pixels."""

    window: int
    halo: int
    reach: int


def plan(gray: Bytes, tiling: Tiling) -> Iterator[Tile]:
    """Tiles that cover the page (height, width) without overlap: bands from top to bottom, cut into tiles."""
    height, width = gray.shape
    # along a ruling line nothing changes: such a place is as quiet as white paper
    for top, bottom in cuts(_unrest(gray, axis=1), height, tiling):
        band = gray[top:bottom]
        for left, right in cuts(_unrest(band, axis=0), width, tiling):
            yield Tile(top, left, bottom, right)


def cuts(unrest: Profile, length: int, tiling: Tiling) -> Iterator[tuple[int, int]]:
    """Where to cut a length, so that no piece with its halo is longer than the window.

    Raises:
        ValueError: the window leaves no room for a tile.
    """
    room = tiling.window - 2 * tiling.halo - tiling.reach
    if room <= 0:
        raise ValueError(f"a window of {tiling.window} is filled by its halo")
    inner = length - 2 * tiling.halo
    count = 1 if length <= tiling.window else max(2, -(-inner // room))
    seams = [0]
    for i in range(1, count):
        usual = tiling.halo + round(i * inner / count)
        low = max(seams[-1] + 1, usual - tiling.reach // 2)
        part = unrest[low : max(low + 1, usual + tiling.reach // 2)]
        quiet = np.flatnonzero(part <= part.min() + 1e-9) + low
        seams.append(int(quiet[np.abs(quiet - usual).argmin()]))
    yield from itertools.pairwise([*seams, length])


def page_map(
    image: Bytes,
    network: Callable[[Bytes], npt.NDArray[np.float32]],
    tiling: Tiling,
    busy: Callable[[Tile], bool],
) -> Bytes:
    """The detector's map of the whole page, uint8 (height, width), 255 = surely text.

    ``network`` takes an image (h, w, 3), both sides multiples of 32, and returns (h, w) in [0, 1].
    Tiles that are not ``busy`` hold nothing to read and stay 0.
    """
    height, width = image.shape[:2]
    out = np.zeros((height, width), np.uint8)
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    for tile in plan(gray, tiling):
        if not busy(tile):
            continue
        top, left = max(0, tile.top - tiling.halo), max(0, tile.left - tiling.halo)
        part = image[top : tile.bottom + tiling.halo, left : tile.right + tiling.halo]
        rows, columns = part.shape[:2]
        part = np.pad(part, ((0, -rows % ALIGN), (0, -columns % ALIGN), (0, 0)), mode="edge")
        seen = network(np.ascontiguousarray(part))
        core = seen[tile.top - top : tile.bottom - top, tile.left - left : tile.right - left]
        out[tile.top : tile.bottom, tile.left : tile.right] = np.rint(np.clip(core, 0, 1) * 255)
    return out


def _unrest(gray: Bytes, axis: int) -> Profile:
    """How much the page changes along each row (axis 1) or column (axis 0), smoothed over nine."""
    step = cv2.absdiff(gray[:, 1:], gray[:, :-1]) if axis == 1 else cv2.absdiff(gray[1:], gray[:-1])
    if step.size == 0:
        return np.zeros(gray.shape[1 - axis])
    change = np.where(step > 24, step, 0).sum(axis=axis, dtype=np.float64)
    return np.convolve(np.pad(change, 4, mode="edge"), np.ones(9) / 9, mode="valid")
