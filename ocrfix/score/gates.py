"""Gates: values a score must reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.errors import UsageError
from ocrfix.score.registry import BY_NAME
from ocrfix.score.set_score import SetScore


@dataclass(frozen=True, slots=True)
class Gate:
    """``metric`` must be at most (``upper``) or at least ``limit``."""

    metric: str
    limit: float
    upper: bool

    def holds(self, score: SetScore) -> bool:
        """A metric that could not be measured is missed."""
        if self.metric not in score.figures:
            return False
        value = score[self.metric]
        return value <= self.limit if self.upper else value >= self.limit

    def __str__(self) -> str:
        return f"{self.metric} {'<=' if self.upper else '>='} {self.limit:g}"


def gates(at_most: Sequence[str], at_least: Sequence[str]) -> tuple[Gate, ...]:
    """Gates from ``metric=value`` texts.

    Raises:
        UsageError: a text is none, or names no metric.
    """
    return tuple(_gate(t, True) for t in at_most) + tuple(_gate(t, False) for t in at_least)


def _gate(text: str, upper: bool) -> Gate:
    name, _, value = text.partition("=")
    option = "--max" if upper else "--min"
    if name not in BY_NAME:
        raise UsageError(f"{option} {text}: no metric is called {name}", next_step=f"Choose from {', '.join(BY_NAME)}.")
    try:
        return Gate(name, float(value), upper)
    except ValueError:
        raise UsageError(f"{option} {text}: {value!r} is no number", next_step=f"Write {option} {name}=0.02.") from None
