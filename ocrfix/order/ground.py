"""The ground between parts: what lies above a stack, and what separates two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ocrfix.page import Box, Direction, Kind
from ocrfix.regions.kinds import Regions
from ocrfix.regions.part import Heading, Part
from ocrfix.regions.scene import Scene

Edges = npt.NDArray[np.float64]
"""Boxes as an array of shape (n, 4): left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Above:
    """What a look upwards from a stack meets, up to the first heading or rule.

    ``heading`` is the governing heading's index, ``via`` the flow parts in between (nearest first),
    ``ruled`` whether a rule or a box's edge ended the look, ``picture`` whether one was crossed.
    """

    heading: int | None
    via: tuple[int, ...]
    ruled: bool
    picture: bool
    beside: tuple[int, ...] = ()
    """Flow parts between the part and a heading that is set across the text."""


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


def survey(scene: Scene, regions: Regions) -> Ground:
    """Look up from every flow part."""
    reach = tuple(_widened(h, scene, regions) for h in regions.headings)
    homes = _homes(scene, regions, reach)
    boxes = {p.id: None if p.stack.frame is None else homes[p.stack.frame] for p in regions.flow}
    above = tuple(
        _look_aside(p, scene, regions, boxes, _look_up(p, scene, regions, reach, boxes)) for p in regions.flow
    )
    above = _with_neighbours(above, scene, regions)
    alias = _aliases(scene, regions, above)
    above = tuple(
        replace(a, heading=alias[a.heading]) if a.heading is not None and a.heading in alias else a for a in above
    )
    homes_of = tuple(boxes[p.id] for p in regions.flow)
    spans = tuple(_column_wide(k, regions.flow, scene) for k in range(len(regions.flow)))
    return Ground(scene, regions.flow, regions.headings, reach, above, homes_of, spans, alias)


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


def _with_neighbours(above: Sequence[Above], scene: Scene, regions: Regions) -> tuple[Above, ...]:
    """Columns in a row with one that stands beside a headline set across the text are that story's, too,
    as far as they begin at one height and have no heading of their own."""
    found = list(above)
    if scene.frame.direction is Direction.TTB:
        return tuple(found)
    changed = True
    while changed:
        changed = False
        for k, part in enumerate(regions.flow):
            if found[k].heading is not None or found[k].via:
                continue
            for n, other in enumerate(regions.flow):
                heading = found[n].heading
                if heading is None or not regions.headings[heading].across or found[n].via:
                    continue
                gutter = max(other.box.left - part.box.right, part.box.left - other.box.right)
                level = abs(other.box.top - part.box.top) < 2 * scene.em
                if level and -scene.em < gutter < 4 * scene.em and part.stack.frame == other.stack.frame:
                    found[k] = replace(found[k], heading=heading, beside=(n,))
                    changed = True
                    break
    return tuple(found)


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


def _homes(scene: Scene, regions: Regions, reach: Sequence[Box]) -> list[int | None]:
    """For each frame the closed frame its content is read in.

    Frames are closed, that is read by themselves, when they have a heading in them or stand under no
    heading (adverts). Others are a part of the story above them (a lead, a pull quote, the figures of a
    table ruled off from its text) and are read where that is.
    """
    headed = {h.frame for h in regions.headings if h.frame is not None}
    above: dict[int, int | None] = {}
    for k, frame in enumerate(scene.frames):
        if k not in headed:
            nearest = _over_frame(k, frame, scene, regions, reach)
            if nearest is not None:
                above[k] = nearest[0]

    def home(frame: int | None) -> int | None:
        seen = set()
        while frame is not None and frame in above and frame not in seen:
            seen.add(frame)
            frame = above[frame]
        return frame

    return [home(k) for k in range(len(scene.frames))]


def _over_frame(k: int, frame: Box, scene: Scene, regions: Regions, reach: Sequence[Box]) -> tuple[int | None] | None:
    """The frame of the text right over a frame without heading; ``None`` when a rule or nothing is there."""
    met: list[tuple[float, bool, int | None]] = []
    for n, heading in enumerate(regions.headings):
        if heading.frame != k and _covers(reach[n], frame, scene) and _leads(frame, reach[n], k, regions):
            met.append((reach[n].bottom, True, heading.frame))
    for rule in scene.rules:
        outside = rule.box.center[1] < frame.top - 0.7 * scene.em
        if rule.level and outside and _covers(rule.box, frame, scene):
            met.append((rule.box.center[1], False, None))
    for part in regions.flow:
        near = frame.top - part.box.bottom < 8 * scene.em
        if part.stack.frame != k and near and _covers(part.box, frame, scene):
            met.append((part.box.bottom, True, part.stack.frame))
    if not met:
        return None
    _, text, found = max(met, key=lambda m: m[:2])
    return (found,) if text else None


def _leads(frame: Box, reach: Box, k: int, regions: Regions) -> bool:
    """Whether a frame stands first under a heading, where a lead is set; further along it is a sidebar."""
    under = [
        p.box.left
        for p in regions.flow
        if p.stack.frame != k and p.box.top >= reach.bottom - p.em and reach.left <= p.box.center[0] <= reach.right
    ]
    return not under or frame.left - min(under) < 0.5 * frame.width


def _covers(box: Box, frame: Box, scene: Scene) -> bool:
    """Whether a box stands over most of a frame's width."""
    return box.bottom <= frame.top + scene.em and box.overlap_x(frame) > 0.6 * frame.width


def edges(boxes: Sequence[Box]) -> Edges:
    return np.array([b.edges for b in boxes], dtype=np.float64).reshape(-1, 4)


def _widened(heading: Heading, scene: Scene, regions: Regions) -> Box:
    """A heading claims the white at its sides, up to the next print, rule or picture."""
    box = heading.box
    if heading.across:
        return box
    top, bottom = box.top + 0.15 * box.height, box.bottom - 0.15 * box.height
    stops = [p.box for p in regions.flow]
    stops += [h.box for h in regions.headings if h is not heading]
    stops += [p.box for p, _ in regions.captions] + [p.box for p in regions.furniture]
    stops += list(scene.pictures) + [r.box for r in scene.rules if not r.level]
    left, right = 0.0, scene.width
    inside = None
    if heading.frame is not None:
        inside = scene.frames[heading.frame]
        left, right = max(left, inside.left), min(right, inside.right)
    for stop in stops:
        if min(stop.bottom, bottom) - max(stop.top, top) <= 0.2 * min(stop.height, bottom - top):
            continue
        if stop.right <= box.left + scene.em:
            left = max(left, stop.right)
        elif stop.left >= box.right - scene.em:
            right = min(right, stop.left)
    for frame in scene.frames:
        if inside is not None and frame == inside:
            continue
        if frame.overlap_y(box) > 0.2 * box.height:
            if frame.right <= box.left + scene.em:
                left = max(left, frame.right)
            elif frame.left >= box.right - scene.em:
                right = min(right, frame.left)
    return Box(min(left, box.left), box.top, max(right, box.right), box.bottom)


def _look_up(
    part: Part, scene: Scene, regions: Regions, reach: Sequence[Box], boxes: Mapping[str, int | None]
) -> Above:
    """Obstacles over the middle of a stack, from its top upwards."""
    box, em = part.box, scene.em
    slack = min(0.25 * box.width, 2.0 * em)
    left, right = box.left + slack, box.right - slack
    ceiling = 0.0
    home = boxes[part.id]
    frame = scene.frames[home] if home is not None else None
    if frame is not None:
        ceiling = frame.top
    met: list[tuple[float, str, int]] = []

    def over(other: Box, share: float) -> bool:
        shared = min(other.right, right) - max(other.left, left)
        return shared > share * (right - left) and other.bottom <= box.top + 0.6 * part.em and other.bottom > ceiling

    for k, other in enumerate(regions.flow):
        if other is not part and boxes[other.id] == home and over(other.box, 0.25):
            met.append((other.box.bottom, "flow", k))
    for k, heading in enumerate(regions.headings):
        if heading.frame == home and over(reach[k], 0.25):
            met.append((heading.box.bottom, "heading", k))
    for k, rule in enumerate(scene.rules):
        if rule.level and not rule.of_picture and over(rule.box, 0.6) and not _open_side(rule.box, part, home, scene):
            met.append((rule.box.center[1], "rule", k))
    for k, picture in enumerate(scene.pictures):
        if over(picture, 0.3):
            met.append((picture.bottom, "picture", k))
    via: list[int] = []
    crossed = False
    beside: int | None = None
    met.sort(key=lambda m: (-m[0], m[1], m[2]))
    for n, (y, what, k) in enumerate(met):
        if what == "heading":
            own = min(regions.headings[k].box.right, right) - max(regions.headings[k].box.left, left)
            if own > 0.05 * (right - left):
                return Above(k, tuple(via), False, crossed)
            # It reaches here only through the white at its side: one right above has the better claim.
            beside = k if beside is None else beside
        elif beside is not None:
            break
        elif what == "flow":
            via.append(k)
        elif what == "picture":
            crossed = True
        elif what == "rule":
            nearby = [m for m in met[n + 1 :] if y - m[0] < 2.5 * em and m[1] == "heading"]
            if nearby and not via:
                return Above(nearby[0][2], tuple(via), False, crossed)
            if _picture_edge(y, scene, box):
                continue
            return Above(None, tuple(via), True, crossed)
    if beside is not None:
        return Above(beside, tuple(via), False, crossed)
    return Above(None, tuple(via), frame is not None, crossed)


def _look_aside(part: Part, scene: Scene, regions: Regions, boxes: Mapping[str, int | None], above: Above) -> Above:
    """What stands under no heading may stand beside one that is set across the text: below a horizontal
    headline of a vertical page; at either side of a vertical headline of a horizontal page."""
    if above.heading is not None or not any(h.across for h in regions.headings):
        return above
    box, home = part.box, boxes[part.id]
    best: tuple[float, int, tuple[int, ...]] | None = None
    for k, heading in enumerate(regions.headings):
        if not heading.across or heading.frame != home:
            continue
        before = heading.box.right <= box.left + scene.em
        after = heading.box.left >= box.right - scene.em and scene.frame.direction is not Direction.TTB
        shared = box.overlap_y(heading.box)
        if not (before or after) or shared < 0.3 * min(box.height, heading.box.height):
            continue
        span = (heading.box.right, box.left) if before else (box.right, heading.box.left)
        between = tuple(
            n
            for n, other in enumerate(regions.flow)
            if other is not part
            and boxes[other.id] == home
            and span[0] - scene.em < other.box.center[0] < span[1] + scene.em
            and other.box.overlap_y(box) > 0.3 * min(box.height, other.box.height)
        )
        aside = scene.frame.direction is not Direction.TTB
        if aside and between and rule_beside(box, heading.box, scene):
            continue
        columns = max((regions.flow[n].box.width for n in between), default=0.0) * min(len(between), 3)
        if aside and span[1] - span[0] > columns + 5 * scene.em:
            continue
        rank = (span[1] - span[0], k, between)
        best = min(best, rank) if best is not None else rank
    if best is None:
        return above
    nearer = tuple(n for n in above.via if regions.flow[n].box.bottom > regions.headings[best[1]].box.top - scene.em)
    return Above(best[1], nearer, above.ruled, above.picture, best[2])


def _open_side(rule: Box, part: Part, home: int | None, scene: Scene) -> bool:
    """A rule that is a side of an open frame around the part does not end its story."""
    if part.stack.frame is None or part.stack.frame == home:
        return False
    box = scene.frames[part.stack.frame]
    return min(abs(rule.center[1] - box.top), abs(rule.center[1] - box.bottom)) < 0.7 * scene.em


def _picture_edge(y: float, scene: Scene, box: Box) -> bool:
    """A rule that lies on a picture's edge is the picture's frame."""
    return any(
        min(abs(p.top - y), abs(p.bottom - y)) < 0.7 * scene.em and p.overlap_x(box) > 0.3 * box.width
        for p in scene.pictures
    )


def rule_beside(a: Box, b: Box, scene: Scene) -> bool:
    """Whether an upright rule stands between two boxes that face each other."""
    left, right = (a, b) if a.center[0] < b.center[0] else (b, a)
    top, bottom = max(a.top, b.top), min(a.bottom, b.bottom)
    if bottom <= top:
        top, bottom = min(a.bottom, b.bottom), max(a.top, b.top)
    for rule in scene.rules:
        if rule.level or rule.of_picture:
            continue
        x = rule.box.center[0]
        covered = min(bottom, rule.box.bottom) - max(top, rule.box.top)
        if left.right - scene.em < x < right.left + scene.em and covered > 0.5 * max(bottom - top, 1.0):
            return True
    return False


def rule_across(a: Box, b: Box, scene: Scene) -> bool:
    """Whether a level rule lies between a box and one below it."""
    upper, lower = (a, b) if a.center[1] < b.center[1] else (b, a)
    left, right = min(a.left, b.left), max(a.right, b.right)
    return any(
        r.level
        and not r.of_picture
        and upper.bottom - scene.em < r.box.center[1] < lower.top + scene.em
        and min(r.box.right, right) - max(r.box.left, left) > 0.5 * (right - left)
        for r in scene.rules
    )


def is_running(part: Part) -> bool:
    """Text that fills columns, not a subhead, byline or note."""
    return part.kind is Kind.PARAGRAPH
