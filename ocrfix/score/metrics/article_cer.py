"""Character error rate article by article."""

from __future__ import annotations

from ocrfix.score.edits import NO_EDITS
from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing


def article_cer(pairing: Pairing) -> Ratio:
    """Edits after one-to-one article matching / characters of the truth's articles.

    The matching is the one with the fewest edits among related articles (``match``). An article of the truth
    without partner counts as deleted, one of the output as inserted: a page with every article printed twice
    has at least 1. Captions are apart. Source: CER after Hungarian matching (Kuhn 1955), as used for end-to-end
    newspaper pipelines. Range: 0 and up. Both empty: 0; empty output: 1; empty truth with output: infinite.
    """
    edits = sum((m.edits for m in pairing.matches), NO_EDITS)
    return Ratio(edits.total, edits.truth)
