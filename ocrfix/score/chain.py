"""The longest part of two texts that stands in the same order in both: where long texts can be cut safely."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import numpy as np

from ocrfix.score.tiles import Alignment

Run = tuple[int, int, int]
"""Place in the truth, place in the output, length of a stretch that is the same."""
_STEP = 2_000
"""Characters between two cuts, at least, on either side."""
_ANCHOR = 4
"""Cuts are made in runs of at least so many characters, half of them from their ends: shorter runs are met by
chance, and the ends of runs may belong elsewhere."""


def chain(alignment: Alignment) -> list[Run]:
    """The runs of an order-free alignment that follow each other in both texts, chosen so that they hold as many
    characters as can be. Source: heaviest increasing subsequence (Jacobson & Vo 1992), as in patience diff.
    """
    runs = _runs(alignment)
    ends: list[int] = []
    best: list[int] = []
    last: list[int] = []
    before = [-1] * len(runs)
    for k, (_, start, length) in enumerate(runs):
        p = bisect_right(ends, start)
        score = length + (best[p - 1] if p else 0)
        before[k] = last[p - 1] if p else -1
        q = bisect_left(ends, start + length)
        if q and best[q - 1] >= score:
            continue
        stop = q
        while stop < len(ends) and best[stop] <= score:
            stop += 1
        ends[q:stop], best[q:stop], last[q:stop] = [start + length], [score], [k]
    found: list[Run] = []
    k = last[-1] if last else -1
    while k >= 0:
        found.append(runs[k])
        k = before[k]
    return found[::-1]


def cuts(runs: list[Run]) -> Iterator[tuple[int, int]]:
    """Places in both texts, increasing, that belong together: inside runs of a chain, near their ends."""
    t = o = 0
    for i, j, length in runs:
        inside = _ANCHOR // 2
        for k in (inside, length - inside) if length >= _ANCHOR else ():
            if i + k - t >= _STEP or j + k - o >= _STEP:
                t, o = i + k, j + k
                yield t, o


def _runs(alignment: Alignment) -> list[Run]:
    places = np.flatnonzero(alignment.equal)
    partners = alignment.to_output[places]
    if not len(places):
        return []
    new = np.concatenate(([True], (np.diff(places) != 1) | (np.diff(partners) != 1)))
    first = np.flatnonzero(new)
    lengths = np.diff(np.append(first, len(places)))
    return list(zip(places[first].tolist(), partners[first].tolist(), lengths.tolist(), strict=True))
