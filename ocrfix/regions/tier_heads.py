"""Headlines in the middle of a tier of a vertical page.

On a page set in tiers the stories often run on one after another, and a story begins where the one before ends, in
mid-tier: its headline looks like a subhead, which stands in the same place. Subheads are a little larger than the
text, or much smaller than the headline of their story; a headline in a tier is larger, has a kicker, or the text
below opens as news does. Each set-off line votes, and the page's habit is the sum of the votes: a page either lets
its stories run through the tiers or gives each its own ground under its own headline.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from ocrfix.page import Direction
from ocrfix.regions import wording
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.regions.subheads import column_of, fits, is_cut_in, is_label_of_briefs, make_head
from ocrfix.settings.regions import RegionSettings


def tier_heads(
    marked: Sequence[Stack], stacks: Sequence[Stack], scene: Scene, settings: RegionSettings
) -> tuple[set[str], set[str]]:
    """The ids of set-off lines of a vertical page that are headlines of stories which run through the tiers, and of
    those that such a page shows to be subheads.

    Args:
        marked: the set-off lines.
        stacks: all stacks but furniture, captions and what lies in pictures; ``marked`` among them.
    """
    if scene.frame.direction is not Direction.TTB:
        return set(), set()
    candidates = [
        s
        for s in marked
        if s.frame is None and not s.inverse and not is_label_of_briefs(s) and not is_cut_in(s, stacks, scene)
    ]
    pairs = {
        s.id: o for s in candidates for o in candidates if o is not s and make_head(s, o, scene, settings)
    }  # fmt: skip
    fitting = [s for s in candidates if fits(s, stacks, scene, settings) or s.id in pairs]
    inside = [s for s in fitting if any(_runs_on(x, stacks, scene, settings) for x in (s, pairs.get(s.id, s)))]
    most = settings.tier_habit_most
    double = sum(s.id in pairs for s in inside) / 2
    bare = settings.tier_bare * max(0.0, double / max(1.0, len(inside) - double) - settings.tier_bare_share)
    votes = {
        s.id: _vote(s, stacks, scene, settings) + (settings.tier_kicker if s.id in pairs else -bare) for s in fitting
    }
    whole = sum(votes[s.id] for s in inside)
    habit = {
        s.id: max(-most, min(most, settings.tier_habit * (whole - (votes[s.id] if s in inside else 0.0))))
        for s in fitting
    }
    heads = {s.id for s in fitting if votes[s.id] + habit[s.id] > 0}
    single = [s.id in heads for s in inside if s.id not in pairs]
    runs = sum(single) >= max(2.0, settings.tier_share * len(single))
    first = {s.id for s in fitting if runs and s not in inside and _is_first(s, stacks, settings)}
    told = {s.id for s in inside if runs and s.id not in pairs}
    return heads & ({s.id for s in inside} | first), (told | first) - heads


def _is_first(stack: Stack, stacks: Sequence[Stack], settings: RegionSettings) -> bool:
    """Whether nothing at all stands over it, but for a kicker."""
    over = [
        s
        for s in stacks
        if s is not stack
        and s.frame == stack.frame
        and s.box.bottom <= stack.box.top + 0.5 * stack.em
        and s.box.overlap_x(stack.box) > 0.3 * stack.box.width
    ]
    return all(len(s.rows) == 1 and len(s.text.strip()) <= settings.kicker_characters and s.em < stack.em for s in over)


def _vote(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> float:
    """Nats for a headline against a subhead."""
    size = settings.tier_size * math.log(stack.em / scene.em / settings.tier_subhead)
    vote = max(-settings.tier_size_most, min(settings.tier_size_most, size))
    below = [
        s
        for s in column_of(stack, stacks, scene, settings)
        if s.em < stack.em and -0.5 * stack.em < s.box.top - stack.box.bottom < settings.subhead_white * scene.em
    ]
    first = min(below, key=lambda s: s.box.top, default=None)
    if first is not None and wording.DATELINE.search(first.text.strip()):
        vote += settings.tier_dateline
    over = _headline_over(stack, stacks, scene, settings)
    if over is not None:
        larger = settings.tier_larger * math.log(over.em / scene.em / settings.tier_headline)
        vote -= max(0.0, min(settings.tier_larger_most, larger))
    return vote


def _runs_on(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """Whether running text stands right above it in its tier."""
    return any(
        len(s.rows) >= 2
        and s.em < stack.em
        and -0.5 * stack.em < stack.box.top - s.box.bottom < settings.subhead_white * scene.em
        for s in column_of(stack, stacks, scene, settings)
    )


def _headline_over(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> Stack | None:
    """The nearest headline over a line, in its tier."""
    over = [
        s
        for s in stacks
        if s is not stack
        and not s.across
        and s.frame == stack.frame
        and s.em >= settings.heading_ratio * scene.em
        and len(s.rows) <= settings.heading_rows
        and s.box.bottom <= stack.box.top + 0.5 * stack.em
        and s.box.overlap_x(stack.box) > 0.5 * stack.box.width
    ]
    return max(over, key=lambda s: (s.box.bottom, s.em), default=None)
