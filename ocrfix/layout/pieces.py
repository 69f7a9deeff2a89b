"""Pieces of vertical rules in a mask. Horizontal ones are found in the transposed mask."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.layout.masks import Mask, blobs, closed, dilated, opened
from ocrfix.settings.layout import LayoutSettings


@dataclass(frozen=True, slots=True)
class Piece:
    """A stroke along y. The axis is ``x = at + slope * (y - top)``; lengths are pixels of the sheet.

    ``swing`` is the root mean square distance of the stroke's middle from the axis; ``printed``, ``touched``
    count cross-sections that have ink, and that other ink touches; ``parts`` counts the marks.
    """

    top: int
    bottom: int
    left: int
    right: int
    at: float
    slope: float
    thickness: float
    swing: float
    printed: int
    touched: int
    parts: int
    ornament: bool

    @property
    def length(self) -> int:
        return self.bottom - self.top

    def axis(self, y: float) -> float:
        return self.at + self.slope * (y - self.top)


def solid_pieces(rest: Mask, dark: Mask, em: float, settings: LayoutSettings) -> tuple[list[Piece], Mask]:
    """Straight strokes in ``rest``, and the mask of them. Contact is judged against ``dark``.

    What other ink touches along most of its length is the core of a wave or a chain of characters.
    """
    length = max(10, round(settings.rule_piece * em))
    widest = max(3, round(settings.rule_max_thickness * em))
    thin = rest - opened(rest, widest, 1)
    found = blobs(opened(dilated(thin, 3, 1), 1, length))
    pieces = []
    strokes = np.zeros_like(rest)
    for label, x, y, w, h, _ in found.boxes():
        if w > widest + 3 + 0.06 * h or h < 1.2 * w:
            continue
        own = found.own(label)
        piece = _measure(own & (thin[y : y + h, x : x + w] > 0), dark, x, y, em, False)
        if piece is not None and piece.touched <= settings.rule_max_contact * piece.printed:
            pieces.append(piece)
            strokes[y : y + h, x : x + w] |= own
    return pieces, strokes


def ornament_pieces(rest: Mask, dark: Mask, em: float, settings: LayoutSettings) -> list[Piece]:
    """Waves, dots and dashes in ``rest``."""
    gap = max(3, round(settings.ornament_gap * em))
    widest = max(4, round(settings.ornament_width * em))
    swing = max(3, round(settings.ornament_swing * em)) | 1
    length = max(12, round(0.8 * settings.rule_min_length * em))
    spread = dilated(rest, swing, 1)
    spread = closed(spread - opened(spread, round(widest + swing + 0.2 * em), 1), 1, gap)
    found = blobs(opened(spread, 1, length))
    pieces = []
    for label, x, y, w, h, _ in found.boxes():
        if w > widest + swing + 0.06 * h or h < 2 * w:
            continue
        own = found.own(label) & (rest[y : y + h, x : x + w] > 0)
        runs = (own[:, 1:] & ~own[:, :-1]).sum(axis=1) + own[:, 0]
        widths = own.sum(axis=1)
        fine = (runs <= 1) & (widths <= max(2, 0.6 * em))
        if fine.mean() < settings.ornament_single or (runs > 0).mean() < 0.15:
            continue
        piece = _measure(own, dark, x, y, em, True)
        if piece is not None:
            pieces.append(piece)
    return pieces


def _measure(own: npt.NDArray[np.bool_], dark: Mask, x: int, y: int, em: float, ornament: bool) -> Piece | None:
    """Fit the axis of a stroke and count its cross-sections."""
    rows = own.any(axis=1)
    ys = np.flatnonzero(rows)
    if len(ys) < 4:
        return None
    columns = np.arange(own.shape[1])
    widths = own.sum(axis=1)[ys]
    middles = (own[ys] * columns).sum(axis=1) / widths
    thickness = float(np.median(widths))
    usable = widths <= 2 * thickness + 1
    slope, at = np.polyfit(ys[usable], middles[usable], 1) if usable.sum() >= 4 else (0.0, middles.mean())
    if ys[-1] - ys[0] < 4 * em:
        slope = float(np.clip(slope, -0.1, 0.1))
        at = float(np.median(middles[usable] - slope * ys[usable])) if usable.any() else float(at)
    swing = float(np.sqrt(np.mean((middles[usable] - at - slope * ys[usable]) ** 2))) if usable.any() else 0.0
    left = own[ys].argmax(axis=1) + x
    right = x + own.shape[1] - own[ys, ::-1].argmax(axis=1)
    reach = 2 if not ornament else max(2, round(0.12 * em))
    last = dark.shape[1] - 1
    y_abs = ys + y
    beside = dark[y_abs, np.clip(left - reach, 0, last)] | dark[y_abs, np.clip(right + reach - 1, 0, last)]
    gaps = int((np.diff(ys) > max(1, 0.1 * em)).sum())
    top, bottom = int(ys[0]), int(ys[-1]) + 1
    return Piece(
        y + top, y + bottom, int(left.min()), int(right.max()), float(x + at + slope * top), float(slope),
        thickness, swing, len(ys), int(np.count_nonzero(beside)), gaps + 1, ornament,
    )  # fmt: skip
