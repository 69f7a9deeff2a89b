"""Ink: what is printed dark on its local ground."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

_STRIP = 512
_RANGE = 128.0


def find_ink(gray: npt.NDArray[np.uint8], window: int, k: float) -> npt.NDArray[np.bool_]:
    """Sauvola's threshold (Sauvola and Pietikainen, Pattern Recognition 33, 2000).

    ``gray`` is (height, width), uint8; ``window`` is the side of the local window in pixels. A pixel is
    ink where it is darker than mean * (1 + k * (deviation / 128 - 1)). Works in strips, so that memory
    stays at a few strips beside the result.
    """
    height, width = gray.shape
    window = max(3, window | 1)
    halo = window // 2 + 1
    ink = np.empty((height, width), np.bool_)
    for top in range(0, height, _STRIP):
        bottom = min(height, top + _STRIP)
        first, last = max(0, top - halo), min(height, bottom + halo)
        part = gray[first:last]
        mean = cv2.boxFilter(part, cv2.CV_32F, (window, window), borderType=cv2.BORDER_REFLECT_101)
        square = cv2.sqrBoxFilter(part, cv2.CV_32F, (window, window), borderType=cv2.BORDER_REFLECT_101)
        cv2.subtract(square, cv2.multiply(mean, mean), dst=square)
        deviation = cv2.sqrt(np.maximum(square, 0))
        threshold = mean * (1.0 - k + deviation * np.float32(k / _RANGE))
        ink[top:bottom] = (part < threshold)[top - first : bottom - first]
    return ink
