"""Detected lines put right: cut where a rule or a gutter crosses them, doubles taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ocrfix.layout.components import clipped, line_thickness, polygon_of, united
from ocrfix.layout.gutters import gutters_across
from ocrfix.layout.masks import fill, pixels_of
from ocrfix.layout.value import Cut, Orientation, Separator
from ocrfix.layout.whole import whole_lines
from ocrfix.page import TextLine
from ocrfix.scan import Raster
from ocrfix.settings.layout import LayoutSettings

Edges = npt.NDArray[np.float64]
"""Left, top, right, bottom; one row a box where there are several."""


def clean_lines(
    raster: Raster, lines: Sequence[TextLine], separators: Sequence[Separator], em: float, settings: LayoutSettings,
) -> tuple[tuple[TextLine, ...], tuple[Cut, ...]]:  # fmt: skip
    """Cut and free of doubles. No ink that a line held is lost; every change is told in the cuts."""
    lines, told = whole_lines(raster, lines, em, settings)
    cuts = list(told)
    parts: list[TextLine] = []
    for line in lines:
        trimmed = _trimmed(line, separators, settings)
        if trimmed is not line:
            cuts.append(Cut(line.id, (line.id,), "a rule runs into its end"))
        parts += _cut(trimmed, _rule_places(line, np.array(line.box.edges), separators, settings), em, settings, cuts)
    for _ in range(settings.gutter_rounds):  # a row that is cut shows its neighbours where the columns end
        before = len(parts)
        parts = _cut_at_gutters(raster, parts, em, settings, cuts)
        if len(parts) == before:
            break
    return _without_doubles(raster, parts, cuts, settings)


def _cut_at_gutters(
    raster: Raster, lines: Sequence[TextLine], em: float, settings: LayoutSettings, cuts: list[Cut]
) -> list[TextLine]:
    """The lines, each cut where it runs from one column into the next."""
    boxes = np.array([line.box.edges for line in lines]).reshape(-1, 4)
    turned = np.array([line.vertical for line in lines], bool)
    parts: list[TextLine] = []
    for line, box in zip(lines, boxes, strict=True):
        found = gutters_across(box, boxes[turned == line.vertical], raster.ink, line.vertical, em, settings)
        parts += _cut(line, [((low + high) / 2, "gutter") for low, high in found], em, settings, cuts)
    return parts


def _cut(
    line: TextLine, places: list[tuple[float, str]], em: float, settings: LayoutSettings, cuts: list[Cut]
) -> list[TextLine]:
    """The parts of a line between these places along it, with the reason of each cut told."""
    pieces = [line]
    for at, reason in _spaced(places, np.array(line.box.edges)[int(line.vertical) :: 2], settings.cut_min_part * em):
        last = pieces.pop()
        halves = cut_line(last, at, settings.cut_min_part * em)
        pieces += halves
        if len(halves) > 1:
            cuts.append(Cut(line.id, tuple(h.id for h in halves), reason))
    return pieces


def _rule_places(
    line: TextLine, box: Edges, separators: Sequence[Separator], settings: LayoutSettings
) -> list[tuple[float, str]]:
    """Where confident rules cross a line."""
    left, top, right, bottom = box
    places: list[tuple[float, str]] = []
    for s in separators:
        if (s.orientation is Orientation.HORIZONTAL) != line.vertical or not s.divides:
            continue
        if s.confidence < settings.rule_sure or s.length < 1.5 * min(right - left, bottom - top):
            continue
        if line.vertical:
            covered = (min(right, s.box.right) - max(left, s.box.left)) / (right - left)
            at = (s.start[1] + s.end[1]) / 2
        else:
            covered = (min(bottom, s.box.bottom) - max(top, s.box.top)) / (bottom - top)
            at = _axis_at(s, (top + bottom) / 2)
        if covered >= 0.8:
            places.append((at, f"separator {s.id}"))
    return places


def _trimmed(line: TextLine, separators: Sequence[Separator], settings: LayoutSettings) -> TextLine:
    """The line without the end of a rule that runs into it from outside, on its axis: it would be read as 一."""
    if line.polygon is None:
        return line
    axis, box = (1, line.box.edges) if line.vertical else (0, line.box.edges)
    low, high, top, bottom = box[axis], box[axis + 2], box[1 - axis], box[3 - axis]
    thick = bottom - top
    way = Orientation.VERTICAL if line.vertical else Orientation.HORIZONTAL
    for s in separators:
        if s.orientation is not way or not s.divides or s.confidence < settings.rule_sure:
            continue
        at, start, end = s.box.center[1 - axis], s.box.edges[axis], s.box.edges[axis + 2]
        if abs(at - (top + bottom) / 2) > 0.3 * thick:
            continue
        reach = settings.rule_end * thick
        if start < low - 2 * thick and low < end < low + reach:
            return replace(line, polygon=clipped(line.polygon, axis, end + 1, False))
        if end > high + 2 * thick and high - reach < start < high:
            return replace(line, polygon=clipped(line.polygon, axis, start - 1, True))
    return line


def _spaced(places: list[tuple[float, str]], ends: Edges, least: float) -> list[tuple[float, str]]:
    """The places in order, those too near an end or the one before left out."""
    kept: list[tuple[float, str]] = []
    for at, reason in sorted(places):
        if at - ends[0] >= least and ends[1] - at >= least and (not kept or at - kept[-1][0] >= least):
            kept.append((at, reason))
    return kept


def _axis_at(s: Separator, y: float) -> float:
    (x0, y0), (x1, y1) = s.start, s.end
    return x0 + (x1 - x0) * (y - y0) / (y1 - y0) if y1 > y0 else x0


def cut_line(line: TextLine, at: float, least: float = 0.0) -> list[TextLine]:
    """Cut a line across at ``at`` (x of a horizontal, y of a vertical line) into ``a`` and ``b``.

    The line comes back alone where a part would be shorter than ``least``.
    """
    if line.polygon is None:
        return [line]
    axis = 1 if line.vertical else 0
    first, second = clipped(line.polygon, axis, at, True), clipped(line.polygon, axis, at, False)
    for part in (first, second):
        extent = [p[axis] for p in part]
        if len(part) < 3 or max(extent) - min(extent) < max(least, 1e-6):
            return [line]
    return [replace(line, id=line.id + "a", polygon=first), replace(line, id=line.id + "b", polygon=second)]


def _without_doubles(
    raster: Raster, lines: Sequence[TextLine], cuts: list[Cut], settings: LayoutSettings
) -> tuple[tuple[TextLine, ...], tuple[Cut, ...]]:
    """Take out lines whose ink lies in another line; unite two that hold much of each other's ink."""
    pool = sorted(lines, key=lambda n: (-n.box.area, n.id))
    boxes = np.array([line.box.edges for line in pool]).reshape(-1, 4)
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    alive: dict[int, TextLine] = {}
    for n, line in enumerate(pool):
        wide = np.minimum(boxes[:n, 2], boxes[n, 2]) - np.maximum(boxes[:n, 0], boxes[n, 0])
        high = np.minimum(boxes[:n, 3], boxes[n, 3]) - np.maximum(boxes[:n, 1], boxes[n, 1])
        near = np.flatnonzero(np.clip(wide, 0, None) * np.clip(high, 0, None) >= 0.4 * areas[n])
        for i in (int(i) for i in near if int(i) in alive):
            other = alive[i]
            shared, own = _shared_ink(raster, line, other)
            if own == 0 or shared < settings.duplicate_part * own:
                continue
            if shared >= settings.duplicate_ink * own:
                cuts.append(Cut(line.id, (other.id,), "its ink is inside"))
                break
            if other.vertical == line.vertical and _alike(line, other):
                alive[i] = replace(other, polygon=united(line, other))
                cuts.append(Cut(line.id, (other.id,), "united: much of its ink is inside"))
                break
        else:
            alive[n] = line
    order = {line.id: i for i, line in enumerate(lines)}
    return tuple(sorted(alive.values(), key=lambda n: order[n.id])), tuple(cuts)


def _alike(a: TextLine, b: TextLine) -> bool:
    """Of one thickness and on one axis."""
    thin, thick = sorted((line_thickness(a), line_thickness(b)))
    if thick > 1.4 * thin:
        return False
    axis = 0 if a.vertical else 1
    return abs(a.box.center[axis] - b.box.center[axis]) < 0.3 * thick


def _shared_ink(raster: Raster, line: TextLine, other: TextLine) -> tuple[int, int]:
    """Ink of a line inside another, and all its ink, in pixels."""
    box = line.box
    x0, y0 = max(0, int(box.left)), max(0, int(box.top))
    x1, y1 = min(raster.width, int(np.ceil(box.right))), min(raster.height, int(np.ceil(box.bottom)))
    if x1 <= x0 or y1 <= y0:
        return 0, 0
    ink = raster.ink[y0:y1, x0:x1].view(np.uint8)
    masks = []
    for either in (line, other):
        mask = np.zeros_like(ink)
        fill(mask, pixels_of(polygon_of(either)) - np.array((x0, y0), np.int32), 1)
        masks.append(mask)
    own = ink & masks[0]
    return int((own & masks[1]).sum()), int(own.sum())
