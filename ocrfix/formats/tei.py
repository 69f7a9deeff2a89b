"""TEI P5: for editions and for reading; written only.

``facsimile`` has a ``surface`` a page with a ``zone`` a region and a line; ``text`` has a ``div`` an article, whose
blocks lead to their zones with ``@facs``, line by line at ``lb``. Repairs that were carried out stand in
``editorialDecl``. Source: https://tei-c.org/release/doc/tei-p5-doc/en/html/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from ocrfix.formats.alto.write import described
from ocrfix.formats.base import Format
from ocrfix.formats.language import Language, language_of
from ocrfix.formats.markup import Element, number, serialised, sub
from ocrfix.formats.sheet import Flow, Sheet, Story, sheet_of
from ocrfix.formats.sheet.ids import Ids
from ocrfix.formats.sheet.issue import issue_sheets
from ocrfix.formats.sheet.make import running_text, xml_text
from ocrfix.page import Document, Kind, Page, Polygon, Standing, polygon_box
from ocrfix.page.script import joined

SPACE = "http://www.tei-c.org/ns/1.0"
_N = f"{{{SPACE}}}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ID, _LANG = f"{_XML}id", f"{_XML}lang"
_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,3}")
_HEADS = frozenset({Kind.KICKER, Kind.HEADLINE, Kind.DECK})
_TAGS = {Kind.BYLINE: "byline", Kind.SUBHEAD: "label", Kind.PULL_QUOTE: "quote"}


def write(page: Page) -> bytes:
    """The page as TEI."""
    return from_sheet(sheet_of(page))


def from_sheet(sheet: Sheet) -> bytes:
    """The sheet as TEI."""
    return serialised(_Writer(sheet.name, (sheet,)).root(), {"": SPACE}, pretty=False) + b"\n"


def write_document(document: Document) -> bytes:
    """The issue as TEI: all pages, every article once."""
    return serialised(_Writer(document.name, issue_sheets(document)).root(), {"": SPACE}, pretty=False) + b"\n"


class _Writer:
    def __init__(self, name: str, sheets: Sequence[Sheet]) -> None:
        self.name, self.sheets = xml_text(name), sheets
        self.language = language_of(line.text for sheet in sheets for line in sheet.lines)
        self.ids = Ids()
        self.pages = [self.ids.take("page" if len(sheets) == 1 else f"page{n}") for n in range(1, len(sheets) + 1)]
        self.open: int | None = None
        self.zones: list[dict[str, str]] = []
        for number_of_page, sheet in enumerate(sheets, start=1):
            before = "" if len(sheets) == 1 else f"p{number_of_page}."
            wanted = [p.id for p in sheet.parts] + [line.id for line in sheet.lines] + [a.id for a in sheet.areas]
            self.zones.append({own: self.ids.take(before + own) for own in wanted})

    def root(self) -> Element:
        root = Element(_N + "TEI")
        root.text = "\n"
        self._header(_row(root, "teiHeader"))
        facsimile = _row(root, "facsimile")
        for count in range(len(self.sheets)):
            self._surface(facsimile, count)
        text = _row(root, "text", None if self.language is None else {_LANG: self.language.tag})
        body = _row(text, "body")
        for count, sheet in enumerate(self.sheets):
            if sheet.furniture:
                self._turn(body, count)
            for flow in sheet.furniture:
                furniture = self._element(body, "fw", count, flow)
                furniture.set("type", flow.kind.value)
        for own, found in self._stories().items():
            self._story(body, own, found)
        for count, sheet in enumerate(self.sheets):
            if sheet.rest:
                div = _row(body, "div", {"type": "rest"})
                for flow in sheet.rest:
                    self._element(div, "p", count, flow)
        if body.find(_N + "div") is None:
            _row(body, "div")
        for div in body.iter(_N + "div"):
            if not len(div):
                sub(div, _N + "p")
        return root

    def _header(self, header: Element) -> None:
        file = _row(header, "fileDesc")
        sub(_row(file, "titleStmt"), _N + "title", text=self.name)
        sub(_row(file, "publicationStmt"), _N + "p", text="Made from scans.")
        source = _row(file, "sourceDesc")
        for sheet in self.sheets:
            image = sheet.source
            sub(source, _N + "bibl", text=f"{image.file}, page {image.page}" if image else xml_text(sheet.name))
        if not self.sheets:
            sub(source, _N + "p", text="Nothing.")
        encoding = _row(header, "encodingDesc")
        made_by = dict(pair for sheet in self.sheets for pair in sheet.made_by)
        information = _row(encoding, "appInfo")
        for name, version in (made_by or {"ocrfix": ""}).items():
            found = _VERSION.search(version)
            about = {"ident": Ids().take(name), "version": found[0] if found else "0"}
            sub(sub(information, _N + "application", about), _N + "label", text=f"{name} {version}".strip())
        edits = [e for sheet in self.sheets for e in sheet.edits if e.standing is Standing.APPLIED]
        correction = _row(_row(encoding, "editorialDecl"), "correction")
        sub(correction, _N + "p", text=f"{len(edits)} repairs were carried out.")
        for edit in edits:
            sub(correction, _N + "p", {"n": xml_text(edit.id)}, "; ".join(described(edit))).tail = "\n"
        if self.language is not None:
            languages = _row(_row(header, "profileDesc"), "langUsage")
            sub(languages, _N + "language", {"ident": self.language.tag}, _named(self.language)).tail = "\n"

    def _surface(self, facsimile: Element, count: int) -> None:
        sheet = self.sheets[count]
        surface = _row(facsimile, "surface", {_ID: self.pages[count], "n": xml_text(sheet.name)})
        if sheet.width is not None and sheet.height is not None:
            for key, value in zip(("ulx", "uly", "lrx", "lry"), (0, 0, sheet.width, sheet.height), strict=True):
                surface.set(key, str(value))
        if sheet.source is not None and sheet.source.file:
            sub(surface, _N + "graphic", {"url": quote(sheet.source.file)}).tail = "\n"
        zones = self.zones[count]
        for flow in sheet.flows:
            for part in flow.parts:
                zone = _row(surface, "zone", {_ID: zones[part.id], "type": flow.kind.value, **_place(part.polygon)})
                for line in part.lines:
                    sub(zone, _N + "zone", {_ID: zones[line.id], "type": "line", **_place(line.polygon)}).tail = "\n"
        for area in sheet.areas:
            sub(
                surface, _N + "zone", {_ID: zones[area.id], "type": area.kind.value, **_place(area.polygon)}
            ).tail = "\n"  # fmt: skip

    def _stories(self) -> dict[str, list[tuple[int, Story]]]:
        """What the pages have of each article, by its id."""
        found: dict[str, list[tuple[int, Story]]] = {}
        for count, sheet in enumerate(self.sheets):
            for story in sheet.stories:
                found.setdefault(story.id, []).append((count, story))
        return found

    def _story(self, body: Element, own: str, found: Sequence[tuple[int, Story]]) -> None:
        about = {_ID: self.ids.take(own), "type": "article", "subtype": found[0][1].kind.value}
        div = _row(body, "div", about)
        pairs = [(count, flow) for count, story in found for flow in story.flows]
        self._turn(div, pairs[0][0])
        for count, flow in [p for p in pairs if p[1].kind in _HEADS]:
            self._element(div, "head", count, flow).set("type", flow.kind.value)
        blocks = [p for p in pairs if p[1].kind not in _HEADS]
        text = [n for n, (_, flow) in enumerate(blocks) if flow.kind is not Kind.BYLINE]
        for n, (count, flow) in enumerate(blocks):
            self._turn(div, count)
            if flow.kind is Kind.CAPTION:
                self._element(_row(div, "figure"), "head", count, flow)
                continue
            tag = _TAGS.get(flow.kind, "p")
            if flow.kind is Kind.BYLINE and text and text[0] < n < text[-1]:
                tag = "p"  # TEI has bylines before and behind a text only
            element = self._element(div, tag, count, flow)
            if flow.kind is not Kind.PARAGRAPH:
                element.set("rend", flow.kind.value)

    def _turn(self, parent: Element, count: int) -> None:
        """A page break, where the text before is of another page."""
        if count != self.open:
            sub(parent, _N + "pb", {"facs": f"#{self.pages[count]}"}).tail = "\n"
            self.open = count

    def _element(self, parent: Element, tag: str, count: int, flow: Flow) -> Element:
        zones = self.zones[count]
        element = sub(parent, _N + tag, {"facs": " ".join(f"#{zones[p.id]}" for p in flow.parts)})
        element.tail = "\n"
        if flow.text != running_text(flow.lines):
            element.text = flow.text
            return element
        so_far = ""
        for line in flow.lines:
            spaced = bool(so_far and line.text) and joined(so_far, line.text) != so_far + line.text
            attributes = {"facs": f"#{zones[line.id]}"}
            if so_far and not spaced:
                attributes["break"] = "no"
            sub(element, _N + "lb", attributes).tail = line.text
            so_far = line.text or so_far
        return element


def _named(language: Language) -> str:
    return f"{language.name}, {language.script}" if language.known else language.script


def _row(parent: Element, tag: str, attributes: dict[str, str] | None = None) -> Element:
    element = sub(parent, _N + tag, attributes, "\n")
    element.tail = "\n"
    return element


def _place(polygon: Polygon | None) -> dict[str, str]:
    if polygon is None:
        return {}
    box = polygon_box(polygon)
    found = dict(zip(("ulx", "uly", "lrx", "lry"), map(number, box.edges), strict=True))
    if polygon != box.polygon:
        found["points"] = " ".join(f"{number(x)},{number(y)}" for x, y in polygon)
    return found


FORMAT = Format("tei", ".tei.xml", write, write_document, None, from_sheet)
