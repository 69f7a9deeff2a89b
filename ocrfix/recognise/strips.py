"""Strips: what the recogniser is shown. 48 pixels high, as wide as the line, cut only at white gaps."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

HEIGHT = 48
"""What PaddleOCR's recognisers were trained on."""

Image = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """A piece of a line for the network. ``left`` and ``right`` are where it stands in the crop (pixels)."""

    image: Image
    left: float
    right: float


def strips(crop: Image, squeeze: float, longest: int) -> list[Strip]:
    """The pieces of a straightened line, left to right, that together hold every pixel once."""
    height, width = crop.shape[:2]
    scale = HEIGHT / height * squeeze
    limit = max(1, int(longest / scale))
    edges = [0, *_cuts(crop, limit), width]
    return [
        Strip(resized(crop[:, a:b], max(8, round((b - a) * scale))), float(a), float(b))
        for a, b in itertools.pairwise(edges)
    ]


def resized(image: Image, width: int) -> Image:
    shrinks = image.shape[0] > HEIGHT
    mode = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (width, HEIGHT), interpolation=mode), np.uint8)


def network_input(strip: Image, step: int, least: int) -> npt.NDArray[np.float32]:
    """A batch of one (1, 3, 48, width), width a multiple of ``step``, padded as in training."""
    width = strip.shape[1]
    full = max(least, -(-width // step) * step)
    out = np.zeros((1, 3, HEIGHT, full), np.float32)
    out[0, :, :, :width] = (strip.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
    return out


def _cuts(crop: Image, limit: int) -> list[int]:
    """Where to cut so that no piece is longer than ``limit``: at the flattest column of the last third."""
    width = crop.shape[1]
    if width <= limit:
        return []
    gray = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY).astype(np.float32)
    unrest = gray.max(axis=0) - gray.min(axis=0)
    reach = max(3, crop.shape[0] // 12) | 1
    unrest = cv2.blur(unrest[None], (reach, 1))[0]
    cuts, start = [], 0
    while width - start > limit:
        low, high = start + max(1, limit * 2 // 3), start + limit
        cut = low + int(unrest[low:high].argmin()) if high > low else high
        cuts.append(cut)
        start = cut
    return cuts
