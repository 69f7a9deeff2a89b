"""Page furniture: masthead, date, folio, editors' line."""

from __future__ import annotations

from ocrfix.page import UNREADABLE
from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing
from ocrfix.score.tiles import align


def furniture_recall(pairing: Pairing) -> Ratio:
    """Characters of the truth's furniture found in the output's furniture / characters of the former.

    Order-free and wherever lines were cut. Furniture printed into a story is not found here and counts as
    inserted there. Source: own definition. Range: 0 to 1. No furniture in the truth: 1.
    """
    truth, output = "".join(pairing.truth.furniture), "".join(pairing.output.furniture)
    found = align([truth], [output])
    total = len(truth) - truth.count(UNREADABLE)
    right = sum(1 for c, same in zip(truth, found.equal.tolist(), strict=True) if same and c != UNREADABLE)
    return Ratio(right, total, empty=1.0)
