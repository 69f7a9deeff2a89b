"""Text that stands twice close together: A·R·B·R·C with a short or no B, letter for letter or nearly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

_RUN = 2
"""Equal characters on either side of a differing one that make it a misreading of the same text."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """R stands at ``first`` and again at ``second``; ``differ`` are the offsets at which the two differ."""

    first: int
    second: int
    length: int
    differ: tuple[int, ...] = ()

    @property
    def gap(self) -> int:
        return self.second - self.first - self.length


def repeats(
    text: str, least: int, gap: int, reach: int, alike: Callable[[str, str], bool] | None = None
) -> tuple[Repeat, ...]:
    """Repeats of at least ``least`` characters, at most ``reach`` long, with at most ``gap`` between them;
    from the left, the longest first where several begin together. With ``alike`` single characters may
    differ for which it answers yes."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    found: list[Repeat] = []
    for shift in range(least, min(reach, codes.size - 1) + 1):
        same = np.concatenate(([False], codes[:-shift] == codes[shift:], [False]))
        edges = np.flatnonzero(same[1:] != same[:-1])
        starts, stops = edges[::2], edges[1::2]
        long = stops - starts >= _RUN
        runs = list(zip(starts[long].tolist(), stops[long].tolist(), strict=True))
        for start, stop, differ in _merged(text, runs, shift, alike):
            length = min(stop - start, shift)
            if length >= least and shift - length <= gap:
                within = tuple(d - start for d in differ if d < start + length)
                found.append(Repeat(start, start + shift, length, within))
    return tuple(sorted(found, key=lambda r: (r.first, -r.length, len(r.differ), r.gap)))


def _merged(
    text: str, runs: list[tuple[int, int]], shift: int, alike: Callable[[str, str], bool] | None
) -> list[tuple[int, int, list[int]]]:
    """Runs of equal characters, put together where one character that looks alike lies between them."""
    merged: list[tuple[int, int, list[int]]] = []
    for start, stop in runs:
        if alike is not None and merged and start - merged[-1][1] == 1:
            at = merged[-1][1]
            if alike(text[at], text[at + shift]):
                merged[-1] = (merged[-1][0], stop, [*merged[-1][2], at])
                continue
        merged.append((start, stop, []))
    return merged
