"""Text that belongs to a picture but is no caption: names of parts, scraps, the words beside a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocrfix.page.script import ends_sentence, is_han
from ocrfix.regions import wording
from ocrfix.regions.captions import distance, ends_heading, is_worded
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.settings.captions import CaptionSettings
from ocrfix.settings.regions import RegionSettings


def labels(scene: Scene, stacks: Sequence[Stack], captioned: Mapping[str, int], settings: RegionSettings) -> set[str]:
    """The ids of names of parts in drawings: a word or two at or in a picture that no text column goes
    through. Where several stand around one picture they may stand farther off, and none is its caption."""
    loose = [s for s in stacks if s.id not in captioned and s.picture is None and not ends_heading(s, stacks)]
    found = {s.id for s in loose if _is_label(s, stacks, scene, settings)}
    for k, picture in enumerate(scene.pictures):
        around = [
            s
            for s in stacks
            if not is_worded(s)
            and (s.picture == k or distance(s, picture, scene, settings) < settings.label_far * scene.em)
            and _is_few(s, scene, settings)
            and not _in_text(s, stacks, scene, settings)
        ]
        if len(around) >= settings.labels_least:
            found |= {s.id for s in around}
    return found


def _is_label(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    near = any(distance(stack, p, scene, settings) < settings.label_gap * scene.em for p in scene.pictures)
    return near and _is_short(stack, scene, settings) and not _in_text(stack, stacks, scene, settings)


def _is_short(stack: Stack, scene: Scene, settings: CaptionSettings) -> bool:
    return _is_few(stack, scene, settings) and not stack.bold


def _is_few(stack: Stack, scene: Scene, settings: CaptionSettings) -> bool:
    """A word or two in small type. How bold they are is hard to tell on a drawing."""
    text = stack.text.strip()
    if len(text) > settings.label_characters or len(stack.rows) > settings.label_rows or ends_sentence(text):
        return False
    if wording.BYLINE.search(text):
        return False
    return stack.em <= settings.label_ratio * scene.em and not stack.inverse


def _in_text(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: CaptionSettings) -> bool:
    """Whether running text stands right above or below."""
    return any(
        len(s.text) > 2 * settings.label_characters
        and s.box.overlap_x(stack.box) > 0.5 * stack.box.width
        and max(s.box.top - stack.box.bottom, stack.box.top - s.box.bottom) < settings.label_column * scene.em
        for s in stacks
        if s is not stack
    )


def is_scrap(stack: Stack, scene: Scene, settings: CaptionSettings) -> bool:
    """A character or two that are no words, right at a picture: a part of it that was taken for text."""
    text = stack.text.strip()
    if len(text) > settings.scrap_characters or any(is_han(c) for c in text):
        return False
    reach = settings.scrap_gap * scene.em
    return any(p.expanded(reach, reach).intersection(stack.box) is not None for p in scene.pictures)


def is_service(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """The words beside a code to be scanned, by the code or by themselves."""
    long = len(stack.rows) > settings.label_rows + 1 or len(stack.text.strip()) > settings.service_characters
    if long or _in_text(stack, stacks, scene, settings):
        return False
    reach = settings.label_far * scene.em
    near = [k for k, p in enumerate(scene.pictures) if distance(stack, p, scene, settings) < reach]
    return any(k in scene.codes for k in near) or (bool(near) and wording.SCAN.search(stack.text) is not None)
