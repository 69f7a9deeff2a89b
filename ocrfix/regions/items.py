"""News in brief: columns of items, each under a head of its own in one style.

An item's head looks like a subhead: a set-off line in its column, text right above and below. What tells
them apart is what the column begins with. A subhead divides a story that has a headline, which is larger
and stands above; a column that begins with a head of the very same style has none, so its heads are the
headlines of its items.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.regions import wording
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.regions.subheads import alike, column_of, ground_box
from ocrfix.settings.regions import RegionSettings


def item_heads(marked: Sequence[Stack], stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> set[str]:
    """The ids of set-off lines that head items of news in brief.

    Args:
        marked: the set-off lines.
        stacks: all stacks but furniture, captions and what lies in pictures; ``marked`` among them.
    """
    ids = {s.id for s in marked}
    found: set[str] = set()
    for stack in marked:
        if stack.across or is_section_label(stack):
            continue
        run = _run_above(stack, stacks, scene, settings)
        first = run[-1]
        if first is stack or first.id not in ids or not alike(stack, first, settings):
            continue
        if not _under_larger(first, stacks, scene, settings):
            found |= {stack.id, first.id}
    return found


def section_labels(items: set[str], stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> set[str]:
    """The ids of labels over columns of items: they name the section, no item."""
    heads = [s for s in stacks if s.id in items]
    return {
        s.id
        for s in stacks
        if is_section_label(s)
        and any(
            h.box.overlap_x(ground_box(s, scene, settings)) > 0.5 * s.box.width
            and -0.5 * scene.em < h.box.top - s.box.bottom < settings.item_white * scene.em
            for h in heads
        )
    }


def is_section_label(stack: Stack) -> bool:
    """A word or two on a dark bar that name a section."""
    return stack.inverse and len(stack.rows) == 1 and wording.BRIEFS.match(stack.text.strip()) is not None


def _run_above(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> list[Stack]:
    """The stack and those over it in its column, upwards, as far as no rule, picture or label parts them."""
    run = [stack]
    while True:
        last = run[-1]
        above = [
            s
            for s in column_of(last, stacks, scene, settings)
            if s.box.bottom <= last.box.top + 0.5 * last.em and not is_section_label(s) and s not in run
        ]
        nearest = max(above, key=lambda s: s.box.bottom, default=None)
        if nearest is None or _parted(nearest, last, scene, settings):
            return run
        run.append(nearest)


def _parted(upper: Stack, lower: Stack, scene: Scene, settings: RegionSettings) -> bool:
    if lower.box.top - upper.box.bottom > settings.item_white * scene.em:
        return True
    return _rule_between(upper, lower, scene) or any(
        upper.box.bottom - scene.em < p.center[1] < lower.box.top + scene.em
        and p.overlap_x(lower.box) > 0.5 * lower.box.width
        for p in scene.pictures
    )


def _rule_between(upper: Stack, lower: Stack, scene: Scene) -> bool:
    """Whether a rule as wide as the column stands between two stacks."""
    wide = max(upper.box.width, lower.box.width)
    box = upper.box if upper.box.width > lower.box.width else lower.box
    return any(
        r.level
        and upper.box.bottom - 0.3 * scene.em < r.box.center[1] < lower.box.top + 0.3 * scene.em
        and r.box.overlap_x(box) > 0.6 * wide
        for r in scene.rules
    )


def _under_larger(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """Whether a larger heading stands over a column's head, with nothing in between."""
    box = ground_box(stack, scene, settings)
    over = [
        s
        for s in stacks
        if s is not stack
        and not is_section_label(s)
        and s.frame == stack.frame
        and s.box.bottom <= stack.box.top + 0.5 * stack.em
        and s.box.overlap_x(box) > 0.5 * min(box.width, s.box.width)
    ]
    larger = [s for s in over if s.em > stack.em / settings.style_step and s.em >= settings.subhead_ratio * scene.em]
    return any(not _rule_between(s, stack, scene) for s in larger)
