"""Greedy CTC decoding that keeps what else each character could have been, and where it stands.

Graves et al. 2006: equal neighbours collapse unless a blank stands between them, so a character that is
truly printed twice stays twice.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.page import Alternative

BLANK = 0
_BLOCK = 128


@dataclass(frozen=True, slots=True)
class Peak:
    """A character and its place: time steps from ``start`` to ``stop`` (fractions allowed)."""

    text: str
    probability: float
    start: float
    stop: float
    centre: float
    alternatives: tuple[Alternative, ...]


def decode(posteriors: npt.NDArray[np.float32], characters: Sequence[str], keep: int) -> list[Peak]:
    """The peaks of one line, in order.

    Args:
        posteriors: probabilities (steps, classes), class 0 is the blank.
        characters: the text of every class.
        keep: how many alternatives a peak keeps, the chosen character included.
    """
    best = posteriors.argmax(axis=1)
    edges = np.flatnonzero(np.diff(best)) + 1
    starts, stops = np.concatenate([[0], edges]), np.concatenate([edges, [len(best)]])
    runs = [(int(a), int(b)) for a, b in zip(starts, stops, strict=True) if best[a] != BLANK]
    if not runs:
        return []
    sure = posteriors[np.arange(len(best)), best].tolist()
    centres = [_centre(sure, start, stop) for start, stop in runs]
    tops = [max(range(start, stop), key=sure.__getitem__) for start, stop in runs]
    peaks = []
    for i, ((start, _), likeliest) in enumerate(zip(runs, best_classes(posteriors[tops], keep), strict=True)):
        alternatives = tuple(Alternative("" if k == BLANK else characters[k], min(1.0, p)) for k, p in likeliest)
        left = (centres[i - 1] + centres[i]) / 2 if i else None
        right = (centres[i] + centres[i + 1]) / 2 if i + 1 < len(runs) else None
        peaks.append(
            Peak(
                characters[int(best[start])],
                min(1.0, sure[tops[i]]),
                left if left is not None else 0.0,
                right if right is not None else float(len(best)),
                centres[i],
                alternatives,
            )
        )
    return peaks


def _centre(sure: Sequence[float], start: int, stop: int) -> float:
    """The middle of the time steps of a character, each as much heard as it is sure."""
    total = moment = 0.0
    for step in range(start, stop):
        total += sure[step]
        moment += sure[step] * (step + 0.5)
    return moment / total


def best_classes(rows: npt.NDArray[np.float32], keep: int) -> list[list[tuple[int, float]]]:
    """The ``keep`` likeliest classes of each time step with their probabilities, likeliest first, the lower class
    first among equals. ``rows`` are probabilities (steps, classes).

    The best of all are among the best of those blocks of classes that hold the highest values: a look at
    each block's highest spares sorting 18,000 classes that nobody asks for.
    """
    steps, classes = rows.shape
    blocks = classes // _BLOCK
    least = np.zeros(steps, np.float32)
    if blocks > keep:
        # a block takes every so-many-th class: rows of highest values are found faster than single ones
        highest = rows[:, : blocks * _BLOCK].reshape(steps, _BLOCK, blocks).max(axis=1)
        least = np.partition(highest, blocks - keep, axis=1)[:, blocks - keep]
    flat = np.flatnonzero(rows >= least[:, None])
    step, likely = np.divmod(flat, classes)
    values = rows.ravel()[flat]
    order = np.lexsort((likely, -values, step))
    first = np.searchsorted(step, np.arange(steps + 1))
    found = list(zip(likely[order].tolist(), values[order].tolist(), strict=True))
    return [found[a : min(a + keep, b)] for a, b in itertools.pairwise(first.tolist())]
