"""From a page to PAGE-XML 2019-07-15."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from itertools import groupby, repeat

from ocrfix.formats.alto.write import described
from ocrfix.formats.markup import XSI, Element, escaped, number, serialised, sub, written
from ocrfix.formats.page_xml.custom import custom
from ocrfix.formats.sheet import Flow, Part, Sheet, Story, map_lines, sheet_of, stripped
from ocrfix.formats.sheet import held as held_as
from ocrfix.formats.sheet.grid import Clip, baseline, bounds, holding, upright
from ocrfix.formats.sheet.ids import ids_of
from ocrfix.formats.sheet.make import running_text, xml_text
from ocrfix.formats.sheet.provenance import dumped
from ocrfix.formats.sheet.strip import single_spaces
from ocrfix.page import (
    PAGE_XML_TYPE,
    Box,
    Direction,
    Edit,
    Glyph,
    Kind,
    Page,
    Polygon,
    Region,
    Standing,
    TextLine,
)  # fmt: skip

SPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
_N = f"{{{SPACE}}}"
_SCHEMA = f"{SPACE}/pagecontent.xsd"
_AREAS = {Kind.IMAGE: "ImageRegion", Kind.SEPARATOR: "SeparatorRegion", Kind.FRAME: "GraphicRegion"}
_DIRECTIONS = {
    Direction.LTR: "left-to-right",
    Direction.RTL: "right-to-left",
    Direction.TTB: "top-to-bottom",
}
_LINE_ORDERS = {Direction.LTR: "top-to-bottom", Direction.RTL: "top-to-bottom", Direction.TTB: "right-to-left"}
_SCRIPTS = {
    "Arab": "Arab - Arabic", "Cyrl": "Cyrl - Cyrillic", "Grek": "Grek - Greek", "Hebr": "Hebr - Hebrew",
    "Latn": "Latn - Latin", "Jpan": "Jpan - Japanese", "Kore": "Kore - Korean (alias for Hangul + Han)",
    "Hani": "Hani - Han (Hanzi, Kanji, Hanja)", "Hans": "Hans - Han (Simplified variant)",
    "Hant": "Hant - Han (Traditional variant)",
}  # fmt: skip
"""The schema's names of scripts."""
NOWHERE: Polygon = ((0.0, 0.0),) * 3
WHOLE = "edit"
"""Type of the label with all that is known of a repair."""
RUNNING = "running text of the block"
"""Marks the ``TextEquiv`` with a block's text where that is not simply its lines' texts put together."""


def write(page: Page) -> bytes:
    """The page as PAGE-XML."""
    return from_sheet(sheet_of(page))


def held(page: Page, source: str) -> Page:
    """The page that comes back when it is written as PAGE-XML and read; ``source`` is the name it is read under."""
    return held_as(page, source, _strip)


def from_sheet(sheet: Sheet) -> bytes:
    """The sheet as PAGE-XML."""
    return serialised(_Writer(_strip(sheet)).root(), {"": SPACE, "xsi": XSI})


def _strip(sheet: Sheet) -> Sheet:
    """What PAGE-XML holds of a sheet: spaces only between words, one and without a place; glyphs only inside their
    line's outline."""
    source = sheet.source if sheet.source is not None and sheet.source.file else None
    return stripped(sheet, map_lines(replace(sheet, source=source), _line))


def _line(line: TextLine) -> TextLine:
    line = single_spaces(line)
    if line.polygon is None or _upright(line.polygon):
        return line
    clip = Clip(line.polygon)
    return replace(line, glyphs=tuple(_glyph(g, clip) for g in line.glyphs))


def _glyph(glyph: Glyph, clip: Clip) -> Glyph:
    if glyph.box is None:
        return glyph
    inside = clip.cut(glyph.box)
    box = None if inside is None else bounds(inside)
    return glyph if box == glyph.box else replace(glyph, box=box)


def _upright(polygon: Polygon) -> bool:
    """Whether it is an upright rectangle, or the nothing that text of a page without a size stands in."""
    return polygon == NOWHERE or upright(polygon)


def created() -> str:
    """The time that files say they were made at: that of SOURCE_DATE_EPOCH, else the epoch, so that the same page
    gives the same bytes."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "0")
    return datetime.fromtimestamp(int(seconds) if seconds.isdigit() else 0, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class _Writer:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.ids = ids_of(sheet)
        self.count = 0
        self.everywhere = NOWHERE
        if sheet.width is not None and sheet.height is not None:
            self.everywhere = Box(0, 0, sheet.width, sheet.height).polygon

    def root(self) -> Element:
        own = self.ids.take(f"OCR-D-OCR_{self.sheet.name}")  # as METS calls the file
        root = Element(_N + "PcGts", {"pcGtsId": own})
        root.set(f"{{{XSI}}}schemaLocation", f"{SPACE} {_SCHEMA}")
        self._metadata(sub(root, _N + "Metadata"))
        self._page(root)
        return root

    def _metadata(self, parent: Element) -> None:
        made_by = dict(self.sheet.made_by)
        sub(parent, _N + "Creator", text=f"ocrfix {made_by.get('ocrfix', '')}".strip())
        sub(parent, _N + "Created", text=created())
        sub(parent, _N + "LastChange", text=created())
        source = self.sheet.source
        if source is not None:
            self._item(parent, "imageProperties", "sha256", source.sha256)
            self._item(parent, "imageProperties", "page", str(source.page))
        for name, version in self.sheet.made_by:
            self._item(parent, "other", f"made by {name}", version)
        for edit in self.sheet.edits:
            if edit.standing is Standing.APPLIED:
                self._repair(parent, edit)

    def _item(self, parent: Element, kind: str, name: str, value: str) -> Element:
        return sub(parent, _N + "MetadataItem", {"type": kind, "name": name, "value": value})

    def _repair(self, parent: Element, edit: Edit) -> None:
        rule = xml_text(f"repair/{edit.rule}/{edit.rule_version}")
        item = self._item(parent, "processingStep", rule, xml_text(edit.id))
        labels = sub(item, _N + "Labels")
        if edit.id in self.sheet.undoable:
            sub(labels, _N + "Label", {"type": WHOLE, "value": dumped(edit)})
        for said in described(edit):
            sub(labels, _N + "Label", {"type": "what", "value": said})
        for key, value in sorted(edit.evidence.thresholds.items()):
            sub(labels, _N + "Label", {"type": "threshold", "value": xml_text(f"{key}: {value:g}")})

    def _page(self, root: Element) -> None:
        sheet = self.sheet
        page = sub(root, _N + "Page", {"imageFilename": sheet.source.file if sheet.source else ""})
        page.set("imageWidth", str(sheet.width or 0))
        page.set("imageHeight", str(sheet.height or 0))
        if sheet.angle:
            page.set("orientation", number(sheet.angle))
        language = sheet.language
        if language is not None:
            if language.known:
                page.set("primaryLanguage", language.name)
            page.set("primaryScript", _SCRIPTS[language.script])
        self._reading_order(page)
        for owner, flow in self._owned():
            for rank, part in enumerate(flow.parts):
                self._region(page, part, flow, owner, first=rank == 0)
        for area in sheet.areas:
            self._area(page, area)

    def _owned(self) -> Iterator[tuple[str | None, Flow]]:
        yield from ((None, flow) for flow in self.sheet.furniture)
        yield from ((story.id, flow) for story in self.sheet.stories for flow in story.flows)
        yield from ((None, flow) for flow in self.sheet.rest)

    def _reading_order(self, page: Element) -> None:
        order = Element(_N + "ReadingOrder")
        whole = sub(order, _N + "OrderedGroup", {"id": self.ids.take("reading_order")})
        if self.sheet.furniture:
            self._group(whole, "furniture", "other", self.sheet.furniture)
        for story in self.sheet.stories:
            self._story(whole, story)
        if self.sheet.rest:
            self._group(whole, "rest", "other", self.sheet.rest)
        if len(whole):
            page.append(order)

    def _story(self, whole: Element, story: Story) -> None:
        about = {"type": story.kind.value}
        if story.confidence is not None:
            about["confidence"] = number(story.confidence)
        group = self._indexed(whole, story.id, "article")
        group.set("custom", custom(article=about))
        if story.headline:
            group.set("caption", story.headline)
        if story.jumps:
            labels = sub(group, _N + "Labels")
            for jump in story.jumps:
                attributes = {"value": jump.note, "type": f"jump-{jump.way.value}"}
                if jump.target is not None:
                    attributes["comments"] = jump.target
                sub(labels, _N + "Label", attributes)
        self._flows(group, story.flows)

    def _group(self, whole: Element, name: str, kind: str, flows: Iterable[Flow]) -> None:
        group = self._indexed(whole, self.ids.take(name), kind)
        group.set("custom", custom(group={"type": name}))
        self._flows(group, flows)

    def _flows(self, group: Element, flows: Iterable[Flow]) -> None:
        for index, flow in enumerate(flows):
            inner = group
            if len(flow.parts) > 1:
                inner = self._indexed(group, self.ids.take(f"flow_{flow.parts[0].id}"), "paragraph", index)
            for rank, part in enumerate(flow.parts):
                at = index if inner is group else rank
                sub(inner, _N + "RegionRefIndexed", {"index": str(at), "regionRef": part.id})

    def _indexed(self, parent: Element, own: str, kind: str, index: int | None = None) -> Element:
        at = len(parent) if index is None else index
        return sub(parent, _N + "OrderedGroupIndexed", {"id": own, "index": str(at), "type": kind})

    def _area(self, page: Element, area: Region) -> None:
        region = sub(page, _N + _AREAS.get(area.kind, "TextRegion"), {"id": area.id})
        if area.kind in PAGE_XML_TYPE:
            region.set("type", PAGE_XML_TYPE[area.kind])
            region.set("custom", custom(structure={"type": area.kind.value}))
        elif area.kind is Kind.FRAME:
            region.set("type", "frame")
        _coords(region, area.polygon, area.confidence)

    def _region(self, page: Element, part: Part, flow: Flow, owner: str | None, *, first: bool) -> None:
        region = sub(page, _N + "TextRegion", {"id": part.id, "type": PAGE_XML_TYPE[flow.kind]})
        parts = {"readingOrder": {"index": str(self.count)}, "structure": {"type": flow.kind.value}}
        self.count += 1
        if part.polygon is None:
            parts["coords"] = {"of": "page"}
        region.set("custom", custom(**parts))
        directions = {line.direction for line in part.lines}
        if len(directions) == 1:
            (direction,) = directions
            region.set("readingDirection", _DIRECTIONS[direction])
            region.set("textLineOrder", _LINE_ORDERS[direction])
        _coords(region, part.polygon or self.everywhere, part.confidence)
        for index, line in enumerate(part.lines):
            self._line(region, line, index, part.polygon, owner)
        _text(region, part.text)
        if first and flow.text != running_text(flow.lines):
            _text(region, flow.text, index=1, dataType="other", dataTypeDetails=RUNNING)

    def _line(self, region: Element, line: TextLine, index: int, around: Polygon | None, owner: str | None) -> None:
        parts = {"readingOrder": {"index": str(index)}}
        if owner is not None:
            parts["structure"] = {"id": owner, "type": "article"}
        if line.doubtful:
            parts["reading"] = {"doubtful": "true"}
        if line.polygon is None:
            parts["coords"] = {"of": "region"}
        element = sub(region, _N + "TextLine", {"id": line.id, "readingDirection": _DIRECTIONS[line.direction]})
        element.set("custom", custom(**parts))
        outline = line.polygon or around or self.everywhere
        _coords(element, outline, line.detection)
        if line.polygon is not None:
            ends = baseline(line.polygon, line.vertical)
            sub(element, _N + "Baseline", {"points": " ".join(f"{int(x)},{int(y)}" for x, y in ends)})
        words = [list(run) for space, run in groupby(line.glyphs, lambda g: g.text == " ") if not space]
        for count, glyphs in enumerate(words, start=1):
            self._word(element, f"{line.id}_w{count}", glyphs, outline, alone=len(words) == 1)
        _text(element, line.text, line.confidence)

    def _word(self, line: Element, own: str, glyphs: list[Glyph], outline: Polygon, *, alone: bool) -> None:
        word = sub(line, _N + "Word", {"id": self.ids.below(own)})
        clip = None if _upright(outline) else Clip(outline)
        shapes = [_shape(g.box, clip) for g in glyphs]
        placed = [s for s in shapes if s is not None]
        _coords(word, outline if alone or not placed else holding(placed[0], placed[1:]))
        ids = [self.ids.below(f"{own}_g{count}") for count in range(1, len(glyphs) + 1)]
        around = _points(outline)
        corners = [None if s is None else _points(s) for s in shapes]
        written(word, "\n".join(map(_glyph_element, ids, glyphs, corners, repeat(around))))
        known = [g.confidence for g in glyphs if g.confidence is not None]
        _text(word, "".join(g.text for g in glyphs), round(sum(known) / len(known), 4) if known else None)


def _shape(box: Box | None, clip: Clip | None) -> Polygon | None:
    """The outline of a glyph inside that of its line, as OCR-D's validator wants it."""
    if box is None or clip is None:
        return None if box is None else box.polygon
    return clip.cut(box) or box.polygon


def _glyph_element(own: str, glyph: Glyph, points: str | None, around: str) -> str:
    nowhere = f' custom="{custom(coords={"of": "line"})}"' if points is None else ""
    readings = [_equivalent(glyph.text, glyph.confidence, 0)]
    readings += [_equivalent(o.text, o.probability, index) for index, o in enumerate(glyph.alternatives, start=1)]
    return f'<Glyph id="{own}"{nowhere}><Coords points="{points or around}"/>{"".join(readings)}</Glyph>'


def _equivalent(text: str, confidence: float | None, index: int) -> str:
    sure = "" if confidence is None else f' conf="{number(confidence)}"'
    return f'<TextEquiv index="{index}"{sure}><Unicode>{escaped(text)}</Unicode></TextEquiv>'


def _points(polygon: Polygon) -> str:
    return " ".join([f"{int(x)},{int(y)}" for x, y in polygon])


def _coords(parent: Element, polygon: Polygon, confidence: float | None = None) -> None:
    attributes = {"points": _points(polygon)}
    if confidence is not None:
        attributes["conf"] = number(confidence)
    sub(parent, _N + "Coords", attributes)


def _text(parent: Element, text: str, confidence: float | None = None, *, index: int = 0, **others: str) -> None:
    attributes = {"index": str(index), **others}
    if confidence is not None:
        attributes["conf"] = number(round(confidence, 4))
    sub(sub(parent, _N + "TextEquiv", attributes), _N + "Unicode", text=text)
