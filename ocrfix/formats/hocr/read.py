"""From hOCR of any writer to a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from ocrfix.errors import UnreadableInput
from ocrfix.formats.base import Content, content_of, numbered, only
from ocrfix.formats.hocr.write import MADE_BY
from ocrfix.formats.sheet import Part, Sheet, page_of
from ocrfix.formats.sheet.gather import Group, gather, kind_named
from ocrfix.formats.sheet.ids import Ids
from ocrfix.formats.sheet.spread import likely_direction, spread
from ocrfix.formats.text import graphemes
from ocrfix.formats.xml import Element, floated, parse, share, within
from ocrfix.page import ArticleKind, Box, Direction, Glyph, Jump, JumpWay, Kind, Page, Polygon, Region, Source, TextLine
from ocrfix.page.script import is_half_width

_PROPERTY = re.compile(r"\s*([\w-]+)\s*((?:\"[^\"]*\"|'[^']*'|[^;\"'])*)(?:;|$)")
_AREAS = {
    "ocr_photo": Kind.IMAGE,
    "ocr_image": Kind.IMAGE,
    "ocr_linedrawing": Kind.IMAGE,
    "ocr_separator": Kind.SEPARATOR,
    "ocrx_frame": Kind.FRAME,
}
_LINES = {
    "ocr_line": Kind.PARAGRAPH,
    "ocrx_line": Kind.PARAGRAPH,
    "ocr_textfloat": Kind.PARAGRAPH,
    "ocr_caption": Kind.CAPTION,
    "ocr_header": Kind.HEADLINE,
    "ocr_footer": Kind.EDITORS_LINE,
    "ocr_pageno": Kind.FOLIO,
}
"""Tesseract calls the lines of headings ``ocr_header``."""
_BLOCKS = ("ocr_carea", "ocrx_block", "ocr_float")
_WORDS = ("ocrx_word", "ocr_word")
_CHARACTERS = ("ocrx_cinfo", "ocr_cinfo")


def read(data: bytes, name: str) -> Page:
    """The page of an hOCR file of one.

    Raises:
        UnreadableInput: as ``read_pages``; or it has several pages.
    """
    return only(read_pages(data, name), name)


def read_pages(content: Content, name: str) -> Iterator[Page]:
    """The pages of an hOCR file. HTML that is no XML is read as browsers do.

    Between words stands a space, but not beside full-width characters. Characters without places of their own
    share the box of their word.

    Raises:
        UnreadableInput: no hOCR, or hostile.
    """
    root = _root(content_of(content), name)
    pages = [e for e in root.iter() if "ocr_page" in _classes(e)]
    if not pages:
        raise UnreadableInput("no hOCR: it has no ocr_page", file=name, next_step="Give an hOCR file.")
    made_by = tuple(_made_by(root))
    for number, page in enumerate(pages, start=1):
        own = numbered(name, number, len(pages))
        yield page_of(_Reader(page, own, made_by).sheet(), own)


def count(path: Path) -> int:
    """How many pages an hOCR file has; 1 for any other.

    Raises:
        UnreadableInput: it cannot be read.
    """
    data = content_of(path)
    if data.count(b"ocr_page") < 2:
        return 1
    return max(1, sum("ocr_page" in _classes(e) for e in _root(data, str(path)).iter()))


def _root(data: bytes, name: str) -> Element:
    try:
        return parse(data, name, doctype=True)
    except UnreadableInput as refused:
        start = data[:1024].lower()
        if b"<html" not in start or b"<!entity" in data.lower() or "refused" in refused.cause:
            raise
        root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True))
        if root is None:
            raise
        return root


def _made_by(root: Element) -> Iterator[tuple[str, str]]:
    for meta in within(root, "meta"):
        if meta.get("name", "").startswith(MADE_BY):
            yield meta.get("name").removeprefix(MADE_BY), meta.get("content", "")


class _Reader:
    def __init__(self, page: Element, name: str, made_by: tuple[tuple[str, str], ...]) -> None:
        self.page, self.name, self.made_by = page, name, made_by
        self.ids = Ids()
        self.parts: dict[str, tuple[Kind, Part]] = {}
        self.areas: list[Region] = []
        self.groups: list[Group] = []

    def sheet(self) -> Sheet:
        grouped = [e for e in self.page.iter() if _classes(e) & {"ocrx_article", "ocrx_furniture", "ocrx_rest"}]
        for element in grouped:
            self.groups.append(self._group(element))
        if not grouped:
            for element in self._blocks(self.page):
                self._part(element)
        for element in self.page.iter():
            self._area(element)
        found = gather(self.parts, self.groups, {})
        about = title_of(self.page)
        box = box_in(about.get("bbox"))
        file = self.page.get("data-file") or about.get("image", "").strip().strip("\"'")
        page = int(floated(about.get("ppageno")) or 0) + 1
        sized = box is not None and box.right >= 1 and box.bottom >= 1
        stated = self.page.get("data-file") is not None or bool(file)
        return Sheet(
            name=self.name,
            width=int(box.right) if sized and box is not None else None,
            height=int(box.bottom) if sized and box is not None else None,
            source=Source(file, max(page, 1), self.page.get("data-sha256", "")) if stated else None,
            angle=floated(self.page.get("data-angle")) or 0.0,
            furniture=tuple(found.furniture),
            stories=tuple(found.stories),
            rest=tuple(found.rest),
            areas=tuple(self.areas),
            made_by=self.made_by,
        )

    def _group(self, element: Element) -> Group:
        flows: list[tuple[Kind | None, list[str]]] = []
        for block in self._blocks(element):
            own = self._part(block)
            if own is None:
                continue
            if block.get("data-continues") and flows:
                flows[-1][1].append(own)
            else:
                flows.append((None, [own]))
        if "ocrx_article" not in _classes(element):
            return Group(flows, rest="ocrx_rest" in _classes(element))
        kinds = {kind.value: kind for kind in ArticleKind}
        return Group(
            flows,
            self.ids.take(element.get("id") or "a1"),
            kind=kinds.get(element.get("data-kind", ""), ArticleKind.STORY),
            jumps=tuple(_jumps(element.get("data-jumps"))),
            confidence=share(element.get("data-confidence")),
        )

    def _blocks(self, element: Element) -> Iterator[Element]:
        """Paragraphs of foreign files, blocks of ours; lines outside of both stand for themselves."""
        for e in element:
            classes = _classes(e)
            if "ocr_par" in classes or (classes & set(_BLOCKS) and e.get("data-kind")) or classes & _LINES.keys():
                yield e
            else:
                yield from self._blocks(e)

    def _part(self, element: Element) -> str | None:
        lines = [e for e in element.iter() if _classes(e) & _LINES.keys()]
        if not lines:
            return None
        kinds = {_LINES[c] for e in lines for c in _classes(e) & _LINES.keys()}
        kind = kind_named(element.get("data-kind"), kinds.pop() if len(kinds) == 1 else Kind.PARAGRAPH)
        wanted = element.get("id") or "block" if element is not lines[0] else "block"
        own = self.ids.take(wanted)
        part = Part(own, tuple(map(self._line, lines)), _polygon(title_of(element)))
        self.parts[own] = (kind, part)
        return own

    def _area(self, element: Element) -> None:
        classes = _classes(element)
        kind = next((_AREAS[c] for c in classes if c in _AREAS), None)
        ours = "ocr_carea" in classes and element.get("data-kind")
        empty = ours and not any(_classes(e) & _LINES.keys() for e in element.iter())
        polygon = _polygon(title_of(element))
        if (kind is None and not empty) or polygon is None:
            return
        stated = kind_named(element.get("data-kind"), kind or Kind.UNKNOWN)
        self.areas.append(Region(self.ids.take(element.get("id") or "area"), stated, polygon))

    def _line(self, element: Element) -> TextLine:
        about = title_of(element)
        polygon = _polygon(about)
        words = [e for e in element.iter() if _classes(e) & set(_WORDS)]
        text = "".join("".join(w.itertext()).strip() for w in words) if words else _inside(element)
        stated = {"ttb": Direction.TTB, "rtl": Direction.RTL, "ltr": Direction.LTR}
        direction = stated.get(element.get("data-direction") or element.get("dir") or "")
        if direction is None:
            direction = Direction.LTR if _ours(words) else likely_direction(text, box_in(about.get("bbox")))
        glyphs: list[Glyph] = []
        for word in words:
            own = _word(word, direction)
            if glyphs and own and (word.getprevious() is None or _spaced(word.getprevious(), glyphs[-1], own[0])):
                glyphs.append(Glyph(" "))
            glyphs += own
        if not words:
            glyphs = list(spread(text, box_in(about.get("bbox")), None, direction))
        return TextLine(self.ids.take(element.get("id") or "line"), polygon, tuple(glyphs), direction)


def _spaced(before: Element, left: Glyph, right: Glyph) -> bool:
    """Whether a space stands between two words: where the file has white space, but beside full-width characters
    only where it is written as one space (other writers break the line between all words)."""
    tail = before.tail or ""
    narrow = is_half_width(left.text[-1]) and is_half_width(right.text[0])
    return tail == " " and _ours([before]) if not narrow else bool(tail) and tail.isspace()


def _ours(words: list[Element]) -> bool:
    return all(any(_classes(e) & set(_CHARACTERS) for e in w) for w in words)


def _word(element: Element, direction: Direction) -> list[Glyph]:
    characters = [e for e in element.iter() if _classes(e) & set(_CHARACTERS)]
    about = title_of(element)
    text = _inside(element)
    if characters and "".join("".join(e.text or "" for e in characters).split()) == "".join(text.split()):
        return [_character(e) for e in characters if e.text]
    confidence = floated(about.get("x_wconf"))
    shared = None if confidence is None or not 0 <= confidence <= 100 else confidence / 100
    box = box_in(about.get("bbox"))
    return list(spread(text, box, shared, direction)) if box else [Glyph(c, None, shared) for c in graphemes(text)]


def _character(element: Element) -> Glyph:
    about = title_of(element)
    confidence = floated(about.get("x_confs") or about.get("x_conf"))
    known = confidence is not None and 0 <= confidence <= 100
    return Glyph(element.text, box_in(about.get("x_bboxes")), round((confidence or 0) / 100, 4) if known else None)


def _inside(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def _classes(element: Element) -> set[str]:
    return set(element.get("class", "").split()) if isinstance(element.tag, str) else set()


def title_of(element: Element) -> dict[str, str]:
    """The properties in an element's ``title``."""
    return {key: value.strip() for key, value in _PROPERTY.findall(element.get("title", ""))}


def _numbers(text: str | None) -> list[float]:
    found = [floated(n) for n in (text or "").split()]
    return [n for n in found if n is not None]


def box_in(text: str | None) -> Box | None:
    """The box of a ``bbox`` property."""
    edges = _numbers(text)[:4]
    if len(edges) < 4 or edges[2] <= edges[0] or edges[3] <= edges[1]:
        return None
    return Box(*edges)


def _polygon(about: dict[str, str]) -> Polygon | None:
    corners = _numbers(about.get("poly"))
    if len(corners) >= 6:
        return tuple(zip(corners[::2], corners[1::2], strict=False))
    box = box_in(about.get("bbox"))
    return None if box is None else box.polygon


def _jumps(text: str | None) -> Iterator[Jump]:
    try:
        for way, note, target in json.loads(text or "[]"):
            yield replace(Jump(JumpWay(way), str(note)), target=None if target is None else str(target))
    except (ValueError, TypeError):
        return
