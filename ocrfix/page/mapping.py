"""Moving a page from one system of coordinates to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ocrfix.page.edit import Edit
from ocrfix.page.geometry import Box, Polygon
from ocrfix.page.page import Page
from ocrfix.page.text import Glyph, TextLine

Mapping = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]
"""Takes and returns points as an array of shape (n, 2), x before y."""


def map_page(page: Page, fn: Mapping) -> Page:
    """The page with every polygon and box moved by ``fn``; the name, sizes and texts stay.

    A box becomes the smallest upright box around its moved corners. What was inside the page and is moved
    partly out of it ends at its edge (a page without sizes has none); what ``fn`` leaves alone, or moves
    out altogether, is kept as it is: nothing may vanish.
    """
    mapper = _Mapper(fn, page.width, page.height)
    return replace(
        page,
        lines=tuple(mapper.line(line) for line in page.lines),
        regions=tuple(replace(r, polygon=mapper.polygon(r.polygon)) for r in page.regions),
        columns=tuple(replace(c, box=mapper.box(c.box)) for c in page.columns),
        edits=tuple(mapper.edit(edit) for edit in page.edits),
    )


class _Mapper:
    def __init__(self, fn: Mapping, width: int | None, height: int | None) -> None:
        self._fn = fn
        self._size = None if width is None or height is None else (float(width), float(height))

    def polygon(self, polygon: Polygon) -> Polygon:
        before = np.array(polygon, np.float64)
        moved = self._fn(before)
        if self._size is not None and not np.array_equal(moved, before):
            inside = np.clip(moved, 0.0, self._size)
            if (np.ptp(inside, axis=0) > 0).all():
                moved = inside
        return tuple((float(x), float(y)) for x, y in moved)

    def box(self, box: Box) -> Box:
        moved = self.polygon(box.polygon)
        xs, ys = [p[0] for p in moved], [p[1] for p in moved]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def glyph(self, glyph: Glyph) -> Glyph:
        return glyph if glyph.box is None else replace(glyph, box=self.box(glyph.box))

    def line(self, line: TextLine) -> TextLine:
        polygon = None if line.polygon is None else self.polygon(line.polygon)
        return replace(line, polygon=polygon, glyphs=tuple(map(self.glyph, line.glyphs)))

    def edit(self, edit: Edit) -> Edit:
        crop = edit.evidence.crop
        evidence = edit.evidence if crop is None else replace(edit.evidence, crop=self.box(crop))
        return replace(
            edit,
            removed=tuple(map(self.glyph, edit.removed)),
            inserted=tuple(map(self.glyph, edit.inserted)),
            evidence=evidence,
        )
