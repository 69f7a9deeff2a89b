"""How likely a sentence runs on from one piece of text to the next, told by the text alone.

Either the second piece goes on where the first breaks off, or a mark was lost (or never printed: headlines, lists,
adverts) and the second begins something new. The language model says how surprising each would be, the lexicon
whether a word lies across the break or ends at it, lengths and marks whether the pieces are running text at all.
These measures are weighed by logistic regression.
"""

from __future__ import annotations

import math

import numpy as np

from ocrfix.repair.marks import unmatched
from ocrfix.repair.prose import CLAUSE, CLOSERS, OPENERS, TERMINALS, em_length, ends_sentence, is_space
from ocrfix.repair.rule import Context

FOLLOWS = frozenset("，、。；：！？）》”’」』…")
"""Marks that no paragraph begins with."""
_QUOTES = frozenset("“「『")
"""Marks that paragraphs often begin with."""

MEASURES = (
    "nats to run on",
    "nats of a lost stop",
    "nats of a new start",
    "of them the first character",
    "word across",
    "word before",
    "word after",
    "short before",
    "short after",
    "length before",
    "length after",
    "since the last stop",
    "begins with a quote",
    "ends with a comma",
    "goes on with a mark",
    "bracket across",
    "spaces before",
)
WEIGHTS = (
    -0.295,
    0.606,
    0.174,
    0.048,
    1.332,
    0.459,
    -0.338,
    -1.619,
    -1.190,
    0.269,
    -0.285,
    -0.779,
    -3.268,
    11.311,
    4.652,
    2.819,
    -1.908,
)
BIAS = -3.055
"""Fitted by ``benchmarks/flaws/fit_joins.py`` on the articles kept for fitting (seeds 100 to 129)."""

_RUNNING = 20.0
"""Length in em of running text; headlines are shorter."""
_LONG = 60.0
"""Length in em beyond which length says nothing more."""
_WORD = 4
_SPACED = 0.1
"""Share of spaces from which more say nothing more: lists and adverts are full of them."""


def log_odds(end: str, start: str, context: Context) -> float:
    """Log odds that ``start`` goes on with what ``end`` breaks off; neither is empty or begins with a space."""
    return float(np.dot(measures(end, start, context), WEIGHTS) + BIAS)


def nats(end: str, start: str, context: Context) -> tuple[float, float, float, float]:
    """−log P of the first two characters of ``start`` after ``end``; of a full stop after it (0 where it has a
    mark already); of those two characters after that stop; of the first of them alone."""
    tail, head = end[-3:], start[:2]
    stop = "" if end[-1] in CLAUSE or end[-1] == "、" else "。"
    runs_on = context.language.surprisal(tail + head)[len(tail) :]
    apart = context.language.surprisal(tail + stop + head)[len(tail) :]
    new = apart[len(stop) :]
    return float(runs_on.sum()), float(apart[: len(stop)].sum()), float(new.sum()), float(new[0])


def measures(end: str, start: str, context: Context) -> list[float]:
    """The measures of a break, in the order of ``MEASURES``."""
    lexicon = context.lexicon
    before, after = (context.language.folded(t) for t in (end[-_WORD:], start[:_WORD]))
    sizes = em_length(end), em_length(start)
    last_stop = max((i for i, c in enumerate(end) if c in TERMINALS), default=-1)
    return [
        *nats(end, start, context),
        float(bool(lexicon.across(before, after))),
        float(max((n for n in range(1, len(before) + 1) if before[-n:] in lexicon), default=0)),
        float(max((n for n in range(1, len(after) + 1) if after[:n] in lexicon), default=0)),
        float(sizes[0] < _RUNNING and last_stop < 0),
        float(sizes[1] < _RUNNING and not ends_sentence(start)),
        min(sizes[0], _RUNNING),
        math.log1p(min(sizes[1], _LONG)),
        math.log1p(min(len(end) - 1 - last_stop, _LONG)),
        float(start[0] in _QUOTES),
        float(end[-1] in CLAUSE or end[-1] == "、"),
        float(start[0] in FOLLOWS),
        float(open_across(end, start)),
        min(sum(map(is_space, end)) / len(end), _SPACED) / _SPACED,
    ]


def open_across(end: str, start: str) -> bool:
    """Whether a bracket or quote opens before the break and closes behind it."""
    opened = [end[i] for i in sorted(unmatched(end)) if end[i] in OPENERS]
    closed = [start[i] for i in sorted(unmatched(start)) if start[i] in CLOSERS]
    return bool(opened and closed) and OPENERS[opened[-1]] == closed[0]
