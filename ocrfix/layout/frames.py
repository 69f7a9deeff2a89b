"""Frames: boxes whose four sides (or three) are ruling lines that meet at corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocrfix.layout.value import Frame, FrameStyle, Orientation, Separator
from ocrfix.page import Box
from ocrfix.settings.layout import LayoutSettings

Sides = tuple[str | None, str | None, str | None, str | None]
"""The ids of the rules at the top, right, bottom and left."""


@dataclass(frozen=True, slots=True)
class Side:
    """A rule as a possible side: where it stands across (``at``) and from where to where it runs."""

    id: str
    at: float
    low: float
    high: float
    half: float
    confidence: float

    def at_end(self, value: float, tolerance: float) -> bool:
        return min(abs(value - self.low), abs(value - self.high)) <= tolerance

    def covers(self, low: float, high: float, corner: float) -> float:
        """The share of low … high, corners apart, over which the rule runs."""
        trim = min(corner, 0.2 * (high - low))
        low, high = low + trim, high - trim
        return max(0.0, min(high, self.high) - max(low, self.low)) / max(1e-6, high - low)


def ruled_frames(
    separators: Sequence[Separator], size: tuple[int, int], em: float, settings: LayoutSettings
) -> list[Frame]:
    """Rectangles of rules, the surest first. ``em`` is in the separators' pixels."""
    corner, least = settings.frame_corner * em, settings.frame_min_side * em
    good = [s for s in separators if s.confidence >= settings.frame_rule_confidence]
    verticals = sorted((_side(s) for s in good if s.orientation is Orientation.VERTICAL), key=lambda s: s.at)
    horizontals = sorted((_side(s) for s in good if s.orientation is Orientation.HORIZONTAL), key=lambda s: s.at)
    found: list[Frame] = []
    for i, left in enumerate(verticals):
        for right in verticals[i + 1 :]:
            if right.at - left.at < least:
                continue
            low = max(left.low, right.low) - corner
            high = min(left.high, right.high) + corner
            if high - low < least:
                continue
            across = [
                h for h in horizontals
                if low <= h.at <= high and h.covers(left.at, right.at, corner) >= settings.frame_side_coverage
            ]  # fmt: skip
            found += _between(left, right, across, size, corner, least, settings)
            found += _open(left, right, across, horizontals, size, corner, least, settings)
    for i, top in enumerate(horizontals):
        for bottom in horizontals[i + 1 :]:
            if bottom.at - top.at < least:
                continue
            up = [
                v for v in verticals
                if min(top.low, bottom.low) - corner <= v.at <= max(top.high, bottom.high) + corner
                and v.covers(top.at, bottom.at, corner) >= settings.frame_side_coverage
            ]  # fmt: skip
            found += _open(top, bottom, up, verticals, size, corner, least, settings, turned=True)
    return _distinct(found, em, settings)


def _side(s: Separator) -> Side:
    if s.orientation is Orientation.VERTICAL:
        return Side(s.id, (s.box.left + s.box.right) / 2, s.box.top, s.box.bottom, s.box.width / 2, s.confidence)
    return Side(s.id, (s.box.top + s.box.bottom) / 2, s.box.left, s.box.right, s.box.height / 2, s.confidence)


def _between(
    left: Side, right: Side, across: Sequence[Side], size: tuple[int, int], corner: float, least: float,
    settings: LayoutSettings,
) -> list[Frame]:  # fmt: skip
    """Boxes with both uprights and two of the cross pieces, nearest pairs only."""
    found = []
    for j, top in enumerate(across):
        for bottom in across[j + 1 :]:
            height = bottom.at - top.at
            if height < least:
                continue
            cover = min(left.covers(top.at, bottom.at, corner), right.covers(top.at, bottom.at, corner))
            if cover < settings.frame_side_coverage:
                continue
            meets = sum(
                upright.at_end(cross.at, corner) and cross.at_end(upright.at, corner)
                for upright in (left, right)
                for cross in (top, bottom)
            )
            confidence = _CORNERS[meets] * min(s.confidence for s in (left, right, top, bottom)) ** 0.5
            found.append(_frame(left, top, right, bottom, confidence, size, (top.id, right.id, bottom.id, left.id)))
    return found


_CORNERS = (0.15, 0.4, 0.6, 0.85, 1.0)
"""Confidence by the number of corners at which both sides end: four make a box, none a grid."""


def _open(
    left: Side, right: Side, across: Sequence[Side], every: Sequence[Side], size: tuple[int, int], corner: float,
    least: float, settings: LayoutSettings, turned: bool = False,
) -> list[Frame]:  # fmt: skip
    """Boxes without a top or without a bottom: the uprights end level. ``turned`` swaps the axes.

    A part of the missing side among ``every`` rule makes them surer: a picture may hide the rest.
    """
    found: list[Frame] = []
    for cross in across:
        if not (cross.at_end(left.at, corner) and cross.at_end(right.at, corner)):
            continue
        for down in (True, False):
            ends = (left.high, right.high) if down else (left.low, right.low)
            starts = (left.low, right.low) if down else (left.high, right.high)
            if abs(ends[0] - ends[1]) > corner or max(abs(v - cross.at) for v in starts) > corner:
                continue
            far = sum(ends) / 2
            if abs(far - cross.at) < 1.5 * least or any(abs(far - o.at) <= corner for o in across if o is not cross):
                continue
            end = replace(cross, at=far, half=0.0)
            near, other = (cross, end) if down else (end, cross)
            near_id, other_id = (cross.id, None) if down else (None, cross.id)
            part = max((o.covers(left.at, right.at, corner) for o in every if abs(o.at - far) <= corner), default=0.0)
            share = 0.8 if part >= settings.frame_side_part else 0.5
            confidence = share * min(s.confidence for s in (left, right, cross)) ** 0.5
            if turned:
                sides: Sides = (left.id, other_id, right.id, near_id)
                found.append(_frame(near, left, other, right, confidence, size, sides))
            else:
                sides = (near_id, right.id, other_id, left.id)
                found.append(_frame(left, near, right, other, confidence, size, sides))
    return found


def _frame(
    left: Side, top: Side, right: Side, bottom: Side, confidence: float, size: tuple[int, int],
    ids: Sides,
) -> Frame:  # fmt: skip
    box = Box(left.at - left.half, top.at - top.half, right.at + right.half, bottom.at + bottom.half)
    return Frame(box, FrameStyle.RULED, round(confidence, 3), ids, box.area / (size[0] * size[1]))


def _distinct(frames: Sequence[Frame], em: float, settings: LayoutSettings) -> list[Frame]:
    """The surest and largest first: no second frame with the same edges (to 1.2 em), no cells of a frame
    that a rule across it makes, and none that partly overlaps a surer one.
    """
    kept: list[Frame] = []
    for frame in sorted(frames, key=lambda f: (-f.confidence, -f.box.area, f.box.edges)):
        if frame.confidence < settings.frame_min_confidence:
            continue
        if not any(_same(frame.box, k.box, em) or _cell(frame, k) or _astride(frame.box, k.box, em) for k in kept):
            kept.append(frame)
    return kept


def _same(a: Box, b: Box, em: float) -> bool:
    return max(abs(p - q) for p, q in zip(a.edges, b.edges, strict=True)) < 1.2 * em


def _cell(frame: Frame, other: Frame) -> bool:
    """Whether a frame is a part of another that a single rule parts off, or that two rules do."""
    shared = [s is not None and s == o for s, o in zip(frame.sides, other.sides, strict=True)]
    opposite = (shared[0] and shared[2]) or (shared[1] and shared[3])
    return opposite and other.confidence > frame.confidence


def _astride(a: Box, b: Box, em: float) -> bool:
    """Whether two boxes overlap by more than rules' breadth without one holding the other."""
    if a.overlap_x(b) <= 1.2 * em or a.overlap_y(b) <= 1.2 * em:
        return False
    slack = 1.2 * em
    return not (_holds(a, b, slack) or _holds(b, a, slack))


def _holds(a: Box, b: Box, slack: float) -> bool:
    return (
        a.left - slack <= b.left and a.top - slack <= b.top
        and b.right <= a.right + slack and b.bottom <= a.bottom + slack
    )  # fmt: skip


def nested(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """The frames from the largest to the smallest, each with the index of the smallest one around it."""
    ordered = sorted(frames, key=lambda f: (-f.box.area, f.box.edges))
    result: list[Frame] = []
    for frame in ordered:
        parent = None
        for i in range(len(result) - 1, -1, -1):
            if result[i].box.overlap_area(frame.box) >= 0.9 * frame.box.area:
                parent = i
                break
        result.append(replace(frame, parent=parent))
    return tuple(result)
