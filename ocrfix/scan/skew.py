"""The skew of a page: the angle by which its lines are turned as a whole."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.scan.slant import Floats, Slants, find_slants

Gray = npt.NDArray[np.uint8]

_HIGH = 12.0
_COARSE = 0.4
_NEAR = 0.6
AROUND = np.unique(np.round(np.concatenate([np.arange(-4, 4.1, 0.4), np.arange(-1.2, 1.25, 0.08)]), 3))
"""Angles tried around one that is nearly known: finely beside it, and far enough to see its peak end."""


@dataclass(frozen=True, slots=True)
class Skew:
    """``angle`` in degrees, clockwise positive; ``agreement`` is the share of the evidence within 0.6° of
    it, in [0, 1]; ``blocks`` how many blocks of text or rules were heard."""

    angle: float
    agreement: float
    blocks: int


def measure_skew(ink: Gray, em: float, largest: float, wide: float) -> Skew:
    """The angle at which most lines of a page run, rows and columns together.

    ``ink`` is (height, width), 0 to 255, with characters of ``em`` pixels; angles up to ``largest``
    degrees are sought in blocks of ``wide`` em. A coarse angle first; then twice the rest, on ink turned
    by what is known, because moving whole strips is exact only near 0.
    """
    coarse = np.arange(-largest - 5 * _COARSE, largest + 5.5 * _COARSE, _COARSE).astype(np.float64)
    found = _summed(*page_slants(ink, em, coarse, wide))
    angle = found.angle
    for _ in range(2):
        if found.blocks == 0:
            return found
        found = _summed(*page_slants(turn(ink, -angle), em, AROUND, wide))
        angle += found.angle
    return Skew(angle, found.agreement, found.blocks)


def page_slants(ink: Gray, em: float, angles: Floats, wide: float) -> tuple[Slants, Slants]:
    """The slants of rows and of columns. Both are clockwise positive; positions are in the page."""
    rows = find_slants(ink, em, angles, wide, _HIGH)
    lying = find_slants(np.ascontiguousarray(ink.T), em, -angles[::-1], wide, _HIGH)
    return rows, Slants(lying.y, lying.x, -lying.angle, lying.weight)


def turn(ink: Gray, angle: float) -> Gray:
    """The ink turned clockwise about the middle, on the same canvas."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -angle, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR), np.uint8)


def _summed(rows: Slants, columns: Slants) -> Skew:
    """The weighted median, then the mean around it."""
    angle = np.concatenate([rows.angle, columns.angle])
    weight = np.concatenate([rows.weight, columns.weight])
    if len(angle) == 0:
        return Skew(0.0, 0.0, 0)
    order = np.argsort(angle, kind="stable")
    share = np.cumsum(weight[order])
    middle = angle[order][np.searchsorted(share, share[-1] / 2)]
    near = np.abs(angle - middle) < _NEAR
    mean = float(np.average(angle[near], weights=weight[near]))
    return Skew(mean, float(weight[near].sum() / weight.sum()), len(angle))
