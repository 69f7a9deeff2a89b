"""How garbled a text is around each of its characters.

A wrong character surprises, but so does every rare name. A garbled fragment surprises several times in a row,
falls into single characters that make no words, and look-alikes would fit it better. These measures are summed
over a window and weighed by logistic regression.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ocrfix.language.tokens import is_han
from ocrfix.repair.names import NUMERALS, in_name, in_quotes
from ocrfix.repair.rule import Context

Floats = npt.NDArray[np.float64]

MEASURES = (
    "surprisal",
    "surprisal of 3",
    "surprisal of 7",
    "no word",
    "no word of 3",
    "no word of 7",
    "look-alikes of 5",
    "known company of 5",
    "quoted",
    "names of 5",
    "numerals of 5",
)
WEIGHTS = (0.086, 0.091, 0.099, 0.462, 0.223, 0.866, 0.155, -0.348, -1.48, 0.498, 0.018)
BIAS = -12.38
"""Fitted by ``benchmarks/flaws/fit_garble.py`` on the articles kept for fitting (seeds 30 to 41)."""

_DOUBTED = 4.0
"""Nats from which look-alikes of a character are tried; likelier ones gain nothing."""
_LONGEST = 4


def scores(text: str, company: Collection[str], scale: float, context: Context) -> Floats:
    """Log odds that the text around each character is garbled, shape (len(text),); −inf where it is no Han
    character or stands at an end. ``company``: pairs of characters that the page has more than once;
    ``scale``: how strange the whole page is."""
    found = np.full(len(text), -np.inf)
    rows = measures(text, company, scale, context)
    han = np.array([is_han(c) for c in text], bool)
    han[:1] = han[-1:] = False
    found[han] = (rows @ np.array(WEIGHTS) + BIAS)[han]
    return found


def measures(text: str, company: Collection[str], scale: float, context: Context) -> Floats:
    """The measures of each character, shape (len(text), len(MEASURES))."""
    model, size = context.language, len(text)
    surprisal = model.surprisal(text) / scale
    simple = model.folded(text)
    han = np.array([is_han(c) for c in text], bool)
    names = np.array([in_name(simple, i) for i in range(size)], bool)
    numerals = np.array([c in NUMERALS for c in text], bool)
    quoted = np.zeros(size, bool)
    quoted[list(in_quotes(text))] = True
    same = np.array([a == b for a, b in pairwise(text)], bool)
    pairs = np.array([a + b in company for a, b in pairwise(text)], bool)
    known = _either(pairs, size)
    bare = han & ~_in_words(simple, context) & ~names & ~numerals & ~_either(same, size) & ~known
    alike = _look_alikes(text, [i for i in np.flatnonzero(han).tolist() if surprisal[i] > _DOUBTED], context)
    return np.stack(
        [
            surprisal,
            _window(surprisal, 1),
            _window(surprisal, 3),
            bare.astype(float),
            _window(bare, 1),
            _window(bare, 3),
            _window(alike, 2),
            _window(known, 2),
            quoted.astype(float),
            _window(names, 2),
            _window(numerals, 2),
        ],
        axis=1,
    )


def _window(values: npt.NDArray[np.generic], reach: int) -> Floats:
    """The sum over each place and ``reach`` places on either side."""
    total = np.concatenate(([0.0], np.cumsum(values.astype(float))))
    at = np.arange(values.size)
    summed: Floats = total[np.minimum(at + reach + 1, values.size)] - total[np.maximum(at - reach, 0)]
    return summed


def _either(pairs: npt.NDArray[np.bool_], size: int) -> npt.NDArray[np.bool_]:
    """Characters in one of the pairs."""
    inside = np.zeros(size, bool)
    if size > 1:
        inside[:-1] |= pairs
        inside[1:] |= pairs
    return inside


def _in_words(text: str, context: Context) -> npt.NDArray[np.bool_]:
    """Characters covered by a known word of two to four characters."""
    covered = np.zeros(len(text), bool)
    for i in range(len(text)):
        for length in range(2, min(_LONGEST, len(text) - i) + 1):
            if text[i : i + length] in context.lexicon:
                covered[i : i + length] = True
    return covered


def _look_alikes(text: str, doubted: list[int], context: Context) -> Floats:
    """Nats that the best look-alike of each doubted character would gain; 0 for the others."""
    at: list[int] = []
    others: list[str] = []
    for i in doubted:
        alike = "".join(char for char, _ in context.confusions.of(text[i]))
        known = [c for c, k in zip(alike, context.language.known(alike).tolist(), strict=True) if k]
        at += [i] * len(known)
        others += known
    best = np.zeros(len(text))
    if at:
        np.maximum.at(best, at, context.language.gains(text, at, others))
    return best
