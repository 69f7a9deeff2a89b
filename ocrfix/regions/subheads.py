"""Subheads: headings inside a column, between the paragraphs of one story."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page.script import ends_sentence
from ocrfix.regions import wording
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.settings.regions import RegionSettings


def subheads(candidates: Sequence[Stack], stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> set[str]:
    """The ids of the candidates that are subheads.

    A heading of one column's width with running text right above and below it in that column, and no
    rule in between, is a subhead. Subheads of a page share their style: where some are proved by their
    place, others of the same size, weight and ground are believed at a column's head as well. One of a
    headline's size that has no like is a headline, and of two styles in columns the larger is.
    """
    placed = [s for s in candidates if _in_column(s, stacks, scene, settings)]
    proved = [
        s
        for s in placed
        if s.em < settings.heading_ratio * scene.em or s.inverse or any(_alike(s, p) for p in placed if p is not s)
    ]
    proved = [
        s
        for s in proved
        if s.inverse
        or s.em < settings.small_heading_ratio * scene.em
        or not any(p.em < settings.style_step * s.em for p in proved)
    ]
    found = {s.id for s in proved}
    for stack in stacks:
        short = len(stack.rows) <= settings.subhead_rows and 2 <= len(stack.text.strip()) <= settings.subhead_characters
        if (
            short
            and stack.id not in found
            and not stack.across
            and not stack.text.strip().endswith(("。", "，", "、", "；"))
            and any(_alike(stack, p) for p in proved)
            and _fits(stack, stacks, scene, settings)
        ):
            found.add(stack.id)
    return found


def is_marked(stack: Stack, scene: Scene, settings: RegionSettings) -> bool:
    """Short text that size, weight or ground sets off from the body."""
    text = stack.text.strip()
    set_off = stack.em >= settings.subhead_ratio * scene.em or stack.inverse or stack.bold
    return (
        set_off
        and len(stack.rows) <= settings.subhead_rows
        and 2 <= len(text) <= settings.subhead_characters
        and not text.endswith(("。", "，", "、", "；"))
        and not stack.across
        and not wording.DATELINE.search(text)
    )


def is_small_heading(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """A short line set off from the body, with its text right below and no text right above: the headline
    of a small item."""
    text = stack.text.strip()
    large = stack.em >= settings.small_heading_ratio * scene.em
    if not is_marked(stack, scene, settings) or wording.BYLINE.search(text) or (len(stack.rows) > 2 and not large):
        return False
    if heads_frame(stack, stacks) and (stack.inverse or large):
        return True
    if len(text) < settings.small_heading_characters:
        return False
    if not _fits(stack, stacks, scene, settings) and not (large and _over_columns(stack, stacks, scene)):
        return heads_frame(stack, stacks)
    above = [
        s
        for s in _column(stack, stacks, scene, settings)
        if s.box.bottom <= stack.box.top + 0.5 * stack.em and len(s.text.strip()) > settings.kicker_characters
    ]
    nearest = max(above, key=lambda s: s.box.bottom, default=None)
    if nearest is None or stack.box.top - nearest.box.bottom > settings.subhead_white * scene.em:
        return True
    return any(
        r.level
        and nearest.box.bottom - 0.5 * scene.em < r.box.center[1] < stack.box.top + 0.5 * scene.em
        and r.box.overlap_x(stack.box) > 0.6 * stack.box.width
        for r in scene.rules
    )


def _over_columns(stack: Stack, stacks: Sequence[Stack], scene: Scene) -> bool:
    """Running text in narrower columns begins right below."""
    return any(
        len(s.rows) >= 2
        and s.em < stack.em
        and -0.5 * stack.em <= s.box.top - stack.box.bottom < 4.0 * scene.em
        and s.box.overlap_x(stack.box) > 0.5 * s.box.width
        for s in stacks
    )


def heads_frame(stack: Stack, stacks: Sequence[Stack]) -> bool:
    """The first text in a frame that holds more."""
    if stack.frame is None:
        return False
    inside = [s for s in stacks if s.frame == stack.frame]
    return len(inside) > 1 and min(inside, key=lambda s: s.box.top) is stack


def _in_column(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    if stack.em > settings.subhead_most * scene.em or not _fits(stack, stacks, scene, settings):
        return False
    above = [s for s in _column(stack, stacks, scene, settings) if s.box.bottom <= stack.box.top + 0.5 * stack.em]
    if not above:
        return False
    nearest = max(above, key=lambda s: s.box.bottom)
    white = stack.box.top - nearest.box.bottom
    if white > settings.subhead_white * scene.em:
        return False
    for rule in scene.rules:
        between = nearest.box.bottom - 0.3 * scene.em < rule.box.center[1] < stack.box.top + 0.3 * scene.em
        if rule.level and between and rule.box.overlap_x(nearest.box) > 0.6 * nearest.box.width:
            return False
    if any(
        nearest.box.bottom - scene.em < p.center[1] < stack.box.top + scene.em
        and p.overlap_x(stack.box) > 0.3 * stack.box.width
        for p in scene.pictures
    ):
        return False
    return ends_sentence(nearest.text) or nearest.em < 0.97 * stack.em or stack.inverse


def _fits(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """Running text of one column, at least as wide, begins right below."""
    under = [
        s for s in _column(stack, stacks, scene, settings)
        if s.box.top >= stack.box.bottom - 0.5 * stack.em and s.box.top - stack.box.bottom < 3.0 * scene.em
    ]  # fmt: skip
    return any(s.box.width >= 0.9 * stack.box.width for s in under)


def _column(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> list[Stack]:
    """Stacks of body size (or other short ones in between) in the column of a heading."""
    return [
        s for s in stacks
        if s is not stack and s.frame == stack.frame
        and s.em < 1.9 * scene.em
        and s.box.overlap_x(stack.box) > 0.6 * min(stack.box.width, s.box.width)
        and s.box.width < max(2.2 * stack.box.width, settings.column_width * scene.em)
    ]  # fmt: skip


def _alike(a: Stack, b: Stack) -> bool:
    return 0.92 < a.em / b.em < 1.09 and a.inverse == b.inverse and 0.8 < a.weight / max(b.weight, 1e-6) < 1.25
