"""Points, boxes and polygons. The units of every value in ocrfix are documented here and nowhere else.

* Lengths are pixels. In stored values (JSON, every output format) they are pixels of the *original*
  image file. Between ``scan`` and the end of the pipeline they are pixels of the *upright* raster, which
  has the same scale; ``page.mapping`` maps a page from one to the other.
* The origin is the top left corner of the page, x grows to the right, y grows downwards.
* Left and top edges belong to a box, right and bottom edges do not.
* Angles are degrees, clockwise positive.
* Confidences lie in [0, 1]; ``None`` means unknown, never 0.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

Point = tuple[float, float]
Polygon = tuple[Point, ...]

VALUE = ConfigDict(extra="forbid", ser_json_inf_nan="constants")
"""The configuration of every value: unknown fields are refused."""


@dataclass(frozen=True, slots=True, config=VALUE)
class Box:
    """An upright rectangle of positive width and height.

    Raises:
        ValueError: an edge is not finite, or the box is empty or inverted.
    """

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (self.left, self.top, self.right, self.bottom))):
            raise ValueError(f"box edges must be finite: {self.edges}")
        if self.right <= self.left or self.bottom <= self.top:
            raise ValueError(f"box must have positive width and height: {self.edges}")

    @property
    def edges(self) -> tuple[float, float, float, float]:
        return (self.left, self.top, self.right, self.bottom)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def center(self) -> Point:
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    @property
    def polygon(self) -> Polygon:
        """The four corners, clockwise from the top left."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )

    def overlap_x(self, other: Box) -> float:
        """Shared length of the horizontal extents, 0 when they are apart."""
        return max(0.0, min(self.right, other.right) - max(self.left, other.left))

    def overlap_y(self, other: Box) -> float:
        """Shared length of the vertical extents, 0 when they are apart."""
        return max(0.0, min(self.bottom, other.bottom) - max(self.top, other.top))

    def overlap_area(self, other: Box) -> float:
        return self.overlap_x(other) * self.overlap_y(other)

    def iou(self, other: Box) -> float:
        """Intersection over union, in [0, 1]."""
        shared = self.overlap_area(other)
        return shared / (self.area + other.area - shared)

    def intersection(self, other: Box) -> Box | None:
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, right, bottom) if right > left and bottom > top else None

    def union(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def contains(self, point: Point) -> bool:
        return self.left <= point[0] < self.right and self.top <= point[1] < self.bottom

    def expanded(self, dx: float, dy: float) -> Box:
        return Box(self.left - dx, self.top - dy, self.right + dx, self.bottom + dy)

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def scaled(self, factor: float) -> Box:
        return Box(self.left * factor, self.top * factor, self.right * factor, self.bottom * factor)


def enclosing(boxes: Iterable[Box]) -> Box:
    """The smallest box around all boxes.

    Raises:
        ValueError: there is no box.
    """
    edges = [b.edges for b in boxes]
    if not edges:
        raise ValueError("no box to enclose")
    lefts, tops, rights, bottoms = zip(*edges, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def polygon_box(polygon: Polygon) -> Box:
    """The smallest upright box around a polygon.

    Raises:
        ValueError: the polygon has fewer than three points or no extent.
    """
    check_polygon(polygon)
    xs, ys = [p[0] for p in polygon], [p[1] for p in polygon]
    return Box(min(xs), min(ys), max(xs), max(ys))


def check_polygon(polygon: Polygon) -> None:
    """Refuse what is no polygon.

    Raises:
        ValueError: fewer than three points, or a coordinate that is not finite.
    """
    if len(polygon) < 3:
        raise ValueError(f"a polygon needs three points, not {len(polygon)}")
    if not all(math.isfinite(v) for p in polygon for v in p):
        raise ValueError("polygon points must be finite")


def check_confidence(value: float | None) -> None:
    """Refuse a confidence outside [0, 1].

    Raises:
        ValueError: the value is no probability.
    """
    if value is not None and not 0.0 <= value <= 1.0:
        raise ValueError(f"a confidence lies in [0, 1], not {value}")
