"""PAGE-XML, reading only: text, line polygons and the article id that Transkribus puts on lines.

The article id stands in ``@custom`` of a line as ``structure {id:a2; type:article;}``. Where a page has such
ids, lines with the same id are one article, lines without one are furniture. A page without ids is one
article. Regions come in the order of the file, their lines in the file's order; every region is a paragraph
of each article it holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import reduce
from xml.etree.ElementTree import Element

from ocrfix.errors import UnreadableInput
from ocrfix.formats.safe_xml import parse
from ocrfix.formats.text import graphemes
from ocrfix.page import Article, Block, Glyph, Kind, Page, Polygon, Source, Span, TextLine, polygon_box
from ocrfix.page.script import joined

_ARTICLE = re.compile(r"structure\s*\{[^}]*\}")
_ID = re.compile(r"\bid:([^;}\s]+)")
_KINDS = {
    "heading": Kind.HEADLINE,
    "caption": Kind.CAPTION,
    "header": Kind.FOLIO,
    "footer": Kind.FOLIO,
    "page-number": Kind.FOLIO,
    "continued": Kind.JUMP_NOTE,
}
_FURNITURE = "furniture"


def read(data: bytes, name: str) -> Page:
    """The page of a PAGE-XML file of any version. Lines without text are kept without glyphs.

    Raises:
        UnreadableInput: no PAGE-XML, or hostile.
    """
    root = parse(data, name)
    page = next(_named(root, "Page"), None)
    if page is None:
        raise UnreadableInput("no PAGE-XML: it has no Page", file=name, next_step="Give a PAGE-XML file.")
    lines: list[TextLine] = []
    parts: defaultdict[str, list[tuple[Kind, list[TextLine]]]] = defaultdict(list)
    grouped = any(_article_id(line) for line in _named(page, "TextLine"))
    for region in _named(page, "TextRegion"):
        kind = _KINDS.get(region.get("type", ""), Kind.PARAGRAPH)
        mine: defaultdict[str, list[TextLine]] = defaultdict(list)
        for element in _children(region, "TextLine"):
            line = _line(element, f"l{len(lines) + 1}", name)
            lines.append(line)
            alone = _FURNITURE if grouped or kind is Kind.FOLIO else "a1"
            mine[_article_id(element) or alone].append(line)
        for article, found in mine.items():
            parts[article].append((kind, found))
    furniture = tuple(b for part in parts.pop(_FURNITURE, []) for b in _block(Kind.FOLIO, part[1]))
    articles = ((i, tuple(b for kind, found in parts[i] for b in _block(kind, found))) for i in parts)
    return Page(
        name=name,
        width=_size(page, "imageWidth"),
        height=_size(page, "imageHeight"),
        source=Source(page.get("imageFilename", "")),
        lines=tuple(lines),
        furniture=furniture,
        articles=tuple(Article(id=i, blocks=blocks) for i, blocks in articles if blocks),
    )


def regrouped(page: Page, data: bytes, name: str) -> Page:
    """The page with the article ids of another PAGE-XML file of it, one that may hold no text.

    A line goes to the article whose line overlaps it most (upright boxes); where that line has no article,
    or there is none, it is furniture. The order of lines stays.

    Raises:
        UnreadableInput: ``data`` is no XML, or hostile.
    """
    elements = list(_named(parse(data, name), "TextLine"))
    found = ((_polygon(e), _article_id(e) or _FURNITURE) for e in elements)
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


def _line(element: Element, line_id: str, source: str) -> TextLine:
    return TextLine(
        id=line_id,
        polygon=_polygon(element),
        glyphs=tuple(map(Glyph, graphemes(_text(element)))),
        source=source,
    )


def _block(kind: Kind, lines: list[TextLine]) -> list[Block]:
    text = reduce(joined, (line.text for line in lines), "")
    spans = tuple(Span(line.id, 0, len(line.glyphs)) for line in lines)
    return [Block(kind, text, spans)] if text.strip() else []


def _named(element: Element, tag: str) -> Iterator[Element]:
    return (e for e in element.iter() if _local(e) == tag)


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (e for e in element if _local(e) == tag)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _article_id(line: Element) -> str | None:
    structure = _ARTICLE.search(line.get("custom", ""))
    if structure is None or "article" not in structure[0]:
        return None
    found = _ID.search(structure[0])
    return found[1] if found else None


def _text(line: Element) -> str:
    for equivalent in _children(line, "TextEquiv"):
        for unicode in _children(equivalent, "Unicode"):
            return (unicode.text or "").strip()
    return ""


def _polygon(line: Element) -> Polygon | None:
    points = next((c.get("points", "") for c in _children(line, "Coords")), "")
    pairs = [p.split(",") for p in points.split()]
    try:
        found = tuple((float(x), float(y)) for x, y in pairs)
    except ValueError:
        return None
    return found if len(found) >= 3 else None


def _size(page: Element, attribute: str) -> int | None:
    value = page.get(attribute, "")
    both = page.get("imageWidth", "").isdigit() and page.get("imageHeight", "").isdigit()
    return int(value) if both and int(value) else None
