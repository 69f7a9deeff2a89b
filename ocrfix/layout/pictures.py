"""Pictures: toned areas with tight bounds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ocrfix.layout.components import Components, polygon_of
from ocrfix.layout.grounds import Area
from ocrfix.layout.masks import Mask, pixels_of, shrunk, stretched
from ocrfix.layout.sheet import Sheet
from ocrfix.layout.tones import Tones
from ocrfix.layout.value import Picture, PictureKind
from ocrfix.page import TextLine
from ocrfix.scan.runs import runs
from ocrfix.settings.layout import LayoutSettings

Rect = tuple[int, int, int, int]
"""Left, top, right, bottom in sheet pixels."""


def toned_pictures(
    areas: Sequence[Area], tones: Tones, sheet: Sheet, components: Components, lines: Sequence[TextLine],
    settings: LayoutSettings,
) -> list[tuple[Rect, float]]:  # fmt: skip
    """Tight rectangles around the pictures among toned areas, with their confidence."""
    white = max(settings.picture_white, tones.level_noise)
    level = sheet.paper - white * (sheet.paper - sheet.black)
    dirt = _dirt(tones, sheet, level)
    found: list[tuple[Rect, float]] = []
    for area in areas:
        if area.style is not None:
            continue
        left, top, right, bottom = (
            min(round(v * tones.side), m)
            for v, m in zip(
                (area.left, area.top, area.right, area.bottom), (sheet.width, sheet.height) * 2, strict=True
            )
        )
        grow = round(sheet.em)
        x, y = max(0, left - grow), max(0, top - grow)
        marked = (sheet.gray[y : bottom + grow, x : right + grow] < level).astype(np.uint8)
        core = np.zeros_like(marked)
        core[top - y : bottom - y, left - x : right - x] = stretched(area.mask, right - left, bottom - top)
        _erase_text(marked, core, lines, sheet, (x, y))
        for x0, y0, x1, y1 in _tight(marked, core, sheet.em, max(settings.picture_line, min(3 * dirt, 0.2)), settings):
            rect = (x + x0, y + y0, x + x1, y + y1)
            allowed = settings.picture_text_ink
            if _under_lines(rect, tones) > settings.picture_under_lines:
                allowed *= 0.3
            if text_ink(rect, sheet, components) <= allowed:
                found.append((rect, area.confidence))
    return found


def _dirt(tones: Tones, sheet: Sheet, level: float) -> float:
    """The share of pixels of empty paper that are darker than ``level``."""
    empty = (tones.text == 0) & (tones.screen == 0) & (tones.level <= 255 * tones.level_noise + 1)
    height, width = empty.shape
    marked = shrunk((sheet.gray < level).astype(np.uint8) * np.uint8(255), width, height)
    return float(np.median(marked[empty])) / 255 if empty.any() else 0.0


def text_ink(rect: Rect, sheet: Sheet, components: Components) -> float:
    """The share of dark pixels in a rectangle that belong to characters of lines."""
    left, top, right, bottom = rect
    dark = int(np.count_nonzero(sheet.dark[top:bottom, left:right]))
    text = int(np.count_nonzero(components.text[components.labels[top:bottom, left:right]]))
    return text / max(1, dark)


def _under_lines(rect: Rect, tones: Tones) -> float:
    """The share of a rectangle under lines."""
    left, top, right, bottom = (round(v / tones.side) for v in rect)
    window = tones.text[top : max(bottom, top + 1), left : max(right, left + 1)]
    return float(window.mean()) if window.size else 0.0


def _erase_text(marked: Mask, core: Mask, lines: Sequence[TextLine], sheet: Sheet, origin: tuple[int, int]) -> None:
    """Blank the lines that stand beside a picture: those not in it, and not ringed by its tone."""
    height, width = marked.shape
    ring = max(1, round(0.15 * sheet.em))
    for line in lines:
        points = pixels_of(polygon_of(line), 1 / sheet.factor) - np.array(origin)
        x0, y0 = (max(0, int(v)) for v in points.min(axis=0))
        x1, y1 = (min(m, int(v) + 1) for v, m in zip(points.max(axis=0), (width, height), strict=True))
        if x1 <= x0 or y1 <= y0 or core[y0:y1, x0:x1].mean() >= 0.5:
            continue
        rims = [
            marked[y0 : y0 + ring, x0:x1].mean(), marked[max(y0, y1 - ring) : y1, x0:x1].mean(),
            marked[y0:y1, x0 : x0 + ring].mean(), marked[y0:y1, max(x0, x1 - ring) : x1].mean(),
        ]  # fmt: skip
        if min(rims) < 0.5 or sum(rims) < 3.2:
            marked[y0:y1, x0:x1] &= core[y0:y1, x0:x1]


def _tight(marked: Mask, core: Mask, em: float, printed: float, settings: LayoutSettings) -> list[Rect]:
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
            profile = window.mean(axis=axis) > printed
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
    spans: list[tuple[int, int]] = []
    for low, high in runs(profile):
        if spans and low - spans[-1][1] < band:
            spans[-1] = (spans[-1][0], high)
        else:
            spans.append((low, high))
    return spans


def merged_pictures(rects: Sequence[tuple[Rect, float]]) -> list[tuple[Rect, float]]:
    """Rectangles that overlap by a third of the smaller become one."""
    pool = sorted(rects, key=lambda r: -(r[0][2] - r[0][0]) * (r[0][3] - r[0][1]))
    changed = True
    while changed:
        changed = False
        result: list[tuple[Rect, float]] = []
        for rect, sure in pool:
            for i, (other, other_sure) in enumerate(result):
                if overlap_of(rect, other) > 0.33 * min(area_of(rect), area_of(other)):
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


def area_of(r: Rect) -> int:
    """Square pixels."""
    return (r[2] - r[0]) * (r[3] - r[1])


def overlap_of(a: Rect, b: Rect) -> int:
    """Shared square pixels."""
    return max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))


def picture_of(rect: Rect, confidence: float, kind: PictureKind, sheet: Sheet) -> Picture:
    """A picture value in raster pixels."""
    box = sheet.box(*(float(v) for v in rect))
    return Picture(box, box.polygon, kind, round(min(1.0, confidence), 3))
