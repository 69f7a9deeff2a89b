"""How well a piece of a page reads as it lies: what tells a page on its head from one that stands."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ocrfix.page import Source
from ocrfix.recognise.engine import Engine
from ocrfix.scan import ReadScore, rectify
from ocrfix.settings.scan import ScanSettings


def sure_characters(engine: Engine, settings: ScanSettings) -> ReadScore:
    """A function from a BGR image to the number of characters in it that are read for sure
    (confidence of ``turn_confidence`` and more)."""

    def score(image: npt.NDArray[np.uint8]) -> float:
        raster = rectify(image, Source("piece"), settings)
        lines = engine.read(raster, engine.detect(raster))
        sure = settings.turn_confidence
        return float(sum((g.confidence or 0.0) >= sure for line in lines for g in line.glyphs))

    return score
