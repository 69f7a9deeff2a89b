"""Pages drawn for tests: blocks of made-up characters, rules, grounds and pictures."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Box, Direction, Source, TextLine
from ocrfix.scan import Raster, Upright

EM = 20


def _same(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return points


class Sheet:
    """A page under construction. ``lines`` are what a detector would find."""

    def __init__(self, width: int = 800, height: int = 900, seed: int = 0) -> None:
        self.image = np.full((height, width, 3), 255, np.uint8)
        self.lines: list[TextLine] = []
        self.random = np.random.default_rng(seed)

    def character(self, x: int, y: int, size: int, colour: int = 0) -> None:
        """Crossing strokes in a square, as full as a Chinese character."""
        thick = max(1, round(size * 0.09))
        inner = size - 2
        for _ in range(3):
            at = int(self.random.integers(1, inner - thick))
            self.image[y + at : y + at + thick, x + 1 : x + inner] = colour
            at = int(self.random.integers(1, inner - thick))
            self.image[y + 1 : y + inner, x + at : x + at + thick] = colour

    def line(
        self, x: int, y: int, count: int, size: int = EM, vertical: bool = False, colour: int = 0,
        detected: bool = True, gap: int = 2,
    ) -> TextLine:  # fmt: skip
        """A line of ``count`` characters from the top left corner on."""
        for i in range(count):
            step = i * (size + gap)
            self.character(x + (0 if vertical else step), y + (step if vertical else 0), size, colour)
        long = count * (size + gap) - gap
        box = Box(x - 2, y - 2, x + (size if vertical else long) + 2, y + (long if vertical else size) + 2)
        found = TextLine(f"l{len(self.lines):03d}", box.polygon, (), Direction.TTB if vertical else Direction.LTR)
        if detected:
            self.lines.append(found)
        return found

    def block(self, x: int, y: int, count: int, rows: int) -> None:
        """A column of body text."""
        for row in range(rows):
            self.line(x, y + row * round(1.5 * EM), count)

    def rule(self, x0: int, y0: int, x1: int, y1: int, thick: int = 2) -> None:
        """Of exact thickness where it runs straight along an axis."""
        low, high = thick // 2, thick - thick // 2
        if x0 == x1:
            self.image[y0:y1, x0 - low : x0 + high] = 0
        elif y0 == y1:
            self.image[y0 - low : y0 + high, x0:x1] = 0
        else:
            cv2.line(self.image, (x0, y0), (x1, y1), (0, 0, 0), thick)

    def box(self, box: Sequence[int], thick: int = 2) -> None:
        cv2.rectangle(self.image, (box[0], box[1]), (box[2], box[3]), (0, 0, 0), thick)

    def photo(self, box: Sequence[int]) -> None:
        """Blurred noise over a gradient: dark everywhere, never even."""
        width, height = box[2] - box[0], box[3] - box[1]
        noise = self.random.integers(0, 255, (max(2, height // 25), max(2, width // 25)), np.uint8)
        grown = cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
        self.image[box[1] : box[3], box[0] : box[2]] = np.clip(grown, 20, 200)[:, :, None]

    def ground(self, box: Sequence[int], colour: tuple[int, int, int]) -> None:
        cv2.rectangle(self.image, (box[0], box[1]), (box[2] - 1, box[3] - 1), colour, -1)

    def raster(self) -> Raster:
        gray = np.asarray(cv2.cvtColor(self.image, cv2.COLOR_BGR2GRAY), np.uint8)
        height, width = gray.shape
        local = cv2.blur(gray, (41, 41)).astype(np.int16)
        ink = gray.astype(np.int16) < local * 0.8
        return Raster(
            self.image.copy(), gray, ink, float(EM), Upright(_same, _same), (width, height), Source("drawn.png")
        )
