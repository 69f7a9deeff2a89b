"""Joins of columns with geometry: paragraphs that run over a column end, with perfect recognition.

A press page is converted with an engine that hands over the truth's lines, so that what is measured is layout,
order and articles. A join is a pair of lines of one paragraph in different columns; the output joins two lines
where their spans follow each other in a block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.press.make import make_page
from ocrfix.page import Box, Direction, Glyph, Page, TextLine
from ocrfix.pipeline import Converter, PageFailure
from ocrfix.scan import Raster
from ocrfix.settings.load import Settings


@dataclass
class Joins:
    """Joins of the truth, of the output, and those in both."""

    printed: int = 0
    made: int = 0
    right: int = 0

    def add(self, other: Joins) -> None:
        self.printed += other.printed
        self.made += other.made
        self.right += other.right

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.printed + self.made) if self.printed + self.made else 1.0


class Perfect:
    """An engine that finds and reads what the truth says. Lines that were cut read what lies inside them."""

    name = "truth"

    def __init__(self, truth: dict[str, Any]) -> None:
        self._lines = tuple(_line(line) for line in truth["lines"] if line["text"].strip())

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        return tuple(replace(line, glyphs=()) for line in self._lines)

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        return tuple(replace(line, glyphs=self._inside(line)) for line in lines)

    def _inside(self, line: TextLine) -> tuple[Glyph, ...]:
        for own in self._lines:
            if own.polygon == line.polygon:
                return own.glyphs
        near = max(self._lines, key=lambda own: own.box.overlap_area(line.box))
        return tuple(g for g in near.glyphs if g.box is not None and line.box.contains(g.box.center))


def _line(line: dict[str, Any]) -> TextLine:
    glyphs = []
    for glyph in line["glyphs"]:
        left, top, right, bottom = glyph["box"]
        box = Box(left, top, right, bottom) if right > left and bottom > top else None
        glyphs.append(Glyph(glyph["text"], box, 0.99))
    way = line["direction"]
    if way == "rtl":
        glyphs.reverse()
    corners = tuple((float(x), float(y)) for x, y in line["polygon"])
    return TextLine(line["id"], corners, tuple(glyphs), Direction.TTB if way == "ttb" else Direction.LTR, "truth")


def judge(seed: int, split: str, settings: Settings | None = None) -> Joins:
    """Convert one press page and count its joins."""
    press = make_page(seed, set=split, em=20)
    with TemporaryDirectory() as folder:
        path = press.write(Path(folder))
        (page,) = Converter(settings or Settings(), Perfect(press.truth)).pages(path)
    if isinstance(page, PageFailure):
        raise page.error
    return count(page, press.truth)


def count(page: Page, truth: dict[str, Any]) -> Joins:
    """Joins of a page whose line ids begin with those of the truth."""
    column = {line["id"]: line["column"] for line in truth["lines"]}
    printed = set()
    for article in truth["articles"]:
        for block in article["blocks"]:
            if block["kind"] == "paragraph":
                printed |= {(a, b) for a, b in pairwise(block["lines"]) if column[a] != column[b]}
    made = set()
    for block in page.blocks:
        ids = [_origin(span.line, column) for span in block.spans]
        made |= {(a, b) for a, b in pairwise(ids) if a in column and b in column and column[a] != column[b]}
    paragraphs = {line["id"] for line in truth["lines"] if line["kind"] == "paragraph"}
    made = {(a, b) for a, b in made if a in paragraphs and b in paragraphs}
    return Joins(len(printed), len(made), len(printed & made))


def _origin(line: str, known: dict[str, Any]) -> str:
    """The line of the truth that a line or a piece of one comes from."""
    while line and line not in known:
        line = line[:-1]
    return line
