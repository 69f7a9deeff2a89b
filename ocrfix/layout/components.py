"""Connected components of print, and which of them are characters of the detected lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.layout.masks import Ints, Mask, blobs, fill, pixels_of
from ocrfix.layout.sheet import Sheet
from ocrfix.page import Point, Polygon, TextLine
from ocrfix.settings.layout import LayoutSettings

Thickness = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """8-connected components of ``sheet.dark``. Row i describes label i; row 0 is the ground.

    ``text`` says which are characters (or parts) of a detected line.
    """

    labels: Ints
    left: Ints
    top: Ints
    width: Ints
    height: Ints
    area: Ints
    text: npt.NDArray[np.bool_]

    def mask(self, chosen: npt.NDArray[np.bool_]) -> Mask:
        """The pixels of the chosen components."""
        picked = chosen.astype(np.uint8)
        picked[0] = 0
        return picked[self.labels]


def polygon_of(line: TextLine) -> Polygon:
    """The polygon of a line that has one.

    Raises:
        ValueError: the line came without geometry.
    """
    if line.polygon is None:
        raise ValueError(f"line {line.id} has no geometry")
    return line.polygon


def components_of(sheet: Sheet, lines: Sequence[TextLine], thick: Thickness, settings: LayoutSettings) -> Components:
    """Label the print of a sheet. ``thick`` is its thickness map."""
    found = blobs(sheet.dark)
    left, top, width, height, area = (np.ascontiguousarray(found.stats[:, i]) for i in range(5))
    inside = np.bincount(found.labels[thick > 0], minlength=len(area))
    largest = np.zeros(len(area), np.int32)
    for line in sorted(lines, key=line_thickness):
        x0, y0, x1, y1 = (max(0, int(v / sheet.factor)) for v in line.box.edges)
        largest[found.labels[y0 : y1 + 1, x0 : x1 + 1]] = max(1, round(line_thickness(line) / sheet.factor))
    size = np.maximum(width, height)
    long_and_thin = (size > 2.5 * sheet.em) & (size > 6 * np.maximum(1, np.minimum(width, height)))
    text = (inside >= 0.6 * area) & (size <= settings.text_comp_lines * largest) & ~long_and_thin
    text[0] = False
    return Components(found.labels, left, top, width, height, area, text)


def thickness_map(sheet: Sheet, lines: Sequence[TextLine]) -> Thickness:
    """For every pixel the thickness in pixels of the (thickest) line over it, 0 outside all lines."""
    canvas = np.zeros((sheet.height, sheet.width), np.uint16)
    for line in sorted(lines, key=line_thickness):
        points = pixels_of(polygon_of(line), 1 / sheet.factor)
        fill(canvas, points, max(1, round(line_thickness(line) / sheet.factor)))
    return canvas


def line_thickness(line: TextLine) -> float:
    """The thickness of a line's polygon in pixels of the raster, also of a slanting one."""
    points = np.asarray(polygon_of(line), np.float32)
    return float(min(cv2.minAreaRect(points)[1]))


def united(a: TextLine, b: TextLine) -> Polygon:
    """The convex hull of two lines, clockwise from its upper left."""
    points = np.asarray([*(a.polygon or ()), *(b.polygon or ())], np.float32)
    hull = cv2.convexHull(points, clockwise=True)[:, 0]
    start = int(np.argmin(hull.sum(axis=1)))
    return tuple((float(x), float(y)) for x, y in np.roll(hull, -start, axis=0))


def clipped(polygon: Polygon, axis: int, at: float, below: bool) -> Polygon:
    """The part of a convex polygon on one side of a line (Sutherland and Hodgman 1974)."""
    sign = 1.0 if below else -1.0
    points: list[Point] = []
    for i, p in enumerate(polygon):
        q = polygon[(i + 1) % len(polygon)]
        inner, next_inner = sign * (at - p[axis]) >= 0, sign * (at - q[axis]) >= 0
        if inner:
            points.append(p)
        if inner != next_inner:
            t = (at - p[axis]) / (q[axis] - p[axis])
            points.append((p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])))
    return tuple(points)
