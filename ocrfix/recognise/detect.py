"""Finding the text lines of a page, whatever its size and whatever the size of its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Direction, TextLine
from ocrfix.recognise import quads, tiles
from ocrfix.recognise.networks import Array, Network
from ocrfix.recognise.quads import Found
from ocrfix.scan import Raster
from ocrfix.settings.recognise import DetectionSettings

_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_STD = np.array([0.229, 0.224, 0.225], np.float32)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in raster pixels. ``scale`` counts the detection scales from fine (0) to coarse."""

    quad: quads.Quad
    score: float
    scale: int

    @property
    def sides(self) -> tuple[float, float]:
        q = self.quad
        return float(np.linalg.norm(q[1] - q[0])), float(np.linalg.norm(q[3] - q[0]))

    @property
    def thickness(self) -> float:
        return min(self.sides)


def detect(
    raster: Raster, network: Network, settings: DetectionSettings, source: str, threads: int
) -> tuple[TextLine, ...]:
    """The lines of the page, each once, from top to bottom and left to right, without glyphs."""
    em = raster.em or settings.fallback_em
    tallest = _tallest(raster.ink)
    lines: list[_Line] = []
    scale, step = min(settings.character_height / em, settings.max_enlargement), 0
    while True:
        lines = merge(lines, _at(raster, scale, step, network, settings, threads), em, settings)
        made_for = settings.character_height / scale
        if tallest < settings.big_type * made_for:
            break
        scale, step = scale / settings.coarse_step, step + 1
    return _text_lines(lines, settings, source)


def _at(
    raster: Raster, scale: float, step: int, network: Network, settings: DetectionSettings, threads: int
) -> list[_Line]:
    width, height = max(1, round(raster.width * scale)), max(1, round(raster.height * scale))
    shrinks = scale < 1
    image = cv2.resize(
        raster.image, (width, height), interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    )
    x, y = width / raster.width, height / raster.height

    def busy(tile: tiles.Tile) -> bool:
        part = raster.gray[
            int(tile.top / y) : int(tile.bottom / y) + 1, int(tile.left / x) : int(tile.right / x) + 1
        ]
        return part.size > 0 and int(part.max()) - int(part.min()) > settings.flat

    def run(part: tiles.Bytes) -> npt.NDArray[np.float32]:
        batch: Array = ((part.astype(np.float32) / 255 - _MEAN) / _STD).transpose(2, 0, 1)[None]
        return network(np.ascontiguousarray(batch))[0, 0]

    page = tiles.page_map(image, run, settings.tile, settings.halo, busy, threads)
    found = quads.find(
        page,
        settings.threshold,
        settings.keep,
        settings.unclip,
        settings.min_side * settings.character_height,
        settings.straight,
    )
    return [_Line(f.quad / (x, y), f.score, step) for f in found]


def merge(
    fine: Sequence[_Line], coarse: Sequence[_Line], em: float, settings: DetectionSettings
) -> list[_Line]:
    """Lines of two scales as one set, each line once.

    A coarser scale counts only for type that is big for the finer one; such a line takes the place of
    whatever pieces of it the finer scale saw.
    """
    if not coarse:
        return list(fine)
    if not fine:
        return list(coarse)
    made_for = em * settings.coarse_step ** (coarse[0].scale - 1)
    big = [c for c in coarse if c.thickness >= settings.big_type * made_for]
    kept = list(fine)
    for line in big:
        inside = [k for k in kept if _inside(k, line) >= settings.same_line]
        outside = [k for k in kept if _inside(line, k) >= settings.same_line]
        if any(k.thickness >= line.thickness * 0.8 for k in [*inside, *outside]) and len(inside) <= 1:
            continue
        if any(_covers(line, k) for k in outside):
            continue
        if inside and max(k.thickness for k in inside) < line.thickness * 0.5:
            continue  # body lines that ran together at the coarse scale
        kept = [k for k in kept if not any(k is i for i in inside)]
        kept.append(line)
    return kept


def _covers(line: _Line, other: _Line) -> bool:
    return _inside(line, other) > 0.9


def _inside(a: _Line, b: _Line) -> float:
    """Share of a's area inside b."""
    pa, pb = a.quad.astype(np.float32), b.quad.astype(np.float32)
    if (pa.max(0) <= pb.min(0)).any() or (pb.max(0) <= pa.min(0)).any():
        return 0.0
    area = cv2.contourArea(pa)
    shared, _ = cv2.intersectConvexConvex(pa, pb)
    return float(shared / area) if area > 0 else 0.0


def _tallest(ink: npt.NDArray[np.bool_]) -> float:
    """Height of the tallest component of the ink that may be a character, in pixels."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    if count < 2:
        return 0.0
    height, width, area = stats[1:, 3], stats[1:, 2], stats[1:, 4]
    page = min(ink.shape)
    like = (height < page / 2) & (width < page / 2) & (width < 3 * height) & (height < 3 * width)
    like &= area > 0.1 * height * width
    return float(height[like].max()) if like.any() else 0.0


def _text_lines(lines: Sequence[_Line], settings: DetectionSettings, source: str) -> tuple[TextLine, ...]:
    ordered = sorted(
        lines, key=lambda k: (round(float(k.quad[:, 1].min())), round(float(k.quad[:, 0].min())))
    )
    across = sum(max(0.0, k.sides[0] - k.sides[1]) for k in lines)
    down = sum(max(0.0, k.sides[1] - k.sides[0]) for k in lines)
    limit = 1.0 if down > across else settings.tall
    result = []
    for number, line in enumerate(ordered, start=1):
        width, height = line.sides
        vertical = height > limit * width
        result.append(
            TextLine(
                id=f"l{number:04d}",
                polygon=tuple((float(x), float(y)) for x, y in line.quad),
                direction=Direction.TTB if vertical else Direction.LTR,
                source=source,
                detection=min(1.0, line.score),
            )
        )
    return tuple(result)


def found_lines(found: Sequence[Found]) -> list[_Line]:
    return [_Line(f.quad, f.score, 0) for f in found]
