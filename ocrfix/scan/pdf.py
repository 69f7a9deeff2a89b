"""PDF pages to BGR arrays.

A page that is one full-page image (a scan, with or without an invisible text layer) gives that image at
its own resolution. Any other page is drawn. PDFium must not be called from two threads at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ocrfix.errors import UnreadableInput
from ocrfix.scan.images import Pixels, check_size
from ocrfix.settings.scan import ScanSettings

_POINTS = 72.0
_INVISIBLE = 3
"""Text rendering mode of the text layer under a scan (PDF 1.7, table 106)."""
_SAMPLES = 2000
_THUMB = (128, 160)
_SAME_IMAGE = 16.0
"""Mean difference of two thumbnails, in gray levels, above which an extracted image is not the page."""


def count_pdf_pages(path: Path) -> int:
    """The number of pages.

    Raises:
        UnreadableInput: damaged or protected by a password.
    """
    with _opened(path) as document:
        return len(document)


def pdf_page_size(path: Path, page: int, settings: ScanSettings) -> tuple[int, int]:
    """Width and height in pixels of page ``page`` (from 1).

    Raises:
        UnreadableInput: the page is damaged.
    """
    return _placed(path, page, settings).size


def pdf_page_dpi(path: Path, page: int, settings: ScanSettings) -> float:
    """Pixels an inch of page ``page`` (from 1), along its width.

    Raises:
        UnreadableInput: the page is damaged.
    """
    return _placed(path, page, settings).scale[0] * _POINTS


def _placed(path: Path, page: int, settings: ScanSettings) -> Placement:
    with _opened(path) as document:
        try:
            return placement(document[page - 1], settings)
        except (pdfium.PdfiumError, IndexError, ValueError) as error:
            raise _damaged(path, page, error) from error


def load_pdf_page(path: Path, page: int, settings: ScanSettings) -> Pixels:
    """Page ``page`` (from 1) of a PDF file: BGR, uint8, (height, width, 3).

    Raises:
        UnreadableInput: the page is damaged or too large.
    """
    with _opened(path) as document:
        try:
            return _load(path, document[page - 1], settings)
        except (pdfium.PdfiumError, IndexError, ValueError) as error:
            raise _damaged(path, page, error) from error


def _damaged(path: Path, page: int, error: Exception) -> UnreadableInput:
    return UnreadableInput(
        f"page {page} of the PDF is damaged ({error})",
        file=path,
        next_step="Repair the file (e.g. qpdf IN OUT) or leave the page out.",
    )


@dataclass(frozen=True, slots=True)
class Placement:
    """From points of a page (y up, before it is turned) to pixels of what ``load_pdf_page`` gives of it.

    ``size`` is (width, height) of that in pixels, ``corner`` what is at its top left before it is turned by
    ``turns`` quarters clockwise, ``scale`` pixels a point along x and y.
    """

    size: tuple[int, int]
    corner: tuple[float, float]
    scale: tuple[float, float]
    turns: int

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a rectangle in pixels."""
        xs = [(x - self.corner[0]) * self.scale[0] for x in (left, right)]
        ys = [(self.corner[1] - y) * self.scale[1] for y in (top, bottom)]
        width, height = self.size
        for turn in range(self.turns):
            tall = height if (self.turns - turn) % 2 == 0 else width
            xs, ys = [tall - y for y in reversed(ys)], xs
        return xs[0], ys[0], xs[1], ys[1]


def placement(page: pdfium.PdfPage, settings: ScanSettings) -> Placement:
    """Where what stands on a page stands in its pixels."""
    turns = page.get_rotation() // 90
    left, _, _, top = page.get_cropbox()
    content = _content(page, settings.pdf_image_cover)
    if content.image is not None and content.alone:
        x0, y0, x1, y1 = content.image.get_bounds()
        across, down = content.image.get_px_size()
        scale = across / (x1 - x0), down / (y1 - y0)
        return Placement((down, across) if turns % 2 else (across, down), (x0, y1), scale, turns)
    factor = max(content.scale, _drawing_scale(page, settings))
    width, height = (math.ceil(side * factor) for side in page.get_size())
    return Placement((width, height), (left, top), (factor, factor), turns)


@contextmanager
def _opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise UnreadableInput(
                "the PDF is protected by a password",
                file=path,
                next_step="Save a copy without the password (e.g. qpdf --decrypt --password=... IN OUT).",
            ) from error
        raise UnreadableInput(
            f"the PDF is damaged or ends too early ({error})",
            file=path,
            next_step="Copy it again, or repair it (e.g. qpdf IN OUT).",
        ) from error
    try:
        yield document
    finally:
        document.close()


@dataclass(frozen=True, slots=True)
class _Content:
    """The largest image of a page, its resolution in pixels a point, and whether it is all there is."""

    image: pdfium.PdfImage | None
    scale: float
    alone: bool


def _load(path: Path, page: pdfium.PdfPage, settings: ScanSettings) -> Pixels:
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise ValueError("the page has no size")
    content = _content(page, settings.pdf_image_cover)
    if content.image is not None:
        check_size(path, content.image.get_px_size(), settings)
        if content.alone:
            image = _extract(page, content.image)
            if image is not None:
                return image
    scale = max(content.scale, _drawing_scale(page, settings))
    check_size(path, (round(width * scale), round(height * scale)), settings)
    return _draw(page, scale)


def _content(page: pdfium.PdfPage, cover: float) -> _Content:
    left, bottom, right, top = _shown(page)
    width, height = right - left, top - bottom
    best: tuple[float, float, pdfium.PdfImage] | None = None
    others = 0
    for thing in page.get_objects(max_depth=4):
        if thing.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            others += pdfium_c.FPDFTextObj_GetTextRenderMode(thing) != _INVISIBLE
            continue
        if thing.type != pdfium_c.FPDF_PAGEOBJ_IMAGE:
            others += 1
            continue
        x0, y0, x1, y1 = thing.get_bounds()
        shown = (min(x1, right) - max(x0, left)) / width, (min(y1, top) - max(y0, bottom)) / height
        scale = max(thing.get_px_size()) / max(x1 - x0, y1 - y0, 1e-6)
        others += 1
        if thing.level == 0 and min(shown) >= cover and (best is None or scale > best[0]):
            best = scale, min(shown), thing
    if best is None:
        return _Content(None, 0.0, False)
    scale, _, image = best
    matrix = image.get_matrix()
    upright = matrix.a > 0 and matrix.d > 0 and abs(matrix.b) + abs(matrix.c) < 1e-3 * (matrix.a + matrix.d)
    return _Content(image, scale, others == 1 and upright)


def _shown(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is shown of a page. A box of nothing does not count, as in PDFium, which
    shows a sheet of a size of its own for a page without any."""
    for box in (page.get_cropbox(), page.get_mediabox()):
        left, right = sorted((box[0], box[2]))
        bottom, top = sorted((box[1], box[3]))
        if right > left and top > bottom:
            return left, bottom, right, top
    width, height = page.get_size()
    return (0.0, 0.0, width, height) if page.get_rotation() % 180 == 0 else (0.0, 0.0, height, width)


def _extract(page: pdfium.PdfPage, image: pdfium.PdfImage) -> Pixels | None:
    """The image's own pixels, ``None`` where they are not what the page shows (masks, decode arrays)."""
    try:
        pixels = _to_bgr(image.get_bitmap(render=False))
    except pdfium.PdfiumError:
        return None
    turns = page.get_rotation() // 90
    pixels = np.ascontiguousarray(np.rot90(pixels, -turns))
    shown = _draw(page, 2 * max(_THUMB) / max(page.get_size()))
    thumbs = [cv2.resize(p, _THUMB, interpolation=cv2.INTER_AREA).astype(np.float32) for p in (pixels, shown)]
    return pixels if float(np.abs(thumbs[0] - thumbs[1]).mean()) < _SAME_IMAGE else None


def _drawing_scale(page: pdfium.PdfPage, settings: ScanSettings) -> float:
    """Pixels a point, so that body characters have ``pdf_text_px``."""
    dpi = settings.pdf_dpi
    size = _text_size(page)
    if size is not None:
        dpi = min(max(dpi, settings.pdf_text_px / size * _POINTS), max(dpi, settings.pdf_max_dpi))
    return dpi / _POINTS


def _text_size(page: pdfium.PdfPage) -> float | None:
    """The median height of the characters of the text layer, in points."""
    text = page.get_textpage()
    count = text.count_chars()
    step = max(1, count // _SAMPLES)
    boxes = [text.get_charbox(i, loose=True) for i in range(0, count, step)]
    heights = [top - bottom for _, bottom, _, top in boxes if top - bottom > 1]
    return float(np.median(heights)) if len(heights) > 20 else None


def _draw(page: pdfium.PdfPage, scale: float) -> Pixels:
    return _to_bgr(page.render(scale=scale))


def _to_bgr(bitmap: pdfium.PdfBitmap) -> Pixels:
    array = bitmap.to_numpy()
    if array.ndim == 2 or array.shape[2] == 1:
        converted = cv2.cvtColor(np.ascontiguousarray(array), cv2.COLOR_GRAY2BGR)
    elif bitmap.mode == "BGRA":
        alpha = array[..., 3:].astype(np.uint16)
        blended = (array[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255
        converted = blended.astype(np.uint8)
    elif array.shape[2] == 4:
        converted = np.ascontiguousarray(array[..., :3])
    else:
        converted = array.copy()
    return np.asarray(converted, np.uint8)
