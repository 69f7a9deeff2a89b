"""Pictures to look at: articles in colours, kinds, reading order and open ends drawn onto the page."""

from __future__ import annotations

import colorsys

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Article, Box, Kind, Page
from ocrfix.pipeline import Work

Picture = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]

LONGEST = 2400
"""Longer side of a picture in pixels: what a screen can show with the characters still to be read."""
GREY: Colour = (150, 150, 150)
RED: Colour = (30, 30, 220)


def draw_articles(work: Work, longest: int = LONGEST) -> Picture:
    """The page (BGR), at most ``longest`` pixels on its longer side, with one colour an article.

    Numbers count the blocks of an article; arrows lead from column to column with their cost in nats.
    Furniture and text in pictures are grey.
    """
    page = work.page
    scale = min(1.0, longest / max(work.raster.image.shape[:2]))
    size = (round(work.raster.width * scale), round(work.raster.height * scale))
    picture = cv2.resize(work.raster.image, size, interpolation=cv2.INTER_AREA)
    canvas = np.asarray(picture * 0.6 + 255 * 0.4, dtype=np.uint8)
    boxes = {line.id: line.box for line in page.lines if line.polygon is not None}
    for separator in (r for r in page.regions if r.kind is Kind.SEPARATOR):
        _box(canvas, separator.box, (200, 120, 0), scale, 1)
    for frame in (r for r in page.regions if r.kind in (Kind.FRAME, Kind.IMAGE)):
        _box(canvas, frame.box, (200, 180, 0) if frame.kind is Kind.FRAME else (0, 200, 220), scale, 2)
    for block in page.furniture:
        for span in block.spans:
            _box(canvas, boxes[span.line], GREY, scale, 2)
    for n, article in enumerate(page.articles):
        _article(canvas, article, boxes, _colour(n), scale)
    _joins(canvas, page, scale)
    return canvas


def _article(canvas: Picture, article: Article, boxes: dict[str, Box], colour: Colour, scale: float) -> None:
    for n, block in enumerate(article.blocks):
        spans = [s for s in block.spans if s.line in boxes]
        for span in spans:
            _box(canvas, boxes[span.line], colour, scale, 2 if block.kind is Kind.PARAGRAPH else 3)
        if spans:
            name = str(n + 1) if block.kind is Kind.PARAGRAPH else f"{n + 1} {block.kind.value}"
            first = boxes[spans[0].line]
            at = (round(first.left * scale), max(10, round(first.top * scale) + 4))
            cv2.putText(canvas, name, at, cv2.FONT_HERSHEY_SIMPLEX, 0.45, RED, 1, cv2.LINE_AA)


def _joins(canvas: Picture, page: Page, scale: float) -> None:
    columns = {c.id: c.box for c in page.columns}
    for join in page.joins:
        a, b = columns[join.before], columns[join.after]
        start = (round(a.center[0] * scale), round(a.bottom * scale) - 4)
        stop = (round(b.center[0] * scale), round(b.top * scale) + 4)
        cv2.arrowedLine(canvas, start, stop, RED, 1, cv2.LINE_AA, tipLength=0.02)
        middle = ((start[0] + stop[0]) // 2, (start[1] + stop[1]) // 2)
        cv2.putText(canvas, f"{join.cost:.1f}", middle, cv2.FONT_HERSHEY_SIMPLEX, 0.4, RED, 1, cv2.LINE_AA)


def _box(canvas: Picture, box: Box, colour: Colour, scale: float, thickness: int) -> None:
    start = (round(box.left * scale), round(box.top * scale))
    stop = (round(box.right * scale) - 1, round(box.bottom * scale) - 1)
    cv2.rectangle(canvas, start, stop, colour, thickness)


def _colour(n: int) -> Colour:
    """Colours that differ from their neighbours' (golden angle on the colour circle)."""
    red, green, blue = colorsys.hsv_to_rgb((n * 0.381966) % 1.0, 0.9, 0.75)
    return (round(255 * blue), round(255 * green), round(255 * red))
