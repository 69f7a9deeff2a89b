"""Moving a page from one system of coordinates to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ocrfix.page.edit import Edit
from ocrfix.page.geometry import Box, Polygon
from ocrfix.page.page import Page
from ocrfix.page.text import Glyph, TextLine

Points = npt.NDArray[np.float64]
Mapping = Callable[[Points], Points]
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
        return tuple((x, y) for x, y in self._moved(np.array([polygon], np.float64))[0].tolist())

    def box(self, box: Box) -> Box:
        return self._boxes([box])[0]

    def glyphs(self, glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
        moved = iter(self._boxes([g.box for g in glyphs if g.box is not None]))
        return tuple(g if g.box is None else replace(g, box=next(moved)) for g in glyphs)

    def line(self, line: TextLine) -> TextLine:
        polygon = None if line.polygon is None else self.polygon(line.polygon)
        return replace(line, polygon=polygon, glyphs=self.glyphs(line.glyphs))

    def _boxes(self, boxes: Sequence[Box]) -> list[Box]:
        if not boxes:
            return []
        moved = self._moved(np.array([b.polygon for b in boxes], np.float64))
        edges = np.concatenate((moved.min(axis=1), moved.max(axis=1)), axis=1)
        return [Box(*e) for e in edges.tolist()]

    def _moved(self, polygons: Points) -> Points:
        """Polygons of as many points each, shape (n, points, 2)."""
        moved = self._fn(polygons.reshape(-1, 2)).reshape(polygons.shape)
        if self._size is None:
            return moved
        inside = np.clip(moved, 0.0, self._size)
        stay = (moved == polygons).all(axis=(1, 2)) | ~(np.ptp(inside, axis=1) > 0).all(axis=1)
        return np.where(stay[:, None, None], moved, inside)

    def edit(self, edit: Edit) -> Edit:
        crop = edit.evidence.crop
        evidence = edit.evidence if crop is None else replace(edit.evidence, crop=self.box(crop))
        return replace(
            edit,
            removed=self.glyphs(edit.removed),
            inserted=self.glyphs(edit.inserted),
            evidence=evidence,
        )
