"""From a page to ALTO 4.4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from ocrfix.formats.alto.tags import Tags
from ocrfix.formats.markup import XSI, Element, escaped, number, serialised, sub, written
from ocrfix.formats.sheet import Flow, Part, Sheet, Story, map_lines, seen_from, sheet_of, stripped
from ocrfix.formats.sheet import held as held_as
from ocrfix.formats.sheet.grid import baseline, bounds, upright
from ocrfix.formats.sheet.ids import Ids, ids_of
from ocrfix.formats.sheet.make import xml_text
from ocrfix.formats.sheet.provenance import dumped
from ocrfix.formats.sheet.spread import spread
from ocrfix.formats.sheet.strip import lines_alone
from ocrfix.page import Box, Edit, Glyph, Kind, Page, Polygon, Region, Standing, TextLine, enclosing

SPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_N = f"{{{SPACE}}}"
_SPACES = {"": SPACE, "xsi": XSI}
_SCHEMA = "https://www.loc.gov/standards/alto/v4/alto-4-4.xsd"
SHA256, OF_PAGE = "sha256", "file name of page "
"""Where identifiers of images say they are known: checksums; names of images other than the first page's."""
_LONGEST_VARIANT = 3
"""Characters of a ``Variant``, as the schema has it; a ``Glyph`` has exactly one."""


def write(page: Page) -> bytes:
    """The page as ALTO."""
    return from_sheet(sheet_of(page))


def held(page: Page, source: str) -> Page:
    """The page that comes back when it is written as ALTO and read; ``source`` is the name it is read under."""
    return held_as(page, source, _strip)


def from_sheet(sheet: Sheet) -> bytes:
    """The sheet as ALTO."""
    return serialised(_Writer((_strip(sheet),)).root(), _SPACES)


class Several:
    """An ALTO file of several pages."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self._folder = folder
        self._ids = Ids()
        self._sheets: list[Sheet] = []

    def add(self, page: Page) -> None:
        self._sheets.append(_strip(seen_from(sheet_of(page, self._ids), self._folder)))

    def finish(self, file: BinaryIO) -> None:
        file.write(serialised(_Writer(self._sheets).root(), _SPACES))


def _strip(sheet: Sheet) -> Sheet:
    """What ALTO holds of a sheet."""
    after = lines_alone(map_lines(sheet, _line))
    return stripped(sheet, replace(after, stories=tuple(replace(s, confidence=None) for s in after.stories)))


def _line(line: TextLine) -> TextLine:
    glyphs = tuple(g for glyph in line.glyphs for g in _glyphs(glyph, line))
    return replace(line, glyphs=glyphs, detection=None, doubtful=False)


def _glyphs(glyph: Glyph, line: TextLine) -> Iterator[Glyph]:
    if len(glyph.text) > 1:
        for part in spread(glyph.text, glyph.box, glyph.confidence, line.direction):
            yield Glyph(part.text, part.box) if part.text == " " else part
    elif glyph.text == " ":
        yield Glyph(" ", glyph.box)
    elif all(len(a.text) <= _LONGEST_VARIANT for a in glyph.alternatives):
        yield glyph
    else:
        yield replace(glyph, alternatives=tuple(a for a in glyph.alternatives if len(a.text) <= _LONGEST_VARIANT))


class _Writer:
    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sheets
        self.ids = ids_of(*sheets)
        self.tags = Tags(self.ids)
        self.repairs: dict[str, list[str]] = {}

    def root(self) -> Element:
        root = Element(_N + "alto", {"SCHEMAVERSION": "4.4"})
        root.set(f"{{{XSI}}}schemaLocation", f"{SPACE} {_SCHEMA}")
        self._description(sub(root, _N + "Description"))
        order = self._reading_order()
        layout = Element(_N + "Layout")
        for sheet in self.sheets:
            self._page(layout, sheet)
        tags = self.tags.element(_N)
        root.extend([e for e in (tags, order, layout) if e is not None])
        return root

    def _description(self, parent: Element) -> None:
        sub(parent, _N + "MeasurementUnit", text="pixel")
        source = next((s.source for s in self.sheets if s.source is not None), None)
        if source is not None:
            image = sub(parent, _N + "sourceImageInformation")
            sub(image, _N + "fileName", text=source.file)
            sub(image, _N + "fileIdentifier", {"fileIdentifierLocation": SHA256}, source.sha256)
            for number, other in enumerate((s.source for s in self.sheets), start=1):
                if other is not None and (other.file, other.sha256) != (source.file, source.sha256):
                    sub(image, _N + "fileIdentifier", {"fileIdentifierLocation": f"{OF_PAGE}{number}"}, other.file)
                    sub(image, _N + "fileIdentifier", {"fileIdentifierLocation": f"{SHA256} {number}"}, other.sha256)
        for name, version in dict.fromkeys(pair for sheet in self.sheets for pair in sheet.made_by):
            step = sub(parent, _N + "Processing", {"ID": self.ids.take("made_by")})
            sub(step, _N + "processingCategory", text="contentGeneration")
            software = sub(step, _N + "processingSoftware")
            sub(software, _N + "softwareName", text=name)
            sub(software, _N + "softwareVersion", text=version)
        for sheet in self.sheets:
            for edit in (e for e in sheet.edits if e.standing is Standing.APPLIED):
                self._repair(parent, edit, whole=edit.id in sheet.undoable)

    def _repair(self, parent: Element, edit: Edit, *, whole: bool) -> None:
        own = self.ids.take(f"edit_{edit.id}")
        for line in dict.fromkeys(span.line for span in edit.spans):
            self.repairs.setdefault(line, []).append(own)
        step = sub(parent, _N + "Processing", {"ID": own})
        sub(step, _N + "processingCategory", text="contentModification")
        for said in described(edit):
            sub(step, _N + "processingStepDescription", text=said)
        if whole:
            sub(step, _N + "processingStepSettings", text=dumped(edit))
        elif edit.evidence.thresholds:
            settings = "; ".join(f"{k}: {v:g}" for k, v in sorted(edit.evidence.thresholds.items()))
            sub(step, _N + "processingStepSettings", text=xml_text(settings))
        software = sub(step, _N + "processingSoftware")
        sub(software, _N + "softwareName", text=xml_text(f"ocrfix rule {edit.rule}"))
        sub(software, _N + "softwareVersion", text=str(edit.rule_version))

    def _reading_order(self) -> Element | None:
        order = Element(_N + "ReadingOrder")
        whole = sub(order, _N + "OrderedGroup", {"ID": self.ids.take("reading_order")})
        for sheet in self.sheets:
            if sheet.furniture:
                self._group(whole, self.ids.take("furniture"), [self.tags.group("furniture")], sheet.furniture)
            for story in sheet.stories:
                self._group(whole, story.id, self._story_tags(story), story.flows)
            if sheet.rest:
                self._group(whole, self.ids.take("rest"), [self.tags.group("rest")], sheet.rest)
        return order if len(whole) else None

    def _story_tags(self, story: Story) -> list[str]:
        return [self.tags.article(story.kind.value), *(self.tags.jump(j) for j in story.jumps)]

    def _group(self, parent: Element, own: str, tags: Iterable[str], flows: Iterable[Flow]) -> None:
        group = sub(parent, _N + "OrderedGroup", {"ID": own, "TAGREFS": " ".join(tags)})
        for flow in flows:
            inner = group
            if len(flow.parts) > 1:
                inner = sub(
                    group,
                    _N + "OrderedGroup",
                    {"ID": self.ids.take(f"flow_{flow.parts[0].id}"), "TAGREFS": self.tags.kind(flow.kind)},
                )
            for part in flow.parts:
                sub(inner, _N + "ElementRef", {"ID": self.ids.take(f"ref_{part.id}"), "REF": part.id})

    def _page(self, layout: Element, sheet: Sheet) -> None:
        page = sub(layout, _N + "Page", {"ID": self.ids.take("page")})
        page.set("PHYSICAL_IMG_NR", str(sheet.source.page if sheet.source else 1))
        space: dict[str, str] = {}
        if sheet.width is not None and sheet.height is not None:
            page.set("WIDTH", str(sheet.width))
            page.set("HEIGHT", str(sheet.height))
            space = _place(Box(0, 0, sheet.width, sheet.height))
        language = sheet.language
        if language is not None and language.known:
            page.set("LANG", language.tag)
        if sheet.angle:
            page.set("ROTATION", number(sheet.angle))
        space = {"ID": self.ids.take("print_space"), **space}
        printed = sub(page, _N + "PrintSpace", space)
        for flow in sheet.flows:
            for part in flow.parts:
                self._block(printed, part, flow.kind)
        for area in sheet.areas:
            self._area(printed, area)

    def _area(self, parent: Element, area: Region) -> None:
        tag = {Kind.IMAGE: "Illustration", Kind.SEPARATOR: "GraphicalElement", Kind.FRAME: "GraphicalElement"}
        attributes = {"ID": area.id, "TAGREFS": self.tags.kind(area.kind), **_place(area.box)}
        _shape(sub(parent, _N + tag.get(area.kind, "TextBlock"), attributes), area.polygon)

    def _block(self, parent: Element, part: Part, kind: Kind) -> None:
        block = sub(parent, _N + "TextBlock", {"ID": part.id, "TAGREFS": self.tags.kind(kind), **_place(part.box)})
        _shape(block, part.polygon)
        for line in part.lines:
            self._text_line(block, line)

    def _text_line(self, parent: Element, line: TextLine) -> None:
        box = None if line.polygon is None else bounds(line.polygon)
        attributes = {"ID": line.id, **_place(box), "BASEDIRECTION": line.direction.value}
        if line.polygon is not None:
            attributes["BASELINE"] = _points(baseline(line.polygon, line.vertical))
        if repairs := self.repairs.get(line.id):
            attributes["PROCESSINGREFS"] = " ".join(repairs)
        element = sub(parent, _N + "TextLine", attributes)
        _shape(element, line.polygon)
        ends_in_string = False
        number_of_string = 0
        for (space, _), run in groupby(enumerate(line.glyphs), key=_string_of):
            glyphs = [g for _, g in run]
            if not space or not ends_in_string:
                number_of_string += 1
                self._string(element, f"{line.id}_s{number_of_string}", [] if space else glyphs)
            if space:
                sub(element, _N + "SP", _place(glyphs[0].box))
            ends_in_string = not space
        if not line.glyphs:
            self._string(element, f"{line.id}_s1", [])

    def _string(self, parent: Element, own: str, glyphs: list[Glyph]) -> None:
        boxes = [g.box for g in glyphs if g.box is not None]
        known = [g.confidence for g in glyphs if g.confidence is not None]
        attributes = {"ID": self.ids.below(own), **_place(enclosing(boxes) if boxes else None)}
        attributes["CONTENT"] = "".join(g.text for g in glyphs)
        if known:
            attributes["WC"] = number(round(sum(known) / len(known), 4))
        string = sub(parent, _N + "String", attributes)
        if glyphs and (len(glyphs) > 1 or len(glyphs[0].text) == 1):
            written(string, "\n".join(map(_glyph, glyphs)))


def _glyph(glyph: Glyph) -> str:
    place = "".join([f' {key}="{value}"' for key, value in _place(glyph.box).items()])
    sure = "" if glyph.confidence is None else f' GC="{number(glyph.confidence)}"'
    others = "".join(
        [f'<Variant CONTENT="{escaped(o.text)}" VC="{number(o.probability)}"/>' for o in glyph.alternatives]
    )
    start = f'<Glyph{place} CONTENT="{escaped(glyph.text)}"{sure}'
    return f"{start}>{others}</Glyph>" if others else f"{start}/>"


def described(edit: Edit) -> Iterator[str]:
    """What an edit did and why, in a few lines."""
    old, new = ("".join(g.text for g in glyphs) for glyphs in (edit.removed, edit.inserted))
    where = ", ".join(f"{s.line}[{s.start}:{s.stop}]" for s in edit.spans)
    yield xml_text(f"{edit.operation.value} at {where}")
    if old or new:
        yield xml_text(f"{old!r} → {new!r}")
    if edit.confidence is not None:
        yield f"confidence {edit.confidence:.4f}"
    if edit.evidence.note:
        yield xml_text(edit.evidence.note)


def _string_of(item: tuple[int, Glyph]) -> tuple[bool, int]:
    """Glyphs with the same key stand in one ``String``: a space, and a cluster of several characters, stand alone."""
    place, glyph = item
    return (glyph.text == " ", place if glyph.text == " " or len(glyph.text) > 1 else -1)


def _place(box: Box | None) -> dict[str, str]:
    if box is None:
        return {}
    left, top, right, bottom = box.edges
    return {"HPOS": number(left), "VPOS": number(top), "WIDTH": number(right - left), "HEIGHT": number(bottom - top)}


def _shape(element: Element, polygon: Polygon | None) -> None:
    """A polygon that is no upright rectangle."""
    if polygon is not None and not upright(polygon):
        sub(sub(element, _N + "Shape"), _N + "Polygon", {"POINTS": _points(polygon)})


def _points(polygon: Polygon) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in polygon)
