"""Headline recall."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocrfix.score.edits import count_edits
from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing

ALIKE = 0.8
"""A headline is found when this share of its characters is right: two wrong in ten."""
_USED = "\n"
"""Stands in a head for what a headline was found in."""


def headline_exact(pairing: Pairing) -> Ratio:
    """Headlines of the truth that the output has, character for character, as headline, kicker or deck.

    Found / headlines of the truth; every head line of the output serves once. Source: own definition. Range: 0
    to 1. No headline in the truth: 1; empty output: 0.
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
    anywhere in it, so that one set together with its deck is found. The best found come first, and every
    stretch of a head serves once. Found / headlines of the truth. Source: own definition. Range: 0 to 1, not
    below the exact one. No headline in the truth: 1; empty output: 0.
    """
    truths = _headlines(pairing)
    heads = ["".join(p.text for p in s.heads) for s in pairing.output.stories]
    found = [(best_stretch(t, h), n, k) for n, t in enumerate(truths) for k, h in enumerate(heads)]
    ranked = sorted(found, key=lambda f: (-f[0].alike, -len(truths[f[1]]), f[1:]))
    served: set[int] = set()
    for first_try, n, k in ranked:
        if first_try.alike < ALIKE:
            break
        if n not in served and (stretch := best_stretch(truths[n], heads[k])).alike >= ALIKE:
            served.add(n)
            heads[k] = heads[k][: stretch.start] + _USED + heads[k][stretch.stop :]
    return Ratio(len(served), len(truths), empty=1.0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a head that is most like a headline; ``alike`` is 1 - edits / length of the headline."""

    alike: float
    start: int
    stop: int


def best_stretch(headline: str, head: str) -> Stretch:
    """Where in ``head`` the headline stands; ``alike`` is 0 when they share nothing."""
    if not set(headline) & set(head):
        return Stretch(0.0, 0, 0)
    start, stop = 0, len(head)
    if len(head) > len(headline):
        found = fuzz.partial_ratio_alignment(headline, head)
        if found is not None:
            start, stop = found.dest_start, found.dest_end
    edits = Levenshtein.distance(headline, head[start:stop])
    return Stretch(max(0.0, 1.0 - edits / len(headline)), start, stop)


def _headlines(pairing: Pairing) -> list[str]:
    return [h for s in pairing.truth.stories if (h := s.headline)]


def _same(truth: str, output: str) -> bool:
    if "□" not in truth:
        return truth == output
    return count_edits(truth, output).total == 0
