"""From a page to a sheet."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from ocrfix.formats.sheet.claims import Claim, claims
from ocrfix.formats.sheet.grid import Size, bounds, box_on, box_within, holding, polygon_on
from ocrfix.formats.sheet.ids import Ids
from ocrfix.formats.sheet.value import Flow, Part, Sheet, Story, enclosing_polygon
from ocrfix.formats.text import graphemes
from ocrfix.page import (
    Alternative,
    Block,
    Box,
    Direction,
    Edit,
    Glyph,
    Jump,
    Kind,
    Page,
    Region,
    Source,
    Standing,
    TextLine,
    enclosing,
)  # fmt: skip
from ocrfix.page.script import joined

LEAST = 0.001
"""Alternatives below this probability are in the JSON only: there are ten of them a character."""
DIGITS = 4
"""Decimal digits of confidences."""
NOT_TEXT = frozenset({Kind.IMAGE, Kind.SEPARATOR, Kind.FRAME})
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text with U+FFFD for every character that XML 1.0 cannot hold."""
    return text if text.isprintable() else _ILLEGAL.sub("\ufffd", text)


def sheet_of(page: Page, ids: Ids | None = None) -> Sheet:
    """The page cut to the shape of the field's formats. No text is lost and none is added.

    A line that several blocks share is cut into one line a block. Text without lines becomes a line without
    geometry. ``ids`` are those of the file that several pages share.
    """
    return _Maker(page, ids or Ids()).sheet()


def running_text(lines: Iterable[TextLine]) -> str:
    """The lines' texts put together."""
    return reduce(joined, (line.text for line in lines), "")


class _Maker:
    def __init__(self, page: Page, ids: Ids) -> None:
        self.page = page
        self.size: Size = (page.width, page.height) if page.width and page.height else (math.inf, math.inf)
        self.ids = ids
        self.line_ids = {line.id: self.ids.take(line.id) for line in page.lines}
        self.lines = {line.id: _line(line, self.size) for line in page.lines}
        self.region_ids = {region.id: self.ids.take(region.id) for region in page.regions}
        self.region_of = {i: r for r in page.regions if r.kind not in NOT_TEXT for i in r.lines}
        self.used: Counter[str] = Counter()

    def sheet(self) -> Sheet:
        page = self.page
        by_line, by_block = claims(page, page.blocks)
        self.fragments = {c: line for found in by_line.values() for c, line in self._cut(found)}
        blocks = iter(list(zip(page.blocks, by_block, strict=True)))
        furniture = self._flows("furniture", [next(blocks) for _ in page.furniture])
        stories = []
        for article in page.articles:
            flows = self._flows(article.id, [next(blocks) for _ in article.blocks])
            if flows:
                jumps = tuple(map(_jump, article.jumps))
                story_id = self.ids.take(article.id)
                stories.append(Story(story_id, flows, article.kind, jumps, _rounded(article.confidence)))
        rest = self._rest([c for found in by_line.values() for c in found if c.block is None])
        source = page.source
        return Sheet(
            page.name,
            page.width,
            page.height,
            None if source is None else Source(xml_text(source.file), source.page, xml_text(source.sha256)),
            round(page.angle, DIGITS),
            furniture,
            tuple(stories),
            rest,
            tuple(self._areas()),
            tuple(map(self._edit, page.edits)),
            tuple((xml_text(k), xml_text(v)) for k, v in page.made_by.items()),
            frozenset(e.id for e in page.edits if self._whole(e, by_line)),
        )

    def _edit(self, edit: Edit) -> Edit:
        """The edit of lines as they are called here."""
        if all(self.line_ids[s.line] == s.line for s in edit.spans):
            return edit
        return replace(edit, spans=tuple(replace(s, line=self.line_ids[s.line]) for s in edit.spans))

    def _whole(self, edit: Edit, by_line: dict[str, list[Claim]]) -> bool:
        """Whether it was carried out, on lines that are not cut."""
        return edit.standing is Standing.APPLIED and all(len(by_line[s.line]) == 1 for s in edit.spans)

    def _cut(self, found: Sequence[Claim]) -> list[tuple[Claim, TextLine]]:
        whole = self.lines[found[0].line]
        if len(found) == 1:
            return [(found[0], replace(whole, id=self.line_ids[whole.id]))]
        pieces = []
        for number, claim in enumerate(found, start=1):
            glyphs = whole.glyphs[claim.start : claim.stop]
            boxes = [g.box for g in glyphs if g.box is not None]
            own = self.line_ids[whole.id]
            piece = replace(
                whole,
                id=own if number == 1 else self.ids.take(f"{own}_{number}"),
                glyphs=glyphs,
                polygon=enclosing(boxes).polygon if boxes else whole.polygon,
            )
            pieces.append((claim, piece))
        return pieces

    def _flows(self, owner: str, blocks: Sequence[tuple[Block, list[Claim]]]) -> tuple[Flow, ...]:
        flows = []
        for number, (block, found) in enumerate(blocks, start=1):
            text = xml_text(block.text)
            parts = self._parts(found)
            if not parts and text.strip():
                line_id = self.ids.take(f"{owner}_t{number}")
                line = TextLine(line_id, glyphs=tuple(map(Glyph, graphemes(text))), source=self.page.name)
                parts = (Part(self.ids.take(f"b_{line_id}"), (line,)),)
            if parts:
                flows.append(Flow(Kind.UNKNOWN if block.kind in NOT_TEXT else block.kind, parts, text))
        return tuple(flows)

    def _rest(self, found: Sequence[Claim]) -> tuple[Flow, ...]:
        groups: dict[str, list[Claim]] = {}
        for claim in found:
            region = self.region_of.get(claim.line)
            groups.setdefault(region.id if region else "", []).append(claim)
        flows = []
        for group in groups.values():
            region = self.region_of.get(group[0].line)
            for part in self._parts(group):
                flows.append(Flow(region.kind if region else Kind.UNKNOWN, (part,), running_text(part.lines)))
        return tuple(flows)

    def _parts(self, found: Sequence[Claim]) -> tuple[Part, ...]:
        groups: list[list[Claim]] = []
        for claim in found:
            if groups and self._together(groups[-1][-1], claim):
                groups[-1].append(claim)
            else:
                groups.append([claim])
        return tuple(map(self._part, groups))

    def _together(self, before: Claim, after: Claim) -> bool:
        """Whether two consecutive pieces of a block stand in one place: one region, or, without regions, one column."""
        first, second = self.region_of.get(before.line), self.region_of.get(after.line)
        if first is not None or second is not None:
            return first is second
        a, b = self.fragments[before], self.fragments[after]
        if a.polygon is None or b.polygon is None:
            return True
        if a.direction is Direction.TTB:
            return a.box.overlap_y(b.box) > 0 and b.box.left <= a.box.right
        return a.box.overlap_x(b.box) > 0 and b.box.bottom >= a.box.top

    def _part(self, group: Sequence[Claim]) -> Part:
        lines = tuple(self.fragments[c] for c in group)
        polygons = [line.polygon for line in lines if line.polygon is not None]
        region = self.region_of.get(group[0].line)
        if region is None:
            return Part(self.ids.take(f"b_{lines[0].id}"), lines, enclosing_polygon(polygons))
        alone = set(region.lines) == {c.line for c in group} and all(
            len(c_line.glyphs) == len(self.lines[c.line].glyphs) for c, c_line in zip(group, lines, strict=True)
        )
        own = self.region_ids[region.id]
        self.used[region.id] += 1
        part_id = own if self.used[region.id] == 1 else self.ids.take(f"{own}_{self.used[region.id]}")
        outline = polygon_on(region.polygon, self.size)
        polygon = outline if alone or not polygons else enclosing_polygon(polygons)
        assert polygon is not None
        return Part(part_id, lines, holding(polygon, polygons), _rounded(region.confidence))

    def _areas(self) -> Iterable[Region]:
        for region in self.page.regions:
            if region.id in self.used or (region.kind not in NOT_TEXT and region.lines):
                continue
            polygon = polygon_on(region.polygon, self.size)
            yield Region(self.region_ids[region.id], region.kind, polygon, (), _rounded(region.confidence))


def _line(line: TextLine, size: Size) -> TextLine:
    """The line on the page in whole pixels; a glyph that lies altogether outside its line loses its box, a line
    without an outline has that of its glyphs."""
    polygon = None if line.polygon is None else polygon_on(line.polygon, size)
    around = bounds(polygon) if polygon is not None else None
    glyphs = tuple(_glyph(g, around, size) for g in line.glyphs)
    if polygon is None:
        boxes = [g.box for g in glyphs if g.box is not None]
        polygon = enclosing(boxes).polygon if boxes else None
    return replace(line, polygon=polygon, glyphs=glyphs, detection=_rounded(line.detection))


def _glyph(glyph: Glyph, around: Box | None, size: Size) -> Glyph:
    text = xml_text(glyph.text)
    box = glyph.box
    if box is not None:
        box = box_on(box, size) if around is None else box_within(box, around)
    known = [(xml_text(a.text), a.probability) for a in glyph.alternatives if a.probability >= LEAST]
    others = tuple([Alternative(other, round(p, DIGITS)) for other, p in known if other != text])
    return Glyph(text, box, _rounded(glyph.confidence), others)


def _jump(jump: Jump) -> Jump:
    return Jump(jump.way, xml_text(jump.note), None if jump.target is None else xml_text(jump.target))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
