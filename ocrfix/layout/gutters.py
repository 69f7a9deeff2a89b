"""Narrow gutters: where a detected line runs from one column into the next.

Columns may stand less than a character apart. A detector then joins rows of neighbouring columns now and
then. The rows around tell: they end and begin again at one place, where the joined row is white as well.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocrfix.settings.layout import LayoutSettings

Edges = npt.NDArray[np.float64]
Ink = npt.NDArray[np.bool_]


def narrow_gutters(
    box: Edges, others: Edges, ink: Ink, vertical: bool, em: float, settings: LayoutSettings
) -> list[tuple[float, float]]:
    """From and to, along the line, of the gutters it crosses.

    Args:
        box: left, top, right, bottom of the line.
        others: the same of the lines that run its way, one a row; it may be among them.
        ink: of the page, shape (height, width).
        em: body character height in pixels.
    """
    along, across = (1, 0) if vertical else (0, 1)
    thick = box[across + 2] - box[across]
    size = others[:, across + 2] - others[:, across]
    away = np.maximum(others[:, across] - box[across + 2], box[across] - others[:, across + 2])
    alike = (np.abs(size / thick - 1) < 0.4) & ~np.all(np.abs(others - box) < 1, axis=1)
    rows = others[alike & (away > -0.5 * thick) & (away < settings.gutter_reach * em)]
    next_to = others[alike & (away > -0.5 * thick) & (away < em)]
    low, high = rows[:, along], rows[:, along + 2]
    inside = (high > box[along] + em) & (high < box[along + 2] - em)
    found: list[tuple[float, float]] = []
    for end in np.unique(high[inside]):
        ends = np.flatnonzero(np.abs(high - end) < 0.5 * em)
        pairs = [(int(i), int(j)) for i in ends for j in _beside(rows, int(i), across) if _starts(low[j] - high[i], em)]
        left = sorted({i for i, _ in pairs})
        right = sorted({j for _, j in pairs})
        if len(left) < settings.gutter_rows:
            continue
        starts = abs(float(np.median(low[left])) - box[along]) < settings.gutter_indent * em
        if not starts or float(np.median(high[right])) < box[along + 2] - 0.5 * em:
            continue
        start, stop = max(high[i] for i, _ in pairs), min(low[j] for _, j in pairs)
        if ((next_to[:, along] < start - em) & (next_to[:, along + 2] > stop + em)).any():
            continue  # a text set wider than the columns beside it
        white = _white(ink, box, start - 0.3 * em, stop + 0.3 * em, vertical)
        wide = white is not None and white[1] - white[0] >= settings.gutter_least * em
        if white is not None and wide and (not found or white[0] > found[-1][1]):
            found.append(white)
    return found


def _beside(rows: Edges, i: int, across: int) -> npt.NDArray[np.int64]:
    """Rows that stand level with row ``i``."""
    shared = np.minimum(rows[:, across + 2], rows[i, across + 2]) - np.maximum(rows[:, across], rows[i, across])
    return np.flatnonzero(shared > 0.5 * (rows[i, across + 2] - rows[i, across]))


def _starts(gap: float, em: float) -> bool:
    return 0.3 * em <= gap <= 2.0 * em


def _white(ink: Ink, box: Edges, start: float, stop: float, vertical: bool) -> tuple[float, float] | None:
    """The widest white across the whole line between two places along it."""
    left, top, right, bottom = (int(v) for v in box)
    part = ink[max(0, top) : bottom + 1, max(0, left) : right + 1]
    origin = max(0, top) if vertical else max(0, left)
    busy = np.asarray(part.any(axis=1 if vertical else 0))
    first = max(0, int(start) - origin)
    runs: list[tuple[int, int]] = []
    at: int | None = None
    for k, dark in enumerate([*busy[first : max(first, int(stop) - origin)].tolist(), True], start=first):
        if dark and at is not None:
            runs.append((at, k))
        at = None if dark else k if at is None else at
    if not runs:
        return None
    low, high = max(runs, key=lambda r: r[1] - r[0])
    return float(low + origin), float(high + origin)
