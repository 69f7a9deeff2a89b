"""From a sheet back to a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ocrfix.formats.sheet.make import sheet_of
from ocrfix.formats.sheet.provenance import with_repairs
from ocrfix.formats.sheet.value import Flow, Sheet
from ocrfix.page import Alternative, Article, Block, Glyph, Page, Region, Span, TextLine


def held(page: Page, source: str, fn: Callable[[Sheet], Sheet] = lambda sheet: sheet) -> Page:
    """What is left of a page in a format that holds what ``fn`` leaves of its sheet."""
    return page_of(fn(sheet_of(page)), source)


def page_of(sheet: Sheet, source: str) -> Page:
    """The page of a sheet: a region a part, spans of whole lines, its edits as far as they can be taken back, no
    columns, joins and ink.

    ``source`` is what the lines are said to come from.
    """
    page = Page(
        name=sheet.name,
        width=sheet.width,
        height=sheet.height,
        source=sheet.source,
        angle=sheet.angle,
        lines=tuple(_line(line, source) for line in sheet.lines),
        regions=(*_regions(sheet), *sheet.areas),
        furniture=tuple(map(_block, sheet.furniture)),
        articles=tuple(
            Article(s.id, tuple(map(_block, s.flows)), s.kind, (), s.jumps, s.confidence) for s in sheet.stories
        ),
        made_by=dict(sheet.made_by),
    )
    undoable = [e for e in sheet.edits if e.id in sheet.undoable]
    return with_repairs(page, undoable) if undoable else page


def _regions(sheet: Sheet) -> Iterator[Region]:
    for flow in sheet.flows:
        for part in flow.parts:
            if part.polygon is not None:
                yield Region(part.id, flow.kind, part.polygon, tuple(line.id for line in part.lines), part.confidence)


def _block(flow: Flow) -> Block:
    return Block(flow.kind, flow.text, tuple(Span(line.id, 0, len(line.glyphs)) for line in flow.lines))


def _line(line: TextLine, source: str) -> TextLine:
    return replace(line, glyphs=tuple(map(_glyph, line.glyphs)), source=source)


def _glyph(glyph: Glyph) -> Glyph:
    """The glyph with itself among its alternatives, as the recogniser gives them."""
    if not glyph.alternatives:
        return glyph
    own = () if glyph.confidence is None else (Alternative(glyph.text, glyph.confidence),)
    ranked = sorted((*own, *glyph.alternatives), key=lambda a: -a.probability)
    return replace(glyph, alternatives=tuple(ranked))
