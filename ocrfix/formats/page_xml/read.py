"""From PAGE-XML of any version to a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ocrfix.errors import UnreadableInput
from ocrfix.formats.page_xml.custom import article_of, read_custom
from ocrfix.formats.page_xml.text import glyphs_of, text_of
from ocrfix.formats.page_xml.write import RUNNING, WHOLE
from ocrfix.formats.sheet import Flow, Part, Sheet, Story, page_of
from ocrfix.formats.sheet.gather import Gathered, Group, gather, kind_named
from ocrfix.formats.sheet.ids import Ids
from ocrfix.formats.sheet.make import running_text
from ocrfix.formats.sheet.provenance import loaded
from ocrfix.formats.sheet.spread import likely_direction
from ocrfix.formats.xml import Element, child, children, floated, local, parse, points, share, within
from ocrfix.page import (
    FURNITURE,
    ArticleKind,
    Direction,
    Jump,
    JumpWay,
    Kind,
    Page,
    Polygon,
    Region,
    Source,
    TextLine,
    polygon_box,
)  # fmt: skip

_AREAS = {
    "ImageRegion": Kind.IMAGE,
    "LineDrawingRegion": Kind.IMAGE,
    "ChartRegion": Kind.IMAGE,
    "MapRegion": Kind.IMAGE,
    "GraphicRegion": Kind.IMAGE,
    "SeparatorRegion": Kind.SEPARATOR,
    "AdvertRegion": Kind.ADVERT,
    "TableRegion": Kind.TABLE,
}
_DIRECTIONS = {
    "left-to-right": Direction.LTR,
    "right-to-left": Direction.RTL,
    "top-to-bottom": Direction.TTB,
}
_GROUPS = ("OrderedGroup", "UnorderedGroup", "OrderedGroupIndexed", "UnorderedGroupIndexed")
_REFS = ("RegionRef", "RegionRefIndexed")


def read(data: bytes, name: str) -> Page:
    """The page of a PAGE-XML file of any version. Lines without text are kept without glyphs.

    Regions come in the reading order, without one in the order of the file. Where it has groups of type
    ``article`` these are the articles; else, where lines name their article (``structure {id:a2;
    type:article;}``), lines with the same id are one and lines without are furniture; else the page is one.

    Raises:
        UnreadableInput: no PAGE-XML, or hostile.
    """
    root = parse(data, name)
    page = next(within(root, "Page"), None)
    if page is None or local(root) != "PcGts":
        raise UnreadableInput("no PAGE-XML: it has no Page", file=name, next_step="Give a PAGE-XML file.")
    return page_of(_Reader(root, page, name).sheet(), name)


class _Reader:
    def __init__(self, root: Element, page: Element, name: str) -> None:
        self.root, self.page, self.name = root, page, name
        self.ids = Ids()
        self.parts: dict[str, tuple[Kind, Part]] = {}
        self.areas: list[Region] = []
        self.texts: dict[str, str] = {}
        self.owners: dict[str, str | None] = {}

    def sheet(self) -> Sheet:
        for element in within(self.page, "TextRegion", "TableRegion", *_AREAS):
            self._region(element)
        groups = list(self._groups())
        if not groups and any(self.owners.values()):
            found = self._by_lines()
        else:
            if not groups:
                self.parts = {i: self.parts[i] for i in self._ordered()}
            found = gather(self.parts, groups, self.texts)
        items = {e.get("name", ""): e.get("value", "") for e in within(self.root, "MetadataItem")}
        image = self.page.get("imageFilename", "")
        told = [e for item in within(self.root, "MetadataItem") for e in within(item, "Label")]
        whole = (loaded(e.get("value")) for e in told if e.get("type") == WHOLE)
        edits = tuple(edit for edit in whole if edit is not None)
        return Sheet(
            name=self.name,
            width=self._size("imageWidth"),
            height=self._size("imageHeight"),
            source=Source(image, _count(items.get("page")), items.get("sha256", "")) if image else None,
            angle=floated(self.page.get("orientation")) or 0.0,
            furniture=tuple(found.furniture),
            stories=tuple(found.stories),
            rest=tuple(found.rest),
            areas=tuple(self.areas),
            edits=edits,
            undoable=frozenset(e.id for e in edits),
            made_by=tuple((k.removeprefix("made by "), v) for k, v in items.items() if k.startswith("made by ")),
        )

    def _size(self, attribute: str) -> int | None:
        both = [floated(self.page.get(a)) for a in ("imageWidth", "imageHeight")]
        if any(v is None or v < 1 for v in both):
            return None
        return int(floated(self.page.get(attribute)) or 0)

    def _region(self, element: Element) -> None:
        wanted = element.get("id") or "region"
        own = self.ids.take(wanted)
        about = read_custom(element.get("custom"))
        kind = self._kind(element, about)
        lines = tuple(self._line(e) for e in children(element, "TextLine"))
        coords = child(element, "Coords")
        polygon = None if "of" in about.get("coords", {}) else _corners(coords)
        confidence = None if coords is None else share(coords.get("conf"))
        if lines:
            self.parts[wanted if wanted not in self.parts else own] = (kind, Part(own, lines, polygon, confidence))
            for equivalent in children(element, "TextEquiv"):
                if equivalent.get("dataTypeDetails") == RUNNING:
                    self.texts[own] = text_of([equivalent])
        elif polygon is not None and not any(True for _ in within(element, "TextLine")):
            self.areas.append(Region(own, kind, polygon, (), confidence))

    def _kind(self, element: Element, about: dict[str, dict[str, str]]) -> Kind:
        named = about.get("structure", {}).get("type")
        tag = local(element)
        if tag == "GraphicRegion" and element.get("type") == "frame":
            return Kind.FRAME
        otherwise = _AREAS.get(tag) or kind_named(element.get("type"))
        return kind_named(named, otherwise)

    def _line(self, element: Element) -> TextLine:
        about = read_custom(element.get("custom"))
        coords = child(element, "Coords")
        polygon = None if "of" in about.get("coords", {}) else _corners(coords)
        text = text_of(children(element, "TextEquiv"))
        direction = _DIRECTIONS.get(element.get("readingDirection") or "")
        if direction is None:
            direction = likely_direction(text, None if polygon is None else polygon_box(polygon))
        own = self.ids.take(element.get("id") or "line")
        self.owners[own] = article_of(element.get("custom"))
        return TextLine(
            own,
            polygon,
            glyphs_of(element, text),
            direction,
            "",
            None if coords is None else share(coords.get("conf")),
            about.get("reading", {}).get("doubtful") == "true",
        )

    def _ordered(self) -> list[str]:
        """The ids of the parts: those of the reading order in its order, the others where the file has them."""
        order = child(self.page, "ReadingOrder")
        named = [] if order is None else [i for e in order for i in _refs(e)]
        listed = [i for i in dict.fromkeys(named) if i in self.parts]
        places = iter(listed)
        known = set(listed)
        return [next(places) if i in known else i for i in self.parts]

    def _groups(self) -> Iterator[Group]:
        order = child(self.page, "ReadingOrder")
        groups = [] if order is None else list(within(order, *_GROUPS))
        if not any(e.get("type") == "article" or "group" in read_custom(e.get("custom")) for e in groups):
            return
        for element in groups:
            about = read_custom(element.get("custom"))
            name = about.get("group", {}).get("type")
            flows = [(None, tuple(_refs(e))) for e in _in_order(element)]
            if element.get("type") == "article":
                yield self._article(element, about.get("article", {}), flows)
            elif name in ("furniture", "rest"):
                yield Group(flows, rest=name == "rest")

    def _article(
        self, element: Element, about: dict[str, str], flows: Sequence[tuple[Kind | None, Sequence[str]]]
    ) -> Group:
        labels = (e for found in children(element, "Labels") for e in children(found, "Label"))
        ways = {f"jump-{way.value}": way for way in JumpWay}
        jumps = tuple(
            Jump(ways[e.get("type")], e.get("value", ""), e.get("comments")) for e in labels if e.get("type") in ways
        )
        kinds = {kind.value: kind for kind in ArticleKind}
        kind = kinds.get(about.get("type", ""), ArticleKind.STORY)
        own = self.ids.take(element.get("id") or "a1")
        return Group(flows, own, kind=kind, jumps=jumps, confidence=share(about.get("confidence")))

    def _by_lines(self) -> Gathered:
        """Articles by the ids on their lines, in the order of the file; lines without one are furniture."""
        parts: defaultdict[str | None, list[Flow]] = defaultdict(list)
        for kind, part in (self.parts[i] for i in self._ordered()):
            mine: defaultdict[str | None, list[TextLine]] = defaultdict(list)
            for line in part.lines:
                mine[self.owners[line.id]].append(line)
            for count, (owner, lines) in enumerate(mine.items()):
                piece = part if len(mine) == 1 else Part(self.ids.take(part.id) if count else part.id, tuple(lines))
                own_kind = kind if owner is not None or kind in FURNITURE else Kind.FOLIO
                parts[owner].append(Flow(own_kind, (piece,), running_text(lines)))
        found = Gathered(
            furniture=[f for f in parts[None] if f.text.strip()],
            rest=[f for flows in parts.values() for f in flows if not f.text.strip()],
        )
        for owner, flows in parts.items():
            with_text = tuple(f for f in flows if f.text.strip())
            if owner is not None and with_text:
                found.stories.append(Story(owner, with_text))
        return found


def polygon_of(element: Element) -> Polygon | None:
    """The outline of a region or line; ``None`` where it has none of an extent."""
    return _corners(child(element, "Coords"))


def _corners(coords: Element | None) -> Polygon | None:
    if coords is None:
        return None
    found = points(coords.get("points"))
    if not found:  # PAGE-XML before 2013
        pairs = ((floated(p.get("x")), floated(p.get("y"))) for p in children(coords, "Point"))
        found = tuple((x, y) for x, y in pairs if x is not None and y is not None)
    extended = len({x for x, _ in found}) > 1 and len({y for _, y in found}) > 1
    return found if len(found) >= 3 and extended else None


def _in_order(group: Element) -> list[Element]:
    """The members of a group, by their index where they have one."""
    members = list(children(group, *_GROUPS, *_REFS))
    indexes = [floated(e.get("index")) for e in members]
    if any(i is None for i in indexes):
        return members
    return [e for _, e in sorted(zip(indexes, members, strict=True), key=lambda pair: pair[0] or 0.0)]


def _refs(element: Element) -> list[str]:
    own = [element.get("regionRef")] if local(element) in _REFS else []
    return [i for i in own if i] + [i for e in _in_order(element) for i in _refs(e)]


def _count(text: str | None) -> int:
    value = floated(text)
    return int(value) if value is not None and value >= 1 else 1
