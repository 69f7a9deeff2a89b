"""Which character of the output is which character of the truth, wherever it stands.

Greedy string tiling (Wise 1993): the longest common runs are taken first, each character once. Runs are
found by hashing n-grams, long ones first. What lies between two runs that follow each other in both texts
is aligned by edit distance, so that misread characters find their place as well. Text printed twice is
matched once; its second copy stays without a partner. Runs end where articles end, and articles that are
the same on both sides are paired before anything else, so the result does not depend on their order.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

_UNIQUE_GRAMS = (16, 8)
"""Lengths of runs looked for first, where they occur once on either side: a sentence that two articles share
is then aligned with its surroundings, not with the better read copy."""
_GRAMS = (16, 8, 5, 3)
"""Lengths of runs looked for in what is left, longest first."""
_LAST_GRAM = 2
"""Looked for last, where it occurs once on either side."""
_MOST_REPEATS = 12
"""An n-gram that occurs more often on a side (dot leaders) starts no run."""
_WIDEST_GAP = 1_000
_SHORT_GAP = 6
"""A gap of at most so many characters between two runs is misread, whatever stands in it."""
_SAME_TEXT = 0.3
"""Share of a longer gap that must be the same on both sides. Unrelated Chinese texts of 100 characters have
about 0.1 in common, in order."""
_EVEN = 1.5
"""A gap more uneven than this may hold a text twice; which copy is meant the next runs decide."""
_BASE = np.uint64(1_000_003)


@dataclass(frozen=True, slots=True)
class Alignment:
    """``to_output[i]`` is the place in the output of truth character ``i``, or -1; ``equal[i]`` says whether
    both are the same character. No place of the output is named twice.
    """

    to_output: NDArray[np.int32]
    equal: NDArray[np.bool_]
    output_length: int

    @property
    def to_truth(self) -> NDArray[np.int32]:
        """The other way round."""
        back = np.full(self.output_length, -1, np.int32)
        found = np.flatnonzero(self.to_output >= 0)
        back[self.to_output[found]] = found
        return back

    def permuted(self, places: NDArray[np.int64]) -> Alignment:
        """The alignment of a truth whose character ``k`` is the old character ``places[k]``."""
        return Alignment(self.to_output[places], self.equal[places], self.output_length)


def align(truth: Sequence[str], output: Sequence[str]) -> Alignment:
    """The order-free alignment of two pages, given as the texts of their articles; places are counted in
    the joined texts. About 0.3 s for 100,000 characters.
    """
    tiling = _Tiling("".join(truth), "".join(output), _owners(truth), _owners(output))
    tiling.take_same(truth, output)
    return tiling.run()


class _Tiling:
    def __init__(
        self, truth: str, output: str, truth_owners: NDArray[np.int32], output_owners: NDArray[np.int32]
    ) -> None:
        self.truth, self.output = truth, output
        self.sides = _Side(_codes(truth), truth_owners), _Side(_codes(output), output_owners)
        self.free = bytearray(b"\1" * len(truth)), bytearray(b"\1" * len(output))
        self.to_output = np.full(len(truth), -1, np.int32)

    def take_same(self, truth: Sequence[str], output: Sequence[str]) -> None:
        """Pair articles with the same text, the first with the first."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for text, start in zip(output, _starts(output), strict=True):
            places[text].append(start)
        for text, start in zip(truth, _starts(truth), strict=True):
            if text and places[text]:
                self._claim(start, places[text].pop(0), len(text))

    def run(self) -> Alignment:
        for n in _UNIQUE_GRAMS:
            self._take_runs(n, 1)
            self._fill_gaps(_EVEN)
        for n in _GRAMS:
            self._take_runs(n, _MOST_REPEATS)
            self._fill_gaps(math.inf)
        self._take_runs(_LAST_GRAM, 1)
        self._fill_gaps(math.inf)
        equal = np.zeros(len(self.truth), bool)
        found = np.flatnonzero(self.to_output >= 0)
        equal[found] = self.sides[0].codes[found] == self.sides[1].codes[self.to_output[found]]
        return Alignment(self.to_output, equal, len(self.output))

    def _take_runs(self, n: int, repeats: int) -> None:
        runs = _runs(self.sides, self.free, n, repeats)
        heap = [(-length, i, j) for i, j, length in runs]
        heapq.heapify(heap)
        while heap:
            minus, i, j = heapq.heappop(heap)
            rest = list(self._free_parts(i, j, -minus, n))
            if rest == [(i, j, -minus)]:
                self._claim(i, j, -minus)
            else:
                for a, b, length in rest:
                    heapq.heappush(heap, (-length, a, b))

    def _claim(self, i: int, j: int, length: int) -> None:
        zeros = bytes(length)
        self.free[0][i : i + length] = zeros
        self.free[1][j : j + length] = zeros
        self.to_output[i : i + length] = np.arange(j, j + length, dtype=np.int32)

    def _free_parts(self, i: int, j: int, length: int, n: int) -> list[tuple[int, int, int]]:
        """The parts of a run that are free on both sides and still ``n`` long."""
        one, two = self.free[0][i : i + length], self.free[1][j : j + length]
        if b"\0" not in one and b"\0" not in two:
            return [(i, j, length)]
        both = np.frombuffer(one, np.uint8) & np.frombuffer(two, np.uint8)
        edges = np.flatnonzero(np.diff(np.concatenate(([0], both, [0])).astype(np.int8)))
        starts, stops = edges[0::2].tolist(), edges[1::2].tolist()
        return [(i + a, j + a, b - a) for a, b in zip(starts, stops, strict=True) if b - a >= n]

    def _fill_gaps(self, uneven: float) -> None:
        """Align what lies between runs that follow each other in both texts, where neither side is more than
        ``uneven`` times as long as the other.
        """
        found = np.flatnonzero(self.to_output >= 0)
        left = np.concatenate(([-1], found))
        right = np.concatenate((found, [len(self.truth)]))
        left_out = np.concatenate(([-1], self.to_output[found]))
        right_out = np.concatenate((self.to_output[found], [len(self.output)]))
        taken = np.concatenate(([0], np.cumsum(1 - np.frombuffer(self.free[1], np.uint8).astype(np.int32))))
        wide = (right - left > 1) & (right_out - left_out > 1)
        for k in np.flatnonzero(wide).tolist():
            i0, i1, j0, j1 = int(left[k]) + 1, int(right[k]), int(left_out[k]) + 1, int(right_out[k])
            shorter, longer = sorted((i1 - i0, j1 - j0))
            if taken[j1] == taken[j0] and longer <= _WIDEST_GAP and longer <= uneven * shorter + _SHORT_GAP:
                self._fill(i0, i1, j0, j1)

    def _fill(self, i0: int, i1: int, j0: int, j1: int) -> None:
        """Align a gap, unless its two sides are different texts: a column that was read elsewhere."""
        found = Levenshtein.opcodes(self.truth[i0:i1], self.output[j0:j1])
        longer = max(i1 - i0, j1 - j0)
        same = sum(op.src_end - op.src_start for op in found if op.tag == "equal")
        if longer > _SHORT_GAP and same < _SAME_TEXT * longer:
            return
        for op in found:
            if op.tag in ("equal", "replace"):
                self._claim(i0 + op.src_start, j0 + op.dest_start, op.src_end - op.src_start)


@dataclass(frozen=True, slots=True)
class _Side:
    codes: NDArray[np.uint32]
    owners: NDArray[np.int32]


def _starts(texts: Sequence[str]) -> list[int]:
    return [0, *np.cumsum([len(t) for t in texts]).tolist()][: len(texts)]


def _owners(texts: Sequence[str]) -> NDArray[np.int32]:
    return np.repeat(np.arange(len(texts), dtype=np.int32), [len(t) for t in texts])


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _runs(
    sides: tuple[_Side, _Side],
    free: tuple[bytearray, bytearray],
    n: int,
    repeats: int,
) -> list[tuple[int, int, int]]:
    """All maximal common runs of free characters at least ``n`` long: (place, place, length)."""
    (starts, hashes), (starts_o, hashes_o) = (_grams(s, f, n) for s, f in zip(sides, free, strict=True))
    if not len(starts) or not len(starts_o):
        return []
    order = np.argsort(hashes_o, kind="stable")
    ranked = hashes_o[order]
    low, high = np.searchsorted(ranked, hashes, "left"), np.searchsorted(ranked, hashes, "right")
    own = np.sort(hashes)
    times = np.searchsorted(own, hashes, "right") - np.searchsorted(own, hashes, "left")
    many = high - low
    usable = (many > 0) & (many <= repeats) & (times <= repeats)
    counts = many[usable]
    if not counts.sum():
        return []
    i = np.repeat(starts[usable], counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    j = starts_o[order[np.repeat(low[usable], counts) + within]]
    by_diagonal = np.lexsort((i, j - i))
    i, j = i[by_diagonal], j[by_diagonal]
    new = np.ones(len(i), bool)
    new[1:] = (np.diff(i) != 1) | (np.diff(j) != 1)
    first = np.flatnonzero(new)
    lengths = np.diff(np.append(first, len(i))) + n - 1
    return list(zip(i[first].tolist(), j[first].tolist(), lengths.tolist(), strict=True))


def _grams(side: _Side, free: bytearray, n: int) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
    """Starts and hashes of the n-grams of free characters of one article."""
    codes, owners = side.codes, side.owners
    count = len(codes) - n + 1
    if count <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    blocked = np.concatenate(([0], np.cumsum(1 - np.frombuffer(free, np.uint8).astype(np.int32))))
    starts = np.flatnonzero((blocked[n:] == blocked[:-n]) & (owners[n - 1 :] == owners[: len(owners) - n + 1]))
    hashed = np.zeros(len(starts), np.uint64)
    with np.errstate(over="ignore"):
        for k in range(n):
            hashed = hashed * _BASE + codes[starts + k].astype(np.uint64) + np.uint64(1)
    return starts, hashed
