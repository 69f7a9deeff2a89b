"""Image operations on masks, typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Polygon

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]
"""An image of zeros and ones."""
Ints = npt.NDArray[np.int32]
Number = TypeVar("Number", np.uint8, np.uint16)


@dataclass(frozen=True, slots=True, eq=False)
class Blobs:
    """Connected components. ``stats`` has a row (left, top, width, height, area) for every label from 0."""

    labels: Ints
    stats: Ints

    def boxes(self) -> list[tuple[int, int, int, int, int, int]]:
        """Label, left, top, width, height and area of every component."""
        return [(i, *row) for i, row in enumerate(self.stats.tolist()) if i]

    def own(self, label: int) -> npt.NDArray[np.bool_]:
        """The component's pixels within its box."""
        x, y, w, h, _ = (int(v) for v in self.stats[label])
        return cast("npt.NDArray[np.bool_]", self.labels[y : y + h, x : x + w] == label)


def blobs(mask: Mask, connectivity: int = 8) -> Blobs:
    """Label the connected components of a mask."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=connectivity, ltype=cv2.CV_32S)
    return Blobs(cast(Ints, labels), cast(Ints, stats))


def kernel(width: int, height: int) -> Mask:
    """A full rectangle, at least one pixel each way."""
    return np.ones((max(1, height), max(1, width)), np.uint8)


def opened(image: Bytes, width: int, height: int) -> Bytes:
    """Take out what is bright and smaller than a rectangle; beyond the edge nothing is set."""
    return cast(Bytes, cv2.morphologyEx(image, cv2.MORPH_OPEN, kernel(width, height)))


def closed(image: Bytes, width: int, height: int) -> Bytes:
    """Fill what is dark and smaller than a rectangle."""
    return cast(Bytes, cv2.morphologyEx(image, cv2.MORPH_CLOSE, kernel(width, height)))


def dilated(image: Bytes, width: int, height: int) -> Bytes:
    return cast(Bytes, cv2.dilate(image, kernel(width, height)))


def eroded(image: Bytes, width: int, height: int, edge: int = 0) -> Bytes:
    """Erode; beyond the image's edge everything is ``edge``."""
    constant = cv2.BORDER_CONSTANT
    return cast(Bytes, cv2.erode(image, kernel(width, height), borderType=constant, borderValue=(edge,)))


def shrunk(image: Bytes, width: int, height: int) -> Bytes:
    """Resize to a smaller size by averaging."""
    return cast(Bytes, cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA))


def summed(values: npt.NDArray[np.float32], span: int) -> npt.NDArray[np.float32]:
    """The sum over a square of ``span`` pixels around each."""
    return cast("npt.NDArray[np.float32]", cv2.boxFilter(values, -1, (span, span), normalize=False))


def stretched(mask: Mask, width: int, height: int) -> Mask:
    """Resize a mask without new values."""
    return cast(Mask, cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST))


def fill(image: npt.NDArray[Any], points: Ints, value: int) -> None:
    """Paint a polygon of whole pixels (outline included) into an image, in place."""
    cv2.fillPoly(image, [points], (value,))


def pixels_of(polygon: Polygon, scale: float = 1.0, shift: float = 0.0) -> Ints:
    """A polygon scaled, moved and rounded to whole pixels."""
    return cast(Ints, np.round(np.asarray(polygon, np.float64) * scale + shift).astype(np.int32))


def transposed(image: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """An image with its axes exchanged, whole in memory: rows of it are worked on."""
    return np.asarray(cv2.transpose(image), image.dtype)


def filled(mask: Mask) -> Mask:
    """A mask with its holes filled."""
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    result = np.zeros_like(mask)
    cv2.drawContours(result, cast("Sequence[Any]", outlines), -1, (1,), -1)
    return result
