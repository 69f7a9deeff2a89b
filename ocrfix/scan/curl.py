"""Curl and perspective: lines that run at different angles in different places of a page.

Rows say how the page is moved up and down along x, columns how it is moved sideways along y. A low
polynomial is fitted to each and kept only if the page, flattened by it, shows straighter lines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.scan.skew import page_slants
from ocrfix.scan.slant import Floats, Slants
from ocrfix.scan.transform import Affine, Field, warp

Gray = npt.NDArray[np.uint8]

_ANGLES = np.round(np.arange(-6.0, 6.1, 0.25), 3)
_ALONG = (1, 2, 3, 4)
_BESIDE = (0, 1, 2)
_RIDGE = 1e-3
_CELL = 16
_FEWEST = 30
_KEPT = 0.7
"""Share of the blocks that must still be heard on the flattened page."""


@dataclass(frozen=True, slots=True, eq=False)
class Curl:
    """``field`` is in pixels of the page measured; ``bend`` is the largest displacement in pixels against
    a straight page."""

    field: Field
    bend: float


def measure_curl(ink: Gray, em: float, wide: float, gain: float) -> Curl | None:
    """How a deskewed page bends, ``None`` where nothing shows it for sure.

    ``ink`` is (height, width), 0 to 255, with characters of ``em`` pixels; the slants are taken in blocks
    ``wide`` em wide. A direction is believed if its mean slant falls by the share ``gain`` on the page
    flattened by it.
    """
    rows, columns = page_slants(ink, em, _ANGLES, wide)
    height, width = ink.shape
    y, x = np.mgrid[0 : height // _CELL + 2, 0 : width // _CELL + 2] * float(_CELL)
    shift = np.zeros((*x.shape, 2), np.float32)
    down = _fit(rows.x / width, rows.y / height, np.tan(np.radians(rows.angle)) * width, rows.weight)
    if down is not None:
        shift[..., 1] = down(x / width, y / height)
    aside = _fit(columns.y / height, columns.x / width, -np.tan(np.radians(columns.angle)) * height, columns.weight)
    if aside is not None:
        shift[..., 0] = aside(y / height, x / width)
    flat = 255 - warp(255 - ink, [Field(shift, float(_CELL))], (width, height), sharp=False)
    straight = page_slants(flat, em, _ANGLES, wide)
    for axis, before, after in ((1, rows, straight[0]), (0, columns, straight[1])):
        if _spread(after) > (1 - gain) * _spread(before) or len(after.angle) < _KEPT * len(before.angle):
            shift[..., axis] = 0
    return Curl(Field(shift, float(_CELL)), _bend(shift)) if shift.any() else None


def scaled(field: Field, factor: float) -> Field:
    """The same field on a page ``factor`` times as large."""
    return Field(np.asarray(field.shift * factor, np.float32), field.cell * factor)


def whole(field: Field, size: tuple[int, int]) -> tuple[Affine, tuple[int, int]]:
    """The margin that a page of ``size`` (width, height) needs to lose nothing when it is flattened, and
    the size with it."""
    along = np.linspace(0.0, 1.0, 65)
    sides = [np.column_stack(side) for side in ((along, 0 * along), (along, 0 * along + 1))]
    border = np.concatenate([*sides, *(side[:, ::-1] for side in sides)]) * size
    flat = field.forth(border)
    low = np.minimum(np.floor(flat.min(axis=0)), 0.0)
    high = np.maximum(np.ceil(flat.max(axis=0)), size)
    grown = high - low
    return Affine(np.column_stack([np.eye(2), low])), (int(grown[0]), int(grown[1]))


class _Surface:
    """The displacement along one axis as a polynomial of (along, beside), both from 0 to 1."""

    def __init__(self, factors: Floats, along: tuple[float, float], beside: tuple[float, float]) -> None:
        self._factors, self._along, self._beside = factors, along, beside

    def __call__(self, along: Floats, beside: Floats) -> Floats:
        u = np.clip(along, *self._along) * 2 - 1
        v = np.clip(beside, *self._beside) * 2 - 1
        terms = [f * u**i * v**j for f, (i, j) in zip(self._factors, _powers(), strict=True)]
        return np.asarray(sum(terms))


def _powers() -> list[tuple[int, int]]:
    return [(i, j) for i in _ALONG for j in _BESIDE]


def _fit(along: Floats, beside: Floats, slope: Floats, weight: Floats) -> _Surface | None:
    """Least squares on the slopes (displacement per page length), heard again without what lies off."""
    if len(slope) < _FEWEST:
        return None
    u, v = along * 2 - 1, beside * 2 - 1
    terms = np.column_stack([2 * i * u ** (i - 1) * v**j for i, j in _powers()])
    sure = weight / (weight + float(np.median(weight)))
    heard = np.sqrt(sure)
    factors = np.zeros(terms.shape[1])
    for _ in range(10):
        scaled_terms = terms * heard[:, None]
        normal = scaled_terms.T @ scaled_terms
        normal += _RIDGE * np.trace(normal) / len(normal) * np.eye(len(normal))
        factors = np.linalg.solve(normal, scaled_terms.T @ (slope * heard))
        off = np.abs(terms @ factors - slope)
        width = 3 * max(float(np.median(off)), 1e-6)
        heard = np.sqrt(sure) / (1 + (off / width) ** 2)
    return _Surface(factors, _range(along), _range(beside))


def _range(values: Floats) -> tuple[float, float]:
    low, high = np.percentile(values, [2, 98])
    return float(low), float(high)


def _bend(shift: npt.NDArray[np.float32]) -> float:
    """The largest displacement that no move of the whole page explains."""
    return float(np.abs(shift - np.median(shift, axis=(0, 1))).max())


def _spread(slants: Slants) -> float:
    """The mean slant in degrees; single blocks count with at most 3, so that strays do not decide."""
    if len(slants.angle) == 0:
        return 0.0
    weight = slants.weight / (slants.weight + float(np.median(slants.weight)))
    return float(np.average(np.minimum(np.abs(slants.angle), 3.0), weights=weight))
