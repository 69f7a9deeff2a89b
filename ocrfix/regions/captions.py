"""Captions: text that belongs to a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ocrfix.page import Box
from ocrfix.page.script import ends_sentence
from ocrfix.regions import wording
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.settings.captions import CaptionSettings
from ocrfix.settings.regions import RegionSettings


def captions(scene: Scene, stacks: Sequence[Stack], settings: RegionSettings) -> dict[str, int]:
    """Which stacks are captions, and of which picture (index into the scene's), by stack id."""
    found: dict[str, int] = {}
    scores: dict[str, float] = {}
    for stack in stacks:
        if stack.picture is not None:
            likely = max(v.overlaid for v in stack.lines)
            worded = wording.CAPTION_START.search(stack.text) or wording.CAPTION_END.search(stack.text)
            if likely >= settings.overlaid_caption or (worded and len(stack.text) >= settings.overlaid_characters):
                found[stack.id] = stack.picture
            continue
        if len(stack.rows) > settings.caption_rows:
            continue
        if stack.em > settings.heading_ratio * scene.em or wording.TEXT_CREDIT.search(stack.text):
            continue
        if ends_heading(stack, stacks) or _is_byline(stack, settings):
            continue
        near = [
            (white, k)
            for k, picture in enumerate(scene.pictures)
            if (white := distance(stack, picture, scene, settings)) <= settings.caption_gap * scene.em
        ]
        if not near and scene.pictures and is_whole(stack):
            # Its picture has been found too small.
            found[stack.id] = min((_apart(stack.box, p), k) for k, p in enumerate(scene.pictures))[1]
            continue
        if near and (score := _likelihood(stack, scene.pictures[min(near)[1]], scene, stacks, settings)) > 0:
            found[stack.id] = min(near)[1]
            scores[stack.id] = score
    named = {found[s.id] for s in stacks if s.id in found and is_worded(s)}
    return {
        name: picture
        for name, picture in found.items()
        if name not in scores or picture not in named or scores[name] + settings.caption_second > 0
        or is_worded(next(s for s in stacks if s.id == name))
    }  # fmt: skip


def _is_byline(stack: Stack, settings: RegionSettings) -> bool:
    """Names of writers, with no word of a picture."""
    text = stack.text.strip()
    short = len(text) <= settings.byline_characters and not ends_sentence(text)
    return short and bool(wording.BYLINE.search(text)) and not is_worded(stack)


def is_whole(stack: Stack) -> bool:
    """Whether its words make it a caption wherever it stands: a pointer or a sentence, and then a credit."""
    text = stack.text.strip()
    opened = wording.POINTER.search(text) and wording.CAPTION_END.search(text)
    return bool(opened or wording.CAPTION_CLOSED.search(text)) and not wording.TEXT_CREDIT.search(text)


def is_worded(stack: Stack) -> bool:
    """Whether its words alone make it a caption: a pointer or a credit."""
    text = stack.text.strip()
    return bool(wording.CAPTION_START.search(text) or wording.CAPTION_END.search(text))


def ends_heading(stack: Stack, stacks: Sequence[Stack]) -> bool:
    """Whether it is a word in brackets right behind a set-off line."""
    text = stack.text.strip()
    return (
        bool(text)
        and text[0] in "（([〔［【"
        and any(
            (s.inverse or s.bold or s.em > stack.em)
            and s.box.overlap_y(stack.box) > 0.5 * stack.box.height
            and -0.5 * stack.em <= stack.box.left - s.box.right <= s.em
            for s in stacks
            if s is not stack
        )
    )


def distance(stack: Stack, picture: Box, scene: Scene, settings: CaptionSettings) -> float:
    """White between a stack and a picture that face each other, in pixels; infinite when they don't."""
    box = stack.box
    if box.overlap_x(picture) >= 0.5 * box.width:
        white = max(box.top - picture.bottom, picture.top - box.bottom)
        return white if white > -settings.caption_overlap * scene.em else float("inf")
    if box.overlap_y(picture) >= 0.5 * box.height:
        white = max(box.left - picture.right, picture.left - box.right)
        return white if white > -settings.caption_overlap * scene.em else float("inf")
    return float("inf")


def _apart(a: Box, b: Box) -> float:
    across = max(a.left - b.right, b.left - a.right, 0.0)
    return math.hypot(across, max(a.top - b.bottom, b.top - a.bottom, 0.0))


def _likelihood(stack: Stack, picture: Box, scene: Scene, stacks: Sequence[Stack], s: CaptionSettings) -> float:
    """Evidence for a caption, in nats by rule of thumb: wording weighs most, then place, size, extent."""
    box, text = stack.box, stack.text.strip()
    below = box.top >= picture.center[1] and box.overlap_x(picture) >= 0.5 * box.width
    credit = bool(wording.CAPTION_END.search(text))
    score = s.caption_prior
    if wording.CAPTION_START.search(text):
        score += s.caption_opening
    if credit:
        score += s.caption_credit
    score += s.caption_below if below else s.caption_elsewhere
    if stack.across:
        score += s.caption_across
    size = stack.em / scene.em
    if size < s.caption_small_ratio:
        score += s.caption_small
    elif size > s.caption_large_ratio:
        score += s.caption_large
    if stack.bold:
        score += s.caption_bold
    if (stack.across or is_worded(stack)) and box.overlap_x(picture) < 0.5 * box.width:
        within = box.top >= picture.top - scene.em and box.bottom <= picture.bottom + scene.em
    else:
        within = box.left >= picture.left - scene.em and box.right <= picture.right + scene.em
    score += s.caption_within if within else s.caption_beyond
    score += s.caption_row * max(0, len(stack.rows) - s.caption_free_rows)
    followers = [x for x in stacks if x is not stack and not stack.across and _follows(x, stack, scene, s)]
    if sum(x.box.width < 0.8 * box.width for x in followers) >= 2:
        score += s.caption_over_columns
    if not followers:
        score += s.caption_last
    elif below and not credit and not ends_sentence(text):
        score += s.caption_unfinished
    if below and not credit and any(_beside(x, stack, picture) for x in stacks if x is not stack):
        score += s.caption_in_columns
    if not credit and not wording.CAPTION_START.search(text) and _in_grid(stack, stacks, s):
        score += s.caption_in_grid
    first = stack.rows[0].box
    if below and len(stack.rows) >= 2 and first.left - min(r.box.left for r in stack.rows[1:]) < 0.5 * stack.em:
        score += s.caption_no_indent
    return score


def _beside(other: Stack, stack: Stack, picture: Box) -> bool:
    """Whether text of the same size begins at the same height under the picture: columns, not a caption."""
    level = abs(other.box.top - stack.box.top) < 1.5 * stack.em
    alike = 0.93 < other.em / stack.em < 1.08
    apart = other.box.overlap_x(stack.box) <= 0 and not wording.CAPTION_END.search(other.text.strip())
    return level and alike and apart and other.box.overlap_x(picture) > 0.5 * other.box.width


def _in_grid(stack: Stack, stacks: Sequence[Stack], s: CaptionSettings) -> bool:
    """Whether it is set like a column of running text elsewhere on the page: of its size and as wide."""
    return any(
        len(x.rows) >= s.grid_rows
        and max(x.em, stack.em) <= s.grid_size * min(x.em, stack.em)
        and abs(x.box.left - stack.box.left) < s.grid_edge * stack.em
        and abs(x.box.right - stack.box.right) < s.grid_edge * stack.em
        and x.frame == stack.frame
        for x in stacks
        if x is not stack
    )


def _follows(other: Stack, stack: Stack, scene: Scene, s: CaptionSettings) -> bool:
    """Whether a stack begins right below another."""
    white = other.box.top - stack.box.bottom
    side = other.box.overlap_x(stack.box) > 0.5 * min(other.box.width, stack.box.width)
    return -0.5 * stack.em <= white < s.caption_follower * scene.em and side
