"""Pictures: toned areas with tight bounds, and drawings made of lines and solids."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.layout.components import Components
from ocrfix.layout.grounds import Area
from ocrfix.layout.sheet import Mask, Sheet
from ocrfix.layout.tones import Tones
from ocrfix.layout.value import Picture, PictureKind, Separator
from ocrfix.page import Box, TextLine
from ocrfix.settings.layout import LayoutSettings

Rect = tuple[int, int, int, int]
"""Left, top, right, bottom in sheet pixels."""


def toned_pictures(
    areas: Sequence[Area], tones: Tones, sheet: Sheet, lines: Sequence[TextLine], settings: LayoutSettings
) -> list[tuple[Rect, float]]:
    """Tight rectangles around the pictures among toned areas, with their confidence."""
    level = sheet.paper - settings.picture_white * (sheet.paper - sheet.black)
    found: list[tuple[Rect, float]] = []
    for area in areas:
        if area.style is not None:
            continue
        rect = tuple(round(v * tones.side) for v in (area.left, area.top, area.right, area.bottom))
        grow = round(sheet.em)
        l, t = max(0, rect[0] - grow), max(0, rect[1] - grow)
        r, b = min(sheet.width, rect[2] + grow), min(sheet.height, rect[3] + grow)
        marked = (sheet.gray[t:b, l:r] < level).astype(np.uint8)
        own = cv2.resize(area.mask, (rect[2] - rect[0], rect[3] - rect[1]), interpolation=cv2.INTER_NEAREST)
        core = np.zeros_like(marked)
        core[rect[1] - t : rect[1] - t + own.shape[0], rect[0] - l : rect[0] - l + own.shape[1]] = own[
            : b - rect[1], : r - rect[0]
        ]
        _erase_text(marked, core, lines, sheet, (l, t))
        for x0, y0, x1, y1 in _tight(marked, core, sheet.em, settings):
            found.append(((l + x0, t + y0, l + x1, t + y1), area.confidence))
    return found


def _erase_text(
    marked: Mask, core: Mask, lines: Sequence[TextLine], sheet: Sheet, origin: tuple[int, int]
) -> None:
    """Blank the lines that stand beside a picture, not in it."""
    for line in lines:
        points = np.round(np.asarray(line.polygon) / sheet.factor).astype(np.int32) - origin
        x0, y0 = np.maximum(points.min(axis=0), 0)
        x1, y1 = np.minimum(points.max(axis=0) + 1, (marked.shape[1], marked.shape[0]))
        if x1 <= x0 or y1 <= y0:
            continue
        if core[y0:y1, x0:x1].mean() < 0.5:
            marked[y0:y1, x0:x1] &= core[y0:y1, x0:x1]


def _tight(marked: Mask, core: Mask, em: float, settings: LayoutSettings) -> list[Rect]:
    """Cut at white bands right across, trim white edges; parts without core are not of the picture."""
    band = max(2, round(settings.picture_band * em))
    least = settings.picture_min_side * em
    todo: list[Rect] = [(0, 0, marked.shape[1], marked.shape[0])]
    done: list[Rect] = []
    while todo:
        x0, y0, x1, y1 = todo.pop()
        window = marked[y0:y1, x0:x1]
        cut = False
        for axis in (1, 0):
            profile = window.mean(axis=axis) > settings.picture_line
            spans = _spans(profile, band)
            if len(spans) == 1 and spans[0] == (0, len(profile)):
                continue
            for low, high in spans:
                todo.append((x0, y0 + low, x1, y0 + high) if axis == 1 else (x0 + low, y0, x0 + high, y1))
            cut = True
            break
        if not cut and min(x1 - x0, y1 - y0) >= least and core[y0:y1, x0:x1].mean() > 0.3:
            done.append((x0, y0, x1, y1))
    return done


def _spans(profile: npt.NDArray[np.bool_], band: int) -> list[tuple[int, int]]:
    """Stretches of true with false gaps shorter than ``band`` closed."""
    padded = np.concatenate([[False], profile, [False]]).astype(np.int8)
    steps = np.diff(padded)
    starts, ends = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    spans: list[tuple[int, int]] = []
    for low, high in zip(starts.tolist(), ends.tolist(), strict=True):
        if spans and low - spans[-1][1] < band:
            spans[-1] = (spans[-1][0], high)
        else:
            spans.append((low, high))
    return spans


def drawings(
    sheet: Sheet, components: Components, separators: Sequence[Separator], taken: Sequence[Rect],
    lines: Sequence[TextLine], settings: LayoutSettings,
) -> list[tuple[Rect, float]]:  # fmt: skip
    """Rectangles around line art: components that are neither characters, rules nor in a picture."""
    em = sheet.em
    size = np.maximum(components.width, components.height)
    chosen = ~components.text & (size >= settings.drawing_part * em)
    chosen[0] = False
    art = components.mask(chosen)
    for s in separators:
        reach = max(1.0, 0.15 * em)
        l, t, r, b = (v / sheet.factor for v in s.box.edges)
        art[max(0, int(t - reach)) : int(b + reach) + 1, max(0, int(l - reach)) : int(r + reach) + 1] = 0
    for l, t, r, b in taken:
        art[t:b, l:r] = 0
    side = max(2.0, 0.25 * em)
    width, height = max(1, round(sheet.width / side)), max(1, round(sheet.height / side))
    cells = (cv2.resize(art * 255, (width, height), interpolation=cv2.INTER_AREA) > 255 * 0.04).astype(np.uint8)
    for line in lines:
        points = np.round(np.asarray(line.polygon) / sheet.factor / side - 0.5).astype(np.int32)
        cv2.fillPoly(cells, [points], 0)
    span = max(3, round(settings.drawing_gap * em / side) | 1)
    cells = cv2.morphologyEx(cells, cv2.MORPH_CLOSE, np.ones((span, span), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(cells, connectivity=8, ltype=cv2.CV_32S)
    found: list[tuple[Rect, float]] = []
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        if min(w, h) * side < settings.drawing_min_side * em or area < 0.15 * w * h:
            continue
        rect = (round(x * side), round(y * side), round((x + w) * side), round((y + h) * side))
        share = _text_share(rect, lines, sheet.factor)
        if share > 0.5:
            continue
        found.append((rect, round(0.35 + 0.4 * min(1.0, area / (w * h)) - 0.4 * share, 3)))
    return found


def _text_share(rect: Rect, lines: Sequence[TextLine], factor: int) -> float:
    box = Box(*(float(v * factor) for v in rect))
    return sum(line.box.overlap_area(box) for line in lines) / box.area


def merged_pictures(rects: Sequence[tuple[Rect, float]]) -> list[tuple[Rect, float]]:
    """Rectangles that overlap by a third of the smaller become one."""
    pool = sorted(rects, key=lambda r: -(r[0][2] - r[0][0]) * (r[0][3] - r[0][1]))
    changed = True
    while changed:
        changed = False
        result: list[tuple[Rect, float]] = []
        for rect, sure in pool:
            for i, (other, other_sure) in enumerate(result):
                if _overlap(rect, other) > 0.33 * min(_area(rect), _area(other)):
                    union = (
                        min(rect[0], other[0]), min(rect[1], other[1]), max(rect[2], other[2]), max(rect[3], other[3]),
                    )  # fmt: skip
                    result[i] = (union, max(sure, other_sure))
                    changed = True
                    break
            else:
                result.append((rect, sure))
        pool = result
    return pool


def _area(r: Rect) -> int:
    return (r[2] - r[0]) * (r[3] - r[1])


def _overlap(a: Rect, b: Rect) -> int:
    return max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))


def picture_of(rect: Rect, confidence: float, kind: PictureKind, sheet: Sheet) -> Picture:
    """A picture value in raster pixels."""
    box = sheet.box(*(float(v) for v in rect))
    return Picture(box, box.polygon, kind, round(min(1.0, confidence), 3))
