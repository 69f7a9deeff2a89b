"""Grounds: what lies behind and between print, on a coarse grid of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.layout.sheet import Mask, Sheet
from ocrfix.page import TextLine
from ocrfix.scan import Raster
from ocrfix.settings.layout import LayoutSettings

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Tones:
    """Cells of ``side`` sheet pixels (a cell's centre is exact to half a cell).

    ``mean`` is the mean grey; ``light`` the ground behind dark print (dark strokes closed), ``dim`` that
    behind light print (light strokes opened); ``colour`` the closed ground in BGR. ``text`` masks the
    detected lines. ``toned`` is how far ``light`` is from paper (0 paper, 255 ink), ``chroma`` its
    saturation (the largest less the smallest channel). ``em`` is in cells.
    """

    side: float
    em: float
    mean: Bytes
    light: Bytes
    dim: Bytes
    toned: Bytes
    chroma: Bytes
    text: Mask
    paper: int
    black: int


def tones_of(raster: Raster, sheet: Sheet, lines: Sequence[TextLine], settings: LayoutSettings) -> Tones:
    """Measure grounds."""
    side = max(2.0, settings.tone_cell * sheet.em)
    width, height = max(1, round(sheet.width / side)), max(1, round(sheet.height / side))
    em = sheet.em / side
    mean = cv2.resize(sheet.gray, (width, height), interpolation=cv2.INTER_AREA)
    colour = cv2.resize(raster.image, (width, height), interpolation=cv2.INTER_AREA)
    span = max(3, round(settings.tone_closing * em) | 1)
    kernel = np.ones((span, span), np.uint8)
    light = cv2.morphologyEx(mean, cv2.MORPH_CLOSE, kernel)
    dim = cv2.morphologyEx(mean, cv2.MORPH_OPEN, kernel)
    closed = cv2.morphologyEx(colour, cv2.MORPH_CLOSE, kernel)
    text = np.zeros((height, width), np.uint8)
    scale = np.array([width / raster.width, height / raster.height])
    for line in lines:
        cv2.fillPoly(text, [np.round(np.asarray(line.polygon) * scale - 0.5).astype(np.int32)], 1)
    depth = (sheet.paper - light.astype(np.float32)) * (255.0 / (sheet.paper - sheet.black))
    toned = np.clip(depth, 0, 255).astype(np.uint8)
    chroma = cv2.subtract(closed.max(axis=2), closed.min(axis=2))
    return Tones(side, em, mean, light, dim, toned, chroma, text, sheet.paper, sheet.black)
