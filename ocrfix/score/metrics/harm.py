"""What a repair broke, and what it mended."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import readable_places
from ocrfix.score.tiles import align
from ocrfix.score.view import View


def harm(truth: View, before: View, after: View) -> Ratio:
    """Characters right before and wrong after / characters right before.

    Right means: found in the order-free alignment and the same character. Source: own definition, as
    over-correction in post-OCR correction (ICDAR 2019). Range: 0 to 1. Nothing was right before: 0.
    """
    was, now = _right(truth, before), _right(truth, after)
    return Ratio(int((was & ~now).sum()), int(was.sum()))


def gain(truth: View, before: View, after: View) -> Ratio:
    """Characters wrong before and right after / characters wrong before. Range: 0 to 1. Nothing was wrong: 1."""
    was, now = _right(truth, before), _right(truth, after)
    wrong = ~was & readable_places("".join(truth.texts))
    return Ratio(int((wrong & now).sum()), int(wrong.sum()), empty=1.0)


def _right(truth: View, other: View) -> NDArray[np.bool_]:
    return align(truth.texts, other.texts).equal & readable_places("".join(truth.texts))
