"""Tier rules that run on: a rule between two tiers of vertical text is found as far as it is printed well, and a
rule cut from brass stops short of the border. The columns beyond its end that break off level with it are
parted all the same, and a detector that has nothing to go by draws one line through both tiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ocrfix.layout.value import Orientation, Separator
from ocrfix.page import Box, TextLine
from ocrfix.settings.layout import LayoutSettings

Edges = npt.NDArray[np.float64]
Ink = npt.NDArray[np.bool_]


def run_on(
    separators: Sequence[Separator], lines: Sequence[TextLine], ink: Ink, em: float, settings: LayoutSettings
) -> tuple[Separator, ...]:
    """The separators, tier rules prolonged over the columns beyond their ends that are parted level with them.

    ``ink`` is of the page, shape (height, width); ``em`` the body character size in pixels.
    """
    columns = np.array([line.box.edges for line in lines if line.vertical]).reshape(-1, 4)
    upright = [s.box for s in separators if s.orientation is Orientation.VERTICAL and s.divides]
    return tuple(
        _prolonged(s, columns, upright, ink, em, settings) if _parts_tiers(s, settings) else s for s in separators
    )


def _parts_tiers(s: Separator, settings: LayoutSettings) -> bool:
    return s.orientation is Orientation.HORIZONTAL and s.divides and s.confidence >= settings.rule_sure


def _prolonged(
    s: Separator, columns: Edges, upright: Sequence[Box], ink: Ink, em: float, settings: LayoutSettings
) -> Separator:
    at = s.box.center[1]
    walls = [b.center[0] for b in upright if b.top - em < at < b.bottom + em]
    ends = [s.box.left, s.box.right]
    for side in (0, 1):
        for _ in range(settings.overrun_columns):
            further = _next_column(ends[side], side, at, columns, em, settings)
            if further is None or not _is_parted(further, at, ink, em, settings):
                break
            end = float(further[:, 2].max() if side else further[:, 0].min())
            center = float(further[:, [0, 2]].mean())
            if any(min(ends[side], center) < x < max(ends[side], center) for x in walls):
                break
            ends[side] = end
    if ends == [s.box.left, s.box.right]:
        return s
    box = Box(min(ends[0], s.box.left), s.box.top, max(ends[1], s.box.right), s.box.bottom)
    return replace(s, box=box, start=(box.left, s.start[1]), end=(box.right, s.end[1]))


def _next_column(
    end: float, side: int, at: float, columns: Edges, em: float, settings: LayoutSettings
) -> Edges | None:
    """The pieces of the column right beyond an end that stand level with the rule."""
    gap = columns[:, 0] - end if side else end - columns[:, 2]
    level = (columns[:, 1] < at + em) & (columns[:, 3] > at - em)
    near = columns[level & (gap > -0.5 * em) & (gap < settings.overrun_gap * em)]
    if not len(near):
        return None
    first = near[int(np.argmin(near[:, 0])) if side else int(np.argmax(near[:, 2]))]
    shared = np.minimum(near[:, 2], first[2]) - np.maximum(near[:, 0], first[0])
    found: Edges = near[shared > 0.5 * (first[2] - first[0])]
    return found


def _is_parted(pieces: Edges, at: float, ink: Ink, em: float, settings: LayoutSettings) -> bool:
    """Whether a column breaks off at the rule and begins again: as detected, or by its ink."""
    through = pieces[(pieces[:, 1] < at - em) & (pieces[:, 3] > at + em)]
    if len(through):
        return all(_white(box, at, ink, em, settings) for box in through)
    return bool((np.abs(pieces[:, 3] - at) < em).any() and (np.abs(pieces[:, 1] - at) < em).any())


def _white(box: Edges, at: float, ink: Ink, em: float, settings: LayoutSettings) -> bool:
    """Whether white as wide as between tiers lies in a line, level with the rule; a piece of the rule itself may
    stand in it."""
    reach, left, right = round(settings.overrun_reach * em), int(box[0]), int(box[2])
    middle = round(at)
    rows = ink[max(0, middle - reach) : middle + reach, max(0, left) : right]
    if not rows.size:
        return False
    dark = rows.mean(axis=1) > settings.overrun_speck
    center = len(dark) // 2
    thin = round(settings.overrun_stroke * em)
    best = 0
    for start in range(max(0, center - thin), center + thin):
        for stop in range(start, min(len(dark), start + thin) + 1):
            above, below = start, stop
            while above > 0 and not dark[above - 1]:
                above -= 1
            while below < len(dark) and not dark[below]:
                below += 1
            if (above < start and below > stop) or start == stop:
                best = max(best, below - above)
    return best >= settings.overrun_white * em
