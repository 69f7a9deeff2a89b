"""What a recogniser's confidence is worth: the share of characters read with it that are right.

A table of knots, confidence against probability, rising in both; between them the probability is interpolated.
It is fitted on recognised pages with truth (``benchmarks/flaws/fit_calibration.py``) by isotonic regression
(Zadrozny & Elkan 2002, doi 10.1145/775047.775151).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ocrfix.errors import UnreadableInput

DEFAULT = Path(__file__).parent / "data" / "calibration.json"
"""Fitted on press pages kept for fitting, read by PP-OCRv6 small."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """``spread``: how far the true share of errors of a page lies from the estimated one, as a share of it
    (standard deviation).

    Raises:
        ValueError: the knots do not rise, or a number is no probability.
    """

    confidence: tuple[float, ...]
    right: tuple[float, ...]
    spread: float

    def __post_init__(self) -> None:
        knots = np.array([self.confidence, self.right])
        if len(self.confidence) < 2 or (np.diff(knots[0]) <= 0).any() or (np.diff(knots[1]) < 0).any():
            raise ValueError("the knots of a calibration rise")
        if knots.min() < 0 or knots.max() > 1 or self.spread <= 0:
            raise ValueError("a calibration holds probabilities")

    @classmethod
    def load(cls, path: Path | None = None) -> Calibration:
        """Read a table; by default that of the package.

        Raises:
            UnreadableInput: the file is missing or no such table.
        """
        path = path or DEFAULT
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            return cls(tuple(map(float, held["confidence"])), tuple(map(float, held["right"])), float(held["spread"]))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise UnreadableInput(
                f"is no table of calibration ({error})",
                file=path,
                next_step="Fit one with benchmarks.flaws.fit_calibration, or leave repair.calibration unset.",
            ) from error

    def probability(self, confidence: npt.ArrayLike) -> Floats:
        """The probability that a character of this confidence is right; same shape."""
        return np.asarray(np.interp(np.asarray(confidence, np.float64), self.confidence, self.right))
