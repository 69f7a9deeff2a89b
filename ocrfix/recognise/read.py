"""Reading lines: crop, strips, network, decoder, glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from ocrfix.page import Box, Direction, Glyph, Polygon, TextLine
from ocrfix.recognise import crops
from ocrfix.recognise.crops import Crop
from ocrfix.recognise.fuse import fuse
from ocrfix.recognise.networks import Networks
from ocrfix.recognise.reading import Placed, Reading, read_image
from ocrfix.recognise.strips import HEIGHT
from ocrfix.recognise.upright import set_upright
from ocrfix.scan import Raster
from ocrfix.settings.recognise import ReadingSettings


def read(
    raster: Raster,
    lines: Sequence[TextLine],
    networks: Networks,
    settings: ReadingSettings,
    *,
    threads: int = 1,
) -> tuple[TextLine, ...]:
    """The same lines with their glyphs, in the same order."""
    boxes = np.array([line.box.edges for line in lines]).reshape(-1, 4)

    def work(index: int) -> TextLine:
        near = _neighbours(lines, boxes, index, settings.margin)
        return read_line(raster, lines[index], near, networks, settings)

    if threads == 1:
        return tuple(work(i) for i in range(len(lines)))
    with ThreadPoolExecutor(threads) as pool:
        return tuple(pool.map(work, range(len(lines))))


def read_line(
    raster: Raster, line: TextLine, near: Sequence[Polygon], networks: Networks, settings: ReadingSettings
) -> TextLine:
    """The line with its glyphs. ``near`` are the polygons of lines that may reach into its crop."""
    polygon = line.polygon
    if polygon is None:
        raise ValueError(f"line {line.id} has no geometry to read")
    crop = crops.cut(raster.image, polygon, near, settings.margin, HEIGHT)
    way = _column if line.direction is Direction.TTB else _row
    reading = way(crop, networks, settings)
    page = Box(0, 0, raster.width, raster.height)
    glyphs = _glyphs(reading, page)
    return replace(line, glyphs=glyphs, doubtful=reading.certainty < settings.doubtful)


def _row(crop: Crop, networks: Networks, settings: ReadingSettings) -> Reading:
    first = _lit(crop, networks, settings)
    if first.certainty >= settings.again:
        return first
    second = _lit(crop, networks, settings, settings.wide_squeeze)
    return _fused(first, second, crop.image.shape[0], settings)


def _lit(crop: Crop, networks: Networks, settings: ReadingSettings, squeeze: float | None = None) -> Reading:
    first = Reading(crop, read_image(crop.image, networks, settings, squeeze))
    if first.certainty >= settings.doubtful or not crops.is_dark(crop.image):
        return first
    other = Reading(crop, read_image(255 - crop.image, networks, settings, squeeze))
    return max(first, other, key=lambda r: r.worth(settings.least))


def _column(crop: Crop, networks: Networks, settings: ReadingSettings) -> Reading:
    first = _column_once(crop, networks, settings)
    if first.certainty >= settings.again:
        return first
    em = min(crop.image.shape[:2])
    sharp = crops.sharpened(crop, settings.sharpen_radius * em, settings.sharpen_amount)
    return _fused(first, _column_once(sharp, networks, settings), em, settings)


def _column_once(crop: Crop, networks: Networks, settings: ReadingSettings) -> Reading:
    lying = turned(crop)
    setting = set_upright(crop.image, crops.is_dark(crop.image)) if settings.upright_columns else None
    if setting is None:
        return _lit(lying, networks, settings)
    placed = []
    for p in read_image(setting.image, networks, settings, settings.wide_squeeze):
        top, bottom = setting.row(p.left), setting.row(p.right)
        placed.append(Placed(p.peak, top, max(bottom, top + 0.5), setting.row(p.centre)))
    upright = Reading(lying, placed)
    complete = len(placed) >= setting.cells and upright.weakest >= settings.sure
    if complete and upright.certainty >= settings.certain:
        return upright
    return _fused(_lit(lying, networks, settings), upright, setting.pitch, settings)


def _fused(a: Reading, b: Reading, em: float, settings: ReadingSettings) -> Reading:
    """Two readings of the same crop as one. The surer of the two leads."""
    main, other = (a, b) if a.worth(settings.least) >= b.worth(settings.least) else (b, a)
    return Reading(main.crop, fuse(main.placed, other.placed, em, settings.sure, settings.alternatives))


def turned(crop: Crop) -> Crop:
    """A vertical line laid on its left side, as PaddleOCR does it: its top comes left."""
    width = crop.image.shape[1]
    # turned (x, y) came from (width - y, x)
    back = np.array([[0, -1, width], [1, 0, 0], [0, 0, 1.0]])
    return Crop(np.ascontiguousarray(np.rot90(crop.image)), crop.to_page @ back)


def _glyphs(reading: Reading, page: Box) -> tuple[Glyph, ...]:
    crop = reading.crop
    boxes = crop.boxes([(p.left, 0, p.right, crop.image.shape[0]) for p in reading.placed])
    peaks = (p.peak for p in reading.placed)
    return tuple(
        Glyph(peak.text, box.intersection(page) or box, peak.probability, peak.alternatives)
        for peak, box in zip(peaks, boxes, strict=True)
    )


def _neighbours(lines: Sequence[TextLine], boxes: npt.NDArray[np.float64], index: int, margin: float) -> list[Polygon]:
    left, top, right, bottom = boxes[index]
    pad = margin * min(right - left, bottom - top) + 2
    near = (boxes[:, 0] < right + pad) & (boxes[:, 2] > left - pad)
    near &= (boxes[:, 1] < bottom + pad) & (boxes[:, 3] > top - pad)
    near[index] = False
    return [p for i in np.flatnonzero(near) if (p := lines[int(i)].polygon) is not None]
