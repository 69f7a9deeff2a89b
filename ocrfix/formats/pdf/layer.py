"""The invisible text of a page as a content stream, word by word in reading order.

Vertical lines are horizontal ones turned by a quarter: what extracts text puts such a line together again, while
characters in vertical writing mode come out one a row (poppler 22).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ocrfix.formats.pdf.font import DESCENT, SQUARE, InvisibleFont, width_of
from ocrfix.page import Box, Direction, Glyph, Point, Polygon, TextLine, polygon_box

_QUAD = 4
MOST_DRIFT = 0.5
"""How far, in thicknesses, a line may rise or sink from end to end and still be set straight: programs that extract
text cut lines apart that drift."""


@dataclass(frozen=True, slots=True)
class Frame:
    """From pixels (y down) to points (y up)."""

    height: float
    scale: float

    def point(self, x: float, y: float) -> Point:
        return (x * self.scale, (self.height - y) * self.scale)


@dataclass(frozen=True, slots=True)
class _Axes:
    """The line as a frame of its own: ``origin`` is the corner where reading begins, ``along`` the way of the text,
    ``across`` the way from there over the line's ``thickness``; both have the length 1."""

    origin: Point
    along: Point
    across: Point
    thickness: float
    length: float

    def span(self, box: Box) -> tuple[float, float]:
        """Where a box begins and ends along the line."""
        (cx, cy), (ux, uy) = box.center, self.along
        middle = (cx - self.origin[0]) * ux + (cy - self.origin[1]) * uy
        half = (box.width * abs(ux) + box.height * abs(uy)) / 2
        return middle - half, middle + half


def line_operators(line: TextLine, frame: Frame, font: InvisibleFont) -> str:
    """The operators that show a line, to stand between ``BT`` and ``ET``."""
    axes = _axes(line)
    words = _words(line, axes)
    if line.direction is Direction.RTL:
        text = line.text.encode("utf-16-be").hex().upper()
        shown = "".join(_shown(g, start, end, line, axes, frame, font) for g, start, end in words)
        return f"/Span <</ActualText <FEFF{text}>>> BDC\n{shown}EMC\n"
    return "".join(_shown(g, start, end, line, axes, frame, font) for g, start, end in words)


def _words(line: TextLine, axes: _Axes) -> Iterator[tuple[list[str], float, float]]:
    """Text without gaps, with the space behind it, from where to where it stands; characters one by one in a line
    from right to left, which no font sets that way."""
    single = line.direction is Direction.RTL
    runs = [(space, list(run)) for space, run in groupby(line.glyphs, lambda g: g.text == " ")]
    pieces: list[tuple[list[Glyph], bool]] = []
    for space, run in runs:
        if space and pieces:
            pieces[-1] = (pieces[-1][0], True)
        elif not space:
            pieces += [([g], False) for g in run] if single else [(run, False)]
    count = sum(len(glyphs) for glyphs, _ in pieces)
    done = 0
    for glyphs, spaced in pieces:
        boxes = [axes.span(g.box) for g in glyphs if g.box is not None]
        start, end = axes.length * done / max(count, 1), axes.length * (done + len(glyphs)) / max(count, 1)
        if boxes:
            start, end = min(a for a, _ in boxes), max(b for _, b in boxes)
        done += len(glyphs)
        yield [g.text for g in glyphs] + ([" "] if spaced else []), start, max(end, start + 0.1)


def _shown(
    text: list[str], start: float, end: float, line: TextLine, axes: _Axes, frame: Frame, font: InvisibleFont
) -> str:
    letters = text[:-1] if len(text) > 1 and text[-1] == " " else text
    size = axes.thickness * frame.scale
    (ux, uy), (vx, vy) = axes.along, axes.across
    units = sum(map(width_of, letters))
    stretch = (end - start) * SQUARE / (units * axes.thickness)
    base = axes.thickness * (DESCENT / SQUARE if line.vertical else 1 - DESCENT / SQUARE)
    x, y = axes.origin[0] + start * ux + base * vx, axes.origin[1] + start * uy + base * vy
    a, b, c, d = ux * stretch, -uy * stretch, -vx, vy
    if line.vertical:
        c, d = vx, -vy
    px, py = frame.point(x, y)
    matrix = " ".join(f"{n:.4f}" for n in (a, b, c, d)) + f" {px:.2f} {py:.2f}"
    return f"/T {size:.2f} Tf {matrix} Tm <{font.encoded(text)}> Tj\n"


def _axes(line: TextLine) -> _Axes:
    """How the line lies. Polygons of four corners run clockwise from the corner where an upright line begins."""
    polygon = line.polygon
    if polygon is None:
        return _Axes((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), 1.0, max(len(line.glyphs), 1))
    corners: Polygon = polygon if len(polygon) == _QUAD else polygon_box(polygon).polygon
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    right = ((bx - ax + cx - dx) / 2, (by - ay + cy - dy) / 2)
    down = ((dx - ax + cx - bx) / 2, (dy - ay + cy - by) / 2)
    width, height = math.hypot(*right), math.hypot(*down)
    if min(width, height) <= 0 or right[0] * down[1] <= right[1] * down[0]:
        return _upright(polygon_box(polygon), line)
    if line.vertical:
        width, height, right, down = height, width, down, right
    along, across = (right[0] / width, right[1] / width), (down[0] / height, down[1] / height)
    drift = min(abs(right[0]), abs(right[1]))
    if drift < MOST_DRIFT * height:
        box = polygon_box(polygon)
        (x, y), half = box.center, height / 2
        down_the_page = Box(x - half, box.top, x + half, box.bottom)
        return _upright(down_the_page if line.vertical else Box(box.left, y - half, box.right, y + half), line)
    return _Axes((ax, ay), along, across, height, width)


def _upright(box: Box, line: TextLine) -> _Axes:
    if line.vertical:
        return _Axes((box.left, box.top), (0.0, 1.0), (1.0, 0.0), box.width, box.height)
    return _Axes((box.left, box.top), (1.0, 0.0), (0.0, 1.0), box.height, box.width)
