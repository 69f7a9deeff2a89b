"""How likely another reading of a glyph is the right one.

Recogniser and language model each have their say, and neither is to be believed to the letter: the language model is
surer than it should be where a page is unlike the news it was made of, and prefers what is common. So their words are
weighed, with those of the lexicon and of the rest of the page, by logistic regression.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

MEASURES = (
    "log probability as read",
    "log probability of the other",
    "nats gained, page by page",
    "nats gained, within bounds",
    "word as read",
    "word instead",
    "company as read",
    "company instead",
    "commoner by",
)
WEIGHTS = (-0.222, 0.882, 0.377, 0.091, -0.506, 0.509, -1.573, 0.534, -0.561)
BIAS = -0.744
"""Fitted by ``benchmarks/flaws/fit_readings.py`` on press pages kept for fitting."""

_BOUND = 8.0
"""Nats beyond which the language model says no more."""
_OFTEN = 3
"""Times in the same company elsewhere on the page beyond which more say no more."""
_LEAST = 1e-5


def measures(
    own: float,
    other: float,
    gain: float,
    scale: float,
    words: tuple[int, int],
    company: tuple[int, int],
    commoner: float,
) -> list[float]:
    """The measures in the order of ``MEASURES``: probabilities of both readings, nats that the language model gains
    by the other, how strange the page is to it (``strangeness``), length of the known word around the glyph and times
    it stands in the same company elsewhere (as read, instead), nats by which the other is the commoner character."""
    return [
        math.log(max(own, _LEAST)),
        math.log(max(other, _LEAST)),
        gain / scale,
        max(-_BOUND, min(_BOUND, gain)),
        float(words[0]),
        float(words[1]),
        float(min(company[0], _OFTEN)),
        float(min(company[1], _OFTEN)),
        commoner,
    ]


def log_odds(values: Sequence[float]) -> float:
    """Log odds that the other reading is right."""
    return float(np.dot(values, WEIGHTS) + BIAS)
