"""Which article of the output is which article of the truth: one to one, by what they share.

The table says how many characters each article of the truth shares with each of the output, through the
order-free alignment. Among all one-to-one pairings the one that shares most is taken (assignment problem,
Kuhn 1955; ``scipy.optimize.linear_sum_assignment``). Articles that share next to nothing are no pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from ocrfix.score.edits import Edits, all_deleted, all_inserted, count_edits

RELATED = 0.1
"""Share of the shorter text that must be found in the other. Stray runs of unrelated articles are less than
0.05 of them; of a text with every second character wrong more than 0.2 is found."""


@dataclass(frozen=True, slots=True)
class Match:
    """A pair, or an article of the truth (``output`` is ``None``) or of the output left alone."""

    truth: int | None
    output: int | None
    edits: Edits


def match(truths: Sequence[str], outputs: Sequence[str], shared: NDArray[np.integer]) -> tuple[Match, ...]:
    """The pairs in the truth's order, articles of the truth without partner among them, then the articles of
    the output left over. ``shared`` is truths × outputs.
    """
    partner = assign(truths, outputs, shared)
    found = [
        Match(t, partner[t], count_edits(text, outputs[partner[t]]))
        if t in partner
        else Match(t, None, all_deleted(text))
        for t, text in enumerate(truths)
    ]
    taken = set(partner.values())
    alone = [Match(None, o, all_inserted(text)) for o, text in enumerate(outputs) if o not in taken]
    return (*found, *alone)


def assign(truths: Sequence[str], outputs: Sequence[str], shared: NDArray[np.integer]) -> dict[int, int]:
    """Truth → output: the one-to-one pairing of related texts with the largest sum of shared characters."""
    if not truths or not outputs:
        return {}
    shorter = np.minimum.outer([len(t) for t in truths], [len(o) for o in outputs])
    related = np.where((shared > 0) & (shared >= RELATED * shorter), shared, 0)
    rows, columns = linear_sum_assignment(related, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {t: o for t, o in pairs if related[t, o] > 0}
