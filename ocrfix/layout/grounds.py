"""Toned areas told apart: photographs, tints behind text, dark fields with light print."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from ocrfix.layout.masks import Bytes, Mask, blobs, closed, dilated, eroded, filled, opened
from ocrfix.layout.rectangles import rectangles
from ocrfix.layout.tones import Tones
from ocrfix.layout.value import FrameStyle
from ocrfix.settings.layout import LayoutSettings


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A toned area in cells: left, top, right, bottom, its mask within, and what was measured of it.

    ``style`` is ``None`` for a picture. ``fill`` is the share of its box it fills, ``rough`` the standard
    deviation of its ground and ``depth`` the median, both on the way from paper to ink; ``text`` the
    share under text lines.
    """

    left: int
    top: int
    right: int
    bottom: int
    mask: Mask
    style: FrameStyle | None
    fill: float
    rough: float
    depth: float
    text: float
    confidence: float


def toned_areas(tones: Tones, settings: LayoutSettings) -> list[Area]:
    """Areas whose ground is not paper: pictures and tints (with dark print or none)."""
    toned = toned_mask(tones, settings)
    screened = (toned_mask(tones, settings, levelled=True) | tones.screen) & (1 - tones.printed)
    found = [a for a in _areas(screened, settings.picture_opening * tones.em, tones, settings) if a.style is None]
    for a in found:
        toned[a.top : a.bottom, a.left : a.right] &= 1 - a.mask
    tints = _areas(toned, settings.tint_min_side * tones.em, tones, settings)
    return found + [a for a in tints if a.style is not None]


def toned_mask(tones: Tones, settings: LayoutSettings, levelled: bool = False) -> Mask:
    """Cells whose ground is not paper. Black edges of the scan and shades along its margin are taken out.

    ``levelled`` looks at the evenly lit page, on which shadows are gone, and pale tints
    as well; shadows keep their colour, so a picture must be of a strong one.
    """
    depth, noise = (tones.level, tones.level_noise) if levelled else (tones.toned, tones.noise)
    mask = (depth > max(settings.tone_depth, noise) * 255).astype(np.uint8)
    colour = settings.picture_saturation if levelled else settings.tint_saturation
    mask |= tones.chroma > max(colour, tones.chroma_noise) * 255
    height, width = mask.shape
    weak = blobs(mask & (depth < settings.shade_depth * 255), 4)
    reach = settings.shade_margin * tones.em
    for label, x, y, w, h, size in weak.boxes():
        at_edge = x <= reach or y <= reach or x + w >= width - reach or y + h >= height - reach
        if at_edge and size < 0.7 * w * h and size > (2 * tones.em) ** 2:
            mask[weak.labels == label] = 0
    deep = blobs((tones.toned > 0.7 * 255).astype(np.uint8), 4)
    for label, x, y, w, h, size in deep.boxes():
        at_edge = x == 0 or y == 0 or x + w == width or y + h == height
        if at_edge and (size < 0.5 * w * h or min(w, h) < 0.15 * min(width, height)):
            mask &= 1 - dilated((deep.labels == label).astype(np.uint8), 5, 5)
    return mask


def _areas(toned: Mask, narrowest: float, tones: Tones, settings: LayoutSettings) -> list[Area]:
    span = max(3, round(narrowest))
    mask = opened(toned, span, span)
    merge = max(1, round(settings.picture_merge * tones.em)) | 1
    mask = closed(mask, merge, merge) & ((1 - tones.text) | mask)
    found = blobs(mask, 4)
    areas = []
    for label, x, y, w, h, size in found.boxes():
        if min(w, h) < settings.tint_min_side * tones.em:
            continue
        area = _classified(found.own(label).astype(np.uint8), x, y, size, tones, settings)
        if area is None:
            continue
        texts = area.style is None and _holds_text(area, tones, settings)
        if area.style is None and (texts or area.fill < settings.picture_fill):
            areas += _parts(area, texts, tones, settings)
        else:
            areas.append(area)
    return areas


def _holds_text(area: Area, tones: Tones, settings: LayoutSettings) -> bool:
    """Whether several rows of running text stand on an area: no picture has them."""
    running = tones.running[area.top : area.bottom, area.left : area.right]
    return int((running & area.mask).sum()) >= settings.picture_rows * settings.running_length * tones.em**2


def _parts(area: Area, texts: bool, tones: Tones, settings: LayoutSettings) -> list[Area]:
    """The rectangles of a ragged area that are pictures by themselves: stains and shades join what they touch.

    What is as dark outside the rectangles as in them is one picture of an odd outline. Running text, where
    ``texts`` says there is some, is no part of any.
    """
    mask = area.mask
    if texts:
        span = round(tones.em) | 1
        running = tones.running[area.top : area.bottom, area.left : area.right]
        mask = mask & (1 - dilated(running, span, span))
    depth = tones.toned[area.top : area.bottom, area.left : area.right]
    rest = mask > 0
    parts, inside = [], []
    whole = mask if texts else filled(mask)
    for x0, y0, x1, y1 in rectangles(whole, settings.picture_min_side * tones.em, settings.picture_part):
        own = np.ascontiguousarray(mask[y0:y1, x0:x1])
        part = _classified(own, area.left + x0, area.top + y0, int(own.sum()), tones, settings)
        if part is not None:
            parts.append(part)
            inside.append(depth[y0:y1, x0:x1][own > 0])
            rest[y0:y1, x0:x1] = False
    if texts:
        return parts
    if not parts or not rest.any():
        return parts or [area]
    pale = float(np.median(depth[rest])) < settings.picture_stain * float(np.median(np.concatenate(inside)))
    return parts if pale else [area]


def _classified(own: Mask, x: int, y: int, size: int, tones: Tones, settings: LayoutSettings) -> Area | None:
    h, w = own.shape
    inner = eroded(own, 3, 3)
    core = inner if inner.sum() > 0.3 * size else own
    ground = tones.toned[y : y + h, x : x + w][core > 0].astype(np.float32) / 255
    chroma = tones.chroma[y : y + h, x : x + w][core > 0].astype(np.float32) / 255
    rough = float(np.hypot(ground.std(), chroma.std()))
    deep = float(np.median(ground))
    text = float(tones.text[y : y + h, x : x + w][own > 0].mean())
    fill = size / (w * h)
    screened = float(tones.screen[y : y + h, x : x + w][own > 0].mean())
    even = screened < 0.3 and (
        rough < settings.tint_even or (text > settings.tint_text_share and rough < 2.5 * settings.tint_even)
    )
    if even:
        step = _edge_step(own, x, y, tones)
        if fill < 0.7 or step < 0.6 * settings.tone_depth or deep > 0.85 or text > 0.9:
            return None
        if max(w, h) < settings.tint_min_length * tones.em:
            return None
        sure = min(1.0, step / (2 * settings.tone_depth)) * min(1.0, fill / 0.9)
        return Area(x, y, x + w, y + h, own, FrameStyle.TINTED, fill, rough, deep, text, sure)
    if min(w, h) < settings.picture_min_side * tones.em or text > 0.75:
        return None
    sure = min(1.0, 0.4 + 2 * rough) * min(1.0, 0.5 + fill / 1.6) * (1.0 - 0.6 * max(0.0, text - 0.2))
    return Area(x, y, x + w, y + h, own, None, fill, rough, deep, text, sure)


def _edge_step(own: Mask, x: int, y: int, tones: Tones) -> float:
    """How much further from paper the ground is just inside the edge than just outside."""
    reach = max(2, round(tones.em))
    height, width = tones.toned.shape
    left, top = max(0, x - reach), max(0, y - reach)
    right, bottom = min(width, x + own.shape[1] + reach), min(height, y + own.shape[0] + reach)
    canvas = np.zeros((bottom - top, right - left), np.uint8)
    canvas[y - top : y - top + own.shape[0], x - left : x - left + own.shape[1]] = own
    span = 2 * reach - 1
    inside = canvas & (1 - eroded(canvas, span, span, edge=1))
    around = dilated(canvas, span, span) & (1 - dilated(canvas, 3, 3))
    if not inside.any() or not around.any():
        return 1.0
    steps = []
    for values in (tones.toned[top:bottom, left:right], tones.chroma[top:bottom, left:right]):
        steps.append(float(np.median(values[inside > 0])) - float(np.median(values[around > 0])))
    return max(steps) / 255


def inverse_areas(gray: Bytes, em: float, tones: Tones, settings: LayoutSettings) -> list[Area]:
    """Solid dark bars and fields with light print, in pixels of ``gray``."""
    span = tones.paper - tones.black
    deep = (gray < tones.paper - settings.inverse_depth * span).astype(np.uint8)
    speck = round(0.06 * em)
    deep = closed(deep, speck, speck) if speck > 1 else deep
    areas = []
    for own, x, y, size in _fields(deep, em, settings):
        h, w = own.shape
        whole = filled(own)
        window = gray[y : y + h, x : x + w]
        area = int(whole.sum())
        fill, solid = area / min(w * h, _slanting_bar(whole, settings)), size / area
        holes = window[(whole > 0) & (own == 0)]
        if fill < settings.inverse_fill or not 0.45 <= solid <= 0.99:
            continue
        rim = 2 * max(1, round(0.12 * em)) + 1
        edge = float(own[(whole > 0) & (eroded(whole, rim, rim) == 0)].mean())
        greys = window[own > 0].astype(np.int16)
        even = float((np.abs(greys - np.median(greys)) < 0.1 * span + 6).mean())
        light = (tones.paper - float(np.median(holes))) / span
        if edge < 0.85 or even < settings.inverse_even or light > 0.6 * settings.inverse_depth + 0.1:
            continue
        sure = edge * min(1.0, fill / 0.95) * min(1.0, 0.4 + 0.7 * even)
        areas.append(Area(x, y, x + w, y + h, whole, FrameStyle.INVERSE, fill, 1 - even, 1.0, 0.0, min(1.0, sure)))
    return areas


def _slanting_bar(mask: Mask, settings: LayoutSettings) -> float:
    """Pixels of the smallest rectangle around a long bar, infinite for any other shape: on a page that is not quite
    straight a long bar fills little of its level box."""
    outline = cv2.findNonZero(mask)
    short, long = sorted(cv2.minAreaRect(cv2.convexHull(outline))[1])
    return (short + 1) * (long + 1) if long >= settings.inverse_long * short else math.inf


def _fields(deep: Mask, em: float, settings: LayoutSettings) -> Iterator[tuple[Mask, int, int, int]]:
    """Dark blobs that are compact enough for fields: mask, left, top and pixels of each. What hangs together
    through rules and scratches is taken apart where it is thin."""
    thin = max(3, round(settings.inverse_neck * em)) | 1
    least = settings.inverse_min_side * em
    found = blobs(deep, 4)
    for label, x, y, w, h, size in found.boxes():
        if min(w, h) < least or max(w, h) < 2 * em:
            continue
        own = found.own(label).astype(np.uint8)
        if size >= 0.4 * w * h:
            yield own, x, y, size
            continue
        parts = blobs(opened(own, thin, thin), 4)
        for part, px, py, pw, ph, _ in parts.boxes():
            if min(pw, ph) < least or max(pw, ph) < 2 * em:
                continue
            near = dilated(parts.own(part).astype(np.uint8), thin, thin)
            piece = np.ascontiguousarray(own[py : py + ph, px : px + pw] & near)
            if (size := int(piece.sum())) >= 0.4 * piece.size:
                yield piece, x + px, y + py, size
