"""Grounds: what lies behind and between print, on a coarse grid of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocrfix.layout.components import Components, polygon_of
from ocrfix.layout.masks import Bytes, Mask, closed, dilated, fill, pixels_of, shrunk, summed
from ocrfix.layout.sheet import Sheet
from ocrfix.page import TextLine
from ocrfix.scan import Raster
from ocrfix.settings.layout import LayoutSettings


@dataclass(frozen=True, slots=True, eq=False)
class Tones:
    """Cells of ``side`` sheet pixels (a cell's centre is exact to half a cell).

    ``toned`` is how far the ground behind dark print is from paper (0 paper, 255 ink; dark strokes are
    closed), ``level`` the same on the evenly lit page, ``chroma`` its saturation (the largest less the
    smallest channel, less that of paper). ``text`` masks the detected lines,
    ``running`` the long ones, ``printed`` those of dark print, ``screen`` cells of print
    screened into dots too coarse to be a tone. The three noises are what stains and show-through reach,
    as a share of full scale. ``em`` is in cells.
    """

    side: float
    em: float
    toned: Bytes
    level: Bytes
    chroma: Bytes
    text: Mask
    running: Mask
    printed: Mask
    screen: Mask
    noise: float
    level_noise: float
    chroma_noise: float
    paper: int
    black: int


def tones_of(
    raster: Raster, sheet: Sheet, components: Components, lines: Sequence[TextLine], settings: LayoutSettings
) -> Tones:
    """Measure grounds.

    They are read from ``image``: the levelling that makes ``gray`` flat for binarising takes pale tints out.
    """
    side = max(2.0, settings.tone_cell * sheet.em)
    width, height = max(1, round(sheet.width / side)), max(1, round(sheet.height / side))
    em = sheet.em / side
    span = max(3, round(settings.tone_closing * em) | 1)
    colour = closed(shrunk(raster.image, width, height), span, span)
    light = colour.mean(axis=2)
    paper = float(np.argmax(np.bincount(np.round(light).astype(int).ravel(), minlength=256)[96:])) + 96
    text = np.zeros((height, width), np.uint8)
    running = np.zeros_like(text)
    for line in lines:
        points = pixels_of(polygon_of(line), 1 / (side * sheet.factor), -0.5)
        fill(text, points, 1)
        if max(line.box.width, line.box.height) >= settings.running_length * sheet.em * sheet.factor:
            fill(running, points, 1)
    flat = closed(shrunk(sheet.gray, width, height), span, span).astype(np.float32)
    level = np.clip((sheet.paper - flat) * (255.0 / (sheet.paper - sheet.black)), 0, 255).astype(np.uint8)
    toned = np.clip((paper - light) * (255.0 / (paper - min(sheet.black, paper - 64))), 0, 255).astype(np.uint8)
    chroma = colour.max(axis=2) - colour.min(axis=2)
    base = int(np.argmax(np.bincount(chroma.ravel(), minlength=256)))
    chroma = np.clip(chroma.astype(np.int16) - base, 0, 255).astype(np.uint8)
    ink = components.mask(components.text)
    span = max(3, round(0.6 * em) | 1)
    printed = text & dilated((shrunk(ink * np.uint8(255), width, height) > 25).astype(np.uint8), span, span)
    screen = _screen(components, side, em, (height, width), settings)
    noise = [
        min(settings.tone_noise_most, settings.tone_noise * _spread(values[text > 0]))
        for values in (toned, level, chroma)
    ]
    return Tones(
        side, em, toned, level, chroma, text, running, printed, screen, noise[0], noise[1], noise[2],
        sheet.paper, sheet.black,
    )  # fmt: skip


def _spread(values: Bytes) -> float:
    """The share of full scale that the middle of all grounds under text reaches."""
    return float(np.percentile(values, 60)) / 255 if len(values) else 0.0


def _screen(components: Components, side: float, em: float, shape: tuple[int, int], settings: LayoutSettings) -> Mask:
    """Cells around which dots, none of them a part of a character, stand close together."""
    size = np.maximum(components.width, components.height)
    dots = ~components.text & (size <= settings.screen_dot * em * side)
    dots[0] = False
    x = np.clip((components.left[dots] / side).astype(int), 0, shape[1] - 1)
    y = np.clip((components.top[dots] / side).astype(int), 0, shape[0] - 1)
    counts = np.zeros(shape, np.float32)
    np.add.at(counts, (y, x), 1.0)
    span = max(3, round(em) | 1)
    return (summed(counts, span) > settings.screen_density * (span / em) ** 2).astype(np.uint8)
