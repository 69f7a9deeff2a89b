"""Furniture: masthead, folio and editors' line at the head and the foot of a page."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page import Box, Kind
from ocrfix.regions import wording
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.settings.regions import RegionSettings


def furniture(scene: Scene, stacks: Sequence[Stack], settings: RegionSettings) -> dict[str, Kind]:
    """The kinds of the stacks that belong to the page, by stack id.

    A strip at the head or foot of the page is furniture when its wording says so (a date, a page number,
    editors' names) or a rule across the page cuts it off, and when it holds no running text. The strip
    is sought on the page itself, whatever way the text runs.
    """
    page = {s.id: scene.frame.page_box(s.box) for s in stacks}
    height = max(b.bottom for b in page.values()) if page else 0.0
    page_height = scene.width if scene.frame.direction.value == "ttb" else scene.height
    height = max(height, page_height)
    running = [s for s in stacks if _running(s, scene)]
    found: dict[str, Kind] = {}
    head = settings.margin_share * height
    foot = height - head
    for at_head in (True, False):
        strip = [
            s for s in stacks
            if (page[s.id].center[1] < head if at_head else page[s.id].center[1] > foot)
        ]  # fmt: skip
        cued = [s for s in strip if cue(s.text) is not None and not _running(s, scene)]
        if not cued:
            continue
        edge = max(page[s.id].bottom for s in cued) if at_head else min(page[s.id].top for s in cued)
        for s in running:
            box = page[s.id]
            inside = box.top < edge if at_head else box.bottom > edge
            if inside:
                edge = min(edge, box.top) if at_head else max(edge, box.bottom)
        for s in strip:
            if s in running or _framed_alone(s, cued):
                continue
            box = page[s.id]
            beyond = box.center[1] < edge if at_head else box.center[1] > edge
            if beyond or s in cued:
                found[s.id] = cue(s.text) or _by_size(s, scene, at_head, box)
    return found


def cue(text: str) -> Kind | None:
    """What the wording of a short text says about furniture."""
    bare = text.strip()
    if len(bare) > 120:
        return None
    if wording.IMPRINT.search(bare):
        return Kind.EDITORS_LINE
    if wording.DATE.search(bare) and len(bare) <= 60:
        return Kind.FOLIO
    if wording.PAGE_NUMBER.search(bare) and len(bare) <= 14:
        return Kind.FOLIO
    if wording.TITLE.search(bare) and len(bare) <= 16:
        return Kind.MASTHEAD
    return None


def _running(stack: Stack, scene: Scene) -> bool:
    """Several rows of text with no furniture wording in most of them."""
    if len(stack.rows) < 3 or len(stack.text) <= 40 or stack.em >= 1.4 * scene.em:
        return False
    return 2 * sum(cue(r.text) is not None for r in stack.rows) < len(stack.rows)


def _framed_alone(stack: Stack, cued: Sequence[Stack]) -> bool:
    """In a frame of its own, without any furniture wording in it: an advert or a teaser."""
    return stack.frame is not None and all(c.frame != stack.frame for c in cued)


def _by_size(stack: Stack, scene: Scene, at_head: bool, box: Box) -> Kind:
    return Kind.MASTHEAD if at_head and stack.em > 2.5 * scene.em else Kind.FOLIO
