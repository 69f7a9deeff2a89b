"""Captions: text that belongs to a picture."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page import Box
from ocrfix.page.script import ends_sentence
from ocrfix.regions import wording
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.settings.regions import RegionSettings


def captions(scene: Scene, stacks: Sequence[Stack], settings: RegionSettings) -> dict[str, int]:
    """Which stacks are captions, and of which picture (index into the scene's), by stack id."""
    found: dict[str, int] = {}
    for stack in stacks:
        if stack.picture is not None:
            likely = max(v.overlaid for v in stack.lines)
            worded = wording.CAPTION_START.search(stack.text) or wording.CAPTION_END.search(stack.text)
            if likely >= settings.overlaid_caption or (worded and len(stack.text) >= 8):
                found[stack.id] = stack.picture
            continue
        if len(stack.rows) > settings.caption_rows:
            continue
        if stack.em > settings.heading_ratio * scene.em:
            continue
        near = [
            (distance, k)
            for k, picture in enumerate(scene.pictures)
            if (distance := _distance(stack, picture, scene)) <= settings.caption_gap * scene.em
        ]
        if near and _likelihood(stack, scene.pictures[min(near)[1]], scene, stacks) > 0:
            found[stack.id] = min(near)[1]
    return found


def is_label(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """A word or two at the edge of a picture that no text column goes through: a part's name in a drawing."""
    text = stack.text.strip()
    if len(text) > settings.label_characters or len(stack.rows) > 2 or ends_sentence(text):
        return False
    if stack.em > 1.1 * scene.em or stack.inverse or stack.bold:
        return False
    if not any(_distance(stack, p, scene) < settings.label_gap * scene.em for p in scene.pictures):
        return False
    return not any(
        len(s.text) > 2 * settings.label_characters
        and s.box.overlap_x(stack.box) > 0.5 * stack.box.width
        and max(s.box.top - stack.box.bottom, stack.box.top - s.box.bottom) < 2.0 * scene.em
        for s in stacks
        if s is not stack
    )


def _distance(stack: Stack, picture: Box, scene: Scene) -> float:
    """White between a stack and a picture that face each other, in pixels; infinite when they don't."""
    box = stack.box
    if box.overlap_x(picture) >= 0.5 * box.width:
        white = max(box.top - picture.bottom, picture.top - box.bottom)
        return white if white > -1.0 * scene.em else float("inf")
    if box.overlap_y(picture) >= 0.5 * box.height:
        white = max(box.left - picture.right, picture.left - box.right)
        return white if white > -1.0 * scene.em else float("inf")
    return float("inf")


def _likelihood(stack: Stack, picture: Box, scene: Scene, stacks: Sequence[Stack]) -> float:
    """Evidence for a caption, in nats by rule of thumb: wording weighs most, then place, size, extent."""
    box, text = stack.box, stack.text.strip()
    across = stack.across
    below = box.top >= picture.center[1] and box.overlap_x(picture) >= 0.5 * box.width
    score = -1.5
    score += 3.0 if wording.CAPTION_START.search(text) else 0.0
    score += 2.5 if wording.CAPTION_END.search(text) else 0.0
    score += 0.8 if below else -0.5
    score += 1.5 if across else 0.0
    size = stack.em / scene.em
    score += 1.0 if size < 0.92 else (-0.6 if size > 1.12 else 0.0)
    score += 0.7 if stack.bold else 0.0
    tight = box.left >= picture.left - scene.em and box.right <= picture.right + scene.em
    score += 0.5 if tight else -1.5
    score += -0.5 * max(0, len(stack.rows) - 3)
    follower = [
        s for s in stacks
        if s is not stack and s.box.top >= box.bottom - 0.5 * stack.em
        and s.box.top - box.bottom < 2.0 * scene.em and s.box.overlap_x(box) > 0.5 * min(s.box.width, box.width)
    ]  # fmt: skip
    columns = [s for s in follower if s.box.width < 0.8 * box.width]
    score += 1.5 if len(columns) >= 2 else 0.0
    score += 0.8 if not follower else 0.0
    if below and follower and not ends_sentence(text) and not wording.CAPTION_END.search(text):
        score -= 0.5
    first = stack.rows[0].box
    if below and len(stack.rows) >= 2 and first.left - min(r.box.left for r in stack.rows[1:]) < 0.5 * stack.em:
        score += 0.3
    return score
