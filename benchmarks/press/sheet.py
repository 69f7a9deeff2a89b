"""A page in the making: canvas, look, chance, supply of articles, and the record of what was printed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np

from benchmarks.press.articles import Article, Newspaper
from benchmarks.press.canvas import BLACK, WHITE, Canvas, Colour, Direction
from benchmarks.press.flow import Align, Block, Flowed, Placed, Slot, Style, flow
from benchmarks.press.fonts import is_wide
from benchmarks.press.linebreak import SetLine
from benchmarks.press.look import Look
from benchmarks.press.record import BlockRecord, PageRecord
from benchmarks.press.rect import Axes, Rect
from benchmarks.press.stock import Stock


@dataclass(frozen=True)
class Continuation:
    """What is left of a story that runs on to another page; ``split``: from within a paragraph."""

    article: Article
    from_page: int
    split: bool


@dataclass
class Sheet:
    """Everything that the parts of a page share while it is composed."""

    canvas: Canvas
    look: Look
    stock: Stock
    paper: Newspaper
    page_no: int
    rng: random.Random
    noise: np.random.Generator
    vertical: bool
    """The direction of most of the page."""
    record: PageRecord = field(default_factory=PageRecord)
    columns: int = 0
    cross_rtl: bool = False
    """Whether horizontal lines run right to left (1930s)."""
    date: str = ""
    """The date line of the issue."""
    jump_out: int | None = None
    """A page that a story of this one is wanted to run on to."""
    carried: Continuation | None = None
    """What did run on."""
    jump_in: Continuation | None = None
    """What has to be printed here."""

    @property
    def em(self) -> int:
        return self.look.em

    def axes(self, vertical: bool) -> Axes:
        return Axes(vertical, float(self.canvas.width))

    def column(self) -> str:
        """A new column name."""
        self.columns += 1
        return f"c{self.columns}"

    def put(self, line: SetLine, x: float, y: float, size: float, direction: Direction, column: str,
            record: BlockRecord, colour: Colour = BLACK, reversed_out: bool = False) -> None:  # fmt: skip
        """Ink one line at the top left corner of its em box and record it."""
        mark = self.canvas.line(line, x, y, size, direction, column, colour, reversed_out)
        if mark is not None:
            record.lines.append(mark)

    def ink(self, placed: list[Placed], axes: Axes, names: list[str], records: dict[int, BlockRecord],
            colour: Colour | None = None, reversed_out: bool = False, rtl: bool = False) -> None:  # fmt: skip
        """Ink lines set by ``flow``. ``names[slot]`` is the column, ``records[tag]`` takes the line."""
        for p in placed:
            size, style = p.block.style.size, p.block.style
            box = axes.page(Rect(p.along, p.across, p.along + max(1.0, p.line.width), p.across + size))
            hue, light = colour or style.colour, reversed_out
            if style.bar is not None:
                m = p.measure
                pad = 0.22 * size
                self.canvas.fill(axes.page(Rect(m.x0, m.y0 - pad, m.x1, m.y1 + pad)), style.bar)
                dark = sum(style.bar) < 380
                hue, light = (WHITE, True) if dark else (hue, light)
            direction: Direction = "ttb" if axes.vertical else "rtl" if rtl else "ltr"
            self.put(p.line, box.x0, box.y0, size, direction, names[p.slot], records[p.block.tag], hue, light)

    def text(self, text: str, area: Rect, style: Style, record: BlockRecord, vertical: bool = False,
             rtl: bool = False, colour: Colour | None = None, reversed_out: bool = False) -> Flowed:  # fmt: skip
        """Set one block in an area; returns what was set. Text that does not fit is left out."""
        axes = self.axes(vertical)
        slot = Slot(axes.flow(area), self.column())
        block = Block(record.kind, text, style)
        done = flow([block], [slot], self.look.rules, vertical, fill=False)
        self.ink(done.lines, axes, [slot.name], {0: record}, colour, reversed_out, rtl)
        return done

    def fitted(self, text: str, area: Rect, role: str, record: BlockRecord, vertical: bool = False,
               rtl: bool = False, most: float = 99.0, colour: Colour | None = None, reversed_out: bool = False,
               align: Align = "center", squash: float = 1.0, weight: float = 0.0) -> None:  # fmt: skip
        """One line as big as the area takes it, at most ``most`` em."""
        along, across = (area.h, area.w) if vertical else (area.w, area.h)
        units = max(1.0, sum(1.0 if is_wide(c) else 0.6 for c in text))
        em = min(most, across / self.em * 0.98, along / units / self.em * 0.97 / (1 if vertical else squash))
        face = self.look.face(role, em, squash, weight)
        middle = (across - face.size) / 2
        inner = Rect(area.x0 + middle, area.y0, area.x1, area.y1) if vertical else Rect(
            area.x0, area.y0 + middle, area.x1, area.y1 + face.size)  # fmt: skip
        if vertical:
            inner = Rect(area.x0, area.y0, area.x1 - middle, area.y1)
        self.text(text, inner, Style(face, 1.1, align=align), record, vertical, rtl, colour, reversed_out)
