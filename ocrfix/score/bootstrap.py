"""Which of two outputs is better, and how sure that is: paired bootstrap over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrfix.errors import UsageError
from ocrfix.score.measure import Agreement, Measure, Ratio
from ocrfix.score.metrics.calibration import Calibration
from ocrfix.score.registry import METRICS
from ocrfix.score.set_score import SetScore

RESAMPLES = 1000
"""Samples of pages. The ends of a 95 % interval then stand on 25 samples each."""
LEVEL = 0.95
FEW = 10
"""Pages below which intervals say little: too few different samples can be drawn."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric of two outputs over the same pages. ``low`` to ``high`` is the interval of ``second - first``;
    ``better`` is the share of samples in which the second is better.
    """

    metric: str
    first: float
    second: float
    low: float
    high: float
    better: float

    @property
    def sure(self) -> bool:
        """The interval leaves 0 out."""
        return self.low > 0 or self.high < 0


def compare(first: SetScore, second: SetScore, seed: int = 0) -> tuple[Difference, ...]:
    """Every metric that both scores have, with the percentile interval of its difference.

    Pages are drawn with replacement, the same for both outputs; sums are formed anew in every sample. Source:
    paired bootstrap, Koehn 2004 (Statistical significance tests for machine translation evaluation). With
    fewer than ``FEW`` pages intervals say little.

    Raises:
        UsageError: the scores are not of the same pages under the same profile.
    """
    names = [p.name for p in first.pages]
    if names != [p.name for p in second.pages] or first.profile != second.profile:
        raise UsageError(
            "the two scores are not of the same pages", next_step="Score both outputs against the same truth."
        )
    rng = np.random.default_rng(seed)
    draws = rng.multinomial(len(names), np.full(len(names), 1 / max(1, len(names))), RESAMPLES)
    common = [m for m in METRICS if m.name in first.figures and m.name in second.figures]
    return tuple(_difference(m.name, m.lower, _column(first, m.name), _column(second, m.name), draws) for m in common)


def _column(score: SetScore, metric: str) -> tuple[Measure, NDArray[np.float64]]:
    """The figure of the set as a pattern, and the sums of every page: pages × sums, 0 where a page has none."""
    pattern = score.figures[metric]
    width = len(sums_of(pattern))
    rows = [sums_of(p.figures[metric]) if metric in p.figures else (0.0,) * width for p in score.pages]
    return pattern, np.array(rows, float).reshape(len(rows), width)


def _difference(
    metric: str,
    lower: bool,
    first: tuple[Measure, NDArray[np.float64]],
    second: tuple[Measure, NDArray[np.float64]],
    draws: NDArray[np.int64],
) -> Difference:
    one, two = first[0].value, second[0].value
    a, b = (
        np.array([from_sums(pattern, row).value for row in (draws @ sums).tolist()])
        for pattern, sums in (first, second)
    )
    with np.errstate(invalid="ignore"):
        gaps = (b - a)[np.isfinite(b - a)]
    if not len(gaps):
        return Difference(metric, one, two, float("-inf"), float("inf"), 0.0)
    low, high = np.quantile(gaps, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).tolist()
    return Difference(metric, one, two, low, high, float((gaps < 0 if lower else gaps > 0).mean()))


def sums_of(figure: Measure) -> tuple[float, ...]:
    """The sums a figure is made of, in a fixed order."""
    if isinstance(figure, Ratio):
        return figure.part, figure.whole
    if isinstance(figure, Agreement):
        return figure.right_of_found, figure.found, figure.right_of_true, figure.true
    if isinstance(figure, Calibration):
        return tuple(float(v) for one in figure.bins for v in one)
    raise TypeError(f"unknown figure {figure!r}")


def from_sums(pattern: Measure, sums: Sequence[float]) -> Measure:
    """A figure like ``pattern`` made of other sums."""
    if isinstance(pattern, Ratio):
        return Ratio(sums[0], sums[1], pattern.empty)
    if isinstance(pattern, Agreement):
        return Agreement(*sums)
    triples = (sums[k : k + 3] for k in range(0, len(sums), 3))
    return Calibration(tuple((int(n), confidence, int(right)) for n, confidence, right in triples))
