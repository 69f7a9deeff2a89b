"""Whether texts run on where they should, and break where they should."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocrfix.score.measure import Agreement, agreement
from ocrfix.score.pairing import Pairing
from ocrfix.score.view import View

_SHORTEST = 4
"""Characters that must follow each other in both texts to be trusted as the same passage."""


def joins(pairing: Pairing) -> Agreement:
    """F1 of joins: which character follows which, and whether a paragraph ends between them.

    Joins are pairs of neighbouring characters within an article, those left out that simply run on in both
    texts. Right joins are ends of paragraphs (or of headlines) with the same continuation on both sides. A
    paragraph cut at a column end, two that were put together, a column followed by the wrong one: each
    counts as a join too much and one too few. Characters without partner are passed over, so misreading does
    not count. Source: own definition (F1 over successor relations, as in reading-order evaluation). Range: 0 to 1. No
    joins on either side: 1; nothing found of a truth that has joins: 0.
    """
    places = _trusted(pairing)
    partners = pairing.alignment.to_output[places]
    rank = np.argsort(np.argsort(partners))
    t_same, t_break = _links(places, pairing.truth_flat.story, pairing.truth_flat.passage)
    ordered = np.sort(partners)
    o_same, o_break = _links(ordered, pairing.output_flat.story, pairing.output_flat.passage)
    if len(places) < 2:
        return agreement(0, _ends(pairing.output), _ends(pairing.truth))
    at = np.minimum(rank[:-1], len(rank) - 2)
    met = t_same & (rank[1:] == rank[:-1] + 1) & o_same[at]
    runs_on = met & ~t_break & ~o_break[at]
    right = met & t_break & o_break[at]
    passed = int(runs_on.sum())
    return agreement(int(right.sum()), int(o_same.sum()) - passed, int(t_same.sum()) - passed)


def _links(
    places: NDArray[np.integer], story: NDArray[np.int32], passage: NDArray[np.int32]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For neighbours in ``places``: are they in one article, and does a passage end between them?"""
    return np.diff(story[places]) == 0, np.diff(passage[places]) != 0


def _ends(page: View) -> int:
    """Ends of passages inside articles."""
    return len(page.passages) - len(page.stories)


def _trusted(pairing: Pairing) -> NDArray[np.int64]:
    """Places in the truth whose characters follow each other, partner by partner, in runs long enough."""
    places = np.flatnonzero(pairing.aligned)
    if not len(places):
        return places
    rank = np.argsort(np.argsort(pairing.alignment.to_output[places]))
    run = np.concatenate(([0], np.cumsum(np.diff(rank) != 1)))
    lengths = np.bincount(run)
    trusted: NDArray[np.int64] = places[lengths[run] >= _SHORTEST]
    return trusted if len(trusted) else places
