"""What kind of text each stack is, from size, weight, place and wording as soft evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.page import Box, Direction, Kind, enclosing
from ocrfix.page.script import ends_sentence, is_han
from ocrfix.regions import wording
from ocrfix.regions.captions import captions
from ocrfix.regions.column_heads import item_heads, items_before, section_labels, subheads_under_headline
from ocrfix.regions.furniture import furniture
from ocrfix.regions.labels import is_scrap, is_service, labels
from ocrfix.regions.part import Heading, Part
from ocrfix.regions.rows import upright_rule_between
from ocrfix.regions.scene import Scene
from ocrfix.regions.stacks import Stack, pile_up
from ocrfix.regions.subheads import ground_box, heads_frame, is_marked, is_small_heading, subheads
from ocrfix.regions.tables import with_tables
from ocrfix.regions.tier_heads import tier_heads
from ocrfix.settings.regions import RegionSettings


@dataclass(frozen=True, slots=True)
class Regions:
    """All stacks by what they are. ``flow`` is running text with its subheads, tables and bylines;
    ``captions`` pairs each caption with its picture's index."""

    flow: tuple[Part, ...]
    headings: tuple[Heading, ...]
    captions: tuple[tuple[Part, int], ...]
    furniture: tuple[Part, ...]
    pictured: tuple[Part, ...]
    """Text inside pictures, and specks."""
    bars: tuple[Box, ...] = ()
    """The dark bars behind section labels: what stands over one is no story of what stands below."""
    ended: frozenset[str] = frozenset()
    """The ids of flow parts right above the headline of an item of news in brief, where the item before ends."""


def classify(scene: Scene, settings: RegionSettings) -> Regions:
    """Every line of the scene in a stack, every stack in exactly one place."""
    piles = pile_up(scene, settings)
    unread = [s for s in piles if s.lines[0].speck]
    stacks, tables = with_tables([s for s in piles if not s.lines[0].speck], scene, settings)
    page = furniture(scene, [*stacks, *unread], settings)
    free = [s for s in stacks if s.id not in page]
    captioned = captions(scene, free, settings)
    named = labels(scene, free, captioned, settings)
    captioned = {
        s.id: captioned[s.id]
        for s in free
        if s.id in captioned and s.id not in named and not is_service(s, free, scene, settings)
    }
    inside = [
        s
        for s in free
        if s.id not in captioned
        and (
            s.picture is not None
            or s.id in named
            or is_scrap(s, scene, settings)
            or is_service(s, free, scene, settings)
        )
    ]
    pictured = {s.id for s in inside}
    free = [s for s in free if s.id not in pictured]
    rest = [s for s in free if s.id not in captioned]
    marked = [s for s in rest if s.id not in tables and is_marked(s, rest, scene, settings)]
    inner = subheads(marked, rest, scene, settings) | subheads_under_headline(marked, rest, scene, settings)
    tier_headlines, tier_subheads = tier_heads(marked, rest, scene, settings)
    items = (item_heads(marked, rest, scene, settings) - tier_subheads) | tier_headlines
    inner |= tier_subheads
    sections = section_labels(items, rest, scene, settings)
    page |= dict.fromkeys(sections, Kind.FOLIO)
    rest = [s for s in rest if s.id not in sections]
    inner -= {s.id for s in rest if s.id in inner and (s.id in items or heads_frame(s, rest, settings))}
    heads = [
        s
        for s in rest
        if s.id not in inner
        and s.id not in tables
        and (s.id in items or is_heading(s, scene, settings) or is_small_heading(s, rest, scene, settings))
    ]
    groups, kinds = _headings(heads, [s for s in rest if s.id not in inner], scene, settings)
    flow = [Part(s, _flow_kind(s, inner, tables, settings)) for s in rest if s.id not in kinds]
    return Regions(
        tuple(flow),
        groups,
        tuple((Part(s, Kind.CAPTION), captioned[s.id]) for s in free if s.id in captioned),
        tuple(Part(s, page[s.id]) for s in (*stacks, *unread) if s.id in page),
        (*(Part(s, Kind.IMAGE_TEXT) for s in inside), *(Part(s, Kind.UNKNOWN) for s in unread if s.id not in page)),
        tuple(ground_box(s, scene, settings) for s in free if s.id in sections and s.inverse),
        items_before([s for s in rest if s.id not in kinds], [s for s in rest if s.id in items], scene, settings),
    )


def is_heading(stack: Stack, scene: Scene, settings: RegionSettings) -> bool:
    """Large type in few rows, or a line set across the text in larger type."""
    size = stack.em / scene.em
    if len(stack.rows) > settings.heading_rows or len(stack.text.strip()) < 2:
        return False
    if stack.across:
        black = stack.bold and len(stack.text.strip()) >= settings.small_heading_characters
        beside_tiers = scene.frame.direction is Direction.TTB and black and size >= settings.across_black
        return size >= settings.subhead_ratio or beside_tiers
    return size >= settings.heading_ratio


def _headings(
    heads: Sequence[Stack], rest: Sequence[Stack], scene: Scene, settings: RegionSettings
) -> tuple[tuple[Heading, ...], dict[str, Kind]]:
    """Heads that stand together, with the smaller lines right above (kicker) and below (deck)."""
    groups: list[list[Stack]] = []
    for head in sorted(heads, key=lambda s: (-s.em, s.box.top, s.box.left, s.id)):
        home = next((g for g in groups if _together(head, g, rest, scene, settings)), None)
        if home is None:
            groups.append([head])
        else:
            home.append(head)
    taken = {s.id for g in groups for s in g}
    for group in groups:
        for stack in sorted(rest, key=lambda s: s.box.top):
            if stack.id not in taken and _attendant(stack, group, rest, scene, settings):
                group.append(stack)
                taken.add(stack.id)
    found, kinds = [], {}
    for group in groups:
        main = max(group, key=lambda s: (s.em, -s.box.top))
        tails = {s.id for s in group if s is not main and _is_tail(s, main, settings)}
        ordered = sorted(group, key=lambda s: (main.box.bottom if s.id in tails else s.box.top, s.box.left))
        parts = tuple(Part(s, _heading_kind(s, main, settings)) for s in ordered)
        kinds.update({p.id: p.kind for p in parts})
        found.append(Heading(parts))
    return tuple(sorted(found, key=lambda h: (h.box.top, h.box.left))), kinds


def _heading_kind(stack: Stack, main: Stack, settings: RegionSettings) -> Kind:
    if stack is main:
        return Kind.HEADLINE
    if wording.is_byline(stack.text.strip()) and len(stack.text) <= 30:
        return Kind.BYLINE
    if _is_name(stack, main, settings):
        return Kind.BYLINE
    if _is_tail(stack, main, settings):
        return Kind.HEADLINE
    if stack.em > settings.heading_smaller * main.em:
        return Kind.HEADLINE
    first = (stack.box.top + stack.box.bottom) / 2 < (main.box.top + main.box.bottom) / 2
    return Kind.KICKER if first else Kind.DECK


def _together(
    head: Stack, group: Sequence[Stack], rest: Sequence[Stack], scene: Scene, settings: RegionSettings
) -> bool:
    """Whether a head is a line of the heading that a group of heads makes."""
    across = head.across
    for other in group:
        if other.across != across or head.frame != other.frame or _on_other_ground(head, other):
            continue
        if across:
            gap = max(head.box.left - other.box.right, other.box.left - head.box.right)
            side = head.box.overlap_y(other.box) / min(head.box.height, other.box.height)
        else:
            gap = max(head.box.top - other.box.bottom, other.box.top - head.box.bottom)
            side = head.box.overlap_x(other.box) / min(head.box.width, other.box.width)
        if (
            side >= 0.6
            and gap <= settings.heading_leading * max(head.em, other.em)
            and not _between(head, other, rest, scene)
        ):
            return True
        same_row = head.box.overlap_y(other.box) > 0.7 * min(head.box.height, other.box.height)
        close = max(head.box.left - other.box.right, other.box.left - head.box.right)
        alike = max(head.em, other.em) < settings.heading_alike * min(head.em, other.em)
        if (
            not across and same_row and alike and close <= settings.heading_space * min(head.em, other.em)
            and not _between(head, other, rest, scene)
            and not upright_rule_between(head.box, other.box, scene)
            and min(head.em, other.em) < settings.heading_smaller * max(s.em for s in group)
            and head.box.overlap_x(max(group, key=lambda s: s.em).box) > 0.6 * head.box.width
        ):  # fmt: skip
            return True
    return False


def _on_other_ground(a: Stack, b: Stack) -> bool:
    """Whether one stands in a dark field and the other does not, or in another one."""
    grounds = [s.lines[0].ground if s.inverse else None for s in (a, b)]
    return grounds[0] != grounds[1]


def _attendant(
    stack: Stack, group: Sequence[Stack], rest: Sequence[Stack], scene: Scene, settings: RegionSettings
) -> bool:
    """A kicker, deck or byline in smaller type that stands alone right above or below a headline."""
    main = max(group, key=lambda s: s.em)
    piece = stack.rows[0].pieces[0]
    text = stack.text.strip()
    if wording.DATELINE.search(text):
        return False
    if (
        stack.frame != main.frame
        or len(stack.rows) > settings.attendant_rows
        or len(stack.text) > settings.attendant_characters
    ):
        return False
    if piece.across != main.across:
        return False
    size = stack.em / scene.em
    byline = wording.is_byline(text) and len(text) <= settings.byline_characters
    byline = byline or _is_name(stack, main, settings)
    if piece.across:
        beside = min(max(stack.box.left - s.box.right, s.box.left - stack.box.right) for s in group)
        side = stack.box.overlap_y(main.box) >= 0.6 * stack.box.height
        return side and beside <= settings.attendant_beside * scene.em
    if _is_tail(stack, main, settings):
        return True
    if stack.box.overlap_x(main.box) < 0.6 * stack.box.width:
        return False
    above = main.box.top - stack.box.bottom
    below = stack.box.top - max(s.box.bottom for s in group if s.box.overlap_x(stack.box) > 0) if group else 0
    short = len(text) <= settings.kicker_characters and len(stack.rows) == 1
    tail = text.endswith("。")  # the last words of what stands above
    kicker = not tail and (size >= settings.subhead_ratio or short)
    if -0.5 * stack.em <= above <= settings.kicker_white * main.em and kicker:
        return not _between(stack, main, [r for r in rest if r not in group], scene)
    limit = max(settings.deck_white * main.em, settings.deck_white_least * scene.em)
    deck = size >= settings.deck_ratio or _is_set_deck(stack, group, rest, scene, settings)
    if -0.5 * stack.em <= below <= limit and (byline or deck):
        return not _between(stack, main, [r for r in rest if r not in group], scene)
    return False


def _is_name(stack: Stack, main: Stack, settings: RegionSettings) -> bool:
    """A writer's name alone, in small type in the middle below a headline."""
    text = stack.text.strip()
    if not 2 <= len(text) <= settings.name_characters or not all(is_han(c) for c in text) or len(stack.rows) > 1:
        return False
    middle = abs(stack.box.center[0] - main.box.center[0]) < settings.name_off_middle * stack.em
    below = stack.box.top >= main.box.bottom - 0.5 * stack.em
    return middle and below and stack.em < settings.heading_smaller * main.em


def _is_set_deck(
    stack: Stack, group: Sequence[Stack], rest: Sequence[Stack], scene: Scene, settings: RegionSettings
) -> bool:
    """A row in the middle below a headline that lies across the columns under it, or is set off from the one
    under it: a deck, be it no larger than the text."""
    text = stack.text.strip()
    if len(stack.rows) > 1 or ends_sentence(text) or text.endswith(("，", "、", "；")):
        return False
    middles = [enclosing(s.box for s in group).center[0], *(s.box.center[0] for s in group)]
    if min(abs(stack.box.center[0] - x) for x in middles) > settings.deck_off_middle * stack.em:
        return False
    reach = settings.under_headline * scene.em
    under = [
        s
        for s in rest
        if s.box.width >= settings.cell_width * scene.em
        and s.em < settings.heading_ratio * scene.em
        and -0.5 * stack.em < s.box.top - stack.box.bottom < reach
        and s.box.overlap_x(stack.box) > stack.em
    ]
    columns = [s.box.width for s in under if len(s.rows) >= 2]
    wider = bool(columns) and stack.box.width > settings.deck_wider * max(columns)
    apart = wider or any(a.box.right <= b.box.left for a in under for b in under)
    styled = max(stack.em / scene.em, 1.0) >= settings.size_step or stack.weight >= settings.weight_change
    inset = any(
        min(stack.box.left - s.box.left, s.box.right - stack.box.right) > settings.deck_inset * stack.em for s in under
    )
    return apart or (styled and inset)


def _is_tail(stack: Stack, main: Stack, settings: RegionSettings) -> bool:
    """A word in brackets in smaller type right behind a headline, on its row."""
    text = stack.text.strip()
    row = main.rows[-1].box
    beside = -0.5 * stack.em <= stack.box.left - row.right <= settings.heading_leading * main.em
    level = stack.box.overlap_y(main.rows[-1].box) > 0.5 * stack.box.height
    return beside and level and text[:1] in "（([〔［【" and text[-1:] in "）)]〕］】"


def _between(a: Stack, b: Stack, rest: Sequence[Stack], scene: Scene) -> bool:
    """Whether a rule or other text lies between two stacks."""
    upper, lower = (a.box, b.box) if a.box.top <= b.box.top else (b.box, a.box)
    if lower.top > upper.bottom:
        span = Box(
            max(upper.left, lower.left), upper.bottom,
            max(max(upper.left, lower.left) + 1, min(upper.right, lower.right)), lower.top,
        )  # fmt: skip
        if any(r.level and r.box.overlap_x(span) > 0.5 * span.width
               and span.top < r.box.center[1] < span.bottom for r in scene.rules):  # fmt: skip
            return True
        return any(s is not a and s is not b and s.box.overlap_area(span) > 0.3 * s.box.area for s in rest)
    return False


def _flow_kind(stack: Stack, inner: set[str], tables: frozenset[str], settings: RegionSettings) -> Kind:
    text = stack.text.strip()
    if stack.id in tables:
        return Kind.TABLE
    if stack.id in inner:
        return Kind.SUBHEAD
    if (
        len(stack.rows) <= 2
        and len(text) <= settings.byline_characters
        and wording.is_byline(text)
        and not ends_sentence(text)
    ):
        return Kind.BYLINE
    if wording.JUMP_TO.fullmatch(text) or wording.JUMP_FROM.fullmatch(text):
        return Kind.JUMP_NOTE
    return Kind.PARAGRAPH
