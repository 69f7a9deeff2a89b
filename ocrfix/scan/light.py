"""Even light: the level of the paper, estimated from afar and divided out."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]
Grid = npt.NDArray[np.float32]

_STRIP = 512
_SAMPLES = 12
"""Samples along the side of a cell: enough for a percentile, few enough for a large page."""


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The brightness of the paper, 0 to 255, in cells of ``cell`` pixels; bilinear between their middles."""

    grid: Grid
    cell: float

    def rows(self, top: int, bottom: int, width: int) -> Grid:
        """The level of the pixels of a strip, (bottom - top, width)."""
        scale = 1 / self.cell
        matrix = np.array([[scale, 0, 0.5 * scale - 0.5], [0, scale, (top + 0.5) * scale - 0.5]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        size = (width, bottom - top)
        grown = cv2.warpAffine(self.grid, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(grown, np.float32)


def local_level(gray: Gray, cell: float, floor: float) -> Level:
    """The paper under and between the characters, following boxes and shadows.

    ``cell`` in pixels must be larger than a character; ``floor`` (0 to 1) is how dark paper may be
    compared with the page: darker ground is a solid block or a picture and stays dark.
    """
    closed = cv2.morphologyEx(_cells(gray, cell, 85), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    grid = np.asarray(cv2.GaussianBlur(closed, (3, 3), 0.8), np.float32)
    page = float(np.percentile(grid, 90))
    return Level(np.asarray(np.maximum(grid, max(1.0, floor * page)), np.float32), cell)


def flatten(gray: Gray, level: Level) -> Gray:
    """The page with its paper at 255."""
    height, width = gray.shape
    result = np.empty_like(gray)
    for top in range(0, height, _STRIP):
        bottom = min(height, top + _STRIP)
        ground = level.rows(top, bottom, width)
        cv2.divide(gray[top:bottom], ground, scale=255.0, dst=result[top:bottom], dtype=cv2.CV_8U)
    return result


def lamp(gray: Gray, least: float, trust: float) -> Level | None:
    """The light on the page as a whole, or ``None`` where it is even (within ``least``, 0 to 1) or cannot
    be told.

    A smooth surface (a polynomial of third degree) through the levels of the paper, heard again without
    the cells that lie off it: boxes and pictures must not look like shadows. It is trusted when at least
    the share ``trust`` of the cells lies on it.
    """
    height, width = gray.shape
    cell = max(8.0, max(height, width) / 32)
    grid = _cells(gray, cell, 90)
    rows, columns = grid.shape
    y, x = np.mgrid[0:rows, 0:columns]
    terms = _terms(x / max(columns - 1, 1) * 2 - 1, y / max(rows - 1, 1) * 2 - 1)
    known = grid.ravel().astype(np.float64)
    on = known > 0.35 * np.percentile(known, 90)
    fit = known
    for _ in range(8):
        if on.sum() < 3 * terms.shape[1]:
            return None
        factors, *_ = np.linalg.lstsq(terms[on], known[on], rcond=None)
        fit = terms @ factors
        on = (known > 0.94 * fit) & (known < 1.08 * fit)
    if on.mean() < trust:
        return None
    fit = np.clip(fit, 0.9 * known[on].min(), 1.02 * known[on].max())
    if fit.min() > (1 - least) * fit.max():
        return None
    return Level(fit.reshape(rows, columns).astype(np.float32), cell)


def relight(image: npt.NDArray[np.uint8], level: Level) -> npt.NDArray[np.uint8]:
    """The BGR image as if it had everywhere the light of its brightest part; hues stay."""
    height, width = image.shape[:2]
    brightest = np.float32(level.grid.max())
    result = np.empty_like(image)
    for top in range(0, height, _STRIP):
        bottom = min(height, top + _STRIP)
        gain = brightest / level.rows(top, bottom, width)
        part = cv2.multiply(image[top:bottom], cv2.merge([gain] * 3), dtype=cv2.CV_8U)
        result[top:bottom] = part
    return result


def _cells(gray: Gray, cell: float, percent: float) -> Grid:
    """A percentile of every cell."""
    height, width = gray.shape
    rows, columns = max(1, round(height / cell)), max(1, round(width / cell))
    y = np.minimum((np.arange(rows * _SAMPLES) + 0.5) * (cell / _SAMPLES), height - 1).astype(int)
    x = np.minimum((np.arange(columns * _SAMPLES) + 0.5) * (cell / _SAMPLES), width - 1).astype(int)
    samples = gray[y[:, None], x[None, :]].reshape(rows, _SAMPLES, columns, _SAMPLES)
    flat = samples.transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    rank = int(percent / 100 * (flat.shape[2] - 1))
    return np.partition(flat, rank, axis=2)[..., rank].astype(np.float32)


def _terms(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    x, y = x.ravel(), y.ravel()
    return np.column_stack([x**i * y**j for i in range(4) for j in range(4 - i)])
