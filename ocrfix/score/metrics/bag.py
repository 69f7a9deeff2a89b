"""Bag of characters: what is wrong regardless of order."""

from __future__ import annotations

from collections import Counter

from ocrfix.page import UNREADABLE
from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing
from ocrfix.score.view import View


def missing(pairing: Pairing) -> Ratio:
    """Characters of the truth that the output has too rarely / characters of the truth.

    Sum over characters of max(0, times in truth - times in output), over stories and captions. Source: bag
    of words rate, Vidal et al. 2023, on characters. Range: 0 to 1. Both empty, or the truth: 0; empty
    output: 1.
    """
    truth, output = bag(pairing.truth), bag(pairing.output)
    truth.pop(UNREADABLE, None)
    return Ratio((truth - output).total(), truth.total())


def excess(pairing: Pairing) -> Ratio:
    """Characters that the output has too often / characters of the truth.

    Sum over characters of max(0, times in output - times in truth); every unreadable place of the truth
    excuses one. Source as ``missing``. Range: 0 and up. Both empty, or the output: 0; empty truth with output:
    infinite.
    """
    truth, output = bag(pairing.truth), bag(pairing.output)
    unreadable = truth.pop(UNREADABLE, 0)
    return Ratio(max(0, (output - truth).total() - unreadable), truth.total())


def bag(page: View) -> Counter[str]:
    """How often each character stands in stories and captions."""
    counted: Counter[str] = Counter()
    for text in (*page.texts, *page.captions):
        counted.update(text)
    return counted
