"""What stands over a part: its heading, the text in between, rules and pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ocrfix.order.rules import rule_beside
from ocrfix.page import Box, Direction
from ocrfix.regions.kinds import Regions
from ocrfix.regions.part import Part
from ocrfix.regions.scene import Scene


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


def look_up(
    part: Part, box: Box, scene: Scene, regions: Regions, reach: Sequence[Box], boxes: Mapping[str, int | None]
) -> Above:
    """Obstacles over the middle of a stack, from its top upwards. ``box`` is the stack's, as wide as its
    column."""
    em = scene.em
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
        # On a slanted page the byline in the middle below a headline stands lower than the row beside it.
        wide = reach[k]
        if 0.6 * part.em < wide.bottom - box.top < 1.6 * part.em:
            wide = Box(wide.left, wide.top, wide.right, max(heading.main.box.bottom, wide.top + 1))
        if heading.frame == home and over(wide, 0.25):
            met.append((wide.bottom, "heading", k))
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


def look_aside(part: Part, scene: Scene, regions: Regions, boxes: Mapping[str, int | None], above: Above) -> Above:
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


def with_neighbours(above: Sequence[Above], scene: Scene, regions: Regions) -> tuple[Above, ...]:
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
