"""What a repair broke, and what it mended."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import readable_places
from ocrfix.score.tiles import align
from ocrfix.score.view import View


def harm(truth: View, before: View, after: View) -> Ratio:
    """Characters right before, wrong after, and changed in between / characters right before.

    Right means: found in the order-free alignment and the same character. A character that is lost to the
    truth's text only because others around it changed was met by chance (a 科 of another story), and is
    no harm: it must also be gone from the alignment of before with after. Source: own definition, as
    over-correction in post-OCR correction (ICDAR 2019). Range: 0 to 1. Nothing was right before: 0.
    """
    old = align(truth.texts, before.texts)
    was, now = old.equal & readable_places("".join(truth.texts)), _right(truth, after)
    kept = np.append(align(before.texts, after.texts).equal, False)
    return Ratio(int((was & ~now & ~kept[old.to_output]).sum()), int(was.sum()))


def gain(truth: View, before: View, after: View) -> Ratio:
    """Characters wrong before and right after / characters wrong before. Range: 0 to 1. Nothing was wrong: 1."""
    was, now = _right(truth, before), _right(truth, after)
    wrong = ~was & readable_places("".join(truth.texts))
    return Ratio(int((wrong & now).sum()), int(wrong.sum()), empty=1.0)


def _right(truth: View, other: View) -> NDArray[np.bool_]:
    return align(truth.texts, other.texts).equal & readable_places("".join(truth.texts))
