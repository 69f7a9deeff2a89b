"""Zones: parts of a page in which text runs one way. Most pages are one zone; a vertical box on a
horizontal page, or a horizontal story on a vertical one, is a zone of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.layout import Layout, Orientation
from ocrfix.page import Box, Direction, TextLine, enclosing
from ocrfix.regions.scene import character_size, main_direction
from ocrfix.settings.regions import RegionSettings


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines that are ordered together, in the frame of ``direction`` (``LTR`` or ``TTB``)."""

    direction: Direction
    lines: tuple[TextLine, ...]


def zones(lines: Sequence[TextLine], layout: Layout, settings: RegionSettings) -> tuple[Zone, ...]:
    """The zones of a page, the main one first; every line with text and geometry is in exactly one."""
    texts = [line for line in lines if line.text.strip() and line.polygon is not None]
    main = main_direction(texts)
    other = Direction.LTR if main is Direction.TTB else Direction.TTB
    grounds = [*_frames(texts, layout, other, settings), *_patches(texts, layout, other, settings)]
    taken: set[str] = set()
    found: list[Zone] = []
    for ground in sorted(grounds, key=lambda b: (b.top, b.left)):
        inside = tuple(x for x in texts if x.id not in taken and ground.contains(x.box.center))
        if inside:
            taken |= {x.id for x in inside}
            found.append(Zone(other, inside))
    rest = tuple(x for x in texts if x.id not in taken)
    return (Zone(main, rest), *found) if rest or not found else tuple(found)


def _frames(lines: Sequence[TextLine], layout: Layout, other: Direction, settings: RegionSettings) -> list[Box]:
    """Frames in which most running text runs the other way, leaving aside that of such frames in them."""
    found: list[Box] = []
    for frame in sorted(layout.frames, key=lambda f: f.box.area):
        inside = [x for x in lines if frame.box.contains(x.box.center)]
        if frame.share >= 0.5 or main_direction(inside) is not other or not _enough(inside, other, layout, settings):
            continue
        rest = [x for x in inside if not any(box.contains(x.box.center) for box in found)]
        if not rest or main_direction(rest) is other:
            found.append(frame.box)
    return found


def _patches(lines: Sequence[TextLine], layout: Layout, other: Direction, settings: RegionSettings) -> list[Box]:
    """Ground covered by neighbouring lines that run the other way, headings of theirs included."""
    away = [x for x in lines if x.vertical == (other is Direction.TTB)]
    groups: list[list[TextLine]] = []
    for line in sorted(away, key=lambda x: (x.box.top, x.box.left)):
        near = [g for g in groups if any(_near(line, x, settings) and not _ruled(line.box, x.box, layout) for x in g)]
        merged = [line, *(x for g in near for x in g)]
        groups = [g for g in groups if g not in near] + [merged]
    found = []
    for group in groups:
        if not _enough(group, other, layout, settings):
            continue
        box = enclosing(x.box for x in group)
        inside = [x for x in lines if box.contains(x.box.center)]
        if main_direction(inside) is other:
            found.append(_with_label(box.expanded(1, 1), lines, away, layout, settings))
    return found


def _with_label(
    box: Box, lines: Sequence[TextLine], away: Sequence[TextLine], layout: Layout, settings: RegionSettings
) -> Box:
    """The ground of a patch with the line right over it that says what it is, where that is nearer to the patch
    than to anything else above."""
    over = [x for x in lines if x.box.bottom <= box.top + 1 and box.left < x.box.center[0] < box.right]
    label = max((x for x in over if x in away), key=lambda x: x.box.bottom, default=None)
    if label is None or label.vertical or not 0 <= box.top - label.box.bottom <= settings.zone_white * label.em:
        return box
    beyond = [label.box.top - x.box.bottom for x in over if x is not label]
    nearer = min(beyond, default=float("inf")) > box.top - label.box.bottom
    return box.union(label.box.expanded(1, 1)) if nearer and not _ruled(label.box, box, layout) else box


def _near(a: TextLine, b: TextLine, settings: RegionSettings) -> bool:
    reach = settings.zone_white * min(a.em, b.em)
    return a.box.expanded(reach, reach).intersection(b.box) is not None


def _ruled(a: Box, b: Box, layout: Layout) -> bool:
    """Whether a rule divides two boxes, one above the other, over the whole of the shorter."""
    upper, lower = (a, b) if a.center[1] < b.center[1] else (b, a)
    short = min(upper.width, lower.width)
    return any(
        s.divides
        and s.orientation is Orientation.HORIZONTAL
        and upper.bottom - 2 <= s.box.center[1] <= lower.top + 2
        and min(s.box.overlap_x(upper), s.box.overlap_x(lower)) > 0.9 * short
        for s in layout.separators
    )


def _enough(lines: Sequence[TextLine], other: Direction, layout: Layout, settings: RegionSettings) -> bool:
    body = [
        x for x in lines
        if x.vertical == (other is Direction.TTB)
        and character_size(x, layout.looks.get(x.id)) < settings.heading_ratio * layout.em
    ]  # fmt: skip
    return len(body) >= settings.zone_lines and sum(len(x.text) for x in body) >= settings.zone_characters
