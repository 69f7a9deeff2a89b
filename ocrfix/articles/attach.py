"""Which article a caption belongs to: the one its picture stands in."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ocrfix.articles.group import Story
from ocrfix.order import Order
from ocrfix.page import Box
from ocrfix.regions.kinds import Regions
from ocrfix.settings.articles import ArticleSettings


def caption_owners(
    stories: Sequence[Story], order: Order, regions: Regions, settings: ArticleSettings
) -> tuple[int | None, ...]:
    """For each caption the index of its story, ``None`` on a page without any."""
    scene = order.ground.scene
    owners: list[int | None] = []
    for part, picture in regions.captions:
        box = scene.pictures[picture].union(part.box)
        owners.append(_owner(box, part.stack.frame, stories, order, settings))
    return tuple(owners)


def _owner(box: Box, frame: int | None, stories: Sequence[Story], order: Order, s: ArticleSettings) -> int | None:
    """The story with the least distance: text of one story at the picture's sides, a heading over it.

    Rules between count as distance; so does being in another box.
    """
    ground = order.ground
    em = ground.scene.em
    best: tuple[float, int] | None = None
    for n, story in enumerate(stories):
        cost = float("inf")
        facing = 0.0
        for part in story.parts(order):
            gap = _gap(box, part.box) + (s.caption_frame * em if part.stack.frame != frame else 0.0)
            gap += s.caption_rule * em * _ruled(box, part.box, order)
            cost = min(cost, gap)
            if gap < s.caption_near * em:
                facing += max(box.overlap_x(part.box) / box.width, box.overlap_y(part.box) / box.height)
        for k in story.headings:
            heading = ground.headings[k]
            reach = ground.reach[k]
            over = reach.overlap_x(box) > 0.7 * box.width and heading.box.top < box.top
            gap = _gap(box, heading.box) + (s.caption_frame * em if heading.frame != frame else 0.0)
            gap += s.caption_rule * em * _ruled(box, heading.box, order)
            cost = min(cost, gap + (0.0 if over else s.caption_aside * em))
            if over and gap < s.caption_under * em and _nothing_between(heading.box, box, story, stories, order):
                facing += 1.0
        rank = (cost - s.caption_facing * em * min(facing, 2.0), n)
        best = min(best, rank) if best is not None else rank
    return best[1] if best is not None else None


def _gap(a: Box, b: Box) -> float:
    dx = max(a.left - b.right, b.left - a.right, 0.0)
    dy = max(a.top - b.bottom, b.top - a.bottom, 0.0)
    return math.hypot(dx, dy)


def _ruled(a: Box, b: Box, order: Order) -> int:
    """Rules that lie between two boxes."""
    count = 0
    for rule in order.ground.scene.rules:
        if rule.of_picture:
            continue
        x, y = rule.box.center
        if rule.level:
            low, high = (a, b) if a.top < b.top else (b, a)
            between = low.center[1] < y < high.center[1] and low.bottom <= y + 4 and high.top >= y - 4
            count += between and rule.box.overlap_x(a) > 0.5 * min(a.width, rule.box.width)
        else:
            low, high = (a, b) if a.left < b.left else (b, a)
            between = low.right <= x + 4 and high.left >= x - 4
            count += between and rule.box.overlap_y(a) > 0.5 * min(a.height, rule.box.height)
    return count


def _nothing_between(heading: Box, box: Box, story: Story, stories: Sequence[Story], order: Order) -> bool:
    """Whether no other story's heading lies between a heading and a picture below it."""
    ground = order.ground
    return not any(
        heading.bottom <= ground.headings[k].box.top and ground.headings[k].box.bottom <= box.top
        and ground.headings[k].box.overlap_x(box) > 0.3 * box.width
        for other in stories if other is not story
        for k in other.headings
    )  # fmt: skip
