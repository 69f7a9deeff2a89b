"""Drawings: line art, maps and charts, and pictures that fill a frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocrfix.layout.components import Components, polygon_of
from ocrfix.layout.masks import Mask, blobs, closed, fill, pixels_of, shrunk
from ocrfix.layout.pictures import Rect, text_ink
from ocrfix.layout.sheet import Sheet
from ocrfix.layout.value import Frame, FrameStyle, Separator
from ocrfix.page import Box, TextLine
from ocrfix.settings.layout import LayoutSettings


def find_drawings(
    sheet: Sheet, components: Components, separators: Sequence[Separator], photos: Sequence[Rect],
    lines: Sequence[TextLine], settings: LayoutSettings,
) -> list[tuple[Rect, float]]:  # fmt: skip
    """Rectangles around line art: components that are neither characters, rules nor in a photograph."""
    em = sheet.em
    art = _art(sheet, components, separators, photos, settings)
    side = max(2.0, settings.tone_cell * em)
    width, height = max(1, round(sheet.width / side)), max(1, round(sheet.height / side))
    cells = (shrunk(art * np.uint8(255), width, height) > 255 * settings.drawing_ink).astype(np.uint8)
    for line in lines:
        fill(cells, pixels_of(polygon_of(line), 1 / (sheet.factor * side), -0.5), 0)
    span = max(3, round(settings.drawing_gap * em / side) | 1)
    found: list[tuple[Rect, float]] = []
    for _, x, y, w, h, area in blobs(closed(cells, span, span)).boxes():
        if min(w, h) * side < settings.drawing_min_side * em or area < 0.15 * w * h:
            continue
        rect = (
            round(x * side), round(y * side),
            min(sheet.width, round((x + w) * side)), min(sheet.height, round((y + h) * side)),
        )  # fmt: skip
        share = _line_share(rect, lines, sheet.factor)
        if share > 0.5 or text_ink(rect, sheet, components) > settings.picture_text_ink:
            continue
        found.append((rect, round(0.35 + 0.4 * min(1.0, area / (w * h)) - 0.4 * share, 3)))
    return found


def _art(
    sheet: Sheet, components: Components, separators: Sequence[Separator], photos: Sequence[Rect],
    settings: LayoutSettings,
) -> Mask:  # fmt: skip
    """Print that is no text, no rule, no photograph and no speck."""
    size = np.maximum(components.width, components.height)
    chosen = ~components.text & (size >= settings.drawing_part * sheet.em)
    art = components.mask(chosen)
    reach = max(1.0, 0.15 * sheet.em)
    for s in separators:
        left, top, right, bottom = (v / sheet.factor for v in s.box.edges)
        art[max(0, int(top - reach)) : int(bottom + reach) + 1, max(0, int(left - reach)) : int(right + reach) + 1] = 0
    for x0, y0, x1, y1 in photos:
        art[y0:y1, x0:x1] = 0
    return art


def framed_pictures(
    found: Sequence[tuple[Rect, float]], frames: Sequence[Frame], sheet: Sheet, lines: Sequence[TextLine],
    settings: LayoutSettings,
) -> list[tuple[Rect, float]]:  # fmt: skip
    """Pictures grown to the frame that they fill and that holds little text beside them.

    A map or a photograph with a pale sky shows only parts of itself; its frame shows the whole.
    """
    pool = list(found)
    for frame in sorted(frames, key=lambda f: f.box.area):
        if frame.style is not FrameStyle.RULED or frame.confidence < settings.frame_sure:
            continue
        left, top, right, bottom = (round(v / sheet.factor) for v in frame.box.edges)
        rect = (max(0, left), max(0, top), min(sheet.width, right), min(sheet.height, bottom))
        inner = [(r, c) for r, c in pool if _inside(r, rect, sheet.em)]
        area = (rect[2] - rect[0]) * (rect[3] - rect[1])
        filled = sum((r[2] - r[0]) * (r[3] - r[1]) for r, _ in inner) / max(1, area)
        beside = [n for n in lines if not any(_holds(r, n.box, sheet.factor) for r, _ in inner)]
        text = _line_share(rect, beside, sheet.factor)
        if filled < settings.picture_frame_fill or text > settings.picture_frame_text:
            continue
        pool = [(r, c) for r, c in pool if (r, c) not in inner] + [(rect, max(c for _, c in inner))]
    return pool


def _inside(inner: Rect, outer: Rect, slack: float) -> bool:
    return (
        inner[0] >= outer[0] - slack and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack and inner[3] <= outer[3] + slack
    )  # fmt: skip


def _holds(rect: Rect, box: Box, factor: int) -> bool:
    x, y = box.center
    return rect[0] <= x / factor <= rect[2] and rect[1] <= y / factor <= rect[3]


def _line_share(rect: Rect, lines: Sequence[TextLine], factor: int) -> float:
    """The share of a rectangle under lines."""
    left, top, right, bottom = (v * factor for v in rect)
    covered = 0.0
    for line in lines:
        b = line.box
        wide, high = min(right, b.right) - max(left, b.left), min(bottom, b.bottom) - max(top, b.top)
        covered += max(0.0, wide) * max(0.0, high)
    return covered / max(1.0, float((right - left) * (bottom - top)))
