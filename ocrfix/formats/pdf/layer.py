"""The invisible text of a page as a content stream, word by word in reading order.

Vertical lines are horizontal ones turned by a quarter: what extracts text puts such a line together again, while
characters in vertical writing mode come out one a row (poppler 22). Lines from right to left are turned by a half.

PDFium takes pieces of text one behind the other that begin at one height for a row, and sorts them from left to right:
columns side by side would come out backwards. So a column is two pieces, and what begins behind it does so elsewhere.
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
APART = 0.6
"""How far apart, in characters (their width or height), two pieces must begin for PDFium not to take them for one row:
it wants half the width."""


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
        if self.along == (1.0, 0.0):
            return box.left - self.origin[0], box.right - self.origin[0]
        if self.along == (0.0, 1.0):
            return box.top - self.origin[1], box.bottom - self.origin[1]
        (cx, cy), (ux, uy) = box.center, self.along
        middle = (cx - self.origin[0]) * ux + (cy - self.origin[1]) * uy
        half = (box.width * abs(ux) + box.height * abs(uy)) / 2
        return middle - half, middle + half


def has_words(line: TextLine) -> bool:
    """Whether there is anything to show."""
    return any(g.text != " " for g in line.glyphs)


def line_operators(line: TextLine, after: TextLine | None, frame: Frame, font: InvisibleFont) -> str:
    """The operators that show a line, to stand between ``BT`` and ``ET``; ``after`` is the line shown next."""
    axes = _axes(line)
    words = list(_words(line, axes))
    if after is not None:
        words = _apart(words, line, axes, after)
    return "".join(_shown(word, line, axes, frame, font) for word in words)


@dataclass(frozen=True, slots=True)
class _Word:
    """Text without gaps, with the space behind it; where it begins and ends along the line, and how far beside it."""

    text: list[str]
    start: float
    end: float
    beside: float = 0.0

    @property
    def letters(self) -> list[str]:
        return self.text[:-1] if len(self.text) > 1 and self.text[-1] == " " else self.text


def _words(line: TextLine, axes: _Axes) -> Iterator[_Word]:
    if line.direction is Direction.RTL:
        # One piece: several at one height would be sorted from left to right.
        yield _Word([g.text for g in line.glyphs], 0.0, axes.length)
        return
    pieces: list[tuple[list[Glyph], bool]] = []
    for space, run in groupby(line.glyphs, lambda g: g.text == " "):
        if not space:
            pieces.append((list(run), False))
        elif pieces:
            pieces[-1] = (pieces[-1][0], True)
    count = sum(len(glyphs) for glyphs, _ in pieces)
    done = 0
    for glyphs, spaced in pieces:
        boxes = [axes.span(g.box) for g in glyphs if g.box is not None]
        start, end = axes.length * done / max(count, 1), axes.length * (done + len(glyphs)) / max(count, 1)
        if boxes:
            start, end = min(a for a, _ in boxes), max(b for _, b in boxes)
        done += len(glyphs)
        yield _Word([g.text for g in glyphs] + ([" "] if spaced else []), start, max(end, start + 0.1))


def _apart(words: list[_Word], line: TextLine, axes: _Axes, after: TextLine) -> list[_Word]:
    """The words, the last of which begins at another height than the line behind them, or stands left of it.

    A column is cut for that; what cannot be cut has a space behind it, one line on.
    """
    *before, last = words
    letters = last.letters
    step = (last.end - last.start) / len(letters)
    other = _axes(after)
    left, height = _pen(next(_words(after, other)), after, other)
    least = APART * max(axes.thickness, step, other.thickness, other.length / len(after.glyphs))

    def apart(word: _Word) -> bool:
        x, y = _pen(word, line, axes)
        return abs(y - height) > least or x <= left

    if apart(last):
        return words
    for k in sorted(range(1, len(letters)), key=lambda k: abs(k - len(letters) / 2)) if line.vertical else ():
        cut = last.start + k * step
        first, rest = _Word(letters[:k], last.start, cut), _Word(last.text[k:], cut, last.end)
        if apart(rest):
            return [*before, first, rest]
    beside = 0.0 if line.vertical else axes.thickness
    return [*before, _Word(letters, last.start, last.end), _Word([" "], last.end, last.end + step, beside)]


def _pen(word: _Word, line: TextLine, axes: _Axes) -> Point:
    """Where the base line of a word begins, in pixels."""
    base = axes.thickness * (DESCENT / SQUARE if line.vertical else 1 - DESCENT / SQUARE) + word.beside
    (ox, oy), (ux, uy), (vx, vy) = axes.origin, axes.along, axes.across
    return ox + word.start * ux + base * vx, oy + word.start * uy + base * vy


def _shown(word: _Word, line: TextLine, axes: _Axes, frame: Frame, font: InvisibleFont) -> str:
    size = axes.thickness * frame.scale
    (ux, uy), (vx, vy) = axes.along, axes.across
    stretch = (word.end - word.start) * SQUARE / (sum(map(width_of, word.letters)) * axes.thickness)
    a, b, c, d = ux * stretch, -uy * stretch, -vx, vy
    if line.vertical:
        c, d = vx, -vy
    px, py = frame.point(*_pen(word, line, axes))
    matrix = " ".join(f"{n:.4f}" for n in (a, b, c, d)) + f" {px:.2f} {py:.2f}"
    return f"/T {size:.2f} Tf {matrix} Tm <{font.encoded(word.text)}> Tj\n"


def _axes(line: TextLine) -> _Axes:
    """How the line lies; turned by a half where it runs from right to left."""
    axes = _as_if_ltr(line)
    if line.direction is not Direction.RTL:
        return axes
    (x, y), (ux, uy), (vx, vy), width, height = axes.origin, axes.along, axes.across, axes.length, axes.thickness
    end = (x + width * ux + height * vx, y + width * uy + height * vy)
    return _Axes(end, (-ux, -uy), (-vx, -vy), height, width)


def _as_if_ltr(line: TextLine) -> _Axes:
    """Polygons of four corners run clockwise from the corner where an upright line begins."""
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
