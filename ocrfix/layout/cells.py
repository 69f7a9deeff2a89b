"""Cells: grounds that rules close in from all sides, whether or not the rules meet at corners.

Adverts and small boxes of a ruled page share their sides: one rule runs along three of them, and none ends
where a box does. Corners prove nothing there. What the rules leave white between them does: a piece of
ground from which no way leads out. Tiers of news between rules are such cells as well, and stories run on
from one to the next; a cell whose ground is mostly display type and white is an advert.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.layout.components import line_thickness
from ocrfix.layout.frames import Sides
from ocrfix.layout.masks import Mask
from ocrfix.layout.value import Frame, FrameStyle, Orientation, Separator
from ocrfix.page import Box, TextLine
from ocrfix.settings.layout import LayoutSettings

OPEN = -1
"""Stands for the ground that no rules close in."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells of a page: ``labels`` of a grid of ``step`` pixels, 0 on rules, and ``stats`` of them by label (left,
    top, width, height, area). ``rules`` drew them. Those in ``open`` reach the page's edge."""

    labels: npt.NDArray[np.int32]
    stats: npt.NDArray[np.int32]
    step: float
    rules: tuple[Separator, ...]
    open: frozenset[int]

    def at(self, box: Box) -> int:
        """The cell most of a box lies in: 0 where it lies on rules, ``OPEN`` where the ground is not closed."""
        left, top, right, bottom = (int(v / self.step) for v in box.edges)
        inside = self.labels[max(0, top) : bottom + 1, max(0, left) : right + 1]
        counts = np.bincount(inside.ravel(), minlength=1)
        counts[0] = 0
        found = int(counts.argmax())
        return OPEN if found in self.open else found


def cells_of(
    separators: Sequence[Separator], lines: Sequence[TextLine], size: tuple[int, int], em: float,
    settings: LayoutSettings,
) -> Cells:  # fmt: skip
    """The cells between rules that divide. ``size`` is width and height in the separators' pixels, ``em`` is in
    them as well. Rules that nearly meet are taken to meet."""
    sure = tuple(s for s in separators if s.divides and s.confidence >= settings.frame_rule_confidence)
    step = em / settings.cell_steps
    network = _network(sure, lines, size, em, step, settings)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(1 - network, connectivity=4)
    edge = np.unique(np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]]))
    ends = frozenset(int(v) for v in edge if v)
    return Cells(labels.astype(np.int32), stats.astype(np.int32), step, sure, ends)


def display_cells(
    cells: Cells, lines: Sequence[TextLine], size: tuple[int, int], em: float, settings: LayoutSettings
) -> list[Frame]:
    """Rectangular cells that hold display type, none with a rule right through it."""
    found: list[Frame] = []
    for left, top, width, height, area in cells.stats[1:]:
        box = Box(*(float(v) * cells.step for v in (left, top, left + width, top + height)))
        if min(box.width, box.height) < settings.frame_min_side * em or area < settings.cell_fill * width * height:
            continue
        sides = _sides(box, cells.rules, em, settings)
        if None not in sides and _is_display(box, lines, em, settings):
            box = _to_rules(sides, {s.id: s for s in cells.rules})
            share = box.area / (size[0] * size[1])
            found.append(Frame(box, FrameStyle.RULED, settings.cell_confidence, sides, share))
    return found


def _to_rules(sides: Sides, rules: Mapping[str, Separator]) -> Box:
    """The box whose sides run along the middles of these rules."""
    top, right, bottom, left = (rules[str(s)].box.center for s in sides)
    return Box(left[0], top[1], right[0], bottom[1])


def _network(
    separators: Sequence[Separator], lines: Sequence[TextLine], size: tuple[int, int], em: float, step: float,
    settings: LayoutSettings,
) -> Mask:  # fmt: skip
    """The rules drawn on a coarse grid, each a little longer than it is, or as far as the next rule it would
    meet where only white is in between: of a worn or wavy border some pieces are found."""
    grid = np.zeros((int(size[1] / step) + 1, int(size[0] / step) + 1), np.uint8)
    text = np.array([line.box.edges for line in lines]).reshape(-1, 4)
    for s in separators:
        axis = int(s.orientation is Orientation.VERTICAL)
        low, high = s.box.edges[axis], s.box.edges[axis + 2]
        across = [x.box.edges for x in separators if x.orientation is not s.orientation]
        rules = np.array(across).reshape(-1, 4)
        reach = settings.frame_corner * em
        start = low - _way(-low, -s.start[1 - axis], -rules[:, [2, 3, 0, 1]], -text[:, [2, 3, 0, 1]], axis, reach)
        end = high + _way(high, s.end[1 - axis], rules, text, axis, reach)
        ends = [(start, s.start[1 - axis]), (end, s.end[1 - axis])]
        points = [(round(p[axis] / step), round(p[1 - axis] / step)) for p in ends]
        cv2.line(grid, points[0], points[1], (1,), 2)
    return grid


def _way(
    end: float, at: float, rules: npt.NDArray[np.float64], text: npt.NDArray[np.float64], axis: int, reach: float
) -> float:
    """How far a rule is drawn on from its ``end``, towards larger coordinates. ``at`` is where it stands across,
    ``rules`` are the boxes of those that run the other way."""

    def ahead(boxes: npt.NDArray[np.float64], slack: float) -> float:
        facing = (boxes[:, 1 - axis] - slack <= at) & (at <= boxes[:, 3 - axis] + slack)
        starts = boxes[facing & (boxes[:, axis + 2] > end), axis]
        return float(starts.min()) - end if len(starts) else float("inf")

    free = ahead(rules, reach)
    return max(reach, free + 0.5 * reach) if free < ahead(text, 0.0) else reach


def _is_display(box: Box, lines: Sequence[TextLine], em: float, settings: LayoutSettings) -> bool:
    """Whether large type takes up much of the print in a cell, which is nearly half in adverts and seldom more
    than a quarter where a story stands. A cell of large type alone is a headline between two rules as likely."""
    inside = [line for line in lines if box.contains(line.box.center)]
    large = [line for line in inside if line_thickness(line) >= settings.cell_display * em]
    covered = sum(line.box.overlap_area(box) for line in inside)
    display = sum(line.box.overlap_area(box) for line in large)
    both = bool(large) and len(inside) - len(large) >= settings.cell_lines
    return both and display >= settings.cell_display_share * covered


def _sides(box: Box, separators: Sequence[Separator], em: float, settings: LayoutSettings) -> Sides:
    """The rule along most of each side (top, right, bottom, left)."""
    found: list[str | None] = []
    for at, level in ((box.top, True), (box.right, False), (box.bottom, True), (box.left, False)):
        best: tuple[float, str] | None = None
        length = box.width if level else box.height
        for s in separators:
            if (s.orientation is Orientation.HORIZONTAL) != level:
                continue
            off = abs((s.box.center[1] if level else s.box.center[0]) - at)
            covered = (s.box.overlap_x(box) if level else s.box.overlap_y(box)) / length
            if off <= settings.frame_corner * em and covered >= settings.cell_side:
                best = max(best, (covered, s.id)) if best is not None else (covered, s.id)
        found.append(best[1] if best is not None else None)
    return (found[0], found[1], found[2], found[3])


def with_cells(frames: Sequence[Frame], cells: Sequence[Frame], em: float, settings: LayoutSettings) -> list[Frame]:
    """The frames, with the cells that are none of them; a frame that is a cell as well is as sure as that."""
    reach = settings.frame_corner * em

    def same(a: Frame, b: Frame) -> bool:
        return max(abs(p - q) for p, q in zip(a.box.edges, b.box.edges, strict=True)) < reach

    sure = [
        replace(f, confidence=max(f.confidence, settings.cell_confidence)) if any(same(f, c) for c in cells) else f
        for f in frames
    ]
    return [*sure, *(c for c in cells if not any(same(f, c) for f in frames))]
