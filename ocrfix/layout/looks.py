"""How every line looks, measured on its ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ocrfix.layout.components import polygon_of
from ocrfix.layout.masks import Bytes, Mask, eroded, fill, pixels_of
from ocrfix.layout.value import Frame, FrameStyle, LineLook, Picture
from ocrfix.page import Box, TextLine
from ocrfix.scan import Raster
from ocrfix.settings.layout import LayoutSettings

_DARK = 25
"""Percentile of the ink's grey: the middle of the strokes rather than their edges."""
_PIXELS = 20
"""Pixels of ink from which its grey means something."""


def look_of(
    line: TextLine, raster: Raster, frames: Sequence[Frame], pictures: Sequence[Picture], paper: int, black: int,
    settings: LayoutSettings,
) -> LineLook:  # fmt: skip
    """Measure one line."""
    box = line.box
    frame = _innermost(box, [f.box for f in frames])
    picture = _innermost(box, [p.box for p in pictures])
    x0, y0 = max(0, int(box.left)), max(0, int(box.top))
    x1, y1 = min(raster.width, int(np.ceil(box.right))), min(raster.height, int(np.ceil(box.bottom)))
    if x1 - x0 < 2 or y1 - y0 < 2:
        return LineLook(None, None, False, 0.0, None, frame, picture, None)
    gray = raster.gray[y0:y1, x0:x1]
    inside = np.zeros_like(gray)
    fill(inside, pixels_of(polygon_of(line)) - np.array((x0, y0), np.int32), 1)
    inverse = (
        (frame is not None and frames[frame].style is FrameStyle.INVERSE)
        or _light_print(gray, inside, paper, black, settings)
        or (picture is None and _in_dark(raster.gray, (x0, y0, x1, y1), paper, black, settings))
    )
    ink = raster.ink[y0:y1, x0:x1].view(np.uint8) & inside
    if inverse:
        middle = (float(np.percentile(gray[inside > 0], 5)) + float(np.percentile(gray[inside > 0], 97))) / 2
        ink = (gray > middle).astype(np.uint8) & inside
    ink = _free_of_rules(ink, line.vertical)
    ys, xs = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(ys) == 0:
        return LineLook(None, None, inverse, 0.0, None, frame, picture, None)
    extent = Box(x0 + int(xs[0]), y0 + int(ys[0]), x0 + int(xs[-1]) + 1.0, y0 + int(ys[-1]) + 1.0)
    em = _character_size(ink, line.vertical)
    stroke = stroke_width(ink)
    saturation, hue = _colour(raster.image[y0:y1, x0:x1], ink)
    weight = stroke / em if em else None
    look = LineLook(em, weight, inverse, saturation, hue, frame, picture, extent)
    return replace(look, contrast=contrast(gray, ink > 0))


def contrast(gray: Bytes, ink: npt.NDArray[np.bool_]) -> float | None:
    """Grey levels between the middle of the strokes and the ground around them; ``None`` with hardly any ink."""
    if ink.sum() < _PIXELS or ink.all():
        return None
    return abs(float(np.median(gray[~ink])) - float(np.percentile(gray[ink], _DARK)))


def stroke_width(ink: Mask) -> float:
    """The typical stroke width in pixels: twice the mean ridge of the distance transform.

    Ink of area A and outline length P has strokes about 2 A / P wide; the estimate from area and
    boundary holds down to strokes of one pixel, where ridges of a distance transform do not.
    """
    area = float(np.count_nonzero(ink))
    padded = np.pad(ink, 1).astype(np.int8)
    edges = float(np.count_nonzero(np.diff(padded, axis=0)) + np.count_nonzero(np.diff(padded, axis=1)))
    # crack length overstates a slanting outline by up to sqrt 2; most strokes of Chinese type are upright or level
    return 2 * area / max(1.0, edges * 0.95)


def _character_size(ink: Mask, vertical: bool) -> float | None:
    """The size of the characters from the extent of ink across the line.

    Local extents in windows of one thickness along the line are taken (a slant does not add), the
    upper ones of them: full characters, not punctuation or 一.
    """
    across = ink if not vertical else np.ascontiguousarray(ink.T)
    height, width = across.shape
    window = max(4, height)
    starts = np.arange(0, max(1, width - window // 2), max(1, window // 2))
    summed = np.zeros((height, width + 1), np.int32)
    np.cumsum(across, axis=1, out=summed[:, 1:])
    inked = summed[:, np.minimum(starts + window, width)] > summed[:, starts]
    extents = (height - inked[::-1].argmax(axis=0) - inked.argmax(axis=0))[inked.any(axis=0)]
    if not len(extents):
        return None
    return float(np.percentile(extents, 75)) * 1.06


def _free_of_rules(ink: Mask, vertical: bool) -> Mask:
    """Take out what runs along the whole line at its rim: an underline or a rule beside it."""
    along = 0 if vertical else 1
    share = ink.mean(axis=along)
    rim = max(1, len(share) // 6)
    ruled = share > 0.8
    ruled[rim:-rim] = False
    if not ruled.any() or ruled.all():
        return ink
    cleaned = ink.copy()
    if vertical:
        cleaned[:, ruled] = 0
    else:
        cleaned[ruled] = 0
    return cleaned


def _light_print(gray: Bytes, inside: Mask, paper: int, black: int, settings: LayoutSettings) -> bool:
    """Whether the ground is dark: most of the line, and its rim, are nearer to ink than to paper."""
    values = gray[inside > 0]
    if len(values) == 0:
        return False
    level = paper - settings.inverse_depth * (paper - black)
    rim = np.concatenate([gray[0], gray[-1], gray[:, 0], gray[:, -1]])
    return bool((values < level).mean() > 0.5 and (rim < level).mean() > 0.7)


def _in_dark(gray: Bytes, box: tuple[int, int, int, int], paper: int, black: int, settings: LayoutSettings) -> bool:
    """Whether dark ground shows right outside a line on every side: bold light print can leave less of the
    ground inside its box than it covers."""
    x0, y0, x1, y1 = box
    ring = max(2, round(settings.inverse_ring * min(x1 - x0, y1 - y0)))
    top, bottom = gray[max(0, y0 - ring) : y0, x0:x1], gray[y1 : y1 + ring, x0:x1]
    left, right = gray[y0:y1, max(0, x0 - ring) : x0], gray[y0:y1, x1 : x1 + ring]
    level = paper - settings.inverse_depth * (paper - black)
    dark = [float((side < level).mean()) if side.size else 0.0 for side in (top, right, bottom, left)]
    return min(dark) > 0.5 and float((gray[y0:y1, x0:x1] < level).mean()) > 0.3


def _colour(image: Bytes, ink: Mask) -> tuple[float, float | None]:
    core = eroded(ink, 2, 2)
    chosen = core if core.sum() >= 10 else ink
    b, g, r = (float(np.median(image[:, :, i][chosen > 0])) for i in range(3))
    top, bottom = max(b, g, r), min(b, g, r)
    saturation = (top - bottom) / max(top, 1.0) if top - bottom > 24 else 0.0
    if saturation == 0.0:
        return 0.0, None
    span = top - bottom
    if top == r:
        hue = 60 * (((g - b) / span) % 6)
    elif top == g:
        hue = 60 * ((b - r) / span + 2)
    else:
        hue = 60 * ((r - g) / span + 4)
    return round(saturation, 3), round(hue % 360, 1)


def _innermost(box: Box, areas: Sequence[Box]) -> int | None:
    around = [i for i, area in enumerate(areas) if area.overlap_area(box) >= 0.7 * box.area]
    return min(around, key=lambda i: areas[i].area, default=None)
