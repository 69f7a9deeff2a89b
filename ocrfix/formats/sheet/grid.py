"""Geometry as the field's formats want it: whole pixels, on the page, children inside their parents.

Edges are moved outwards to whole pixels, so nothing of a character is cut off; doing it twice changes nothing.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from ocrfix.page import Box, Point, Polygon, polygon_box

Size = tuple[float, float]
"""Width and height of the page; infinite where they are not known."""


def upright(polygon: Polygon) -> bool:
    """Whether the polygon is an upright rectangle, its corners clockwise from the top left."""
    if len(polygon) != 4:
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = polygon
    return ax == dx < bx == cx and ay == by < cy == dy


def bounds(polygon: Polygon) -> Box:
    """The box around a polygon that is known to be one."""
    xs, ys = zip(*polygon, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


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


def box_within(box: Box, around: Box) -> Box | None:
    """The box in whole pixels within around that are whole pixels; ``None`` where they do not meet."""
    left, top = max(math.floor(box.left), around.left), max(math.floor(box.top), around.top)
    right, bottom = min(math.ceil(box.right), around.right), min(math.ceil(box.bottom), around.bottom)
    return Box(left, top, right, bottom) if right > left and bottom > top else None


def holding(polygon: Polygon, children: list[Polygon]) -> Polygon:
    """The polygon, or, where a corner of a child lies outside it, the convex hull around all of them."""
    outline = np.array(polygon, np.float32)
    points = [p for child in children for p in child]
    if all(cv2.pointPolygonTest(outline, p, False) >= 0 for p in points):
        return polygon
    hull = cv2.convexHull(np.array([*polygon, *points], np.float32), clockwise=True)[:, 0, :]
    return tuple((float(x), float(y)) for x, y in hull)


DESCENT = 0.12
"""Share of a line's thickness below the base line of Chinese type (the usual ascent and descent of CJK fonts)."""


def baseline(polygon: Polygon, vertical: bool) -> Polygon:
    """Two points with whole coordinates: where the characters of a line stand; in a column the line through their
    middle. Derived from the outline, whose four corners run clockwise from where an upright line begins.
    """
    corners = polygon if len(polygon) == 4 else polygon_box(polygon).polygon
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    if vertical:
        return _whole((ax + bx) / 2, (ay + by) / 2), _whole((cx + dx) / 2, (cy + dy) / 2)
    left = _whole(dx + DESCENT * (ax - dx), dy + DESCENT * (ay - dy))
    return left, _whole(cx + DESCENT * (bx - cx), cy + DESCENT * (by - cy))


def _whole(x: float, y: float) -> Point:
    return float(round(x)), float(round(y))


class Clip:
    """Cuts boxes to a convex polygon with whole corners; a polygon that is not convex cuts nothing.

    Source: Sutherland and Hodgman 1974.
    """

    def __init__(self, outline: Polygon) -> None:
        turn = _turn(outline)
        # Where a * x + b * y + c is below 0, a point lies outside this edge.
        self._edges = [
            (turn * (ay - by), turn * (bx - ax), turn * (ay * (ax - bx) + ax * (by - ay)))
            for (ax, ay), (bx, by) in zip(outline, (*outline[1:], outline[0]), strict=True)
            if turn
        ]

    def cut(self, box: Box) -> Polygon | None:
        """The part of the box inside, its corners rounded outwards; ``None`` where there is none.

        The box around the result, cut again, gives the same result.
        """
        crossed = [
            (a, b, c)
            for a, b, c in self._edges
            if a * (box.left if a > 0 else box.right) + b * (box.top if b > 0 else box.bottom) + c < 0
        ]
        points: list[Point] = list(box.polygon)
        for a, b, c in crossed:
            points = _beside(points, a, b, c)
            if len(points) < 3:
                return None
        return _outwards(points) if crossed else box.polygon


def _beside(points: list[Point], a: float, b: float, c: float) -> list[Point]:
    """What of a polygon lies on the right side of an edge."""
    sides = [a * x + b * y + c for x, y in points]
    kept: list[Point] = []
    for i, (x, y) in enumerate(points):
        before, (px, py) = sides[i - 1], points[i - 1]
        if (before < 0) != (sides[i] < 0):
            share = before / (before - sides[i])
            kept.append((px + share * (x - px), py + share * (y - py)))
        if sides[i] >= 0:
            kept.append((x, y))
    return kept


def _outwards(points: list[Point]) -> Polygon | None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
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
