"""Rasters of made-up pages, typeset with what every machine has."""

from __future__ import annotations

import cv2
import numpy as np

from ocrfix.page import Source
from ocrfix.scan import Raster
from ocrfix.scan.raster import Upright


def raster_of(image: np.ndarray, em: float | None = None) -> Raster:
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    same = Upright(lambda p: p, lambda p: p)
    return Raster(image, gray, gray < 128, em, same, (image.shape[1], image.shape[0]), Source("made-up.png"))


def latin_page() -> Raster:
    """Three lines, the last one light on dark, the middle one long enough to be cut into strips."""
    image = np.full((260, 1500, 3), 250, np.uint8)
    cv2.putText(image, "HARBOUR OPENS", (30, 60), cv2.FONT_HERSHEY_DUPLEX, 1.2, (20, 20, 20), 2)
    words = "the ferry to the island leaves at seven and at nine every morning of the week from now on"
    cv2.putText(image, words, (30, 130), cv2.FONT_HERSHEY_DUPLEX, 0.85, (20, 20, 20), 2)
    cv2.rectangle(image, (20, 180), (520, 240), (60, 40, 30), -1)
    cv2.putText(image, "Tickets at the gate", (40, 222), cv2.FONT_HERSHEY_DUPLEX, 1.0, (240, 240, 240), 2)
    return raster_of(image, 28.0)
