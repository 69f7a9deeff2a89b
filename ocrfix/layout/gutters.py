"""Gutters that a detected line runs across, from one column into the next.

Columns may stand less than a character apart. A detector then joins rows of neighbouring columns now and
then, and draws the ends of others too long or too short to tell where they end. The print tells: white that
runs on above or below the line, over several rows, with text close on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ocrfix.scan.runs import runs
from ocrfix.settings.layout import LayoutSettings

Edges = npt.NDArray[np.float64]
Ink = npt.NDArray[np.bool_]


def gutters_across(
    box: Edges, others: Edges, ink: Ink, vertical: bool, em: float, settings: LayoutSettings
) -> list[tuple[float, float]]:
    """From and to, along the line, of the gutters it crosses.

    Args:
        box: left, top, right, bottom of the line.
        others: the same of the lines that run its way, one a row; it may be among them.
        ink: of the page, shape (height, width).
        em: body character height in pixels.
    """
    if vertical:
        turn = [1, 0, 3, 2]
        box, others, ink = box[turn], others[:, turn], ink.T
    left, top, right, bottom = (int(v) for v in box)
    thick = bottom - top
    size = others[:, 3] - others[:, 1]
    reach = settings.gutter_reach * em
    near = (others[:, 1] < bottom + reach) & (others[:, 3] > top - reach)
    near &= (others[:, 0] < right) & (others[:, 2] > left) & (np.abs(size / max(thick, 1) - 1) < 0.4)
    rows = others[near & ~np.all(np.abs(others - box) < 1, axis=1)]
    if len(rows) < settings.gutter_rows:
        return []
    found: list[tuple[float, float]] = []
    least = max(2, round(settings.gutter_least * em))
    busy = np.asarray(ink[max(0, top) : bottom, max(0, left) : right].any(axis=0))
    if not busy.any():
        return []
    box = np.array([max(0, left) + busy.argmax(), top, right - busy[::-1].argmax(), bottom], np.float64)
    whites = runs(~busy)
    usual = float(np.median([high - low for low, high in whites])) if whites else 0.0
    for start, stop in whites:
        low, high = max(0, left) + start, max(0, left) + stop
        if high - low < least or low - left < settings.gutter_column * em or right - high < em:
            continue
        plain = high - low >= settings.gutter_plain * usual
        for gutter in _strips(ink, low, high, max(0, top), bottom, least, round(settings.gutter_run * em)):
            if _between_columns(gutter, plain, box, rows, ink, em, settings):
                found.append((float(gutter[0]), float(gutter[2])))
                break
    return found


def _strips(
    ink: Ink, low: int, high: int, top: int, bottom: int, least: int, reach: int
) -> Iterator[tuple[int, int, int, int]]:
    """White strips between ``low`` and ``high`` that go on above and below, ``least`` wide or wider, longest first.

    Left, top, right, bottom of each, no further than ``reach`` from the line; none begins inside another.
    """
    above = ink[max(0, top - reach) : top, low:high][::-1]
    below = ink[bottom : bottom + reach, low:high]
    free = [_white_rows(part) for part in (above, below)]
    runs = [np.lib.stride_tricks.sliding_window_view(f, least).min(axis=1) for f in free]
    seen = np.zeros(high - low, bool)
    for best in np.argsort(-(runs[0] + runs[1]), kind="stable").tolist():
        if seen[best]:
            continue
        up, down = int(runs[0][best]), int(runs[1][best])
        blocked = np.flatnonzero((free[0] < up) | (free[1] < down))
        before, behind = np.searchsorted(blocked, (best, best + least)).tolist()
        start = int(blocked[before - 1]) + 1 if before else 0
        stop = int(blocked[behind]) if behind < len(blocked) else high - low
        seen[start:stop] = True
        yield low + start, top - up, low + stop, bottom + down


def _white_rows(ink: Ink) -> npt.NDArray[np.intp]:
    """How many rows are white before the first with ink, in every column. No rows where the page ends at the line."""
    if not len(ink):
        return np.zeros(ink.shape[1], np.intp)
    return np.where(ink.any(axis=0), ink.argmax(axis=0), len(ink))


def _between_columns(
    gutter: tuple[int, int, int, int],
    plain: bool,
    box: Edges,
    rows: Edges,
    ink: Ink,
    em: float,
    settings: LayoutSettings,
) -> bool:
    """Whether rows end close before the strip and begin close behind it, and none runs across beside the line.

    Boxes must show it, or a long strip at a ``plain`` gap that makes two columns of one width.
    """
    left, top, right, bottom = gutter
    beside = rows[(rows[:, 3] <= bottom + 0.3 * em) & (rows[:, 1] >= top - 0.3 * em)]
    along = [*beside, box]
    before = [r for r in along if _inked(ink, r, left - settings.gutter_end * em, left)]
    behind = [r for r in along if _inked(ink, r, right, right + settings.gutter_start * em)]
    ends = [r for r in before if abs(r[2] - left) < settings.gutter_end * em]
    begins = [r for r in behind if abs(r[0] - right) < settings.gutter_start * em]
    if not before or not behind:
        return False
    first, last = float(np.median([r[0] for r in before])), max(float(r[2]) for r in behind)
    if max(abs(box[0] - first), box[2] - last) > settings.gutter_indent * em:
        return False  # it is set in another measure than the columns
    few, many = sorted((_levels(before), _levels(behind)))
    proved = (
        few >= settings.gutter_rows
        and min(len(ends), len(begins)) >= 1
        and max(_levels(ends), _levels(begins)) >= settings.gutter_rows
    )
    narrow, wide = sorted((left - first, last - right))
    long = plain and narrow >= settings.gutter_even * wide and bottom - top >= settings.gutter_run * em
    if not proved and not (long and few >= 2 and many >= settings.gutter_rows):
        return False
    next_to = rows[(rows[:, 1] < box[3] + em) & (rows[:, 3] > box[1] - em)]
    across = next_to[(next_to[:, 0] < left - em) & (next_to[:, 2] > right + em)]
    return not any(_inked(ink, r, left, right) for r in across)


def _inked(ink: Ink, row: Edges, start: float, stop: float) -> bool:
    """Whether a row has ink between two places along it."""
    inset = 0.15 * (row[3] - row[1])
    part = ink[
        max(0, int(row[1] + inset)) : int(row[3] - inset) + 1, max(0, int(max(start, row[0]))) : int(min(stop, row[2]))
    ]
    return bool(part.any())


def _levels(rows: list[Edges]) -> int:
    """How many rows stand one below the other."""
    count, last = 0, -np.inf
    for row in sorted(rows, key=lambda r: float(r[1] + r[3])):
        middle = (row[1] + row[3]) / 2
        if middle > last + 0.5 * (row[3] - row[1]):
            count, last = count + 1, middle
    return count
