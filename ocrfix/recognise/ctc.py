"""Greedy CTC decoding that keeps what else each character could have been, and where it stands.

Graves et al. 2006: equal neighbours collapse unless a blank stands between them, so a character that is
truly printed twice stays twice.
"""

from __future__ import annotations

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
    centres = []
    for start, stop in runs:
        weights = posteriors[start:stop, best[start]].astype(np.float64)
        centres.append(float((weights * (np.arange(start, stop) + 0.5)).sum() / weights.sum()))
    peaks = []
    for i, (start, stop) in enumerate(runs):
        top = start + int(posteriors[start:stop, best[start]].argmax())
        row = posteriors[top]
        order = best_classes(row, keep)
        alternatives = tuple(Alternative("" if k == BLANK else characters[k], min(1.0, float(row[k]))) for k in order)
        left = (centres[i - 1] + centres[i]) / 2 if i else None
        right = (centres[i] + centres[i + 1]) / 2 if i + 1 < len(runs) else None
        peaks.append(
            Peak(
                characters[int(best[start])],
                min(1.0, float(row[best[start]])),
                left if left is not None else 0.0,
                right if right is not None else float(len(best)),
                centres[i],
                alternatives,
            )
        )
    return peaks


def best_classes(row: npt.NDArray[np.float32], keep: int) -> npt.NDArray[np.intp]:
    """The ``keep`` likeliest classes of a time step, likeliest first, the lower class first among equals.

    The best of all are among the best of those blocks of classes that hold the highest values: a look at
    each block's highest spares sorting 18,000 classes that nobody asks for.
    """
    blocks = len(row) // _BLOCK
    if blocks <= keep:
        return np.asarray(np.lexsort((np.arange(len(row)), -row))[:keep], np.intp)
    highest = row[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
    least = np.partition(highest, blocks - keep)[blocks - keep]
    among = np.flatnonzero(row >= least)
    return np.asarray(among[np.lexsort((among, -row[among]))][:keep], np.intp)
