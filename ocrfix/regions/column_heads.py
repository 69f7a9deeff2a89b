"""What a set-off line at the head of a column is: the headline of an item, or a subhead.

Both look alike: a line in its column with text right below. What stands over the column tells. A subhead
divides a story that has a headline, which is larger, stands above and spans the column; a column that begins
with a set-off line under no such headline is news in brief, and the lines of the very same style in it are
the headlines of its items.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page import Box, Direction, enclosing
from ocrfix.regions import wording
from ocrfix.regions.reach import through_white
from ocrfix.regions.rows import level_rule_between
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.regions.subheads import alike, column_of, fits, ground_box, says_briefs
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
        if _under_label(first, stacks, scene, settings):
            found.add(stack.id)
        if first is stack or first.id not in ids or not alike(stack, first, settings):
            continue
        over = _larger_over(first, stacks, scene, settings, settings.band_rule)
        if not over and not _headed_aside(first, stacks, scene, settings):
            found |= {stack.id, first.id}
    heads = [s for s in marked if s.id in found]
    return found | {s.id for s in marked if s.id not in found and _goes_on(s, heads, stacks, scene, settings)}


def _goes_on(
    stack: Stack, heads: Sequence[Stack], stacks: Sequence[Stack], scene: Scene, settings: RegionSettings
) -> bool:
    """Whether the same column has the head of an item in the very same style further up, and no larger heading in
    between: a fold or a gap divides the column, not the news in brief."""
    if stack.across or is_section_label(stack):
        return False
    over = [
        h
        for h in heads
        if h.frame == stack.frame
        and h.box.bottom <= stack.box.top
        and abs(h.box.left - stack.box.left) < scene.em
        and alike(stack, h, settings)
    ]
    if not over:
        return False
    nearest = max(over, key=lambda h: h.box.bottom)
    return not any(
        s.em > stack.em / settings.style_step
        and nearest.box.bottom < s.box.center[1] < stack.box.top
        and s.box.overlap_x(stack.box) > 0.5 * min(s.box.width, stack.box.width)
        for s in stacks
    )


def subheads_under_headline(
    marked: Sequence[Stack], stacks: Sequence[Stack], scene: Scene, settings: RegionSettings
) -> set[str]:
    """The ids of set-off lines that begin a later column of a story, under the headline over its columns or beside
    one that is set across the text.

    A deck stands in the middle of its headline, or where that begins; the text of the columns at both sides begins
    below it.
    """
    found: set[str] = set()
    for stack in marked:
        if (
            stack.across
            or stack.frame is not None
            or is_section_label(stack)
            or wording.is_byline(stack.text.strip())
            or not fits(stack, stacks, scene, settings)
        ):
            continue
        above = _run_above(stack, stacks, scene, settings)[1:]
        if any(len(s.rows) > 1 or not wording.is_byline(s.text.strip()) for s in above):
            continue
        if _headed_aside(stack, stacks, scene, settings):
            found.add(stack.id)
            continue
        box = ground_box(stack, scene, settings)
        column = _column_width(stack, stacks, scene, settings)
        for head in _larger_over(stack, stacks, scene, settings, settings.column_rule):
            aside = abs(head.box.center[0] - box.center[0]) > settings.deck_off_middle * stack.em
            aside = aside or _level_with_text(stack, column, stacks, scene)
            later = box.left - head.box.left > 0.5 * column
            near = box.top - head.box.bottom < settings.under_headline * scene.em
            reach = _reach(head, stacks, scene)
            if aside and later and near and reach.right > box.right and reach.width > 1.5 * column:
                found.add(stack.id)
    return found


def _level_with_text(stack: Stack, width: float, stacks: Sequence[Stack], scene: Scene) -> bool:
    """Whether columns of text at its left and at its right begin where a line stands, or higher."""
    box, em = stack.box, scene.em
    beside = [
        s.box
        for s in stacks
        if len(s.rows) >= 3
        and s.box.top <= box.bottom
        and s.box.bottom >= box.bottom + em
        and s.box.width < 1.5 * width
    ]
    left = any(-0.5 * em < box.left - b.right < width for b in beside)
    return left and any(-0.5 * em < b.left - box.right < width for b in beside)


def items_before(
    text: Sequence[Stack], heads: Sequence[Stack], scene: Scene, settings: RegionSettings
) -> frozenset[str]:  # fmt: skip
    """The ids of texts right above the headline of an item of their column: the item before ends with them.

    Of vertical pages nothing is said: text runs through the tiers past small heads set into them.
    """
    if scene.frame.direction is Direction.TTB:
        return frozenset()
    em = scene.em
    return frozenset(
        s.id
        for s in text
        for head in heads
        if -0.5 * em < head.box.top - s.box.bottom < settings.item_white * em
        and head.box.overlap_x(s.box) > 0.5 * min(head.box.width, s.box.width)
        and head.box.width < s.box.width + settings.item_white * em
    )


def section_labels(items: set[str], stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> set[str]:
    """The ids of labels over columns of items: they name the section, no item."""
    heads = [s for s in stacks if s.id in items]
    return {
        s.id
        for s in stacks
        if is_section_label(s)
        and any(
            h.box.overlap_x(ground_box(s, scene, settings)) > 0.5 * s.box.width
            and (white := h.box.top - s.box.bottom) > -0.5 * scene.em
            and (white < settings.item_white * scene.em or says_briefs(s))
            for h in heads
        )
    }


def is_section_label(stack: Stack) -> bool:
    """A word or two that name a section: on a dark bar, or by what they say (news in brief)."""
    named = says_briefs(stack) or (stack.inverse and wording.BRIEFS.match(stack.text.strip()) is not None)
    return len(stack.rows) == 1 and named


def _under_label(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """Whether a label that says news in brief stands right over a column's head."""
    return any(
        says_briefs(s)
        and is_section_label(s)
        and ground_box(s, scene, settings).overlap_x(stack.box) > 0.5 * min(s.box.width, stack.box.width)
        and -0.5 * scene.em < stack.box.top - s.box.bottom < settings.item_white * scene.em
        for s in stacks
        if s is not stack
    )


def _run_above(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> list[Stack]:
    """The stack and those over it in its column, upwards, as far as no rule, picture or label parts them."""
    run = [stack]
    larger = [s for s in stacks if s.em > stack.em / settings.style_step and s.em >= settings.heading_ratio * scene.em]
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
        if any(nearest.box.bottom < s.box.center[1] < last.box.top for s in larger if s.box.overlap_x(last.box) > 0):
            return run
        run.append(nearest)


def _parted(upper: Stack, lower: Stack, scene: Scene, settings: RegionSettings) -> bool:
    if lower.box.top - upper.box.bottom > settings.item_white * scene.em:
        return True
    wide = settings.column_rule * max(upper.box.width, lower.box.width)
    return level_rule_between(upper.box.bottom, lower.box.top, lower.box, scene, 0.6, wide) or any(
        upper.box.bottom - scene.em < p.center[1] < lower.box.top + scene.em
        and p.overlap_x(lower.box) > 0.5 * lower.box.width
        for p in scene.pictures
    )


def _column_width(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> float:
    """Width of the widest stack in the column of a heading; its own where it stands alone."""
    own = ground_box(stack, scene, settings).width
    return max((s.box.width for s in column_of(stack, stacks, scene, settings)), default=own)


def _larger_over(
    stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings, rule: float
) -> list[Stack]:
    """The larger headings that stand over a column's head, with no rule of this width in between."""
    box = ground_box(stack, scene, settings)
    over = [
        s
        for s in stacks
        if s is not stack
        and not is_section_label(s)
        and s.frame == stack.frame
        and s.em > stack.em / settings.style_step
        and s.em >= settings.subhead_ratio * scene.em
        and s.box.bottom <= stack.box.top + 0.5 * stack.em
    ]
    larger = [
        s
        for s in over
        if s.box.overlap_x(box) > 0.5 * min(box.width, s.box.width)
        or (s.em >= settings.heading_ratio * scene.em and _reach(s, stacks, scene).overlap_x(box) > 0.5 * box.width)
    ]
    width = rule * _column_width(stack, stacks, scene, settings)
    return [s for s in larger if not level_rule_between(s.box.bottom, box.top, box, scene, 0.6, width)]


def _reach(head: Stack, stacks: Sequence[Stack], scene: Scene) -> Box:
    """A headline's box widened through the white at its sides: the columns it can stand over."""
    stops = [s.box for s in stacks if s is not head] + list(scene.pictures)
    stops += [r.box for r in scene.rules if not r.level]
    return through_white(head.box, stops, head.frame, scene)


def _headed_aside(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """Whether the column that begins with this line is one of those at a side of a headline set across the text:
    next to it, or level with the columns in between."""
    if scene.frame.direction is Direction.TTB:
        return False
    em = scene.em
    level = [s for s in stacks if s.frame == stack.frame and not s.across]
    tops = [s.box for s in level if abs(s.box.top - stack.box.top) < 2 * em]
    below = [s.box for s in column_of(stack, stacks, scene, settings) if s.box.top >= stack.box.bottom - 0.5 * em]
    column = enclosing([stack.box, *below])

    def leads_to(head: Box, edges: Box, left: Sequence[Box]) -> bool:
        if -em < max(head.left - edges.right, edges.left - head.right) < settings.beside_headline * em:
            return True
        toward = [b for b in left if (b.center[0] - edges.center[0]) * (head.center[0] - edges.center[0]) > 0]
        near = [b for b in toward if max(b.left - edges.right, edges.left - b.right) < settings.beside_headline * em]
        return any(leads_to(head, b, [c for c in toward if c is not b]) for b in near if b != edges)

    return any(
        leads_to(s.box, column, tops)
        for s in stacks
        if s.across
        and s.frame == stack.frame
        and s.em >= settings.heading_ratio * em
        and s.em > stack.em / settings.style_step
        and s.box.overlap_y(column) > 0.5 * s.box.height
    )
