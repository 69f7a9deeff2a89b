"""Toned areas told apart: photographs, tints behind text, dark fields with light print."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.layout.sheet import Mask
from ocrfix.layout.tones import Bytes, Tones
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
    pictures = _areas(_opened(toned, settings.picture_opening * tones.em), tones, settings)
    found = [a for a in pictures if a.style is None]
    for a in found:
        toned[a.top : a.bottom, a.left : a.right] &= 1 - a.mask
    tints = _areas(_opened(toned, settings.tint_min_side * tones.em), tones, settings)
    return found + [a for a in tints if a.style is not None]


def toned_mask(tones: Tones, settings: LayoutSettings) -> Mask:
    """Cells whose ground is not paper. Black edges of the scan are taken out."""
    noise = {}
    for name, values in (("toned", tones.toned), ("chroma", tones.chroma)):
        under = values[tones.text > 0]
        noise[name] = settings.tone_noise * float(np.percentile(under, 80)) if len(under) else 0.0
    toned = (tones.toned > max(settings.tone_depth * 255, noise["toned"])) | (
        tones.chroma > max(settings.tint_saturation * 255, noise["chroma"])
    )
    mask = toned.astype(np.uint8)
    deep = (tones.toned > 0.7 * 255).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(deep, connectivity=4, ltype=cv2.CV_32S)
    height, width = mask.shape
    for i in range(1, count):
        x, y, w, h, size = (int(v) for v in stats[i])
        at_edge = (x == 0) + (y == 0) + (x + w == width) + (y + h == height)
        if at_edge and (size < 0.5 * w * h or min(w, h) < 0.15 * min(width, height)):
            edge = (labels == i).astype(np.uint8)
            mask &= 1 - cv2.dilate(edge, np.ones((5, 5), np.uint8))
    return mask


def _opened(mask: Mask, side: float) -> Mask:
    span = max(3, round(side))
    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((span, span), np.uint8))


def _areas(mask: Mask, tones: Tones, settings: LayoutSettings) -> list[Area]:
    merge = max(1, round(settings.picture_merge * tones.em)) | 1
    free = (1 - tones.text) | mask
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((merge, merge), np.uint8)) & free
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4, ltype=cv2.CV_32S)
    areas = []
    for i in range(1, count):
        x, y, w, h, size = (int(v) for v in stats[i])
        if min(w, h) < settings.tint_min_side * tones.em:
            continue
        own = (labels[y : y + h, x : x + w] == i).astype(np.uint8)
        area = _classified(own, x, y, size, tones.toned, tones, settings)
        if area is not None:
            areas.append(area)
    return areas


def _classified(
    own: Mask, x: int, y: int, size: int, depth: Bytes, tones: Tones, settings: LayoutSettings
) -> Area | None:
    h, w = own.shape
    inner = cv2.erode(own, np.ones((3, 3), np.uint8), borderValue=0)
    core = inner if inner.sum() > 0.3 * size else own
    ground = depth[y : y + h, x : x + w][core > 0].astype(np.float32) / 255
    chroma = tones.chroma[y : y + h, x : x + w][core > 0].astype(np.float32) / 255
    rough = float(np.hypot(ground.std(), chroma.std()))
    deep = float(np.median(ground))
    text = float(tones.text[y : y + h, x : x + w][own > 0].mean())
    fill = size / (w * h)
    step = _edge_step(own, x, y, depth, tones)
    even = rough < settings.tint_even or (text > settings.tint_text_share and rough < 2.5 * settings.tint_even)
    smallest = min(w, h)
    if even:
        if fill < 0.7 or step < 0.6 * settings.tone_depth or deep > 0.85 or text > 0.9:
            return None
        if max(w, h) < settings.tint_min_length * tones.em:
            return None
        sure = min(1.0, step / (2 * settings.tone_depth)) * min(1.0, fill / 0.9)
        return Area(x, y, x + w, y + h, own, FrameStyle.TINTED, fill, rough, deep, text, sure)
    if smallest < settings.picture_min_side * tones.em or text > 0.75:
        return None
    sure = min(1.0, 0.4 + 2 * rough) * min(1.0, 0.5 + fill / 1.6) * (1.0 - 0.6 * max(0.0, text - 0.2))
    return Area(x, y, x + w, y + h, own, None, fill, rough, deep, text, sure)


def _edge_step(own: Mask, x: int, y: int, depth: Bytes, tones: Tones) -> float:
    """How much deeper the ground is just inside the edge than just outside."""
    reach = max(2, round(tones.em))
    height, width = depth.shape
    l, t = max(0, x - reach), max(0, y - reach)
    r, b = min(width, x + own.shape[1] + reach), min(height, y + own.shape[0] + reach)
    canvas = np.zeros((b - t, r - l), np.uint8)
    canvas[y - t : y - t + own.shape[0], x - l : x - l + own.shape[1]] = own
    kernel = np.ones((2 * reach - 1, 2 * reach - 1), np.uint8)
    inside = canvas & ~cv2.erode(canvas, kernel, borderValue=1) & 1
    around = cv2.dilate(canvas, kernel) & ~cv2.dilate(canvas, np.ones((3, 3), np.uint8)) & 1
    window = depth[t:b, l:r]
    if not inside.any() or not around.any():
        return 1.0
    return float(np.median(window[inside > 0]) - np.median(window[around > 0])) / 255


def inverse_areas(gray: npt.NDArray[np.uint8], em: float, tones: Tones, settings: LayoutSettings) -> list[Area]:
    """Solid dark bars and fields with light print, in pixels of ``gray``."""
    level = tones.paper - settings.inverse_depth * (tones.paper - tones.black)
    deep = (gray < level).astype(np.uint8)
    speck = max(1, round(0.06 * em))
    if speck > 1:
        deep = cv2.morphologyEx(deep, cv2.MORPH_CLOSE, np.ones((speck, speck), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(deep, connectivity=4, ltype=cv2.CV_32S)
    areas = []
    for i in range(1, count):
        x, y, w, h, size = (int(v) for v in stats[i])
        if min(w, h) < settings.inverse_min_side * em or max(w, h) < 2 * em or size < 0.4 * w * h:
            continue
        own = (labels[y : y + h, x : x + w] == i).astype(np.uint8)
        outline, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        filled = np.zeros_like(own)
        cv2.drawContours(filled, outline, -1, 1, -1)
        whole = int(filled.sum())
        fill, solid = whole / (w * h), size / whole
        holes = gray[y : y + h, x : x + w][(filled > 0) & (own == 0)]
        if fill < 0.85 or solid > 0.97 or len(holes) == 0:
            continue
        rim = max(1, round(0.15 * em))
        edge = np.concatenate([own[:rim].mean(0), own[-rim:].mean(0), own[:, :rim].mean(1), own[:, -rim:].mean(1)])
        greys = gray[y : y + h, x : x + w][own > 0].astype(np.int16)
        even = float((np.abs(greys - np.median(greys)) < 0.1 * (tones.paper - tones.black) + 6).mean())
        light = float(tones.paper - np.median(holes)) / (tones.paper - tones.black)
        if edge.mean() < 0.85 or even < settings.inverse_even or solid < 0.45:
            continue
        if light > 0.6 * settings.inverse_depth + 0.1:
            continue
        sure = min(1.0, edge.mean()) * min(1.0, fill / 0.95) * min(1.0, 0.4 + 0.7 * even)
        areas.append(Area(x, y, x + w, y + h, filled, FrameStyle.INVERSE, fill, 1 - even, 1.0, 0.0, float(sure)))
    return areas
