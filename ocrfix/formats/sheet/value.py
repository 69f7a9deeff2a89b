"""The values of a sheet.

A page of ocrfix lets blocks refer to spans of lines anywhere on the page. The field's formats nest instead:
a line stands in one region, whole. A sheet is the page cut to that shape, in whole pixels on the page, with
ids that are valid in XML and unique over the file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ocrfix.formats.language import Language, language_of
from ocrfix.page import ArticleKind, Box, Edit, Jump, Kind, Polygon, Region, Source, TextLine, enclosing, polygon_box


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one block that stand together in one place: a ``TextBlock`` of ALTO, a ``TextRegion`` of PAGE-XML.

    ``polygon`` holds all lines; ``None`` for text without geometry.
    """

    id: str
    lines: tuple[TextLine, ...]
    polygon: Polygon | None = None
    confidence: float | None = None

    @property
    def box(self) -> Box | None:
        return None if self.polygon is None else polygon_box(self.polygon)

    @property
    def text(self) -> str:
        """The lines' texts, one a row."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Flow:
    """A block: a headline, or a paragraph that may run through several columns. ``text`` is its running text."""

    kind: Kind
    parts: tuple[Part, ...]
    text: str

    @property
    def lines(self) -> Iterator[TextLine]:
        return (line for part in self.parts for line in part.lines)


@dataclass(frozen=True, slots=True)
class Story:
    """An article."""

    id: str
    flows: tuple[Flow, ...]
    kind: ArticleKind = ArticleKind.STORY
    jumps: tuple[Jump, ...] = ()
    confidence: float | None = None

    @property
    def headline(self) -> str:
        return "".join(f.text for f in self.flows if f.kind is Kind.HEADLINE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page. ``rest`` are lines that no block has, by region; ``areas`` are regions without lines of text;
    ``undoable`` the ids of the edits that can be taken back in these lines.

    Glyphs carry, of their alternatives, only the other readings: from 0.001, rounded to four digits.
    """

    name: str
    width: int | None = None
    height: int | None = None
    source: Source | None = None
    angle: float = 0.0
    furniture: tuple[Flow, ...] = ()
    stories: tuple[Story, ...] = ()
    rest: tuple[Flow, ...] = ()
    areas: tuple[Region, ...] = ()
    edits: tuple[Edit, ...] = ()
    made_by: tuple[tuple[str, str], ...] = ()
    undoable: frozenset[str] = frozenset()

    @property
    def flows(self) -> Iterator[Flow]:
        """All blocks in reading order: furniture, articles, what is left."""
        yield from self.furniture
        for story in self.stories:
            yield from story.flows
        yield from self.rest

    @property
    def parts(self) -> Iterator[Part]:
        return (part for flow in self.flows for part in flow.parts)

    @property
    def lines(self) -> Iterator[TextLine]:
        return (line for flow in self.flows for line in flow.lines)

    @property
    def language(self) -> Language | None:
        """What most of the page is written in."""
        return language_of(line.text for line in self.lines)


def map_lines(sheet: Sheet, fn: Callable[[TextLine], TextLine]) -> Sheet:
    """The sheet with every line changed by ``fn``."""

    def flow(found: Flow) -> Flow:
        return replace(found, parts=tuple(replace(p, lines=tuple(map(fn, p.lines))) for p in found.parts))

    return replace(
        sheet,
        furniture=tuple(map(flow, sheet.furniture)),
        stories=tuple(replace(s, flows=tuple(map(flow, s.flows))) for s in sheet.stories),
        rest=tuple(map(flow, sheet.rest)),
    )


def seen_from(sheet: Sheet, folder: Path | None) -> Sheet:
    """The sheet with its scan named as it is found from the folder in which its file will lie; ``None``: as it is."""
    source = sheet.source
    if folder is None or source is None or not source.file or "://" in source.file:
        return sheet
    try:
        file = Path(os.path.relpath(source.file, folder)).as_posix()
    except ValueError:  # another drive
        return sheet
    return replace(sheet, source=replace(source, file=file))


def enclosing_polygon(polygons: list[Polygon]) -> Polygon | None:
    """The upright rectangle around polygons, ``None`` when there is none."""
    return enclosing(map(polygon_box, polygons)).polygon if polygons else None
