"""Flexible character accuracy: what remains wrong when order does not matter."""

from __future__ import annotations

from ocrfix.page import UNREADABLE
from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing


def flexible_accuracy(pairing: Pairing) -> Ratio:
    """1 - order-free edits / characters of the truth, not below 0.

    Source: Clausner, Pletschacher, Antonacopoulos 2020 (doi 10.1016/j.patrec.2020.02.003). The original
    matches the longest line first, splits what is left and searches its weights; here the pieces come from
    greedy string tiling, which also takes the longest common piece first, and the edits are the characters
    read as another, not found, or too many. Range: 0 to 1. Both empty, or the truth: 1; empty
    output: 0.
    """
    wrong, total = flexible_edits(pairing), _length(pairing)
    return Ratio(max(0, total - wrong), total, empty=1.0)


def flexible_edits(pairing: Pairing) -> int:
    """Characters of the stories misread, missing or too many in the order-free alignment."""
    found = pairing.aligned
    misread = int((found & ~pairing.alignment.equal).sum())
    lost = _length(pairing) - int(found.sum())
    return misread + lost + int(pairing.counted.sum()) - int(found.sum())


def _length(pairing: Pairing) -> int:
    return len(pairing.truth_flat) - pairing.truth_flat.text.count(UNREADABLE)
