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

    Over stories, captions and furniture. Right means: found in the order-free alignment and the same
    character. A character that is lost to the truth's text only because others around it changed was met by
    chance (a 科 of another story), and is no harm: it must also be gone from the alignment of before with
    after. Source: own definition, as over-correction in post-OCR correction (ICDAR 2019). Range: 0 to 1.
    Nothing was right before (empty, say): 0; all is gone after: 1.
    """
    old = align(_texts(truth), _texts(before))
    readable = readable_places("".join(_texts(truth)))
    was, now = old.equal & readable, _right(truth, after)
    kept = np.append(align(_texts(before), _texts(after)).equal, False)
    return Ratio(int((was & ~now & ~kept[old.to_output]).sum()), int(was.sum()))


def gain(truth: View, before: View, after: View) -> Ratio:
    """Characters wrong before and right after / characters wrong before.

    Over stories, captions and furniture; wrong is what is not right as in ``harm``, not found as well. Source:
    own definition, as ``harm``. Range: 0 to 1. Nothing was wrong, or nothing in the truth (empty): 1.
    """
    was, now = _right(truth, before), _right(truth, after)
    wrong = ~was & readable_places("".join(_texts(truth)))
    return Ratio(int((wrong & now).sum()), int(wrong.sum()), empty=1.0)


def _texts(page: View) -> tuple[str, ...]:
    return (*page.texts, *page.captions, *page.furniture)


def _right(truth: View, other: View) -> NDArray[np.bool_]:
    return align(_texts(truth), _texts(other)).equal & readable_places("".join(_texts(truth)))
