"""Furniture: masthead, folio and editors' line at the head and the foot of a page, and lines in its margins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocrfix.page import Box, Direction, Kind
from ocrfix.regions import wording
from ocrfix.regions.rows import level_rule_between
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack
from ocrfix.settings.regions import RegionSettings


def furniture(scene: Scene, stacks: Sequence[Stack], settings: RegionSettings) -> dict[str, Kind]:
    """The kinds of the stacks that belong to the page, by stack id.

    The outermost strip of text at the head or foot of the page is furniture when its wording says so (a
    date, a page number, editors' names). The strip is sought on the page itself, whatever way the text
    runs, and ends at a rule across the page or where running text begins.
    """
    page = {s.id: scene.frame.page_box(s.box) for s in stacks}
    if not page:
        return {}
    height = scene.width if scene.frame.direction is Direction.TTB else scene.height
    rules = [scene.frame.page_box(r.box) for r in scene.rules]
    found: dict[str, Kind] = {}
    for at_head in (True, False):
        strip = _strip(stacks, page, height, scene, at_head, settings)
        edge = _rule_edge(strip, page, rules, scene, at_head)
        for s in strip:
            inside = edge is None or (page[s.id].center[1] < edge) == at_head
            if inside and not _framed_alone(s, strip):
                found[s.id] = cue(s.text) or _by_size(s, scene, at_head)
    for s in _in_margins(stacks, scene, settings):
        found.setdefault(s.id, cue(s.text) or Kind.FOLIO)
    return found


def _in_margins(stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> list[Stack]:
    """Long lines beside all text of a vertical page, outside its border: terms of subscription, mottoes."""
    if scene.frame.direction is not Direction.TTB:
        return []
    text = [s for s in stacks if _running(s, scene)]
    if not text:
        return []
    first, last = min(s.box.top for s in text), max(s.box.bottom for s in text)
    sides: tuple[list[Stack], list[Stack]] = ([], [])
    for s in stacks:
        before = s.box.bottom < first + 0.5 * scene.em
        if s.across or len(s.rows) > 2 or not (before or s.box.top > last - 0.5 * scene.em):
            continue
        inner, edge = (first, s.box.bottom) if before else (last, s.box.top)
        low, high = min(inner, edge) - scene.em, max(inner, edge) + scene.em
        border = [r.box for r in scene.rules if r.level and low < r.box.center[1] < high]
        if sum(b.overlap_x(s.box) for b in border) > settings.margin_border * s.box.width:
            sides[before].append(s)
    # A headline at the page's edge may stand beside a rule, too, but says less.
    return [s for side in sides if sum(len(s.text.strip()) for s in side) >= settings.margin_characters for s in side]


def _strip(
    stacks: Sequence[Stack],
    page: Mapping[str, Box],
    height: float,
    scene: Scene,
    at_head: bool,
    settings: RegionSettings,
) -> list[Stack]:
    """Stacks in one band with the outermost text that has furniture wording, and no running text."""

    def depth(s: Stack) -> float:
        return page[s.id].top if at_head else height - page[s.id].bottom

    def reach(s: Stack) -> float:
        return page[s.id].bottom if at_head else height - page[s.id].top

    outer = sorted(
        (s for s in stacks if depth(s) < settings.margin_share * height and not _running(s, scene)), key=depth
    )
    if scene.frame.direction is Direction.TTB:
        outer = [s for s in outer if not _heads_text(s, stacks, scene, settings)]
    cued = [s for s in outer if cue(s.text) is not None]
    if not cued:
        return []
    # Dirt in the margin is read as a figure now and then, and a figure alone could be a page number.
    seed = next((s for s in cued if not (s.lines[0].speck or _stray(s, stacks, scene, settings))), cued[0])
    if any(reach(s) <= depth(seed) for s in stacks if _running(s, scene)):
        return []
    edge = reach(seed)
    for s in cued:
        if depth(s) < edge + settings.strip_white * scene.em:
            edge = max(edge, reach(s))
    running = [s for s in stacks if _running(s, scene) and depth(s) < edge]
    upright = scene.frame.direction is Direction.TTB

    def belongs(s: Stack) -> bool:
        if cue(s.text) is not None:
            return True
        # A headline beside vertical text may reach as far as the page's own lines, which run the other way.
        if upright and s.across not in {c.across for c in cued}:
            return False
        box = page[s.id]
        return not any(page[r.id].overlap_x(box) > 0.5 * min(box.width, page[r.id].width) for r in running)

    return [s for s in outer if depth(s) < edge - 0.3 * min(s.em, page[s.id].height) and belongs(s)]


def _heads_text(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """Whether a vertical line stands right before running text, in its tier: a headline, whatever its words say."""
    return not stack.across and any(
        _running(s, scene)
        and -0.5 * scene.em < s.box.top - stack.box.bottom < settings.subhead_white * scene.em
        and s.box.overlap_x(stack.box) > 0.6 * stack.box.width
        and not level_rule_between(stack.box.bottom, s.box.top, stack.box, scene, 0.6)
        for s in stacks
        if s is not stack
    )


def _stray(stack: Stack, stacks: Sequence[Stack], scene: Scene, settings: RegionSettings) -> bool:
    """A figure or two far from all other text: a folio stands at the head or foot of something."""
    if len(stack.text.strip()) > settings.stray_characters:
        return False
    around = stack.box.expanded(settings.stray_white * scene.em, settings.stray_white * scene.em)
    return all(s is stack or s.lines[0].speck or around.intersection(s.box) is None for s in stacks)


def _rule_edge(
    strip: Sequence[Stack], page: Mapping[str, Box], rules: Sequence[Box], scene: Scene, at_head: bool
) -> float | None:
    """Where a rule across the page cuts the strip off; ``None`` where there is none."""
    if not strip:
        return None
    width = scene.height if scene.frame.direction is Direction.TTB else scene.width
    outer = (min if at_head else max)(page[s.id].center[1] for s in strip)
    inner = (max if at_head else min)(page[s.id].center[1] for s in strip)
    across = [r.center[1] for r in rules if r.width > 0.5 * width and r.height < r.width]
    between = [y for y in across if min(outer, inner) < y < max(outer, inner)]
    if not between:
        return None
    return min(between) if at_head else max(between)


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
    if wording.TITLE.search(bare) and (len(bare) <= 16 or (bare.isascii() and len(bare) <= 40)):
        return Kind.MASTHEAD
    return None


def _running(stack: Stack, scene: Scene) -> bool:
    """Several rows of text with no furniture wording in most of them."""
    if len(stack.rows) < 3 or len(stack.text) <= 40 or stack.em >= 1.4 * scene.em:
        return False
    return 2 * sum(cue(r.text) is not None for r in stack.rows) < len(stack.rows)


def _framed_alone(stack: Stack, strip: Sequence[Stack]) -> bool:
    """In a frame or on a dark field of its own, without any furniture wording in it: an advert or a
    teaser, which may name the page it points to."""
    ground = stack.lines[0].ground
    worded = [c for c in strip if cue(c.text) is not None and not wording.PAGE_NUMBER.search(c.text.strip())]
    return ground is not None and all(c.lines[0].ground != ground for c in worded)


def _by_size(stack: Stack, scene: Scene, at_head: bool) -> Kind:
    return Kind.MASTHEAD if at_head and stack.em > 2.5 * scene.em else Kind.FOLIO
