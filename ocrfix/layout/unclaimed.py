"""Text-like ink that no detected line holds, as candidate lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocrfix.layout.components import Components, polygon_of
from ocrfix.layout.masks import Mask, blobs, closed, fill, pixels_of
from ocrfix.layout.sheet import Sheet
from ocrfix.layout.value import Separator
from ocrfix.page import Box, Direction, TextLine
from ocrfix.settings.layout import LayoutSettings


def unclaimed_lines(
    sheet: Sheet, components: Components, lines: Sequence[TextLine], separators: Sequence[Separator],
    pictures: Sequence[Box], settings: LayoutSettings,
) -> tuple[TextLine, ...]:  # fmt: skip
    """Rows or columns of character-like components outside lines, rules and pictures."""
    em = sheet.em
    size = np.maximum(components.width, components.height)
    small = np.minimum(components.width, components.height)
    density = components.area / np.maximum(1, components.width * components.height)
    chosen = ~components.text & (size >= 0.3 * em) & (size <= settings.unclaimed_max * em)
    chosen &= (small > 0.06 * size) & (density > 0.08) & (density < 0.9)
    right, bottom = components.left + components.width, components.top + components.height
    chosen &= (components.left > 0) & (components.top > 0) & (right < sheet.width) & (bottom < sheet.height)
    chosen[0] = False
    marks = components.mask(chosen)
    reach = 0.1 * em
    for s in separators:
        _blank(marks, s.box, reach, sheet.factor)
    for box in pictures:
        _blank(marks, box, 0.0, sheet.factor)
    for line in lines:
        fill(marks, pixels_of(polygon_of(line), 1 / sheet.factor), 0)
    vertical = sum(n.vertical for n in lines) > len(lines) / 2
    gap = max(1, round(settings.unclaimed_gap * em))
    thin = max(1, round(0.25 * em))
    joined = blobs(closed(marks, thin, gap) if vertical else closed(marks, gap, thin))
    found = []
    for label, x, y, w, h, _ in joined.boxes():
        if min(w, h) < settings.unclaimed_min * em or max(w, h) < 0.7 * em:
            continue
        if min(w, h) > settings.unclaimed_max * em:
            continue
        own = marks[y : y + h, x : x + w] & joined.own(label)
        ink = float(own.mean())
        if not 0.08 <= ink <= 0.7 or not _strokes(own):
            continue
        tall = h > 1.5 * w or (vertical and h >= w * 0.67)
        box = sheet.box(float(x), float(y), float(x + w), float(y + h))
        found.append((box, Direction.TTB if tall else Direction.LTR))
    found.sort(key=lambda f: (f[0].top, f[0].left))
    return tuple(
        TextLine(f"u{i:04d}", _padded(box, em * sheet.factor, sheet).polygon, (), direction, "layout", None, True)
        for i, (box, direction) in enumerate(found)
    )


def _blank(marks: Mask, box: Box, reach: float, factor: int) -> None:
    left, top, right, bottom = (v / factor for v in box.edges)
    marks[max(0, int(top - reach)) : int(bottom + reach) + 1, max(0, int(left - reach)) : int(right + reach) + 1] = 0


def _strokes(own: Mask) -> bool:
    """Whether ink is made of strokes: cross-sections meet several, and no solid mass."""
    rows = (np.diff(np.pad(own, ((0, 0), (1, 0))).astype(np.int8), axis=1) == 1).sum(axis=1)
    columns = (np.diff(np.pad(own, ((1, 0), (0, 0))).astype(np.int8), axis=0) == 1).sum(axis=0)
    return bool(rows.max() >= 2 and columns.max() >= 2)


def _padded(box: Box, em: float, sheet: Sheet) -> Box:
    pad = 0.1 * em
    width, height = sheet.width * sheet.factor, sheet.height * sheet.factor
    return Box(
        max(0.0, box.left - pad), max(0.0, box.top - pad), min(width, box.right + pad), min(height, box.bottom + pad)
    )
