"""A page with the articles that another PAGE-XML file of it tells of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from ocrfix.formats.page_xml.custom import article_of
from ocrfix.formats.page_xml.read import polygon_of
from ocrfix.formats.sheet.make import running_text
from ocrfix.formats.xml import parse, within
from ocrfix.page import Article, Block, Kind, Page, Span, TextLine, polygon_box

_FURNITURE = ""


def regrouped(page: Page, data: bytes, name: str) -> Page:
    """The page with the article ids of another PAGE-XML file of it, one that may hold no text.

    A line goes to the article whose line overlaps it most (upright boxes); where that line has no article,
    or there is none, it is furniture. The order of lines stays.

    Raises:
        UnreadableInput: ``data`` is no XML, or hostile.
    """
    found = ((polygon_of(e), article_of(e.get("custom")) or _FURNITURE) for e in within(parse(data, name), "TextLine"))
    others = [(polygon_box(polygon), owner) for polygon, owner in found if polygon is not None]
    parts: defaultdict[str, list[TextLine]] = defaultdict(list)
    for line in page.lines:
        shared = [(line.box.overlap_area(box), owner) for box, owner in others] if line.polygon is not None else []
        best, owner = max(shared, default=(0.0, _FURNITURE), key=lambda found: found[0])
        parts[owner if best > 0 else _FURNITURE].append(line)
    furniture = tuple(b for line in parts.pop(_FURNITURE, []) for b in _block(Kind.FOLIO, [line]))
    articles = ((i, tuple(_block(Kind.PARAGRAPH, found))) for i, found in parts.items())
    return replace(
        page, furniture=furniture, articles=tuple(Article(id=i, blocks=blocks) for i, blocks in articles if blocks)
    )


def _block(kind: Kind, lines: list[TextLine]) -> list[Block]:
    text = running_text(lines)
    spans = tuple(Span(line.id, 0, len(line.glyphs)) for line in lines)
    return [Block(kind, text, spans)] if text.strip() else []
