"""What a metric returns: the parts of its fraction, so that sets are summed, never averaged.

Every figure keeps its numerator and denominator. Adding two figures adds both, which is the micro average.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol


class Measure(Protocol):
    """A figure with its parts."""

    @property
    def value(self) -> float:
        """The figure; ``inf`` where something is counted against nothing."""

    def parts(self) -> dict[str, float]:
        """The sums it is made of, by name."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """``part / whole``. Nothing of nothing is ``empty``; something of nothing is infinite.

    ``empty`` is 0 for errors; for shares that should be 1, like recall, it is 1.
    """

    part: float
    whole: float
    empty: float = 0.0

    @property
    def value(self) -> float:
        if self.whole:
            return self.part / self.whole
        return self.empty if not self.part else math.inf

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.part + other.part, self.whole + other.whole, self.empty)

    def parts(self) -> dict[str, float]:
        return {"errors" if self.empty == 0.0 else "right": self.part, "n": self.whole}


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and their harmonic mean; its value is F1. Where nothing is expected and nothing
    found, precision, recall and F1 are 1.
    """

    right_of_found: float
    found: float
    right_of_true: float
    true: float

    @property
    def precision(self) -> float:
        if self.found:
            return self.right_of_found / self.found
        return 1.0 if not self.true else 0.0

    @property
    def recall(self) -> float:
        if self.true:
            return self.right_of_true / self.true
        return 1.0 if not self.found else 0.0

    @property
    def value(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.right_of_found + other.right_of_found,
            self.found + other.found,
            self.right_of_true + other.right_of_true,
            self.true + other.true,
        )

    def parts(self) -> dict[str, float]:
        return {
            "precision": self.precision,
            "recall": self.recall,
            "right_of_found": self.right_of_found,
            "found": self.found,
            "right_of_true": self.right_of_true,
            "true": self.true,
        }


def agreement(right: float, found: float, true: float) -> Agreement:
    """Of ``found`` things and ``true`` things, ``right`` are the same."""
    return Agreement(right, found, right, true)
