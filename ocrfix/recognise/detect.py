"""Finding the text lines of a page, whatever its size and whatever the size of its type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Direction, TextLine
from ocrfix.recognise import quads, tiles
from ocrfix.recognise.runtimes import Run
from ocrfix.recognise.scales import ScaledLine, inside, merge, run_together, without_contained
from ocrfix.recognise.tight import tight
from ocrfix.scan import Raster
from ocrfix.scan.connected import connected
from ocrfix.settings.recognise import DetectionSettings

_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
_LEVELS = [
    np.arange(256, dtype=np.uint8) * np.float32(1 / (255 * std)) - np.float32(mean / std)
    for mean, std in zip(_MEAN, _STD, strict=True)
]
"""What each level of a channel is for a detector."""


def detect(
    raster: Raster, network: Run, settings: DetectionSettings, source: str, threads: int
) -> tuple[TextLine, ...]:
    """The lines of the page, each once, from top to bottom and left to right, without glyphs."""
    em = raster.em or settings.fallback_em
    tallest = _tallest(raster.ink)
    lines: list[ScaledLine] = []
    scale, step = min(settings.character_height / em, settings.max_enlargement), 0
    while True:
        coarser = _at(raster, scale, network, settings, threads)
        big = settings.big_type * settings.character_height / scale / settings.coarse_step
        lines = (
            merge(lines, coarser, big, raster.gray, settings)
            if step
            else _apart(coarser, raster, scale, network, settings, threads)
        )
        made_for = settings.character_height / scale
        if tallest < settings.big_type * made_for:
            break
        scale, step = scale / settings.coarse_step, step + 1
    return _text_lines(without_contained(lines, settings), settings, source)


def _at(raster: Raster, scale: float, network: Run, settings: DetectionSettings, threads: int) -> list[ScaledLine]:
    width, height = max(1, round(raster.width * scale)), max(1, round(raster.height * scale))
    mode = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    image = np.asarray(cv2.resize(raster.image, (width, height), interpolation=mode), np.uint8)
    x, y = width / raster.width, height / raster.height

    def busy(tile: tiles.Tile) -> bool:
        down, across = tile.down, tile.across
        rows = raster.gray[int(down.start / y) : int(down.stop / y) + 1]
        part = rows[:, int(across.start / x) : int(across.stop / x) + 1]
        return part.size > 0 and int(part.max()) - int(part.min()) > settings.flat

    def run(part: tiles.Bytes) -> npt.NDArray[np.float32]:
        batch = np.empty((1, 3, *part.shape[:2]), np.float32)
        for channel, seen, levels in zip(batch[0], cv2.split(part), _LEVELS, strict=True):
            cv2.LUT(seen, levels, dst=channel)
        return network(batch, lambda output: output[0, 0].copy())

    page = tiles.page_map(image, run, settings.tile, settings.halo, busy, threads)
    found = quads.find(
        page,
        settings.threshold,
        settings.keep,
        settings.unclip,
        settings.min_side * settings.character_height,
        settings.straight,
    )
    return [ScaledLine(tight(raster.gray, f.core / (x, y), f.quad / (x, y), settings), f.score) for f in found]


def _apart(
    lines: list[ScaledLine], raster: Raster, scale: float, network: Run, settings: DetectionSettings, threads: int
) -> list[ScaledLine]:
    """The lines, with those that run together looked at again on their own and larger: what a detector makes
    of a block of text depends on what else it sees.

    What is far thicker than the type the scale is made for is no line but, say, a photograph with text at its
    edge: whatever text is seen in it on its own stands for it.
    """
    made_for = settings.character_height / scale
    blind = settings.blind * made_for
    blocks = [
        k
        for k in lines
        if k.thickness >= blind or run_together(k, settings.together * made_for, raster.gray, settings)
    ]
    kept = [k for k in lines if not any(k is block for block in blocks)]
    for block in blocks:
        box = _around(block.quad, made_for, raster)
        part = replace(raster, image=raster.image[box], gray=raster.gray[box], ink=raster.ink[box])
        corner = np.array([box[1].start, box[0].start], np.float64)
        seen = _at(part, scale * settings.closer, network, settings, threads)
        found = [ScaledLine(k.quad + corner, k.score) for k in seen]
        parts = [k for k in found if inside(k.quad, block.quad) >= settings.same_line]
        parts = [k for k in parts if k.thickness < blind]
        kept += _new(parts, kept, settings) if len(parts) > (block.thickness < blind) else [block]
    return kept


def _new(lines: Sequence[ScaledLine], known: Sequence[ScaledLine], settings: DetectionSettings) -> list[ScaledLine]:
    """The lines that are in no known line of their size: blocks that ran together may overlap."""
    return [
        k
        for k in lines
        if not any(k.thickness > 0.5 * n.thickness and inside(k.quad, n.quad) >= settings.contained for n in known)
    ]


def _around(quad: quads.Quad, margin: float, raster: Raster) -> tuple[slice, slice]:
    """Rows and columns of the raster that hold a quad with some of what stands around it."""
    left, top = (max(0, int(v - margin)) for v in quad.min(axis=0))
    right, bottom = (int(v + margin) + 1 for v in quad.max(axis=0))
    return slice(top, min(raster.height, bottom)), slice(left, min(raster.width, right))


def _tallest(ink: npt.NDArray[np.bool_]) -> float:
    """Height of the tallest component of the ink that may be a character, in pixels."""
    stats = connected(ink).stats
    if len(stats) < 2:
        return 0.0
    height, width, area = stats[1:, 3], stats[1:, 2], stats[1:, 4]
    page = min(ink.shape)
    like = (height < page / 2) & (width < page / 2) & (width < 3 * height) & (height < 3 * width)
    like &= area > 0.1 * height * width
    return float(height[like].max()) if like.any() else 0.0


def _text_lines(lines: Sequence[ScaledLine], settings: DetectionSettings, source: str) -> tuple[TextLine, ...]:
    ordered = sorted(lines, key=lambda k: (round(float(k.quad[:, 1].min())), round(float(k.quad[:, 0].min()))))
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
