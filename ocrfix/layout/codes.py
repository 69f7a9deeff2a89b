"""QR codes and barcodes among pictures."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocrfix.layout.pictures import Rect
from ocrfix.layout.sheet import Sheet
from ocrfix.settings.layout import LayoutSettings


def is_code(rect: Rect, sheet: Sheet, settings: LayoutSettings) -> bool:
    """Whether a rectangle is a square of black and white modules, or a row of upright bars.

    Modules are many, about as much black as white, changing equally often both ways (a QR code of the
    smallest version has 21 modules a side); bars change often across and hardly along.
    """
    left, top, right, bottom = rect
    dark = sheet.dark[top:bottom, left:right].astype(np.int8)
    height, width = dark.shape
    if min(height, width) < 15 or max(height, width) > settings.code_max_side * sheet.em:
        return False
    if not 0.3 <= float(dark.mean()) <= 0.7:
        return False
    gray = sheet.gray[top:bottom, left:right]
    middle = (sheet.paper + sheet.black) / 2
    extreme = float((np.abs(gray - middle) > 0.25 * (sheet.paper - sheet.black)).mean())
    if extreme < settings.code_contrast:
        return False
    if 0.8 <= width / height <= 1.25 and not _is_even(dark, settings):
        return False
    across = float(np.abs(np.diff(dark, axis=1)).sum(axis=1).mean())
    down = float(np.abs(np.diff(dark, axis=0)).sum(axis=0).mean())
    if 0.8 <= width / height <= 1.25:
        return min(across, down) >= settings.code_changes and max(across, down) <= 1.5 * min(across, down)
    return width > 1.3 * height and across >= 2 * settings.code_changes and down < 0.1 * across


def _is_even(dark: npt.NDArray[np.int8], settings: LayoutSettings) -> bool:
    """Whether black and white are mixed everywhere: a photograph in pure black and white has large fields of
    either."""
    shares = [float(part.mean()) for row in np.array_split(dark, 4) for part in np.array_split(row, 4, axis=1)]
    mixed = sum(0.15 <= share <= 0.85 for share in shares)
    return mixed >= settings.code_even * len(shares)
