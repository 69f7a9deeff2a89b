"""Page edit distance."""

from __future__ import annotations

from ocrfix.score.measure import Ratio
from ocrfix.score.metrics.cer import page_edits
from ocrfix.score.pairing import Pairing


def page_distance(pairing: Pairing) -> Ratio:
    """Edits of the whole page / characters of the longer side.

    Order between articles is free: the truth's articles are taken in the order in which the output has them
    (``arrange``); order inside an article is not, but for headline, kicker and deck among themselves.
    Source: normalised edit distance of OmniDocBench (arXiv 2412.07626), with free article order. Range: 0 to
    1 (captions are matched apart, so edits could outnumber the characters; they are capped). Both empty: 0; one
    empty: 1.
    """
    edits = page_edits(pairing)
    return Ratio(min(edits.total, edits.longer), edits.longer)
