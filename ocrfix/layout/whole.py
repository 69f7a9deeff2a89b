"""Pieces of one line made whole: a detector cuts large, widely set type between characters.

Two boxes on one axis that reach into each other hold the same character twice. Either they are one line,
or two lines whose boxes were drawn too long; the white where they meet tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocrfix.layout.components import clipped, line_thickness, united
from ocrfix.layout.value import Cut
from ocrfix.page import TextLine
from ocrfix.scan import Raster
from ocrfix.scan.runs import runs
from ocrfix.settings.layout import LayoutSettings


def whole_lines(
    raster: Raster, lines: Sequence[TextLine], em: float, settings: LayoutSettings
) -> tuple[tuple[TextLine, ...], tuple[Cut, ...]]:
    """Lines of display type that reach into each other: united, or trimmed to the white that parts them."""
    kept = {line.id: line for line in lines}
    cuts: list[Cut] = []
    display = [line.id for line in lines if line_thickness(line) >= settings.display_type * em]
    while pair := _reaching([kept[name] for name in display if name in kept], settings):
        first, second = pair
        white = _parting(raster, first, second, settings)
        if white is None:
            kept[first.id] = replace(first, polygon=united(first, second))
            del kept[second.id]
            cuts.append(Cut(second.id, (first.id,), "united: they reach into each other"))
            continue
        axis = int(first.vertical)
        for line, at, below in ((first, white[0], True), (second, white[1], False)):
            assert line.polygon is not None
            kept[line.id] = replace(line, polygon=clipped(line.polygon, axis, at, below))
            cuts.append(Cut(line.id, (line.id,), "reached over white into another line"))
    return tuple(kept.values()), tuple(cuts)


def _reaching(lines: Sequence[TextLine], settings: LayoutSettings) -> tuple[TextLine, TextLine] | None:
    """Two lines, the end of one in the beginning of the other, on one axis and in one size."""
    for vertical in (False, True):
        own = [line for line in lines if line.vertical is vertical]
        along, across = (1, 0) if vertical else (0, 1)
        edges = np.array([line.box.edges for line in own], float).reshape(-1, 4)
        a, b = edges[:, None], edges[None, :]
        size = edges[:, across + 2] - edges[:, across]
        thin, thick = np.minimum.outer(size, size), np.maximum.outer(size, size)
        level = np.minimum(a[..., across + 2], b[..., across + 2]) - np.maximum(a[..., across], b[..., across])
        ahead = (a[..., along] < b[..., along]) & (a[..., along + 2] < b[..., along + 2])
        ahead &= a[..., along + 2] - b[..., along] > settings.piece_reach * thick
        ahead &= np.minimum(thin, level) >= settings.piece_level * thick
        for i, j in np.argwhere(ahead):
            return own[i], own[j]
    return None


def _parting(raster: Raster, first: TextLine, second: TextLine, settings: LayoutSettings) -> tuple[float, float] | None:
    """From and to of white where two lines meet, if it is wider than what stands between characters."""
    along, across = (1, 0) if first.vertical else (0, 1)
    a, b = first.box.edges, second.box.edges
    thick = min(a[across + 2] - a[across], b[across + 2] - b[across])
    low, high = int(max(0, a[across], b[across])), int(min(a[across + 2], b[across + 2]))
    start, stop = int(max(0, a[along])), int(b[along + 2]) + 1
    band = raster.ink[start:stop, low:high] if first.vertical else raster.ink[low:high, start:stop]
    busy = np.asarray(band.any(axis=int(first.vertical)))
    whites = [w for w in runs(~busy) if w[0] > 0 and w[1] < len(busy)]
    meet = (b[along] - start - 0.1 * thick, a[along + 2] - start + 0.1 * thick)
    here = [w for w in whites if w[1] > meet[0] and w[0] < meet[1]]
    if not here:
        return None
    widest = max(here, key=lambda w: w[1] - w[0])
    wide = widest[1] - widest[0]
    usual = float(np.median([high - low for low, high in whites]))
    if wide < settings.piece_gap * thick or wide < 2 * usual:
        return None
    return float(start + widest[0]), float(start + widest[1])
