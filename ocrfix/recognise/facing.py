"""Which way characters face: what tells a page that lies on its side or head from one that stands.

Lines cannot tell: a row on a page that lies on its side looks like a column. So the characters of a line are
cut apart, each is turned, and they are set side by side again and read.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.page import Box, Source, TextLine
from ocrfix.recognise import crops
from ocrfix.recognise.networks import Networks
from ocrfix.recognise.paddle import PaddleEngine
from ocrfix.recognise.reading import read_image
from ocrfix.recognise.strips import HEIGHT
from ocrfix.recognise.upright import characters
from ocrfix.scan import Facing, rectify
from ocrfix.settings.recognise import ReadingSettings
from ocrfix.settings.scan import ScanSettings

Image = npt.NDArray[np.uint8]
Scores = npt.NDArray[np.float64]

_LINES = 6
"""Lines of a piece that are read: more tell little that these do not."""
_CHARACTERS = 12
"""Characters of a line that are read: as many of it as of six lines tell which way a page lies."""
_LENGTH = 6.0
"""Least length of a line that is read, in its own thicknesses."""


def facing(engine: PaddleEngine, settings: ScanSettings) -> Facing:
    """A function from a BGR image to scores, shape (lines, 4), values 0 to 1: how well the characters of
    its longest lines read as they stand and turned clockwise, each by itself, by one to three quarters."""

    def judge(image: Image) -> Scores:
        raster = rectify(image, Source("piece"), settings)
        reading = engine.settings.reading
        rows = []
        for line in _longest(engine.detect(raster)):
            if line.polygon is None:
                continue
            crop = crops.cut(raster.image, line.polygon, [], reading.margin, HEIGHT).image
            rows.append(_scores(crop, engine.networks, reading))
        return np.array(rows, np.float64).reshape(-1, 4)

    return judge


def _longest(lines: tuple[TextLine, ...]) -> list[TextLine]:
    long = [line for line in lines if _length(line.box) >= _LENGTH]
    return sorted(long, key=lambda line: -_length(line.box))[:_LINES]


def _length(box: Box) -> float:
    return max(box.width, box.height) / max(min(box.width, box.height), 1.0)


def _scores(crop: Image, networks: Networks, settings: ReadingSettings) -> list[float]:
    """How well the characters of a line read turned by 0 to 3 quarters: the sum of their squared probabilities
    (an unsure one counts for little) over their number."""
    apart = Apart.of(crop)
    if apart is None:
        return [0.0] * 4
    scores = []
    for turns in range(4):
        placed = read_image(apart.turned(turns), networks, settings, settings.wide_squeeze)
        well = sum(p.peak.probability**2 for p in placed if p.peak.text != " ")
        scores.append(min(1.0, well / len(apart.characters)))
    return scores


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """The first characters of a line, as they stand in it and in its order (left to right, top to bottom);
    ``em`` pixels wide at most, on a ground of the colour ``paper``."""

    characters: list[Image]
    em: int
    paper: npt.NDArray[np.float64]

    @classmethod
    def of(cls, crop: Image) -> Apart | None:
        """``None`` where the crop shows no ink."""
        lying = crop.shape[1] > crop.shape[0]
        column = np.ascontiguousarray(np.rot90(crop, -1)) if lying else crop
        apart = characters(column, crops.is_dark(column))
        if apart is None:
            return None
        left, right = apart.left, apart.right
        cells = ((top, bottom) for top, bottom in itertools.pairwise(apart.cuts) if bottom > top)
        inked = (c for c in cells if (apart.ink[c[0] : c[1], left:right] > 0.35).any())
        found = [column[top:bottom, left:right] for top, bottom in itertools.islice(inked, _CHARACTERS)]
        if lying:
            found = [np.rot90(c) for c in found]
        return cls(found, apart.em, np.median(column.reshape(-1, 3), axis=0)) if found else None

    def turned(self, turns: int) -> Image:
        """Each turned clockwise by ``turns`` quarters, side by side."""
        height, gap = round(1.25 * self.em), max(1, round(0.08 * self.em))
        parts = []
        for one in self.characters:
            character = np.rot90(one, -turns)[:height]
            part = np.empty((height, character.shape[1] + gap, 3), np.uint8)
            part[:] = self.paper
            row = (height - character.shape[0]) // 2
            part[row : row + character.shape[0], : character.shape[1]] = character
            parts.append(part)
        return np.concatenate(parts, axis=1)
