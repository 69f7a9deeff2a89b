"""The ground between parts: what lies above a stack, and what separates two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocrfix.order.above import Above, look_aside, look_up, with_neighbours
from ocrfix.order.homes import homes
from ocrfix.order.rules import rule_beside
from ocrfix.order.tiers import passed_by
from ocrfix.page import Box, Direction, Kind
from ocrfix.regions.kinds import Regions
from ocrfix.regions.part import Heading, Part
from ocrfix.regions.reach import through_white
from ocrfix.regions.scene import Rule, Scene
from ocrfix.settings.order import OrderSettings


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything on the page that two stacks can have between them, in one reading frame."""

    scene: Scene
    flow: tuple[Part, ...]
    headings: tuple[Heading, ...]
    reach: tuple[Box, ...]
    """Each heading's box, widened through the white beside it: the columns it can stand over."""
    above: tuple[Above, ...]
    boxes: tuple[int | None, ...]
    """For each flow part the closed frame it stands in."""
    spans: tuple[Box, ...]
    """Each flow part's box, as wide as its column where it is a short line in one."""
    alias: dict[int, int]
    """Small headings over a column beside a large one set across the text, which is the story's."""
    run_in: dict[int, int]
    """Subheads cut into a column, each with the part that stands beside it in its rows and is read next."""
    cells: tuple[int, ...]
    """For each flow part the ground between rules it stands in, 0 where that is not known."""
    ended: frozenset[int]
    """Flow parts that stand right above the headline of the next item of news in brief."""
    passed: dict[int, int | None]
    """Headings in mid-tier of a vertical page that text of the next tier runs past: stories run through the tiers
    there. Each with the part right before it in its own tier."""


def survey(scene: Scene, regions: Regions, settings: OrderSettings) -> Ground:
    """Look up from every flow part. A dark bar with a section's name divides like a rule."""
    scene = replace(scene, rules=(*scene.rules, *(Rule(bar, True, 1.0, False) for bar in regions.bars)))
    reach = tuple(_widened(h, scene, regions) for h in regions.headings)
    inside = homes(scene, regions, reach)
    boxes = {p.id: None if p.stack.frame is None else inside[p.stack.frame] for p in regions.flow}
    spans = tuple(_column_wide(k, regions.flow, scene) for k in range(len(regions.flow)))
    above = tuple(
        look_aside(p, scene, regions, boxes, look_up(p, span, scene, regions, reach, boxes))
        for p, span in zip(regions.flow, spans, strict=True)
    )
    above = with_neighbours(above, scene, regions)
    alias = _aliases(scene, regions, above)
    above = tuple(
        replace(a, heading=alias[a.heading]) if a.heading is not None and a.heading in alias else a for a in above
    )
    closed = tuple(boxes[p.id] for p in regions.flow)
    cells = tuple(_cell(p) for p in regions.flow)
    run_in = _run_in(regions.flow, closed, scene)
    ended = frozenset(k for k, p in enumerate(regions.flow) if p.id in regions.ended)
    passed = passed_by(scene, regions, closed, settings)
    return Ground(
        scene, regions.flow, regions.headings, reach, above, closed, spans, alias, run_in, cells, ended, passed
    )


def _widened(heading: Heading, scene: Scene, regions: Regions) -> Box:
    """A heading claims the white at its sides, up to the next print, rule or picture."""
    box = heading.box
    if heading.across:
        return box
    stops = [p.box for p in regions.flow]
    stops += [h.box for h in regions.headings if h is not heading]
    stops += [p.box for p, _ in regions.captions] + [p.box for p in regions.furniture]
    stops += list(scene.pictures) + [r.box for r in scene.rules if not r.level]
    return through_white(box, stops, heading.frame, scene)


def _column_wide(k: int, flow: Sequence[Part], scene: Scene) -> Box:
    """A short part's box widened to the column of running text right above or below it."""
    part = flow[k]
    box = part.box
    if len(part.stack.rows) > 2:
        return box
    near: list[tuple[float, int]] = []
    for n, other in enumerate(flow):
        white = max(other.box.top - box.bottom, box.top - other.box.bottom)
        inside = other.box.left - scene.em <= box.left and box.right <= other.box.right + scene.em
        if len(other.stack.rows) > 2 and inside and white < 4 * scene.em and other.stack.frame == part.stack.frame:
            near.append((white, n))
    if not near:
        return box
    wide = flow[min(near)[1]].box
    return Box(min(box.left, wide.left), box.top, max(box.right, wide.right), box.bottom)


def _aliases(scene: Scene, regions: Regions, above: Sequence[Above]) -> dict[int, int]:
    found: dict[int, int] = {}
    if scene.frame.direction is Direction.TTB:
        return found
    for part, look in zip(regions.flow, above, strict=True):
        if look.heading is None or look.via or regions.headings[look.heading].across:
            continue
        small = regions.headings[look.heading]
        for k, large in enumerate(regions.headings):
            beside = max(part.box.left - large.box.right, large.box.left - part.box.right)
            if (
                large.across
                and large.frame == small.frame
                and small.em < 0.7 * large.em
                and -scene.em < beside < 4 * scene.em
                and part.box.overlap_y(large.box) > 0.5 * min(part.box.height, large.box.height)
            ):
                found[look.heading] = k
    return found


def _run_in(flow: Sequence[Part], boxes: Sequence[int | None], scene: Scene) -> dict[int, int]:
    """Text beside a subhead, within the rows it takes up and in its column, which rows above or below show: the
    column goes on behind the subhead, not below."""
    found: dict[int, int] = {}
    for k, head in enumerate(flow):
        if head.kind is not Kind.SUBHEAD:
            continue
        beside = [
            (part.box.top, n)
            for n, part in enumerate(flow)
            if part.kind is not Kind.SUBHEAD
            and boxes[n] == boxes[k]
            and part.box.overlap_y(head.box) > 0.5 * min(part.box.height, head.box.height)
            and part.box.top > head.box.top - 1.5 * scene.em
            and -0.5 * scene.em < part.box.left - head.box.right < 3.0 * scene.em
            and not rule_beside(head.box, part.box, scene)
            and any(_spans(other.box, head.box, part.box, scene.em) for other in flow if len(other.stack.rows) > 1)
        ]
        if beside:
            found[k] = min(beside)[1]
    return found


def _spans(rows: Box, left: Box, right: Box, em: float) -> bool:
    """Whether rows right above or below two boxes reach over both."""
    both = left.union(right)
    near = max(both.top - rows.bottom, rows.top - both.bottom) < 2.0 * em
    return near and rows.overlap_x(both) > 0.9 * both.width


def _cell(part: Part) -> int:
    """The cell most lines of a part stand in."""
    found = [view.cell for view in part.stack.lines]
    return max(sorted(set(found)), key=found.count)


def is_running(part: Part) -> bool:
    """Text that fills columns, not a subhead, byline or note."""
    return part.kind is Kind.PARAGRAPH
