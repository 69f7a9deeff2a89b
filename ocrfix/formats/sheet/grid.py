"""Geometry as the field's formats want it: whole pixels, on the page, children inside their parents.

Edges are moved outwards to whole pixels, so nothing of a character is cut off; doing it twice changes nothing.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from ocrfix.page import Box, Point, Polygon

Size = tuple[float, float]
"""Width and height of the page; infinite where they are not known."""


def box_on(box: Box, size: Size) -> Box:
    """The box in whole pixels, at least one of them on the page."""
    width, height = size
    left = min(max(math.floor(box.left), 0), width - 1)
    top = min(max(math.floor(box.top), 0), height - 1)
    right = max(min(math.ceil(box.right), width), left + 1)
    return Box(left, top, right, max(min(math.ceil(box.bottom), height), top + 1))


def polygon_on(polygon: Polygon, size: Size) -> Polygon:
    """The polygon in whole pixels on the page; every corner moves away from the middle."""
    if all(x == int(x) and y == int(y) and 0 <= x <= size[0] and 0 <= y <= size[1] for x, y in polygon):
        return polygon if _extended(polygon) else _boxed(polygon, size)
    middle_x = sum(x for x, _ in polygon) / len(polygon)
    middle_y = sum(y for _, y in polygon) / len(polygon)
    moved = tuple(
        (
            float(min(max(math.floor(x) if x < middle_x else math.ceil(x), 0), size[0])),
            float(min(max(math.floor(y) if y < middle_y else math.ceil(y), 0), size[1])),
        )
        for x, y in polygon
    )
    return moved if _extended(moved) else _boxed(polygon, size)


def box_within(box: Box, bounds: Box) -> Box | None:
    """The box in whole pixels within bounds that are whole pixels; ``None`` where they do not meet."""
    left, top = max(math.floor(box.left), bounds.left), max(math.floor(box.top), bounds.top)
    right, bottom = min(math.ceil(box.right), bounds.right), min(math.ceil(box.bottom), bounds.bottom)
    return Box(left, top, right, bottom) if right > left and bottom > top else None


def holding(polygon: Polygon, children: list[Polygon]) -> Polygon:
    """The polygon, or, where a corner of a child lies outside it, the convex hull around all of them."""
    outline = np.array(polygon, np.float32)
    points = [p for child in children for p in child]
    if all(cv2.pointPolygonTest(outline, p, False) >= 0 for p in points):
        return polygon
    hull = cv2.convexHull(np.array([*polygon, *points], np.float32), clockwise=True)[:, 0, :]
    return tuple((float(x), float(y)) for x, y in hull)


def clipped(box: Box, outline: Polygon) -> Polygon | None:
    """The part of a box inside a convex polygon with whole corners, its own corners rounded outwards.

    ``None`` where they do not meet; the whole box where the polygon is not convex. Source:
    Sutherland and Hodgman 1974. The box around the result, used again, gives the same result.
    """
    turn = _turn(outline)
    if turn == 0:
        return box.polygon
    points: list[Point] = list(box.polygon)
    for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True):
        sides = [turn * ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) for x, y in points]
        if min(sides) >= 0:
            continue
        kept: list[Point] = []
        for i, (x, y) in enumerate(points):
            before, (px, py) = sides[i - 1], points[i - 1]
            if (before < 0) != (sides[i] < 0):
                share = before / (before - sides[i])
                kept.append((px + share * (x - px), py + share * (y - py)))
            if sides[i] >= 0:
                kept.append((x, y))
        if len(kept) < 3:
            return None
        points = kept
    lowest_x, highest_x = min(x for x, _ in points), max(x for x, _ in points)
    lowest_y, highest_y = min(y for _, y in points), max(y for _, y in points)
    middle_x, middle_y = (lowest_x + highest_x) / 2, (lowest_y + highest_y) / 2
    rounded = tuple(
        dict.fromkeys(
            (
                float(math.floor(x + _NOISE) if x < middle_x else math.ceil(x - _NOISE)),
                float(math.floor(y + _NOISE) if y < middle_y else math.ceil(y - _NOISE)),
            )
            for x, y in points
        )
    )
    return rounded if len(rounded) >= 3 and _extended(rounded) else None


_NOISE = 1e-6


def _turn(outline: Polygon) -> int:
    """1 for a convex polygon that runs clockwise (y down), -1 the other way round, 0 for any other."""
    found = 0
    for (ax, ay), (bx, by), (cx, cy) in zip(
        outline, (*outline[1:], outline[0]), (*outline[2:], *outline[:2]), strict=True
    ):
        cross = (bx - ax) * (cy - by) - (by - ay) * (cx - bx)
        if cross:
            sign = 1 if cross > 0 else -1
            if found and sign != found:
                return 0
            found = sign
    return found


def _extended(polygon: Polygon) -> bool:
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    return max(xs) > min(xs) and max(ys) > min(ys)


def _boxed(polygon: Polygon, size: Size) -> Polygon:
    xs, ys = [x for x, _ in polygon], [y for _, y in polygon]
    left, top = min(xs), min(ys)
    return box_on(Box(left, top, max(left + 1, *xs), max(top + 1, *ys)), size).polygon
