"""From a page to hOCR 1.2, as XHTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from ocrfix.formats.language import language_of
from ocrfix.formats.markup import Element, escaped, number, serialised, sub, written
from ocrfix.formats.sheet import Flow, Part, Sheet, Story, map_lines, seen_from, sheet_of
from ocrfix.formats.sheet import held as held_as
from ocrfix.formats.sheet.grid import bounds, upright
from ocrfix.formats.sheet.ids import Ids, ids_of
from ocrfix.formats.sheet.strip import lines_alone, single_spaces
from ocrfix.page import Box, Direction, Glyph, Kind, Page, Polygon, Region, TextLine, enclosing

SPACE = "http://www.w3.org/1999/xhtml"
_N = f"{{{SPACE}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_AREAS = {Kind.IMAGE: "ocr_photo", Kind.SEPARATOR: "ocr_separator", Kind.FRAME: "ocrx_frame"}
CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocr_photo ocr_separator ocrx_word ocrx_cinfo ocrp_dir ocrp_poly"
MADE_BY = "made-by:"


def write(page: Page) -> bytes:
    """The page as hOCR."""
    return from_sheet(sheet_of(page))


def held(page: Page, source: str) -> Page:
    """The page that comes back when it is written as hOCR and read; ``source`` is the name it is read under."""
    return held_as(page, source, _strip)


def from_sheet(sheet: Sheet) -> bytes:
    """The sheet as hOCR."""
    return _file((_strip(sheet),))


class Several:
    """An hOCR file of several pages."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self._folder = folder
        self._ids = Ids()
        self._sheets: list[Sheet] = []

    def add(self, page: Page) -> None:
        self._sheets.append(_strip(seen_from(sheet_of(page, self._ids), self._folder)))

    def finish(self, file: BinaryIO) -> None:
        file.write(_file(self._sheets))


def _file(sheets: Sequence[Sheet]) -> bytes:
    return serialised(_Writer(sheets).root(), {"": SPACE}, doctype="<!DOCTYPE html>", pretty=False) + b"\n"


def _strip(sheet: Sheet) -> Sheet:
    """What hOCR holds of a sheet: no runners-up."""
    return replace(lines_alone(map_lines(sheet, _line)), edits=(), undoable=frozenset())


def _line(line: TextLine) -> TextLine:
    glyphs = tuple(replace(g, alternatives=()) if g.alternatives else g for g in single_spaces(line).glyphs)
    return replace(line, glyphs=glyphs, detection=None, doubtful=False)


class _Writer:
    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.ids = ids_of(*sheets)

    def root(self) -> Element:
        language = language_of(line.text for sheet in self.sheets for line in sheet.lines)
        tag = {} if language is None else {"lang": language.tag, _XML + "lang": language.tag}
        root = Element(_N + "html", tag)
        head = _row(root, "head")
        sub(head, _N + "meta", {"charset": "utf-8"}).tail = "\n"
        source = next((s.source for s in self.sheets if s.source is not None), None)
        sub(head, _N + "title", text=source.file if source else "").tail = "\n"
        made_by = dict(pair for sheet in self.sheets for pair in sheet.made_by)
        metas = {
            "ocr-system": f"ocrfix {made_by.get('ocrfix', '')}".strip(),
            "ocr-capabilities": CAPABILITIES,
            "ocr-number-of-pages": str(len(self.sheets)),
            "ocr-langs": language.code if language is not None and language.known else "unknown",
            "ocr-scripts": language.script if language is not None else "unknown",
            **{f"{MADE_BY}{name}": version for name, version in made_by.items()},
        }
        for name, content in metas.items():
            sub(head, _N + "meta", {"name": name, "content": content}).tail = "\n"
        body = _row(root, "body")
        for sheet in self.sheets:
            self._page(body, sheet)
        return root

    def _page(self, body: Element, sheet: Sheet) -> None:
        source = sheet.source
        file = source.file.replace('"', "%22") if source else ""
        size = f"bbox 0 0 {sheet.width or 0} {sheet.height or 0}"
        title = f'image "{file}"; {size}; ppageno {source.page - 1 if source else 0}'
        page = _row(body, "div", "ocr_page", self.ids.take("page"), title)
        if source is not None:
            page.set("data-file", source.file)
            page.set("data-sha256", source.sha256)
        if sheet.angle:
            page.set("data-angle", number(sheet.angle))
        if sheet.furniture:
            self._group(page, "furniture", sheet.furniture)
        for story in sheet.stories:
            self._story(page, story)
        if sheet.rest:
            self._group(page, "rest", sheet.rest)
        for area in sheet.areas:
            self._area(page, area)

    def _group(self, page: Element, name: str, flows: tuple[Flow, ...]) -> None:
        group = _row(page, "div", f"ocrx_{name}", self.ids.take(name))
        for flow in flows:
            self._flow(group, flow)

    def _story(self, page: Element, story: Story) -> None:
        article = _row(page, "div", "ocrx_article", story.id)
        article.set("data-kind", story.kind.value)
        if story.confidence is not None:
            article.set("data-confidence", number(story.confidence))
        if story.jumps:
            jumps = [[j.way.value, j.note, j.target] for j in story.jumps]
            article.set("data-jumps", json.dumps(jumps, ensure_ascii=False))
        for flow in story.flows:
            self._flow(article, flow)

    def _flow(self, parent: Element, flow: Flow) -> None:
        before: Part | None = None
        for part in flow.parts:
            place = _title(part.polygon)
            block = _row(parent, "div", "ocr_carea", part.id, place)
            block.set("data-kind", flow.kind.value)
            if before is not None:
                block.set("data-continues", before.id)
            paragraph = _row(block, "p", "ocr_par", self.ids.take(f"{part.id}_p"), place)
            for line in part.lines:
                self._text_line(paragraph, line)
            before = part

    def _area(self, page: Element, area: Region) -> None:
        element = _row(page, "div", _AREAS.get(area.kind, "ocr_carea"), area.id, _title(area.polygon))
        element.set("data-kind", area.kind.value)
        element.text = None

    def _text_line(self, parent: Element, line: TextLine) -> None:
        element = sub(parent, _N + "span", {"class": "ocr_line", "id": line.id})
        element.tail = "\n"
        if title := _title(line.polygon):
            element.set("title", title)
        if line.direction is not Direction.LTR:
            element.set("data-direction", line.direction.value)
        if line.direction is Direction.RTL:
            element.set("dir", "rtl")
        word: Element | None = None
        for count, (space, run) in enumerate(groupby(line.glyphs, lambda g: g.text == " ")):
            if not space:
                word = self._word(element, f"{line.id}_w{count // 2 + 1}", list(run))
            elif word is not None:
                word.tail = " "

    def _word(self, line: Element, own: str, glyphs: list[Glyph]) -> Element:
        boxes = [g.box for g in glyphs if g.box is not None]
        known = [g.confidence for g in glyphs if g.confidence is not None]
        said = ["bbox " + _edges(enclosing(boxes))] if boxes else []
        if known:
            said.append(f"x_wconf {round(100 * sum(known) / len(known))}")
        word = sub(line, _N + "span", {"class": "ocrx_word", "id": self.ids.take(own), "title": "; ".join(said)})
        written(word, "".join(map(_character, glyphs)))
        return word


def _character(glyph: Glyph) -> str:
    said = [] if glyph.box is None else ["x_bboxes " + _edges(glyph.box)]
    if glyph.confidence is not None:
        said.append(f"x_confs {number(round(100 * glyph.confidence, 2))}")
    return f'<span class="ocrx_cinfo" title="{"; ".join(said)}">{escaped(glyph.text)}</span>'


def _row(parent: Element, tag: str, kind: str = "", own: str = "", title: str = "") -> Element:
    """A child on lines of its own."""
    attributes = {"class": kind, "id": own, "title": title}
    element = sub(parent, _N + tag, {k: v for k, v in attributes.items() if v}, "\n")
    element.tail = "\n"
    return element


def _bbox(polygon: Polygon) -> str:
    return "bbox " + _edges(bounds(polygon))


def _edges(box: Box) -> str:
    return " ".join(map(str, map(int, box.edges)))  # whole pixels, as all of a sheet


def _title(polygon: Polygon | None) -> str:
    """Place and, for what is no upright rectangle, outline."""
    if polygon is None:
        return ""
    if upright(polygon):
        return _bbox(polygon)
    return f"{_bbox(polygon)}; poly " + " ".join(f"{number(x)} {number(y)}" for x, y in polygon)
