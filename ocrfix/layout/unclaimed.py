"""Text-like ink that no detected line holds, as candidate lines."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ocrfix.layout.components import Components
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
        l, t, r, b = (v / sheet.factor for v in s.box.edges)
        marks[max(0, int(t - reach)) : int(b + reach) + 1, max(0, int(l - reach)) : int(r + reach) + 1] = 0
    for box in pictures:
        l, t, r, b = (v / sheet.factor for v in box.edges)
        marks[max(0, int(t)) : int(b) + 1, max(0, int(l)) : int(r) + 1] = 0
    for line in lines:
        points = np.round(np.asarray(line.polygon) / sheet.factor).astype(np.int32)
        cv2.fillPoly(marks, [points], 0)
    vertical = sum(n.vertical for n in lines) > len(lines) / 2
    gap = max(1, round(settings.unclaimed_gap * em))
    thin = max(1, round(0.25 * em))
    kernel = np.ones((gap, thin) if vertical else (thin, gap), np.uint8)
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, kernel)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_32S)
    found = []
    for i in range(1, count):
        x, y, w, h, _area = (int(v) for v in stats[i])
        if min(w, h) < settings.unclaimed_min * em or max(w, h) < 0.7 * em:
            continue
        if min(w, h) > settings.unclaimed_max * em:
            continue
        own = marks[y : y + h, x : x + w] & (labels[y : y + h, x : x + w] == i)
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


def _strokes(own: np.ndarray) -> bool:  # type: ignore[type-arg]
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
