"""Tiers of a vertical page: whether a heading has ground of its own in the tiers below, or stories run through."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.order.rules import rule_across
from ocrfix.page import Box, Direction
from ocrfix.regions.kinds import Regions
from ocrfix.regions.scene import Scene
from ocrfix.settings.order import OrderSettings


def passed_by(
    scene: Scene, regions: Regions, homes: Sequence[int | None], settings: OrderSettings
) -> dict[int, int | None]:
    """The headings that text of the next tier runs past, each with the flow part right before it in its own tier.

    A story with ground of its own ends in every tier where that ends: the text of the next story, beside it,
    begins at one height in all of its tiers. Text that runs past a heading in the tier above, in a tier that begins
    where that one does, belongs to no ground under that heading.
    """
    found: dict[int, int | None] = {}
    if scene.frame.direction is not Direction.TTB:
        return found
    for k, heading in enumerate(regions.headings):
        if heading.across:
            continue
        members = [p.box for n, p in enumerate(regions.flow) if homes[n] == heading.frame]
        members += [h.box for h in regions.headings if h.frame == heading.frame and not h.across]
        top = tier_top(heading.box, members, scene, settings)
        before = _before(heading.box, heading.frame, regions, homes, settings.tier_white * scene.em)
        foot = heading.box.right if before is None else max(heading.box.right, regions.flow[before].box.right)
        if any(
            homes[n] == heading.frame
            and _runs_past(part.box, heading.box, foot, scene.em, settings)
            and abs(tier_top(part.box, members, scene, settings) - top) < settings.tier_level * scene.em
            for n, part in enumerate(regions.flow)
        ):
            found[k] = before
    return found


def tier_top(box: Box, members: Sequence[Box], scene: Scene, settings: OrderSettings) -> float:
    """Where a tier begins: the top of what follows from above down to ``box`` without a gap or rule."""
    at = box
    while True:
        over = [
            b
            for b in members
            if b.overlap_x(box) > 0.5 * min(b.width, box.width)
            and b.top < at.top
            and -scene.em < at.top - b.bottom < settings.tier_white * scene.em
            and not rule_across(b, at, scene)
        ]
        if not over:
            return at.top
        at = max(over, key=lambda b: b.bottom)


def _runs_past(box: Box, heading: Box, foot: float, em: float, settings: OrderSettings) -> bool:
    next_tier = heading.center[0] < box.left and box.left - foot < settings.tier_white * em
    past = settings.tier_run_past * em
    return next_tier and box.top < heading.top - past and box.bottom > heading.bottom + past


def _before(heading: Box, frame: int | None, regions: Regions, homes: Sequence[int | None], white: float) -> int | None:
    near = [
        (part.box.bottom, n)
        for n, part in enumerate(regions.flow)
        if homes[n] == frame
        and part.box.overlap_x(heading) > 0.5 * min(part.box.width, heading.width)
        and -0.25 * white < heading.top - part.box.bottom < white
    ]
    return max(near)[1] if near else None
