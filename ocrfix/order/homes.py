"""Frames: which are read by themselves, and which are a part of the story above them."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page import Box
from ocrfix.regions.kinds import Regions
from ocrfix.regions.scene import Scene


def homes(scene: Scene, regions: Regions, reach: Sequence[Box]) -> list[int | None]:
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
    around = _around(k, scene)
    met: list[tuple[float, bool, int | None]] = []
    for n, heading in enumerate(regions.headings):
        if heading.frame != k and _covers(reach[n], frame, scene) and _leads(frame, reach[n], k, regions):
            met.append((reach[n].bottom, heading.frame in around, heading.frame))
    for rule in scene.rules:
        outside = rule.box.center[1] < frame.top - 0.7 * scene.em
        if rule.level and outside and _covers(rule.box, frame, scene):
            met.append((rule.box.center[1], False, None))
    for part in regions.flow:
        near = frame.top - part.box.bottom < 8 * scene.em
        if part.stack.frame != k and near and _covers(part.box, frame, scene):
            met.append((part.box.bottom, part.stack.frame in around, part.stack.frame))
    if not met:
        return None
    _, text, found = max(met, key=lambda m: m[:2])
    return (found,) if text else None


def _around(k: int, scene: Scene) -> set[int | None]:
    """The frames around a frame, and the open page. Text in any other box is no story of this one."""
    found: set[int | None] = {None}
    at = scene.parents[k]
    while at is not None and at not in found:
        found.add(at)
        at = scene.parents[at]
    return found


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
