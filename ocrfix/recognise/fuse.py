"""Two readings of one line as one.

The readings are aligned by where their characters stand; where both saw a character their probabilities
are averaged (the sum rule of Kittler et al. 1998), where one saw none the other's stands if it is sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocrfix.page import Alternative
from ocrfix.recognise.ctc import Peak
from ocrfix.recognise.reading import Placed

_NEVER = 1e9


def fuse(main: Sequence[Placed], other: Sequence[Placed], em: float, sure: float, keep: int) -> list[Placed]:
    """One reading from two, in order along the line.

    Args:
        main: the surer reading; each of its characters has a place in the result.
        other: its characters that ``main`` lacks are taken from a probability of ``sure``, if no
            character of ``main`` stands there.
        em: the distance of characters, in the unit of the places.
        keep: how many alternatives a character keeps.
    """
    result: list[Placed] = []
    for a, b in align(main, other, em):
        if a is not None and b is not None:
            result.append(replace(a, peak=average(a.peak, b.peak, keep)))
        elif a is not None:
            result.append(a)
        elif b is not None and b.peak.probability >= sure and b.peak.text != " ":
            result.append(b)
    return _without_overlap(result)


def align(main: Sequence[Placed], other: Sequence[Placed], em: float) -> list[tuple[Placed | None, Placed | None]]:
    """Pairs of characters at the same place, cheapest in total; ``None`` where one reading has nothing."""
    n, m = len(main), len(other)
    gap = 0.4
    apart = np.abs(np.array([[a.centre - b.centre for b in other] for a in main]).reshape(n, m)) / em
    differs = np.array([[a.peak.text != b.peak.text for b in other] for a in main]).reshape(n, m)
    pair = np.where(apart < 0.7, apart + 0.1 * differs, _NEVER)
    cost = np.full((n + 1, m + 1), _NEVER)
    step = np.zeros((n + 1, m + 1), np.int8)  # 0: both, 1: main alone, 2: other alone
    cost[0, :], cost[:, 0] = np.arange(m + 1) * gap, np.arange(n + 1) * gap
    step[0, :], step[:, 0] = 2, 1
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            ways = (cost[i - 1, j - 1] + pair[i - 1, j - 1], cost[i - 1, j] + gap, cost[i, j - 1] + gap)
            step[i, j] = int(np.argmin(ways))
            cost[i, j] = ways[step[i, j]]
    pairs: list[tuple[Placed | None, Placed | None]] = []
    i, j = n, m
    while i or j:
        way = step[i, j]
        i, j = i - (way != 2), j - (way != 1)
        pairs.append((main[i] if way != 2 else None, other[j] if way != 1 else None))
    return pairs[::-1]


def average(a: Peak, b: Peak, keep: int) -> Peak:
    """What two peaks say together: the mean of their probabilities, character by character."""
    shares: dict[str, float] = {}
    for peak in (a, b):
        for option in peak.alternatives:
            shares[option.text] = shares.get(option.text, 0.0) + option.probability / 2
    ranked = sorted(shares.items(), key=lambda kv: (-kv[1], kv[0]))
    text = next(t for t, _ in ranked if t)
    ranked = ranked[:keep]
    alternatives = tuple(Alternative(t, min(1.0, p)) for t, p in ranked)
    return replace(a, text=text, probability=min(1.0, shares[text]), alternatives=alternatives)


def _without_overlap(placed: list[Placed]) -> list[Placed]:
    """The same characters, each ending where the next begins."""
    result = []
    for i, p in enumerate(placed):
        left = p.left if i == 0 else max(p.left, (placed[i - 1].centre + p.centre) / 2)
        right = p.right if i + 1 == len(placed) else min(p.right, (p.centre + placed[i + 1].centre) / 2)
        result.append(replace(p, left=left, right=max(right, left + 0.5)))
    return result
