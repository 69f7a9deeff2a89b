"""What a rule does, and which lines are in pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocrfix.layout.value import LineLook, Orientation, Picture, PictureLine, RuleRole, Separator
from ocrfix.page import Box, TextLine


def with_roles(
    separators: Sequence[Separator], pictures: Sequence[Picture], lines: Sequence[TextLine], em: float
) -> tuple[Separator, ...]:
    """The separators with picture edges and underlines named."""
    boxes = [(line.box, line.vertical) for line in lines]
    return tuple(replace(s, role=_role(s, pictures, boxes, em)) for s in separators)


def _role(s: Separator, pictures: Sequence[Picture], lines: Sequence[tuple[Box, bool]], em: float) -> RuleRole:
    vertical = s.orientation is Orientation.VERTICAL
    for p in pictures:
        b = p.box
        along = s.box.overlap_y(b) if vertical else s.box.overlap_x(b)
        if along < 0.9 * s.length:
            continue
        low, high = (b.left, b.right) if vertical else (b.top, b.bottom)
        at = s.box.center[0] if vertical else s.box.center[1]
        if low - 0.6 * em <= at <= high + 0.6 * em:
            return RuleRole.PICTURE
    for box, along_y in lines:
        if along_y == vertical and _underlines(s.box, box, vertical):
            return RuleRole.UNDERLINE
    return s.role


def _underlines(rule: Box, line: Box, vertical: bool) -> bool:
    """Within a third of a line's thickness of its foot (or flank), and not beyond its ends."""
    if vertical:
        thick, slack = line.width, 0.3 * line.width
        along = rule.top >= line.top - slack and rule.bottom <= line.bottom + slack
        near = min(abs(rule.center[0] - line.left), abs(rule.center[0] - line.right)) < 0.33 * thick
    else:
        thick, slack = line.height, 0.3 * line.height
        along = rule.left >= line.left - slack and rule.right <= line.right + slack
        near = abs(rule.center[1] - line.bottom) < 0.33 * thick
    return along and near


def picture_lines(
    lines: Sequence[TextLine], looks: Mapping[str, LineLook], pictures: Sequence[Picture], em: float
) -> tuple[PictureLine, ...]:
    """The lines inside pictures, with how likely each is a caption laid over the picture.

    A caption is set straight, in about body size, light on dark or on a plain strip, near an edge.
    """
    found = []
    for line in lines:
        at = looks[line.id].picture
        if at is None:
            continue
        box, picture = line.box, pictures[at].box
        size = looks[line.id].em or line.em
        body = 1.0 if 0.6 * em <= size <= 1.5 * em else 0.3
        long = min(1.0, max(box.width, box.height) / (6 * em))
        below = 1.0 if picture.bottom - box.bottom < 0.2 * picture.height else 0.5
        found.append(PictureLine(line.id, at, round(body * long * below, 3)))
    return tuple(found)
