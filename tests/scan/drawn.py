"""Pages drawn for tests: columns of made-up characters, with ruling lines, pictures and headlines."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]


def glyphs(em: int, count: int = 60, seed: int = 0) -> list[Gray]:
    """Characters that look like Han from afar: strokes on a grid in a box of 0.92 em, paper 255, ink 20."""
    rng = np.random.default_rng(seed)
    scale = 8
    made = []
    for _ in range(count):
        side = 32 * scale
        tile = np.full((side, side), 255, np.uint8)
        low, high = int(side * 0.05), int(side * 0.95)
        for _ in range(rng.integers(3, 6)):
            y = int(rng.integers(low, high))
            x = np.sort(rng.integers(low, high, 2))
            cv2.line(tile, (int(min(x[0], side // 3)), y), (int(max(x[1], side * 2 // 3)), y), 20, scale * 2)
        for _ in range(rng.integers(2, 5)):
            x0 = int(rng.integers(low, high))
            cv2.line(
                tile, (x0, int(rng.integers(low, side // 3))), (x0, int(rng.integers(side // 2, high))), 20, scale * 3
            )
        made.append(cv2.resize(tile, (em, em), interpolation=cv2.INTER_AREA))
    return made


def page(
    width: int = 1200,
    height: int = 1600,
    em: int = 16,
    leading: float = 1.6,
    vertical: bool = False,
    columns: int = 3,
    rules: bool = False,
    picture: bool = False,
    headline: bool = False,
    seed: int = 0,
) -> Gray:
    """A page of text columns (tiers for vertical text), gray, paper 255."""
    if vertical:
        options = {"columns": columns, "rules": rules, "picture": picture, "headline": headline, "seed": seed}
        lying = page(height, width, em, leading, False, **options)  # type: ignore[arg-type]
        return np.ascontiguousarray(_upright_glyphs(lying, em))
    rng = np.random.default_rng(seed)
    tiles = glyphs(em, seed=seed)
    sheet = np.full((height, width), 255, np.uint8)
    margin, gutter = 3 * em, 2 * em
    column = (width - 2 * margin - (columns - 1) * gutter) // columns
    pitch = round(em * leading)
    for index in range(columns):
        left = margin + index * (column + gutter)
        top = margin + int(rng.integers(0, pitch))
        if headline:
            for row in range(2):
                _row(sheet, glyphs(3 * em, 20, seed + 1), left, top + row * 4 * em, column // (3 * em), rng)
            top += 9 * em
        bottom = height - margin
        if picture and index == 0:
            bottom -= height // 3
            blur = cv2.resize(rng.integers(0, 255, (12, 12), np.uint8), (column, height // 3 - 2 * em))
            sheet[bottom + em : bottom + em + blur.shape[0], left : left + column] = blur
        for y in range(top, bottom - em, pitch):
            full = column // em
            count = full if rng.random() > 0.15 else int(rng.integers(1, full + 1))
            _row(sheet, tiles, left, y, count, rng)
        if rules and index:
            x = left - gutter // 2
            cv2.line(sheet, (x, margin), (x, height - margin), 0, max(1, em // 10))
    return sheet


def _row(sheet: Gray, tiles: list[Gray], x: int, y: int, count: int, rng: np.random.Generator) -> None:
    em = tiles[0].shape[0]
    for place in range(count):
        if rng.random() > 0.06:
            left = x + place * em
            sheet[y : y + em, left : left + em] = tiles[int(rng.integers(len(tiles)))]


def _upright_glyphs(lying: Gray, em: int) -> Gray:
    return np.rot90(lying, -1)


def turned(sheet: Gray, angle: float, ground: int = 255) -> Gray:
    """The page turned clockwise by ``angle`` degrees about its middle, on a canvas that holds it."""
    height, width = sheet.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -angle, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = int(np.ceil(width * cos + height * sin)), int(np.ceil(width * sin + height * cos))
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return np.asarray(cv2.warpAffine(sheet, matrix, size, flags=cv2.INTER_CUBIC, borderValue=ground), np.uint8)
