"""The way of a point from the upright page to the original and back, and the same way for pixels.

Points are in pixels with the origin at the corner of the page, so the middle of the first pixel is
(0.5, 0.5). All transforms are values and can be pickled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.scan.raster import Points, Upright

_STRIP = 256
_BLOCK = 16384
"""Columns that are warped at a time."""
_ROUNDS = 30
_EXACT = 0.01
"""Pixels: where the search for the inverse of a field ends."""


class Transform(Protocol):
    """One step between two pictures of a page: ``back`` towards the original, ``forth`` towards upright."""

    def back(self, points: Points) -> Points: ...

    def forth(self, points: Points) -> Points: ...


@dataclass(frozen=True, slots=True, eq=False)
class Affine:
    """``matrix`` (2, 3) takes points of the upright page to the original."""

    matrix: npt.NDArray[np.float64]

    def back(self, points: Points) -> Points:
        return np.asarray(points @ self.matrix[:, :2].T + self.matrix[:, 2])

    def forth(self, points: Points) -> Points:
        return np.asarray((points - self.matrix[:, 2]) @ np.linalg.inv(self.matrix[:, :2]).T)


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A smooth displacement: a point p of the flat page lies at p + shift(p) on the curled one.

    ``shift`` is (rows, columns, 2), float32, in pixels, x before y, known at the crossings of a grid of
    ``cell`` pixels that starts at the origin; between them it is bilinear, outside it stays as at the
    edge.
    """

    shift: npt.NDArray[np.float32]
    cell: float

    def at(self, points: Points) -> Points:
        rows, columns = self.shift.shape[:2]
        place = points / self.cell
        x = np.clip(place[:, 0], 0, columns - 1)
        y = np.clip(place[:, 1], 0, rows - 1)
        x0 = np.minimum(x.astype(int), max(columns - 2, 0))
        y0 = np.minimum(y.astype(int), max(rows - 2, 0))
        x1, y1 = np.minimum(x0 + 1, columns - 1), np.minimum(y0 + 1, rows - 1)
        fx, fy = (x - x0)[:, None], (y - y0)[:, None]
        top = self.shift[y0, x0] * (1 - fx) + self.shift[y0, x1] * fx
        bottom = self.shift[y1, x0] * (1 - fx) + self.shift[y1, x1] * fx
        return np.asarray(top * (1 - fy) + bottom * fy, np.float64)

    def back(self, points: Points) -> Points:
        return np.asarray(points + self.at(points))

    def forth(self, points: Points) -> Points:
        """Fixed point iteration; it converges because a page bends by far less than its own length."""
        found = points - self.at(points)
        for _ in range(_ROUNDS):
            following = points - self.at(found)
            moved = float(np.abs(following - found).max(initial=0.0))
            found = following
            if moved < _EXACT:
                break
        return np.asarray(found)


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Steps in the order in which a point of the upright page takes them on its way to the original."""

    steps: tuple[Transform, ...]

    def back(self, points: Points) -> Points:
        points = np.asarray(points, np.float64).reshape(-1, 2)
        for step in self.steps:
            points = step.back(points)
        return points

    def forth(self, points: Points) -> Points:
        points = np.asarray(points, np.float64).reshape(-1, 2)
        for step in reversed(self.steps):
            points = step.forth(points)
        return points


def upright_of(steps: Sequence[Transform], angle: float) -> Upright:
    """The steps as the raster carries them."""
    chain = Chain(tuple(steps))
    return Upright(chain.back, chain.forth, angle)


def quarter_turn(turns: int, width: int, height: int) -> Affine:
    """An original of ``width`` x ``height`` was turned clockwise by ``turns`` times 90 degrees."""
    matrix = {
        0: [[1, 0, 0], [0, 1, 0]],
        1: [[0, 1, 0], [-1, 0, height]],
        2: [[-1, 0, width], [0, -1, height]],
        3: [[0, -1, width], [1, 0, 0]],
    }[turns % 4]
    return Affine(np.array(matrix, np.float64))


def rotation(angle: float, width: int, height: int) -> tuple[Affine, tuple[int, int]]:
    """A page of ``width`` x ``height`` turned clockwise by ``angle`` degrees, on the smallest canvas that
    holds it; the size of that canvas comes second."""
    c, s = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    size = int(np.ceil(width * abs(c) + height * abs(s))), int(np.ceil(width * abs(s) + height * abs(c)))
    linear = np.array([[c, s], [-s, c]])
    offset = np.array([width / 2, height / 2]) - linear @ np.array([size[0] / 2, size[1] / 2])
    return Affine(np.column_stack([linear, offset])), size


def warp(
    image: npt.NDArray[np.uint8], steps: Sequence[Transform], size: tuple[int, int], sharp: bool = True
) -> npt.NDArray[np.uint8]:
    """The image seen through ``steps``, ``size`` (width, height), white where the original has nothing.

    Cubic interpolation where ``sharp``, else linear; in blocks, since the coordinates of a whole page would
    take eight times its gray, and OpenCV counts no further than 32,767.
    """
    width, height = size
    result = np.empty((height, width, *image.shape[2:]), np.uint8)
    white = (255,) * (image.shape[2] if image.ndim == 3 else 1)
    for top, left in product(range(0, height, _STRIP), range(0, width, _BLOCK)):
        rows, columns = min(_STRIP, height - top), min(_BLOCK, width - left)
        x, y = _coordinates(steps, (left, top), (columns, rows))
        across, down = _reach(x, image.shape[1]), _reach(y, image.shape[0])
        result[top : top + rows, left : left + columns] = cv2.remap(
            image[down, across],
            x - np.float32(across.start),
            y - np.float32(down.start),
            cv2.INTER_CUBIC if sharp else cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=white,
        )
    return result


def _reach(places: npt.NDArray[np.float32], size: int) -> slice:
    """The part of an axis that is needed for pixels at these places."""
    first = int(np.clip(np.floor(places.min()) - 3, 0, size - 1))
    return slice(first, int(np.clip(np.ceil(places.max()) + 4, first + 1, size)))


def _coordinates(
    steps: Sequence[Transform], corner: tuple[int, int], size: tuple[int, int]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Where the pixels of a block (left and top, width and height) lie in the original, known every few pixels and
    bilinear between."""
    cell = 16
    (left, top), (width, rows) = corner, size
    columns, lines = width // cell + 2, rows // cell + 2
    grid_y, grid_x = np.mgrid[0:lines, 0:columns]
    knots = np.column_stack([grid_x.ravel() * cell + left + 0.5, grid_y.ravel() * cell + top + 0.5]).astype(np.float64)
    for step in steps:
        knots = step.back(knots)
    placed = (knots - 0.5).reshape(lines, columns, 2).astype(np.float32)
    stretch = np.array([[1 / cell, 0, 0], [0, 1 / cell, 0]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    x = cv2.warpAffine(np.ascontiguousarray(placed[..., 0]), stretch, (width, rows), flags=flags)
    y = cv2.warpAffine(np.ascontiguousarray(placed[..., 1]), stretch, (width, rows), flags=flags)
    return np.asarray(x, np.float32), np.asarray(y, np.float32)
