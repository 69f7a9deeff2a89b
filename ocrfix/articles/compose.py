"""The page put together: lines, regions, columns, joins, furniture and articles as one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocrfix.articles.build import articles
from ocrfix.articles.paragraphs import block_of
from ocrfix.layout import Layout
from ocrfix.order import Order
from ocrfix.order.costs import SeamModel
from ocrfix.page import Article, Block, Column, Join, Kind, Page, Region, TextLine
from ocrfix.regions.kinds import Regions
from ocrfix.regions.part import Part
from ocrfix.settings.articles import ArticleSettings


@dataclass(frozen=True, slots=True)
class Ordered:
    """A zone of the page: what its stacks are and how they follow each other."""

    regions: Regions
    order: Order


def compose(
    blank: Page,
    lines: Sequence[TextLine],
    layout: Layout,
    zones: Sequence[Ordered],
    model: SeamModel | None,
    settings: ArticleSettings,
) -> Page:
    """A blank page filled with everything that was found; every line with text is in one of its blocks."""
    found: list[Article] = []
    columns: list[Column] = []
    joins: list[Join] = []
    for zone in zones:
        joins += _joins(zone.order, len(columns))
        columns += _columns(zone.order, len(columns))
        made = articles(zone.order, zone.regions, model, settings)
        found += [replace(a, id=f"a{len(found) + n + 1:03}") for n, a in enumerate(made)]
    return replace(
        blank,
        lines=tuple(lines),
        regions=_regions(layout, zones),
        columns=tuple(columns),
        joins=tuple(joins),
        furniture=tuple(b for zone in zones for b in _furniture(zone.regions)),
        articles=tuple(found),
    )


def _furniture(regions: Regions) -> list[Block]:
    """Text that is in no story: the page's own lines, then text inside pictures."""
    return [block_of([p]) for p in (*regions.furniture, *regions.pictured)]


def _regions(layout: Layout, zones: Sequence[Ordered]) -> tuple[Region, ...]:
    parts = [(p, zone.order.ground.scene.frame) for zone in zones for p in _parts(zone.regions)]
    found = [
        Region(f"r{n:04}", part.kind, frame.page_box(part.box).polygon, _ids(part))
        for n, (part, frame) in enumerate(parts)
    ]
    found += [
        Region(f"s{n:04}", Kind.SEPARATOR, s.box.polygon, confidence=s.confidence)
        for n, s in enumerate(layout.separators)
    ]
    found += [
        Region(f"f{n:04}", Kind.FRAME, f.box.polygon, confidence=f.confidence) for n, f in enumerate(layout.frames)
    ]
    found += [Region(f"i{n:04}", Kind.IMAGE, p.polygon, confidence=p.confidence) for n, p in enumerate(layout.pictures)]
    return tuple(found)


def _parts(regions: Regions) -> list[Part]:
    parts = [p for h in regions.headings for p in h.parts]
    parts += [*regions.flow, *(p for p, _ in regions.captions), *regions.furniture, *regions.pictured]
    return parts


def _ids(part: Part) -> tuple[str, ...]:
    return tuple(v.line.id for v in part.stack.lines)


def _columns(order: Order, before: int) -> list[Column]:
    return [
        Column(
            f"c{before + n:04}",
            order.ground.scene.frame.page_box(part.box),
            _ids(part),
            part.stack.lines[0].line.direction,
            order.ends[part.id].start >= 0.5,
            order.ends[part.id].end >= 0.5,
        )
        for n, part in enumerate(order.ground.flow)
    ]


def _joins(order: Order, before: int) -> list[Join]:
    def name(k: int) -> str:
        return f"c{before + k:04}"

    return [
        Join(name(s.before), name(s.after), s.cost, tuple((name(k), c) for k, c in s.runners_up)) for s in order.steps
    ]
