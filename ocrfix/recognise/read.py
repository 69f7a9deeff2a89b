"""Reading lines: crop, strips, network, decoder, glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from ocrfix.page import Box, Direction, Glyph, Polygon, TextLine
from ocrfix.recognise import crops, ctc
from ocrfix.recognise.crops import Crop
from ocrfix.recognise.networks import Networks
from ocrfix.recognise.strips import network_input, strips
from ocrfix.scan import Raster
from ocrfix.settings.recognise import ReadingSettings


@dataclass(frozen=True, slots=True)
class Placed:
    """A peak with its extent along the crop that was read, in crop pixels."""

    peak: ctc.Peak
    left: float
    right: float


def read(
    raster: Raster,
    lines: Sequence[TextLine],
    networks: Networks,
    settings: ReadingSettings,
    threads: int,
) -> tuple[TextLine, ...]:
    """The same lines with their glyphs, in the same order."""
    boxes = np.array([line.box.edges for line in lines]) if lines else np.zeros((0, 4))

    def work(index: int) -> TextLine:
        near = _neighbours(lines, boxes, index, settings.margin)
        return read_line(raster, lines[index], near, networks, settings)

    if threads == 1:
        return tuple(work(i) for i in range(len(lines)))
    with ThreadPoolExecutor(threads) as pool:
        return tuple(pool.map(work, range(len(lines))))


def read_line(
    raster: Raster, line: TextLine, near: list[Polygon], networks: Networks, settings: ReadingSettings
) -> TextLine:
    polygon = line.polygon
    if polygon is None:
        raise ValueError(f"line {line.id} has no geometry to read")
    crop = crops.cut(raster.image, polygon, near, settings.margin)
    if line.direction is Direction.TTB:
        crop = turned(crop)
    placed = read_crop(crop, networks, settings)
    if certainty(placed) < settings.doubtful and crops.is_dark(crop.image):
        other = read_crop(Crop(255 - crop.image, crop.to_page), networks, settings)
        placed = max(placed, other, key=certainty)
    glyphs = tuple(_glyph(p, crop, raster) for p in placed)
    return replace(line, glyphs=glyphs, doubtful=certainty(placed) < settings.doubtful)


def read_crop(crop: Crop, networks: Networks, settings: ReadingSettings) -> list[Placed]:
    placed = []
    for strip in strips(crop.image, settings.squeeze, settings.longest):
        batch = network_input(strip.image, 32, 96)
        posteriors = networks.recogniser(batch)[0]
        # time steps are spread evenly over the padded width
        per_step = batch.shape[3] / posteriors.shape[0] * (strip.right - strip.left) / strip.image.shape[1]
        for peak in ctc.decode(posteriors, networks.characters, settings.alternatives):
            left = min(strip.left + peak.start * per_step, strip.right)
            right = min(strip.left + peak.stop * per_step, strip.right)
            placed.append(Placed(peak, left, max(right, left + 0.5)))
    return placed


def certainty(placed: Sequence[Placed]) -> float:
    """Mean probability of the characters, 0 where nothing was read."""
    known = [p.peak.probability for p in placed if p.peak.text != " "]
    return sum(known) / len(known) if known else 0.0


def turned(crop: Crop) -> Crop:
    """A vertical line laid on its left side, as PaddleOCR does it: its top comes left."""
    width = crop.image.shape[1]
    # turned (x, y) came from (width - y, x)
    back = np.array([[0, -1, width], [1, 0, 0], [0, 0, 1.0]])
    return Crop(np.ascontiguousarray(np.rot90(crop.image)), crop.to_page @ back)


def _glyph(placed: Placed, crop: Crop, raster: Raster) -> Glyph:
    box = crop.box(placed.left, 0, placed.right, crop.image.shape[0])
    page = Box(0, 0, raster.width, raster.height)
    peak = placed.peak
    return Glyph(peak.text, box.intersection(page) or box, peak.probability, peak.alternatives)


def _neighbours(lines: Sequence[TextLine], boxes: np.ndarray, index: int, margin: float) -> list[Polygon]:
    left, top, right, bottom = boxes[index]
    pad = margin * min(right - left, bottom - top) + 2
    near = (
        (boxes[:, 0] < right + pad)
        & (boxes[:, 2] > left - pad)
        & (boxes[:, 1] < bottom + pad)
        & (boxes[:, 3] > top - pad)
    )
    near[index] = False
    return [p for i in np.flatnonzero(near) if (p := lines[int(i)].polygon) is not None]
