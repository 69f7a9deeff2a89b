"""Modified Kneser-Ney smoothing (Chen & Goodman 1998, Harvard TR-10-98) of counts that may be pruned.

What a table left out is known from the next shorter order: the pairs counted after ``v`` and the count of
``v`` itself differ by the occurrences of the pairs that were dropped. That mass goes where Kneser-Ney sends
it, to the shorter context, and the dropped n-grams enter the continuation counts by their estimated number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.language.counts import Counts, Keys
from ocrfix.language.tokens import OTHER, START, STOP

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class BackOff:
    """A back-off model (Katz form). Log probabilities in nats.

    ``p1``, ``b1`` have shape (V,): probability of a token, back-off weight of it as a context.
    ``bigrams`` are sorted keys ``v * V + w`` with ``p2`` and, as a context, ``b2``;
    ``trigrams`` sorted keys ``(u * V + v) * V + w`` with ``p3``.
    """

    vocabulary: tuple[str, ...]
    p1: Floats
    b1: Floats
    bigrams: Keys
    p2: Floats
    b2: Floats
    trigrams: Keys
    p3: Floats


@dataclass(frozen=True, slots=True)
class Discounts:
    """What is taken off n-grams seen once, twice, and three times or more."""

    once: float
    twice: float
    more: float

    def of(self, counts: Floats) -> Floats:
        return np.where(counts < 1.5, self.once, np.where(counts < 2.5, self.twice, self.more))


def discounts(counts: Floats) -> tuple[Discounts, float]:
    """Chen & Goodman's discounts from the counts of counts, and the mean count of dropped n-grams.

    Where n-grams below a floor were dropped, their numbers are extrapolated on the straight line that
    counts of counts follow on logarithmic axes (Zipf's law for frequencies of frequencies).
    """
    rounded = np.rint(counts).astype(np.int64)
    seen = np.bincount(np.clip(rounded, 0, 64), minlength=65).astype(np.float64)
    floor = int(np.argmax(seen[:64]))  # the numbers fall with the count, so all below the peak is pruned
    span = [r for r in range(floor, floor + 6) if r < 64 and seen[r] > 0]
    if floor < 1 or len(span) < 2:
        return Discounts(0.5, 1.0, 1.3), 1.0
    slope, offset = np.polyfit(np.log(span), np.log(seen[span]), 1)
    numbers = np.zeros(5)
    for r in range(1, 5):
        numbers[r] = seen[r] if r >= floor and seen[r] > 0 else np.exp(offset + slope * np.log(r))
    y = numbers[1] / (numbers[1] + 2 * numbers[2])
    raw = [r - (r + 1) * y * numbers[r + 1] / numbers[r] for r in (1, 2, 3)]
    once, twice, more = (float(np.clip(d, 0.1, r - 0.1)) for d, r in zip(raw, (1, 2, 3), strict=True))
    dropped = np.arange(1, max(floor, 2))
    lost = np.exp(offset + slope * np.log(dropped))
    return Discounts(once, twice, more), float((dropped * lost).sum() / lost.sum())


def estimate(counts: Counts, open_vocabulary: int) -> BackOff:
    """The interpolated model of the counts, written as a back-off model."""
    names, size = counts.vocabulary, len(counts.vocabulary)
    index = {name: i for i, name in enumerate(names)}
    start, stop, other = index[START], index[STOP], index[OTHER]
    v2, w2 = np.divmod(counts.bigrams, size)
    c1, c2, c3 = (c.astype(np.float64) for c in (counts.unigrams, counts.bigram_counts, counts.trigram_counts))
    context = counts.trigrams // size
    suffix = counts.trigrams % (size * size)
    at_context, known_context = _find(counts.bigrams, context)
    at_suffix, known_suffix = _find(counts.bigrams, suffix)

    # Continuation counts of pairs: different left neighbours, the dropped ones estimated.
    taken3, mean3 = discounts(c3)
    n2 = counts.bigrams.size
    inside = known_suffix
    kinds = np.bincount(at_suffix[inside], minlength=n2).astype(np.float64)
    tokens = np.bincount(at_suffix[inside], weights=c3[inside], minlength=n2)
    pairs = kinds + np.maximum(0.0, c2 - tokens) / mean3
    pairs = np.where(v2 == start, c2, np.maximum(pairs, 1.0))
    after = np.bincount(v2, weights=c2, minlength=size)
    dropped_after = np.maximum(0.0, c1 - after)
    total2 = np.bincount(v2, weights=pairs, minlength=size) + dropped_after
    taken2, _ = discounts(pairs)

    # Continuation counts of single tokens.
    before = np.bincount(w2, weights=c2, minlength=size)
    singles = np.bincount(w2, minlength=size) + np.maximum(0.0, c1 - before)
    singles[[start, stop, other]] = 0.0
    share = np.maximum(0.0, singles - 0.5)
    free = singles.sum() - share.sum()
    p1 = (share + free / open_vocabulary) / max(singles.sum(), 1.0)

    keep2 = ~(np.isin(w2, (start, stop, other)) | (v2 == other) | (v2 == stop))
    discounted2 = np.maximum(pairs - taken2.of(pairs), 0.05) / np.maximum(total2[v2], 1.0)
    gamma2 = 1.0 - np.bincount(v2, weights=discounted2, minlength=size)
    p2 = discounted2 + np.maximum(gamma2, 1e-6)[v2] * p1[w2]

    keep3 = known_context & known_suffix
    keep3 &= keep2[at_context] & keep2[at_suffix]
    discounted3 = np.maximum(c3 - taken3.of(c3), 0.05) / np.maximum(c2[at_context], c3)
    used3 = np.bincount(at_context[known_context], weights=discounted3[known_context], minlength=n2)
    p3 = discounted3 + np.maximum(1.0 - used3, 1e-6)[at_context] * p2[at_suffix]

    return renormalised(
        BackOff(
            names,
            np.log(p1),
            np.zeros(size),
            counts.bigrams[keep2],
            np.log(p2[keep2]),
            np.zeros(int(keep2.sum())),
            counts.trigrams[keep3],
            np.log(p3[keep3]),
        )
    )


def mixed(models: Sequence[BackOff]) -> BackOff:
    """The mean of several models over one vocabulary, as one back-off model of all their n-grams.

    Corpora of unlike kinds are estimated apart and mixed, because a sum of counts would let the larger
    corpus drown the smaller one (static interpolation, as in SRILM; 0.1 nats a character on news).
    """
    first = models[0]
    if len(models) == 1:
        return first
    bigrams, trigrams = first.bigrams, first.trigrams
    for model in models[1:]:
        bigrams, trigrams = np.union1d(bigrams, model.bigrams), np.union1d(trigrams, model.trigrams)

    def mean(values: list[Floats]) -> Floats:
        total: Floats = np.logaddexp.reduce(np.stack(values), axis=0)
        average: Floats = total - np.log(len(models))
        return average

    return renormalised(
        BackOff(
            first.vocabulary,
            mean([m.p1 for m in models]),
            first.b1,
            bigrams,
            mean([back_off_pairs(m, m.b1, bigrams) for m in models]),
            np.zeros(bigrams.size),
            trigrams,
            mean([_triples(m, trigrams) for m in models]),
        )
    )


def renormalised(model: BackOff) -> BackOff:
    """The same n-grams with back-off weights that make every context sum to 1."""
    size = len(model.vocabulary)
    v2, w2 = np.divmod(model.bigrams, size)
    b1 = _weights(v2, model.p2, model.p1[w2], size)
    at_context, _ = _find(model.bigrams, model.trigrams // size)
    lower = back_off_pairs(model, b1, model.trigrams % (size * size))
    b2 = _weights(at_context, model.p3, lower, model.bigrams.size)
    return BackOff(model.vocabulary, model.p1, b1, model.bigrams, model.p2, b2, model.trigrams, model.p3)


def back_off_pairs(model: BackOff, b1: Floats, pairs: Keys) -> Floats:
    """Log probability of the second token of each pair after the first."""
    size = len(model.vocabulary)
    at, known = _find(model.bigrams, pairs)
    first, second = np.divmod(pairs, size)
    single: Floats = b1[first] + model.p1[second]
    return np.where(known, model.p2[at], single) if model.p2.size else single


def _triples(model: BackOff, triples: Keys) -> Floats:
    size = len(model.vocabulary)
    at, known = _find(model.trigrams, triples)
    context, has_context = _find(model.bigrams, triples // size)
    lower = back_off_pairs(model, model.b1, triples % (size * size))
    shorter = lower + np.where(has_context, model.b2[context] if model.b2.size else 0.0, 0.0)
    return np.where(known, model.p3[at], shorter) if model.p3.size else shorter


def pruned(model: BackOff, counts: Counts, bigrams: int, trigrams: int) -> BackOff:
    """The model with at most so many n-grams: those stay that lose most likelihood when left out
    (count times the gain over the shorter context). A trigram's context always stays."""
    if bigrams >= model.bigrams.size and trigrams >= model.trigrams.size:
        return model
    size = len(model.vocabulary)
    c3 = _lookup(counts.trigrams, counts.trigram_counts, model.trigrams)
    lower3 = back_off_pairs(model, model.b1, model.trigrams % (size * size))
    at_context, _ = _find(model.bigrams, model.trigrams // size)
    keep3 = _best(np.abs(c3 * (model.p3 - lower3 - model.b2[at_context])), trigrams)
    c2 = _lookup(counts.bigrams, counts.bigram_counts, model.bigrams)
    v2, w2 = np.divmod(model.bigrams, size)
    gain2 = np.abs(c2 * (model.p2 - model.p1[w2] - model.b1[v2]))
    gain2[at_context[keep3]] = np.inf
    keep2 = _best(gain2, max(bigrams, int(np.isinf(gain2).sum())))
    return renormalised(
        BackOff(
            model.vocabulary,
            model.p1,
            model.b1,
            model.bigrams[keep2],
            model.p2[keep2],
            model.b2[keep2],
            model.trigrams[keep3],
            model.p3[keep3],
        )
    )


def _lookup(keys: Keys, values: Keys, wanted: Keys) -> Floats:
    at, known = _find(keys, wanted)
    return np.where(known, values[at], 0).astype(np.float64)


def _best(gain: Floats, limit: int) -> npt.NDArray[np.bool_]:
    if gain.size <= limit:
        return np.ones(gain.size, np.bool_)
    keep = np.zeros(gain.size, np.bool_)
    keep[np.argsort(-gain, kind="stable")[:limit]] = True
    return keep


def _weights(context: npt.NDArray[np.int64], higher: Floats, lower: Floats, size: int) -> Floats:
    used = np.bincount(context, weights=np.exp(higher), minlength=size)
    covered = np.bincount(context, weights=np.exp(lower), minlength=size)
    return np.log(np.clip(1.0 - used, 1e-4, 1.0) / np.clip(1.0 - covered, 1e-4, 1.0))


def _find(keys: Keys, wanted: Keys) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    if keys.size == 0:
        return np.zeros(wanted.size, np.int64), np.zeros(wanted.size, np.bool_)
    at = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
    return at, keys[at] == wanted
