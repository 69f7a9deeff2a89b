"""Connected components of print, and which of them are characters of the detected lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.layout.sheet import Mask, Sheet
from ocrfix.page import TextLine
from ocrfix.settings.layout import LayoutSettings

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Components:
    """8-connected components of ``sheet.dark``. Row i describes label i; row 0 is the ground.

    ``text`` says which are characters (or parts) of a detected line.
    """

    labels: Ints
    left: Ints
    top: Ints
    width: Ints
    height: Ints
    area: Ints
    text: npt.NDArray[np.bool_]

    def mask(self, chosen: npt.NDArray[np.bool_]) -> Mask:
        """The pixels of the chosen components."""
        picked = chosen.astype(np.uint8)
        picked[0] = 0
        return picked[self.labels]


def components_of(sheet: Sheet, lines: Sequence[TextLine], settings: LayoutSettings) -> Components:
    """Label the print of a sheet."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(sheet.dark, connectivity=8, ltype=cv2.CV_32S)
    left, top, width, height, area = (np.ascontiguousarray(stats[:, i]) for i in range(5))
    thick = thickness_map(sheet, lines)
    inside = np.bincount(labels[thick > 0], minlength=count)
    largest = np.zeros(count, np.int32)
    for line in sorted(lines, key=line_thickness):
        l, t, r, b = (max(0, int(v / sheet.factor)) for v in line.box.edges)
        largest[labels[t : b + 1, l : r + 1]] = max(1, round(line_thickness(line) / sheet.factor))
    size = np.maximum(width, height)
    long_and_thin = (size > 2.5 * sheet.em) & (size > 6 * np.maximum(1, np.minimum(width, height)))
    text = (inside >= 0.6 * area) & (size <= settings.text_comp_lines * largest) & ~long_and_thin
    text[0] = False
    return Components(labels, left, top, width, height, area, text)


def thickness_map(sheet: Sheet, lines: Sequence[TextLine]) -> npt.NDArray[np.uint16]:
    """For every pixel the thickness in pixels of the (thickest) line over it, 0 outside all lines."""
    canvas = np.zeros((sheet.height, sheet.width), np.uint16)
    for line in sorted(lines, key=line_thickness):
        points = np.round(np.asarray(line.polygon) / sheet.factor).astype(np.int32)
        cv2.fillPoly(canvas, [points], max(1, round(line_thickness(line) / sheet.factor)))
    return canvas


def line_thickness(line: TextLine) -> float:
    """The thickness of a line's polygon in pixels of the raster, also of a slanting one."""
    points = np.asarray(line.polygon, np.float32)
    return float(min(cv2.minAreaRect(points)[1]))
