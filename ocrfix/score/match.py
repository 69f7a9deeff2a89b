"""Which article of the output is which article of the truth: one to one, by least edits.

Only related articles are paired: a share of the n-grams of the shorter one occurs in the other. Among all
one-to-one pairings of related articles the one with the fewest edits is taken (assignment problem, Kuhn
1955; ``scipy.optimize.linear_sum_assignment``), an article without partner counting whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from ocrfix.score.edits import Edits, all_deleted, all_inserted, count_edits

RELATED = 0.1
"""Share of the shorter text's 3-grams that must occur in the other. Unrelated Chinese news articles share
about 0.03; of a text with every third character wrong 0.3 survive."""
_GRAM = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A pair, or an article of the truth (``output`` is ``None``) or of the output left alone."""

    truth: int | None
    output: int | None
    edits: Edits


def match(truths: Sequence[str], outputs: Sequence[str]) -> tuple[Match, ...]:
    """The pairs in the truth's order, then the articles of the output left over."""
    edits = {(t, o): count_edits(truths[t], outputs[o]) for t, o in related_pairs(truths, outputs)}
    partner = _assign(edits, len(truths), len(outputs))
    found = [
        Match(t, partner[t], edits[t, partner[t]]) if t in partner else Match(t, None, all_deleted(text))
        for t, text in enumerate(truths)
    ]
    taken = set(partner.values())
    alone = [Match(None, o, all_inserted(text)) for o, text in enumerate(outputs) if o not in taken]
    return (*found, *alone)


def _assign(edits: dict[tuple[int, int], Edits], truths: int, outputs: int) -> dict[int, int]:
    """Truth → output with the largest sum of edits saved against leaving both alone."""
    if not edits:
        return {}
    saved = np.zeros((truths, outputs))
    for (t, o), e in edits.items():
        saved[t, o] = e.truth + e.output - e.total
    rows, columns = linear_sum_assignment(saved, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {t: o for t, o in pairs if (t, o) in edits and saved[t, o] > 0}


def related_pairs(truths: Sequence[str], outputs: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs that share enough n-grams, by an inverted index: articles without a common n-gram cost
    nothing.
    """
    grams = [_grams(t) for t in truths], [_grams(o) for o in outputs]
    index: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for o, counted in enumerate(grams[1]):
        for gram, times in counted.items():
            index[gram].append((o, times))
    found = []
    for t, counted in enumerate(grams[0]):
        shared: Counter[int] = Counter()
        for gram, times in counted.items():
            for o, other in index.get(gram, ()):
                shared[o] += min(times, other)
        for o, common in sorted(shared.items()):
            shorter = min(counted.total(), grams[1][o].total())
            if common >= RELATED * shorter:
                found.append((t, o))
    return found


def _grams(text: str) -> Counter[str]:
    n = min(_GRAM, len(text))
    return Counter(text[i : i + n] for i in range(len(text) - n + 1)) if n else Counter()
