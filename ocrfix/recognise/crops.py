"""Cutting a line out of the page, straightened, with its neighbours painted over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Box, Polygon

Image = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A straightened line, BGR (height, width, 3), and the way back to the page.

    ``to_page`` maps crop pixels to page pixels (3, 3, homogeneous).
    """

    image: Image
    to_page: Matrix

    def boxes(self, rectangles: Sequence[tuple[float, float, float, float]]) -> list[Box]:
        """The upright page boxes around rectangles of the crop (left, top, right, bottom)."""
        if not rectangles:
            return []
        corners = np.ones((len(rectangles), 4, 3))
        corners[:, :, :2] = np.array(rectangles)[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 4, 2)
        x, y, w = (self.to_page @ corners.transpose(0, 2, 1)).transpose(1, 0, 2)
        x, y = x / w, y / w
        edges = np.stack([x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)], axis=1)
        return [Box(*e) for e in edges.tolist()]


def cut(image: Image, polygon: Polygon, neighbours: Sequence[Polygon], margin: float, least: int = 1) -> Crop:
    """The line inside ``polygon`` (its bounding quadrilateral), ``margin`` line heights of paper around it,
    at least ``least`` pixels thick.

    What belongs to a neighbour and not to the line is painted with the line's own ground: text that
    bleeds in at the margin is what makes characters appear twice.
    """
    quad = _quad(polygon)
    across, down = float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))
    pad = margin * min(across, down)
    # small type is enlarged in this one step: interpolating twice would blur it
    thick = min(across, down) + 2 * pad
    scale = max(1.0, least / max(thick, 1e-6))
    width, height = (max(2, round(scale * (side + 2 * pad))) for side in (across, down))
    x, y = (quad[1] - quad[0]) / max(across, 1e-6), (quad[3] - quad[0]) / max(down, 1e-6)
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    outer = np.array([p + pad * (sx * x + sy * y) for p, (sx, sy) in zip(quad, signs, strict=True)])
    corner = np.floor(outer.min(axis=0)).astype(int) - 1
    stop = np.ceil(outer.max(axis=0)).astype(int) + 1
    left, top = (max(0, int(v)) for v in corner)
    right, bottom = min(image.shape[1], int(stop[0])), min(image.shape[0], int(stop[1]))
    patch = image[top:bottom, left:right]
    if patch.size == 0:
        return Crop(np.full((height, width, 3), 255, np.uint8), np.eye(3))
    patch = _mask(patch, quad - (left, top), [_array(n) - (left, top) for n in neighbours])
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    # pixel centres sit at half coordinates
    to_patch = cv2.getPerspectiveTransform(target, (outer - (left, top)).astype(np.float32))
    shift = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    centres = np.linalg.inv(shift) @ to_patch @ shift
    straight = cv2.warpPerspective(
        patch,
        centres,
        (width, height),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    back = np.array([[1, 0, left], [0, 1, top], [0, 0, 1.0]]) @ np.asarray(to_patch, np.float64)
    return Crop(np.asarray(straight, np.uint8), back)


def sharpened(crop: Crop, radius: float, amount: float) -> Crop:
    """The crop with an unsharp mask of this radius in pixels, for type that is out of focus."""
    blurred = cv2.GaussianBlur(crop.image, (0, 0), max(radius, 0.3))
    return Crop(np.asarray(cv2.addWeighted(crop.image, 1 + amount, blurred, -amount, 0), np.uint8), crop.to_page)


def ground(image: Image) -> tuple[int, int, int]:
    """The colour of the paper: the median of the pixels at the commonest brightness."""
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)
    bins = np.bincount((gray >> 4).ravel(), minlength=16)
    pixels = image[(gray >> 4) == int(bins.argmax())]
    b, g, r = np.median(pixels, axis=0)
    return int(b), int(g), int(r)


def is_dark(image: Image) -> bool:
    """Whether the ground is darker than what stands on it."""
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    low, high = np.percentile(gray, (2, 98))
    return float(np.median(gray)) < (float(low) + float(high)) / 2


def _mask(patch: Image, own: Matrix, neighbours: list[Matrix]) -> Image:
    if not neighbours:
        return patch
    mask = np.zeros((patch.shape[0], patch.shape[1]), np.uint8)
    mine = mask.copy()
    for other in neighbours:
        cv2.fillPoly(mask, [np.rint(other).astype(np.int32)], [1])
    cv2.fillPoly(mine, [np.rint(own).astype(np.int32)], [1])
    mask &= ~mine & 1
    if not mask.any():
        return patch
    # the rim of a line is paper, whatever the weight of its type
    rim = mine - cv2.erode(mine, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=(0, 0, 0, 0))
    pixels = patch[rim.astype(bool)]
    paper = ground(pixels[:, None, :] if pixels.size else patch)
    painted = patch.copy()
    painted[mask.astype(bool)] = paper
    return painted


def _array(polygon: Polygon) -> Matrix:
    return np.array(polygon, np.float64)


def _quad(polygon: Polygon) -> Matrix:
    points = _array(polygon)
    if len(points) == 4:
        return points
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
