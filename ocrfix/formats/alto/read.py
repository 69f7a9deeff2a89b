"""From ALTO 2.0 to 4.4 to a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ocrfix.errors import UnreadableInput
from ocrfix.formats.alto.tags import ARTICLE, GROUP, JUMP_FROM, JUMP_TO
from ocrfix.formats.alto.write import OF_PAGE, SHA256
from ocrfix.formats.base import ASSUMED_DPI, Content, content_of, numbered, only
from ocrfix.formats.sheet import Part, Sheet, page_of
from ocrfix.formats.sheet.gather import Group, gather, kind_named
from ocrfix.formats.sheet.ids import Ids
from ocrfix.formats.sheet.provenance import loaded
from ocrfix.formats.sheet.spread import likely_direction, spread
from ocrfix.formats.xml import Element, child, children, floated, local, parse, points, share, within
from ocrfix.page import (
    Alternative,
    ArticleKind,
    Box,
    Direction,
    Glyph,
    Jump,
    JumpWay,
    Kind,
    Page,
    Polygon,
    Region,
    Source,
    TextLine,
)  # fmt: skip

DPI = 300.0
"""Resolution that lengths in tenths of millimetres and in 1/1200 inch are turned into pixels at: the usual one of
newspaper scans. ALTO does not tell the true one; where the image is at hand, it does (``formats.images``)."""
_PIXELS = {"pixel": 1.0, "mm10": DPI / 254, "inch1200": DPI / 1200}
_BLOCKS = ("TextBlock", "Illustration", "GraphicalElement", "ComposedBlock")
_AREAS = {"Illustration": Kind.IMAGE, "GraphicalElement": Kind.SEPARATOR}


def read(data: bytes, name: str) -> Page:
    """The page of an ALTO file of one.

    Raises:
        UnreadableInput: as ``read_pages``; or it has several pages.
    """
    return only(read_pages(data, name), name)


def read_pages(content: Content, name: str) -> Iterator[Page]:
    """The pages of an ALTO file.

    Lengths in other units become pixels at 300 dpi, and ``metadata`` says so. Characters without places of their
    own share the box of their ``String``. Without a reading order blocks come in the order of the file;
    ``ComposedBlock`` of type ``article`` are articles, otherwise a page is one.

    Raises:
        UnreadableInput: no ALTO, or hostile.
    """
    root = parse(content_of(content), name)
    pages = list(within(root, "Page"))
    if not pages or not local(root).lower().startswith("alto"):
        raise UnreadableInput("no ALTO: it has no Page", file=name, next_step="Give an ALTO file.")
    file = _File(root)
    for number, page in enumerate(pages, start=1):
        own = numbered(name, number, len(pages))
        made = page_of(_Reader(file, page, own, number).sheet(), own)
        yield made if file.factor == 1.0 else replace(made, metadata={ASSUMED_DPI: f"{DPI:g}"})


def count(path: Path) -> int:
    """How many pages an ALTO file has; 1 for any other.

    Raises:
        UnreadableInput: it cannot be read.
    """
    data = content_of(path)
    if len(_PAGE.findall(data)) < 2:
        return 1
    return max(1, sum(1 for _ in within(parse(data, str(path)), "Page")))


_PAGE = re.compile(rb"<(?:[\w.-]+:)?Page[\s/>]")


@dataclass(frozen=True)
class _Tag:
    type: str
    label: str
    description: str | None
    element: str


class _File:
    """What all pages of a file share."""

    def __init__(self, root: Element) -> None:
        description = child(root, "Description")
        about = [] if description is None else list(description.iter())
        self.image: str | None = next((e.text or "" for e in about if local(e) == "fileName"), None)
        identifiers = (e for e in about if local(e) == "fileIdentifier")
        self.identifiers: dict[str, str] = {e.get("fileIdentifierLocation", ""): e.text or "" for e in identifiers}
        unit = next((e.text or "" for e in about if local(e) == "MeasurementUnit"), "pixel").strip()
        self.factor = _PIXELS.get(unit, 1.0)
        self.steps = [e for e in about if local(e) in ("Processing", "ocrProcessingStep")]
        settings = (child(e, "processingStepSettings") for e in self.steps)
        self.edits = [edit for e in settings if e is not None and (edit := loaded(e.text)) is not None]
        self.tags = {
            e.get("ID", ""): _Tag(e.get("TYPE", ""), e.get("LABEL", ""), e.get("DESCRIPTION"), local(e))
            for tags in children(root, "Tags")
            for e in tags
        }
        order = child(root, "ReadingOrder")
        groups = [] if order is None else list(within(order, "OrderedGroup", "UnorderedGroup"))
        self.groups = [(e, frozenset(_refs(e))) for e in groups]

    def tags_of(self, element: Element) -> list[_Tag]:
        return [self.tags[i] for i in element.get("TAGREFS", "").split() if i in self.tags]


class _Reader:
    def __init__(self, file: _File, page: Element, name: str, number: int) -> None:
        self.file, self.page, self.name, self.number = file, page, name, number
        self.factor = file.factor
        self.ids = Ids()
        self.parts: dict[str, tuple[Kind, Part]] = {}
        self.lines: set[str] = set()
        self.areas: list[Region] = []
        self.articles: list[Group] = []

    def sheet(self) -> Sheet:
        for space in children(self.page, "TopMargin", "LeftMargin", "RightMargin", "PrintSpace", "BottomMargin"):
            self._blocks(space)
        found = gather(self.parts, list(self._groups()) or self.articles, {})
        width, height = self._size("WIDTH"), self._size("HEIGHT")
        both = width is not None and height is not None
        edits = tuple(e for e in self.file.edits if all(s.line in self.lines for s in e.spans))
        return Sheet(
            name=self.name,
            width=width if both else None,
            height=height if both else None,
            source=self._source(),
            angle=floated(self.page.get("ROTATION")) or 0.0,
            furniture=tuple(found.furniture),
            stories=tuple(found.stories),
            rest=tuple(found.rest),
            areas=tuple(self.areas),
            edits=edits,
            made_by=tuple(self._made_by()),
            undoable=frozenset(e.id for e in edits),
        )

    def _size(self, attribute: str) -> int | None:
        value = floated(self.page.get(attribute))
        return round(value * self.factor) if value is not None and value * self.factor >= 1 else None

    def _source(self) -> Source | None:
        known, number = self.file.identifiers, self.number
        name = known.get(f"{OF_PAGE}{number}", self.file.image)
        if name is None:
            return None
        page = floated(self.page.get("PHYSICAL_IMG_NR")) or 1
        return Source(name, max(int(page), 1), known.get(f"{SHA256} {number}", known.get(SHA256, "")))

    def _made_by(self) -> Iterator[tuple[str, str]]:
        for step in self.file.steps:
            category = child(step, "processingCategory")
            if category is not None and category.text == "contentModification":
                continue
            names = [e.text or "" for e in within(step, "softwareName")]
            versions = [e.text or "" for e in within(step, "softwareVersion")]
            if names:
                yield names[0], versions[0] if versions else ""

    def _blocks(self, parent: Element) -> list[str]:
        """The ids of the text blocks below an element, read."""
        found: list[str] = []
        for element in children(parent, *_BLOCKS):
            tag = local(element)
            if tag == "ComposedBlock":
                inside = self._blocks(element)
                labels = {element.get("TYPE", "").lower(), *(t.label.lower() for t in self.file.tags_of(element))}
                if inside and ARTICLE in labels:
                    flows = [(None, (i,)) for i in inside]
                    self.articles.append(Group(flows, self.ids.take(element.get("ID") or "a1")))
                found += inside
            elif tag == "TextBlock" and child(element, "TextLine") is not None:
                found.append(self._part(element))
            else:
                self._area(element, tag)
        return found

    def _kind(self, element: Element, otherwise: Kind) -> Kind:
        labels = [t.label for t in self.file.tags_of(element) if t.element in ("LayoutTag", "StructureTag")]
        return kind_named(next(iter(labels), element.get("TYPE")), otherwise)

    def _area(self, element: Element, tag: str) -> None:
        polygon = self._polygon(element)
        own = self.ids.take(element.get("ID") or "area")
        if polygon is not None:
            self.areas.append(Region(own, self._kind(element, _AREAS.get(tag, Kind.PARAGRAPH)), polygon))

    def _part(self, element: Element) -> str:
        wanted = element.get("ID") or "block"
        own = self.ids.take(wanted)
        direction = element.get("BASEDIRECTION")
        lines = tuple(self._line(e, direction) for e in children(element, "TextLine"))
        part = Part(own, lines, self._polygon(element))
        self.parts[wanted if wanted not in self.parts else own] = (self._kind(element, Kind.PARAGRAPH), part)
        return wanted

    def _line(self, element: Element, inherited: str | None) -> TextLine:
        polygon = self._polygon(element)
        text = "".join(e.get("CONTENT", "") for e in children(element, "String"))
        stated = {"ltr": Direction.LTR, "rtl": Direction.RTL, "ttb": Direction.TTB}
        direction = stated.get(element.get("BASEDIRECTION") or inherited or "")
        if direction is None:
            direction = likely_direction(text, self._box(element))
        glyphs: list[Glyph] = []
        for e in element:
            if local(e) == "String":
                glyphs += self._string(e, direction)
            elif local(e) == "SP":
                glyphs.append(Glyph(" ", self._box(e)))
            elif local(e) == "HYP" and e.get("CONTENT"):
                glyphs.append(Glyph(e.get("CONTENT"), self._box(e)))
        own = self.ids.take(element.get("ID") or "line")
        self.lines.add(own)
        return TextLine(own, polygon, tuple(glyphs), direction)

    def _string(self, element: Element, direction: Direction) -> list[Glyph]:
        text = element.get("CONTENT", "")
        known = [e for e in children(element, "Glyph") if e.get("CONTENT")]
        if "".join(e.get("CONTENT") for e in known) == text:
            return [self._glyph(e) for e in known]
        return list(spread(text, self._box(element), share(element.get("WC")), direction))

    def _glyph(self, element: Element) -> Glyph:
        variants = ((e.get("CONTENT", ""), share(e.get("VC"))) for e in children(element, "Variant"))
        others = tuple(Alternative(text, p) for text, p in variants if p is not None)
        return Glyph(element.get("CONTENT"), self._box(element), share(element.get("GC")), others)

    def _box(self, element: Element) -> Box | None:
        edges = [floated(element.get(a)) for a in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
        left, top, width, height = (None if e is None else e * self.factor for e in edges)
        if left is None or top is None or not width or not height or width < 0 or height < 0:
            return None
        return Box(left, top, left + width, top + height)

    def _polygon(self, element: Element) -> Polygon | None:
        shape = child(element, "Shape")
        outline = None if shape is None else child(shape, "Polygon")
        found = () if outline is None else points(outline.get("POINTS"))
        if len(found) >= 3:
            return tuple((x * self.factor, y * self.factor) for x, y in found)
        box = self._box(element)
        return None if box is None else box.polygon

    def _groups(self) -> Iterator[Group]:
        """The groups of the reading order that name articles, furniture or the rest."""
        for element, refs in self.file.groups:
            if refs.isdisjoint(self.parts):
                continue
            tags = self.file.tags_of(element)
            whole = next((t for t in tags if t.type in (ARTICLE, GROUP)), None)
            if whole is None:
                continue
            flows = [(None, tuple(_refs(e))) for e in element]
            if whole.type == GROUP:
                yield Group(flows, rest=whole.label == "rest")
                continue
            jumps = tuple(
                Jump(JumpWay(t.type.removeprefix("jump-")), t.label, t.description)
                for t in tags
                if t.type in (JUMP_TO, JUMP_FROM)
            )
            kinds = {kind.value: kind for kind in ArticleKind}
            own = self.ids.take(element.get("ID") or "a1")
            yield Group(flows, own, kind=kinds.get(whole.label, ArticleKind.STORY), jumps=jumps)


def _refs(element: Element) -> list[str]:
    """The ids that an element of the reading order leads to, and those inside it."""
    found: list[str] = element.get("REF", "").split()
    return found + [i for e in element for i in _refs(e)]
