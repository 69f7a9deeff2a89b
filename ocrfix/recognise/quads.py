"""From a detector's map to boxes around lines (differentiable binarisation, Liao et al. 2020)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Quad = npt.NDArray[np.float64]
"""Four corners (4, 2), x before y, clockwise from the top left."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line on the map: the corners of the detector's shrunken core and of the line around it, in map
    pixels, and the mean map value of the core, in [0, 1]."""

    core: Quad
    quad: Quad
    score: float


def find(
    page: npt.NDArray[np.uint8],
    threshold: float,
    keep: float,
    unclip: float,
    min_side: float,
    straight: float,
) -> list[Found]:
    """Lines on a map (height, width; 255 = surely text). Lengths are map pixels."""
    mask = cv2.threshold(page, math.floor(threshold * 255), 1, cv2.THRESH_BINARY)[1]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height, _ = (int(v) for v in stats[label])
        if max(width, height) < min_side:
            continue
        own = (labels[top : top + height, left : left + width] == label).astype(np.uint8)
        score = float(cv2.mean(page[top : top + height, left : left + width], own)[0]) / 255
        if score < keep:
            continue
        quad = _core(own, straight)
        if min(_sides(quad)) < min_side:
            continue
        quad += np.array((left, top))
        found.append(Found(quad, clip(grow(quad, unclip), page.shape[1], page.shape[0]), score))
    return found


def grow(quad: Quad, ratio: float) -> Quad:
    """Move every side outwards by area × ratio / perimeter, the inverse of the shrinking in training."""
    across, down = _sides(quad)
    distance = across * down * ratio / (2 * (across + down))
    x = (quad[1] - quad[0]) / max(across, 1e-6)
    y = (quad[3] - quad[0]) / max(down, 1e-6)
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return np.array([p + distance * (sx * x + sy * y) for p, (sx, sy) in zip(quad, signs, strict=True)])


def clip(quad: Quad, width: float, height: float) -> Quad:
    return np.column_stack([np.clip(quad[:, 0], 0, width), np.clip(quad[:, 1], 0, height)])


def _sides(quad: Quad) -> tuple[float, float]:
    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))


def _core(own: npt.NDArray[np.uint8], straight: float) -> Quad:
    height, width = own.shape
    upright = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)
    contours, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    points = np.concatenate(contours)
    corners = cv2.boxPoints(cv2.minAreaRect(points)).astype(np.float64)
    quad = _ordered(corners)
    across, down = _sides(quad)
    if max(across, down) < straight * max(min(across, down), 1.0):
        return upright
    # contour points are pixel centres; half a pixel more is the pixels' own extent
    x, y = (quad[1] - quad[0]) / max(across, 1e-6), (quad[3] - quad[0]) / max(down, 1e-6)
    if across < 1e-6 or down < 1e-6:
        return upright
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return np.array([p + 0.5 + 0.5 * (sx * x + sy * y) for p, (sx, sy) in zip(quad, signs, strict=True)])


def _ordered(corners: Quad) -> Quad:
    """Clockwise from the corner that is top left when the box is turned by less than 45 degrees."""
    center = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - center[1], corners[:, 0] - center[0])
    ring = corners[np.argsort(angles)]  # clockwise on a page whose y grows downwards
    edges = np.roll(ring, -1, axis=0) - ring
    start = int(np.argmax(edges[:, 0] / np.maximum(np.linalg.norm(edges, axis=1), 1e-6)))
    return np.roll(ring, -start, axis=0)
