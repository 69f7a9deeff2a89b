"""The order in which the truth's articles are taken: the one the output has them in.

Order between articles is free, so the truth is rearranged before the page distance is taken. An article's
place is the middle (lower median) of the places at which its characters were found in the output, through
the order-free alignment; this holds for outputs without articles as well. Articles of which nothing was
found come last, in the truth's order. Within an article, headline, kicker and deck are put in the order in
which the output has them (their order is free); everything else keeps its place.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocrfix.score.tiles import Alignment
from ocrfix.score.view import Passage, Role, Story, View


def arrange(truth: View, alignment: Alignment) -> tuple[View, Alignment]:
    """The truth in the output's order, and the alignment of its text in that order."""
    spans = _spans(truth)
    keys: list[tuple[float, int]] = []
    stories: list[Story] = []
    orders: list[list[int]] = []
    first = 0
    for n, story in enumerate(truth.stories):
        mine = list(range(first, first + len(story.passages)))
        first += len(mine)
        order = _head_order(story.passages, [_middle(alignment, spans[p]) for p in mine])
        orders.append([mine[k] for k in order])
        stories.append(replace(story, passages=tuple(story.passages[k] for k in order)))
        whole = (spans[mine[0]][0], spans[mine[-1]][1])
        keys.append((_middle(alignment, whole), n))
    ranked = sorted(range(len(stories)), key=lambda n: keys[n])
    pieces = [np.arange(*spans[p]) for n in ranked for p in orders[n]]
    places: NDArray[np.int64] = np.concatenate(pieces) if pieces else np.zeros(0, np.int64)
    return replace(truth, stories=tuple(stories[n] for n in ranked)), alignment.permuted(places)


def _spans(truth: View) -> list[tuple[int, int]]:
    ends = np.cumsum([0, *(len(p.text) for p in truth.passages)]).tolist()
    return list(pairwise(ends))


def _middle(alignment: Alignment, span: tuple[int, int]) -> float:
    """Where this stretch of the truth stands in the output; infinite where nothing of it was found."""
    found = alignment.to_output[slice(*span)]
    found = found[found >= 0]
    return float(np.sort(found)[(len(found) - 1) // 2]) if len(found) else float("inf")


def _head_order(passages: tuple[Passage, ...], middles: list[float]) -> list[int]:
    """Indices of the passages with the head passages that were found sorted by their place."""
    order = list(range(len(passages)))
    heads = [k for k in order if passages[k].role is not Role.BODY and middles[k] != float("inf")]
    for slot, k in zip(heads, sorted(heads, key=lambda k: middles[k]), strict=True):
        order[slot] = k
    return order
