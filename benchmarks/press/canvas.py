"""The sheet: pixels, and what was put on it. Every drawing call leaves a record for the truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from benchmarks.press.fonts import GlyphRaster
from benchmarks.press.linebreak import SetLine
from benchmarks.press.rect import Rect

Pixels = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]
RuleKind = Literal["thin", "thick", "double", "dotted", "wavy"]
Direction = Literal["ltr", "rtl", "ttb"]

BLACK: Colour = (22, 22, 24)
WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True)
class GlyphMark:
    """One character of a line: its cell (advance by em, widened to its ink) and its ink, in page pixels."""

    text: str
    cell: Rect
    ink: Rect | None


@dataclass(frozen=True)
class LineMark:
    """One printed line. ``join`` stands between it and the next line of its block in running text."""

    glyphs: tuple[GlyphMark, ...]
    box: Rect
    direction: Direction
    size: float
    column: str
    join: str = ""
    hyphen: bool = False
    reversed_out: bool = False
    """Light on dark."""

    @property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs)


@dataclass(frozen=True)
class Mark:
    """Something that is no text: a picture, a separator, a frame, a tint, a column."""

    kind: str
    box: Rect
    detail: str = ""


@dataclass
class Canvas:
    """White paper of ``width`` × ``height`` pixels, RGB."""

    width: int
    height: int
    pixels: Pixels = field(init=False, repr=False)
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pixels = np.full((self.height, self.width, 3), 255, np.uint8)

    def fill(self, r: Rect, colour: Colour) -> None:
        x0, y0, x1, y1 = (round(v) for v in (r.x0, r.y0, r.x1, r.y1))
        self.pixels[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = colour

    def paste(self, picture: Pixels, x: float, y: float) -> None:
        h, w = picture.shape[:2]
        x0, y0 = round(x), round(y)
        target = self.pixels[max(0, y0) : y0 + h, max(0, x0) : x0 + w]
        target[:] = picture[: target.shape[0], : target.shape[1]]

    def stamp(self, glyph: GlyphRaster, x: float, y: float, colour: Colour) -> Rect | None:
        """Ink one glyph whose em box has its top left corner at (x, y); where its ink lies."""
        if not glyph.inked:
            return None
        x0, y0 = round(x) + glyph.left, round(y) + glyph.top
        h, w = glyph.mask.shape
        if x0 < 0 or y0 < 0 or x0 + w > self.width or y0 + h > self.height:
            raise ValueError(f"a glyph lies off the page at ({x0}, {y0})")
        target = self.pixels[y0 : y0 + h, x0 : x0 + w]
        cover = glyph.mask[:, :, None].astype(np.int32)
        mixed = (target * (255 - cover) + np.array(colour, np.int32) * cover + 127) // 255
        target[:] = mixed.astype(np.uint8)
        return Rect(x0, y0, x0 + w, y0 + h)

    def line(
        self, line: SetLine, x: float, y: float, size: float, direction: Direction, column: str,
        colour: Colour = BLACK, reversed_out: bool = False,
    ) -> LineMark | None:  # fmt: skip
        """Ink a broken line whose em box begins at (x, y); for rtl the line is mirrored about its width."""
        vertical, marks = direction == "ttb", []
        for cell, start, advance, shift in zip(
            line.cells, line.starts, line.advances, line.shifts, strict=True
        ):
            glyph = cell.face.glyph(cell.char, vertical)
            drop = size - cell.face.size
            if vertical:
                gx, gy = x + drop / 2, y + start - shift
                cell_box = Rect(x, y + start, x + size, y + start + max(1.0, advance))
            elif direction == "rtl":
                gx, gy = x + line.width - start - advance, y + drop
                cell_box = Rect(gx, y, gx + max(1.0, advance), y + size)
            else:
                gx, gy = x + start - shift, y + drop * 0.88
                cell_box = Rect(x + start, y, x + start + max(1.0, advance), y + size)
            ink = self.stamp(glyph, gx, gy, colour)
            if ink is not None:
                cell_box = Rect(min(cell_box.x0, ink.x0), min(cell_box.y0, ink.y0),
                                max(cell_box.x1, ink.x1), max(cell_box.y1, ink.y1))  # fmt: skip
            marks.append(GlyphMark(cell.char, cell_box, ink))
        if not marks:
            return None
        box = Rect(min(m.cell.x0 for m in marks), min(m.cell.y0 for m in marks),
                   max(m.cell.x1 for m in marks), max(m.cell.y1 for m in marks))  # fmt: skip
        return LineMark(tuple(marks), box, direction, size, column, line.join, line.hyphen, reversed_out)

    def rule(self, r: Rect, kind: RuleKind, weight: int, colour: Colour = BLACK, record: bool = True) -> None:
        """A ruling line along the longer side of ``r``, centred in its shorter side, ``weight`` px thick."""
        flat = r.w >= r.h
        length = int(r.w if flat else r.h)
        if length < 2:
            return
        mid = (r.y0 + r.y1) / 2 if flat else (r.x0 + r.x1) / 2
        start = r.x0 if flat else r.y0

        def bar(a: float, b: float, offset: float, thick: int) -> None:
            lo = mid + offset - thick / 2
            piece = Rect(start + a, lo, start + b, lo + thick) if flat else Rect(lo, start + a, lo + thick, start + b)
            self.fill(piece, colour)

        breadth: float = weight
        if kind == "thin":
            bar(0, length, 0, weight)
        elif kind == "thick":
            breadth = 3 * weight
            bar(0, length, 0, 3 * weight)
        elif kind == "double":
            breadth = 6 * weight
            bar(0, length, -2.5 * weight, 2 * weight)
            bar(0, length, 2.5 * weight, max(1, weight))
        elif kind == "dotted":
            step = 4 * weight
            for a in range(0, length - 2 * weight, step):
                bar(a, a + 2 * weight, 0, weight)
        else:
            breadth = 4 * weight
            steps = np.arange(length)
            wave = np.sin(steps / (2.2 * weight)) * 1.6 * weight
            for i, w in zip(steps.tolist(), wave.tolist(), strict=True):
                bar(i, i + 1, w, weight)
        half = breadth / 2
        box = Rect(r.x0, mid - half, r.x1, mid + half) if flat else Rect(mid - half, r.y0, mid + half, r.y1)
        if record:
            self.marks.append(Mark("separator", box, kind))

    def frame(self, r: Rect, weight: int, tint: Colour | None = None, colour: Colour = BLACK, kind: str = "frame",
              double: bool = False) -> None:  # fmt: skip
        """A box: a tint, then an outline (``weight`` 0: a tint alone)."""
        if tint is not None:
            self.fill(r, tint)
        for inset in ([0.0, 3.0 * weight] if double else [0.0]) if weight else []:
            i = r.inset(inset)
            t = weight if not inset else max(1, weight // 2)
            for edge in (Rect(i.x0, i.y0, i.x1, i.y0 + t), Rect(i.x0, i.y1 - t, i.x1, i.y1),
                         Rect(i.x0, i.y0, i.x0 + t, i.y1), Rect(i.x1 - t, i.y0, i.x1, i.y1)):  # fmt: skip
                self.fill(edge, colour)
        detail = "drawn" if weight and tint is None else "tinted" if not weight else "drawn, tinted"
        self.marks.append(Mark(kind, r, detail))
