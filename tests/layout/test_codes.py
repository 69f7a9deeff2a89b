"""Codes to be scanned, and what looks like one at a glance."""

from __future__ import annotations

import numpy as np

from ocrfix.layout import PictureKind, look
from ocrfix.settings.layout import LayoutSettings
from tests.layout.sheets import Sheet


def kinds(pattern: np.ndarray) -> list[PictureKind]:
    """What a square of black (1) and white modules in the corner of a page of text is taken for."""
    sheet = Sheet()
    sheet.block(60, 60, 14, 12)
    cells = np.kron(1 - pattern, np.ones((6, 6))).astype(np.uint8) * 255
    sheet.image[600 : 600 + len(cells), 500 : 500 + len(cells)] = cells[:, :, None]
    return [p.kind for p in look(sheet.raster(), sheet.lines, LayoutSettings()).pictures]


def test_modules_spread_evenly_are_a_code() -> None:
    assert kinds(np.random.default_rng(1).integers(0, 2, (29, 29))) == [PictureKind.CODE]


def test_a_photograph_in_pure_black_and_white_is_none() -> None:
    pattern = np.random.default_rng(1).integers(0, 2, (29, 29))
    pattern[:8, :15] = 1
    pattern[20:, 14:] = 0
    pattern[20:, :8] = 1
    assert PictureKind.CODE not in kinds(pattern)
