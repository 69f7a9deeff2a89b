"""The working view of a raster: reduced by a whole factor, so that body characters are a few dozen pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocrfix.layout.masks import Bytes, Mask, shrunk
from ocrfix.page import Box
from ocrfix.scan import Raster
from ocrfix.settings.layout import LayoutSettings


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A raster divided by ``factor``. Lengths are its own pixels; ``box`` leads back.

    ``ink`` is print dark on its local ground, ``dark`` that and everything nearer to black than to paper
    (solid bars and fields, of which ``ink`` may have the edge only). ``paper`` is the grey of the paper.
    """

    factor: int
    em: float
    gray: Bytes
    ink: Mask
    dark: Mask
    paper: int
    black: int

    @property
    def width(self) -> int:
        return int(self.gray.shape[1])

    @property
    def height(self) -> int:
        return int(self.gray.shape[0])

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box of the sheet in pixels of the raster, kept within the sheet and at least one pixel large."""
        f = float(self.factor)
        right, bottom = min(right, self.width), min(bottom, self.height)
        left, top = max(0.0, min(left, right - 1)), max(0.0, min(top, bottom - 1))
        return Box(left * f, top * f, right * f, bottom * f)

    def pixels(self, ems: float, least: int = 1) -> int:
        """A length in em as whole pixels of the sheet."""
        return max(least, round(ems * self.em))


def sheet_of(raster: Raster, settings: LayoutSettings) -> Sheet:
    """Reduce a raster for layout analysis.

    Thin rules survive: a cell is ink when it has as much ink as half a one-pixel line through it.
    """
    em = raster.em or max(8.0, min(raster.width, raster.height) / settings.ems_across)
    factor = max(1, int(em // settings.work_em))
    ink = raster.ink.view(np.uint8)
    gray = raster.gray
    if factor > 1:
        height, width = -(-raster.height // factor), -(-raster.width // factor)
        bottom, right = height * factor - raster.height, width * factor - raster.width
        padded = np.pad(ink * np.uint8(255), ((0, bottom), (0, right)))
        ink = (shrunk(padded, width, height) > 255 * 0.55 / factor).astype(np.uint8)
        gray = shrunk(np.pad(gray, ((0, bottom), (0, right)), mode="edge"), width, height)
    paper, black = grounds(gray, ink)
    solid = gray < black + settings.solid_level * (paper - black)
    return Sheet(factor, em / factor, gray, ink, (ink | solid).astype(np.uint8), paper, black)


def grounds(gray: Bytes, ink: Mask) -> tuple[int, int]:
    """The grey of the paper (the commonest bright one) and of the ink (its darker quarter)."""
    counts = np.bincount(gray.ravel(), minlength=256)
    paper = 96 + int(counts[96:].argmax())
    inked = np.cumsum(np.bincount(gray[ink > 0], minlength=256))
    black = int(np.searchsorted(inked, inked[-1] * 0.25)) if inked[-1] else 0
    return paper, min(black, paper - 64)
