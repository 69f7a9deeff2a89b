"""The upright raster: what every stage after ``scan`` looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.page import Source

Points = npt.NDArray[np.float64]
"""Points as an array of shape (n, 2), x before y."""


@dataclass(frozen=True, slots=True)
class Upright:
    """The way from upright to original pixels and back. Both functions take and return (n, 2) arrays."""

    to_original: Callable[[Points], Points]
    from_original: Callable[[Points], Points]
    angle: float = 0.0
    """How far the original was turned to stand upright: degrees, clockwise positive, 90° turns included."""


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """A page image: turned upright, evenly lit, at the scale of the original. The arrays are read-only.

    ``image`` is BGR, uint8, (height, width, 3); ``gray`` uint8, (height, width), the same page without
    colour; ``ink`` bool, (height, width), true where something is printed dark on its local ground
    (light-on-dark text is not in it). ``em`` is the size of the body characters in pixels (the height
    of a full-width character), ``None`` where the page shows no text. ``original_size`` is
    (width, height) of the image file.
    """

    image: npt.NDArray[np.uint8]
    gray: npt.NDArray[np.uint8]
    ink: npt.NDArray[np.bool_]
    em: float | None
    upright: Upright
    original_size: tuple[int, int]
    source: Source

    def __post_init__(self) -> None:
        height, width = self.gray.shape
        if self.image.shape != (height, width, 3) or self.ink.shape != (height, width):
            raise ValueError("image, gray and ink must have one size")
        for array in (self.image, self.gray, self.ink):
            array.flags.writeable = False

    @property
    def width(self) -> int:
        return int(self.gray.shape[1])

    @property
    def height(self) -> int:
        return int(self.gray.shape[0])
