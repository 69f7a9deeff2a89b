"""The ground between parts: what lies above a stack, and what separates two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.page import Box, Kind
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


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything on the page that two stacks can have between them, in one reading frame."""

    scene: Scene
    flow: tuple[Part, ...]
    headings: tuple[Heading, ...]
    reach: tuple[Box, ...]
    """Each heading's box, widened through the white beside it: the columns it can stand over."""
    above: tuple[Above, ...]


def survey(scene: Scene, regions: Regions) -> Ground:
    """Look up from every flow part."""
    reach = tuple(_widened(h, scene, regions) for h in regions.headings)
    above = tuple(_look_up(p, scene, regions, reach) for p in regions.flow)
    return Ground(scene, regions.flow, regions.headings, reach, above)


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


def _look_up(part: Part, scene: Scene, regions: Regions, reach: Sequence[Box]) -> Above:
    """Obstacles over the middle of a stack, from its top upwards."""
    box, em = part.box, scene.em
    slack = min(0.25 * box.width, 2.0 * em)
    left, right = box.left + slack, box.right - slack
    ceiling = 0.0
    frame = scene.frames[part.stack.frame] if part.stack.frame is not None else None
    if frame is not None:
        ceiling = frame.top
    met: list[tuple[float, str, int]] = []

    def over(other: Box, share: float) -> bool:
        shared = min(other.right, right) - max(other.left, left)
        return shared > share * (right - left) and other.bottom <= box.top + 0.6 * part.em and other.bottom > ceiling

    for k, other in enumerate(regions.flow):
        if other is not part and other.stack.frame == part.stack.frame and over(other.box, 0.25):
            met.append((other.box.bottom, "flow", k))
    for k, heading in enumerate(regions.headings):
        if heading.frame == part.stack.frame and over(reach[k], 0.25):
            met.append((heading.box.bottom, "heading", k))
    for k, rule in enumerate(scene.rules):
        if rule.level and not rule.of_picture and over(rule.box, 0.6):
            met.append((rule.box.center[1], "rule", k))
    for k, picture in enumerate(scene.pictures):
        if over(picture, 0.3):
            met.append((picture.bottom, "picture", k))
    via: list[int] = []
    crossed = False
    met.sort(key=lambda m: (-m[0], m[1], m[2]))
    for n, (y, what, k) in enumerate(met):
        if what == "heading":
            return Above(k, tuple(via), False, crossed)
        if what == "flow":
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
    return Above(None, tuple(via), frame is not None, crossed)


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
