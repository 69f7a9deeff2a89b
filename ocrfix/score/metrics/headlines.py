"""Headline recall."""

from __future__ import annotations

from collections import Counter

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment

from ocrfix.score.edits import count_edits
from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing

ALIKE = 0.8
"""A headline is found when this share of its characters is right: two wrong in ten."""


def headline_exact(pairing: Pairing) -> Ratio:
    """Headlines of the truth that the output has, character for character, as headline, kicker or deck.

    Found / headlines of the truth; every head line of the output serves once. Range: 0 to 1. No headline in
    the truth: 1.
    """
    truths = _headlines(pairing)
    heads = Counter(p.text for s in pairing.output.stories for p in s.heads)
    found = 0
    for headline in sorted(truths, key=lambda h: "□" in h):
        same = next((h for h in heads if heads[h] and _same(headline, h)), None)
        if same is not None:
            heads[same] -= 1
            found += 1
    return Ratio(found, len(truths), empty=1.0)


def headline_fuzzy(pairing: Pairing) -> Ratio:
    """Headlines of the truth that stand in the head of an article, at least 0.8 of the characters right.

    The head of an article is its headline, kicker and deck in the output's order; the headline is looked for
    anywhere in it, so that a headline set together with its deck is found. One-to-one (assignment with the
    largest similarity). Found / headlines of the truth. Range: 0 to 1. No headline in the truth: 1.
    """
    truths = _headlines(pairing)
    heads = ["".join(p.text for p in s.heads) for s in pairing.output.stories]
    heads = [h for h in heads if h]
    if not truths or not heads:
        return Ratio(0, len(truths), empty=1.0)
    alike = np.array([[similarity(t, h) for h in heads] for t in truths])
    rows, columns = linear_sum_assignment(np.where(alike >= ALIKE, alike, 0.0), maximize=True)
    return Ratio(int((alike[rows, columns] >= ALIKE).sum()), len(truths), empty=1.0)


def similarity(headline: str, head: str) -> float:
    """1 - edits / length of the headline, against the best stretch of the head; 0 when nothing is shared."""
    if not set(headline) & set(head):
        return 0.0
    if len(head) > len(headline) and (best := fuzz.partial_ratio_alignment(headline, head)) is not None:
        head = head[best.dest_start : best.dest_end]
    return max(0.0, 1.0 - Levenshtein.distance(headline, head) / len(headline))


def _headlines(pairing: Pairing) -> list[str]:
    return [h for s in pairing.truth.stories if (h := s.headline)]


def _same(truth: str, output: str) -> bool:
    if "□" not in truth:
        return truth == output
    return count_edits(truth, output).total == 0
