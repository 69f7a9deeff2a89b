"""Articles that are exactly right."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing
from ocrfix.score.view import Flat

DECIDING = 3
"""Blocks of fewer characters decide nothing in an article that has longer ones: two stray characters are
found anywhere."""
STRAY = 0.1
"""Share of a block that must be found in an article to count as a part cut off and left there."""


def exact_articles(pairing: Pairing) -> Ratio:
    """Articles of the truth whose blocks all stand in one article of the output, which has no others.

    A block (headline, deck, paragraph, subhead) stands in every article where a tenth of it was found; it is
    lost when fewer than half of its characters were found, alien when fewer than half of an output
    block's are in the truth. Single misread characters do not matter, a lost headline or a line of furniture
    does. Right / articles of the truth. Source: own definition; the share of perfect clusters. Range: 0 to 1.
    No articles in the truth: 1; empty output: 0.
    """
    homes = _homes(pairing.truth_flat, pairing.alignment.to_output, pairing.output_flat.story)
    origins = _homes(pairing.output_flat, pairing.alignment.to_truth, pairing.truth_flat.story)
    of_truth = [homes.get(n, set()) for n in range(len(pairing.truth.stories))]
    right = sum(
        1
        for n, places in enumerate(of_truth)
        if len(places) == 1 and (home := next(iter(places))) >= 0 and origins[home] == {n}
    )
    return Ratio(right, len(of_truth), empty=1.0)


def identical_articles(pairing: Pairing) -> Ratio:
    """Articles whose partner has the very same text under the profile / articles of the truth.

    Source: own definition. Range: 0 to 1. No articles in the truth: 1; empty output: 0.
    """
    right = sum(1 for m in pairing.matches if m.truth is not None and m.output is not None and not m.edits.total)
    return Ratio(right, len(pairing.truth.stories), empty=1.0)


def _homes(flat: Flat, partner: NDArray[np.int32], other: NDArray[np.int32]) -> dict[int, set[int]]:
    """For every story the stories of the other side in which its deciding passages stand; -1 for those that
    stand in none.
    """
    ends = np.flatnonzero(np.diff(flat.passage)) + 1
    bounds = list(pairwise([0, *ends.tolist(), len(flat)])) if len(flat) else []
    longest: dict[int, int] = defaultdict(int)
    for start, stop in bounds:
        longest[int(flat.story[start])] = max(longest[int(flat.story[start])], stop - start)
    homes: dict[int, set[int]] = defaultdict(set)
    for start, stop in bounds:
        story = int(flat.story[start])
        if stop - start >= min(DECIDING, longest[story]):
            met = partner[start:stop]
            met = met[met >= 0]
            homes[story] |= _homes_of(other[met], stop - start)
    return homes


def _homes_of(met: NDArray[np.int32], size: int) -> set[int]:
    """The stories that hold more of a block than stray characters; -1 when most of it was not found."""
    if 2 * len(met) < size:
        return {-1}
    counts = np.bincount(met)
    return {int(counts.argmax()), *np.flatnonzero(counts >= max(DECIDING, STRAY * size)).tolist()}
