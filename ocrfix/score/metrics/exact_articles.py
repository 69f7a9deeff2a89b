"""Articles that are exactly right."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing

DECIDING = 3
"""Blocks of fewer characters decide nothing: two stray characters are found anywhere."""


def exact_articles(pairing: Pairing) -> Ratio:
    """Articles of the truth whose blocks all stand in one article of the output, which has no others.

    A block (headline, deck, paragraph, subhead) stands where most of its characters were found; it is lost
    when fewer than half were found, alien when fewer than half of an output block's are in the truth. Single
    misread characters do not matter, a lost headline or a line of furniture does. Right / articles of the
    truth. Source: own definition; the share of perfect clusters. Range: 0 to 1. No articles in the truth: 1.
    """
    found = pairing.aligned
    to_output = np.where(found, pairing.alignment.to_output, -1)
    back = np.full(len(pairing.output_flat), -1, np.int64)
    back[to_output[found]] = np.flatnonzero(found)
    homes = _homes(pairing.truth_flat.passage, to_output, pairing.output_flat.story)
    origins = _homes(pairing.output_flat.passage, back, pairing.truth_flat.story)
    of_truth = _by_story(pairing.truth_flat.passage, pairing.truth_flat.story, homes, len(pairing.truth.stories))
    of_output = _by_story(pairing.output_flat.passage, pairing.output_flat.story, origins, len(pairing.output.stories))
    right = sum(
        1
        for n, places in enumerate(of_truth)
        if len(places) == 1 and (home := next(iter(places))) >= 0 and of_output[home] == {n}
    )
    return Ratio(right, len(of_truth), empty=1.0)


def identical_articles(pairing: Pairing) -> Ratio:
    """Articles whose partner has the very same text under the profile / articles of the truth.

    Range: 0 to 1. No articles in the truth: 1.
    """
    right = sum(1 for m in pairing.matches if m.truth is not None and m.output is not None and not m.edits.total)
    return Ratio(right, len(pairing.truth.stories), empty=1.0)


def _homes(passage: NDArray[np.int32], partner: NDArray[np.integer], story: NDArray[np.int32]) -> dict[int, int]:
    """For every deciding passage the story of the other side most of it stands in, or -1."""
    homes = {}
    for p, (start, stop) in enumerate(_bounds(passage)):
        if stop - start < DECIDING:
            continue
        met = partner[start:stop]
        met = met[met >= 0]
        homes[p] = -1 if 2 * len(met) < stop - start else int(np.bincount(story[met]).argmax())
    return homes


def _bounds(passage: NDArray[np.int32]) -> list[tuple[int, int]]:
    count = int(passage[-1]) + 1 if len(passage) else 0
    edges = np.searchsorted(passage, np.arange(count + 1)).tolist()
    return list(pairwise(edges))


def _by_story(
    passage: NDArray[np.int32], story: NDArray[np.int32], homes: dict[int, int], stories: int
) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in range(stories)]
    for p, (start, _) in enumerate(_bounds(passage)):
        if p in homes:
            found[int(story[start])].add(homes[p])
    return found
