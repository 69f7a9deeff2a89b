"""Subheads: headings inside a column, between the paragraphs of one story."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page import Box, enclosing
from ocrfix.page.script import ends_sentence
from ocrfix.regions import wording
from ocrfix.regions.rows import level_rule_between
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.settings.regions import RegionSettings


def subheads(candidates: Sequence[Stack], stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> set[str]:
    """The ids of the candidates that are subheads.

    A heading of one column's width with running text right above and below it in that column, and no
    rule in between, is a subhead. Subheads of a page share their style: where some are proved by their
    place, others of the same size, weight and ground are believed at a column's head as well. One of a
    headline's size that has no like is a headline, and of two styles in columns the larger is. Two set-off
    lines of different size right under each other head an item: a kicker and its headline.
    """
    candidates = [s for s in candidates if not is_label_of_briefs(s)]
    single = [s for s in candidates if not any(make_head(s, o, scene, settings) for o in candidates if o is not s)]
    cut_in = [s for s in candidates if is_cut_in(s, stacks, scene)]
    placed = [s for s in single if s not in cut_in and _in_column(s, stacks, scene, settings)]
    proved = [
        s
        for s in placed
        if s.em < settings.heading_ratio * scene.em
        or s.inverse
        or any(alike(s, p, settings) for p in placed if p is not s)
    ]
    proved = [
        s
        for s in proved
        if s.inverse
        or s.em < settings.small_heading_ratio * scene.em
        or not any(p.em < settings.style_step * s.em for p in proved)
        or _share_in_columns(s, single, placed, settings) >= settings.subhead_share
    ]
    proved += cut_in
    found = {s.id for s in proved}
    heads = {s.id for s in candidates if s not in single and s not in cut_in}
    for stack in stacks:
        short = len(stack.rows) <= settings.subhead_rows and 2 <= len(stack.text.strip()) <= settings.subhead_characters
        if (
            short
            and stack.id not in found
            and stack.id not in heads
            and not is_label_of_briefs(stack)
            and not stack.across
            and not stack.text.strip().endswith(("。", "，", "、", "；"))
            and not wording.DATELINE.search(stack.text.strip())
            and any(alike(stack, p, settings) for p in proved)
            and fits(stack, stacks, scene, settings)
            and not _like_its_text(stack, stacks, scene, settings)
        ):
            found.add(stack.id)
    return found


def is_marked(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """Short text that size, weight or ground sets off from the body.

    A row of body size that fills its column is none unless it is black beyond doubt: weight is measured on few
    pixels.
    """
    doubtful = stack.em < settings.subhead_ratio * scene.em and stack.weight < settings.weight_change_alone
    if doubtful and not stack.inverse and _is_row_of_column(stack, stacks):
        return False
    text = stack.text.strip()
    set_off = stack.em >= settings.subhead_ratio * scene.em or stack.inverse or stack.bold
    return (
        set_off
        and len(stack.rows) <= settings.subhead_rows
        and 2 <= len(text) <= settings.subhead_characters
        and not text.endswith(("。", "，", "、", "；"))
        and not stack.across
        and not wording.DATELINE.search(text)
        and not (wording.POINTER.search(text) and wording.CAPTION_END.search(text))
        and not wording.CAPTION_CLOSED.search(text)
    )


def _is_row_of_column(stack: Stack, stacks: Sequence[Stack]) -> bool:
    """Whether it ends where the rows of the text right below end, at both sides."""
    em = stack.em
    return any(
        len(s.rows) >= 2
        and -0.5 * em < s.box.top - stack.box.bottom < em
        and abs(s.box.left - stack.box.left) < 0.7 * em
        and abs(s.box.right - stack.box.right) < 0.7 * em
        for s in stacks
        if s is not stack
    )


def is_small_heading(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """A short line set off from the body, with its text right below and no text right above: the headline
    of a small item."""
    text = stack.text.strip()
    large = stack.em >= settings.small_heading_ratio * scene.em
    if not is_marked(stack, stacks, scene, settings) or wording.is_byline(text):
        return False
    if len(stack.rows) > 2 and not large:
        return False
    if is_label_of_briefs(stack):
        return True
    if heads_frame(stack, stacks, settings) and (stack.inverse or large):
        return True
    if stack.frame is not None and not any(s.frame == stack.frame for s in stacks if s is not stack):
        return True
    box = ground_box(stack, scene, settings)
    over_columns = _over_columns(stack, box, stacks, scene)
    if stack.inverse and over_columns and not fits(stack, stacks, scene, settings):
        return True
    if len(text) < settings.small_heading_characters:
        return False
    if not fits(stack, stacks, scene, settings) and not (large and over_columns):
        return heads_frame(stack, stacks, settings)
    above = [
        s
        for s in column_of(stack, stacks, scene, settings)
        if s.box.bottom <= stack.box.top + 0.5 * stack.em and len(s.text.strip()) > settings.kicker_characters
    ]
    nearest = max(above, key=lambda s: s.box.bottom, default=None)
    if nearest is None or stack.box.top - nearest.box.bottom > settings.subhead_white * scene.em:
        return True
    return any(
        r.level
        and nearest.box.bottom - 0.5 * scene.em < r.box.center[1] < box.top + 0.5 * scene.em
        and r.box.overlap_x(box) > 0.6 * box.width
        for r in scene.rules
    )


def is_label_of_briefs(stack: Stack) -> bool:
    """The title of a column of news in brief, on a dark bar: a heading wherever it stands."""
    return stack.inverse and says_briefs(stack)


def says_briefs(stack: Stack) -> bool:
    """Whether the words are those over a column of news in brief."""
    return wording.BRIEFS_TITLE.match(stack.text.strip()) is not None


def ground_box(stack: Stack, scene: Scene, settings: RegionSettings) -> Box:
    """The dark bar behind a heading, which is as wide as what it heads; the stack's own box without one."""
    ground = stack.lines[0].ground
    if not stack.inverse or ground is None:
        return stack.box
    bar = scene.frames[ground]
    return bar if bar.height <= settings.bar_height * stack.box.height else stack.box


def _over_columns(stack: Stack, box: Box, stacks: Sequence[Stack], scene: Scene) -> bool:
    """Running text in narrower columns begins right below ``box``, the stack's or that of the bar behind it."""
    return any(
        len(s.rows) >= 2
        and s.em < stack.em
        and -0.5 * stack.em <= s.box.top - box.bottom < 4.0 * scene.em
        and s.box.overlap_x(box) > 0.5 * s.box.width
        for s in stacks
    )


def heads_frame(stack: Stack, stacks: Sequence[Stack], settings: RegionSettings) -> bool:
    """The first text in a frame that holds more, but for a kicker over it."""
    if stack.frame is None:
        return False
    inside = [s for s in stacks if s.frame == stack.frame]
    over = [s for s in inside if s is not stack and s.box.top < stack.box.top]
    kickers = all(
        len(s.rows) == 1 and len(s.text.strip()) <= settings.kicker_characters and s.em <= stack.em
        and s.box.bottom <= stack.box.top + 0.5 * stack.em
        for s in over
    )  # fmt: skip
    return len(inside) > len(over) + 1 and kickers


def _in_column(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    if stack.em > settings.subhead_most * scene.em or not fits(stack, stacks, scene, settings):
        return False
    above = [s for s in column_of(stack, stacks, scene, settings) if s.box.bottom <= stack.box.top + 0.5 * stack.em]
    if not above:
        return False
    nearest = max(above, key=lambda s: s.box.bottom)
    box = ground_box(stack, scene, settings)
    white = box.top - nearest.box.bottom
    if white > settings.subhead_white * scene.em:
        return False
    if _ruled_off(stack, box, nearest, scene):
        return False
    if any(
        nearest.box.bottom - scene.em < p.center[1] < box.top + scene.em and p.overlap_x(box) > 0.3 * box.width
        for p in scene.pictures
    ):
        return False
    return ends_sentence(nearest.text) or nearest.em < 0.97 * stack.em or stack.inverse


def _ruled_off(stack: Stack, box: Box, above: Stack, scene: Scene) -> bool:
    """Whether a rule, be it as short as the heading, stands between a heading, whose ground is ``box``, and
    the text above it. Rules on both sides of a heading are its ornament, unless the upper one closes the
    whole column."""
    top, bottom = box.top, box.bottom
    if level_rule_between(above.box.bottom, top, above.box, scene, 0.6):
        return True
    return level_rule_between(above.box.bottom, top, stack.box, scene, 0.6) and not level_rule_between(
        bottom, bottom + scene.em, stack.box, scene, 0.6
    )


def fits(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """Running text of one column, at least as wide, begins right below."""
    box = ground_box(stack, scene, settings)
    under = [
        s for s in column_of(stack, stacks, scene, settings)
        if s.box.top >= box.bottom - 0.5 * stack.em and s.box.top - box.bottom < 3.0 * scene.em
    ]  # fmt: skip
    return any(s.box.width >= 0.9 * box.width for s in under)


def column_of(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> list[Stack]:
    """Stacks of body size (or other short ones in between) in the column of a heading."""
    box = ground_box(stack, scene, settings)
    return [
        s for s in stacks
        if s is not stack and s.frame == stack.frame
        and s.em < 1.9 * scene.em
        and s.box.overlap_x(box) > 0.6 * min(box.width, s.box.width)
        and s.box.width < max(2.2 * box.width, settings.column_width * scene.em)
    ]  # fmt: skip


def _share_in_columns(
    stack: Stack, marked: Sequence[Stack], placed: Sequence[Stack], settings: RegionSettings
) -> float:
    """The share of the set-off lines of one style that stand inside columns: of headlines, some stand at the
    head of a column or below a rule."""
    style = [s for s in marked if alike(s, stack, settings) and s.frame == stack.frame]
    return sum(any(s is p for p in placed) for s in style) / max(1, len(style))


def is_cut_in(stack: Stack, stacks: Sequence[Stack], scene: Scene) -> bool:
    """Whether running text is set beside the heading, between rows that pass above and below both: a heading
    cut into its column."""
    em, box = scene.em, stack.box
    beside = [
        s
        for s in stacks
        if s.em < stack.em
        and s.frame == stack.frame
        and -0.5 * em <= s.box.left - box.right < 4.0 * em
        and s.box.top > box.top - em
        and s.box.bottom < box.bottom + em
    ]
    if sum(s.box.height for s in beside) < 0.5 * box.height:
        return False
    span = enclosing([box, *(s.box for s in beside)])
    wide = [s for s in stacks if len(s.rows) >= 2 and s.box.overlap_x(span) > 0.9 * span.width]
    return any(-em < span.top - s.box.bottom < 2.0 * em for s in wide) and any(
        -em < s.box.top - span.bottom < 2.0 * em for s in wide
    )


def make_head(a: Stack, b: Stack, scene: Scene, settings: RegionSettings) -> bool:
    """Whether two set-off lines stand right under each other in type of different size."""
    if a.inverse or b.inverse or a.frame != b.frame or min(a.em, b.em) > settings.style_step * max(a.em, b.em):
        return False
    white = max(a.box.top - b.box.bottom, b.box.top - a.box.bottom)
    side = a.box.overlap_x(b.box) / min(a.box.width, b.box.width)
    return -0.5 * scene.em <= white <= settings.head_white * scene.em and side > 0.6


def _like_its_text(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """Whether the text right below is of the same type: a row of a story that is set larger than most."""
    under = [s for s in column_of(stack, stacks, scene, settings) if s.box.top >= stack.box.bottom - 0.5 * stack.em]
    nearest = min(under, key=lambda s: s.box.top, default=None)
    return nearest is not None and alike(stack, nearest, settings)


def alike(a: Stack, b: Stack, settings: RegionSettings) -> bool:
    """Of one size, weight and ground. On dark ground weight is not measured, and size roughly."""
    small, large = sorted((a.em, b.em))
    if a.inverse or b.inverse:
        return a.inverse == b.inverse and large < settings.inverse_alike * small
    return settings.style_step * large < small and 0.8 < a.weight / max(b.weight, 1e-6) < 1.25
