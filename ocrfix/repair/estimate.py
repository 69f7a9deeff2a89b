"""How many errors each article probably still has, so that a person knows what to proofread first."""

from __future__ import annotations

import math
from dataclasses import replace

from ocrfix.page import Article, ErrorEstimate, Page
from ocrfix.repair import applier
from ocrfix.repair.calibration import Calibration

_TAIL = 0.05
"""Share of cases below, and above, the interval."""


def estimated(page: Page, calibration: Calibration) -> Page:
    """The page with the estimate of each of its articles; without one where no confidence is known."""
    if not page.articles:
        return page
    origin = applier.places(page)
    known = {
        line.id: [(at, g.confidence) for (at, _), g in zip(origin[line.id], line.glyphs, strict=True)]
        for line in page.lines
    }

    def judged(article: Article) -> Article:
        own = [s for b in article.blocks if b.page in (None, page.name) for s in b.spans]
        confidences = [c for s in own for at, c in known[s.line] if s.start <= at < s.stop and c is not None]
        return replace(article, errors=estimate(confidences, calibration) if confidences else None)

    return replace(page, articles=tuple(map(judged, page.articles)))


def estimate(confidences: list[float], calibration: Calibration) -> ErrorEstimate:
    """The errors among characters read with these confidences.

    The number of errors is Poisson with a mean that itself spreads around the estimate as pages do (gamma), which
    together is a negative binomial distribution.
    """
    expected = float((1 - calibration.probability(confidences)).sum())
    if expected <= 0:
        return ErrorEstimate(0.0, 0.0, 0.0, len(confidences))
    shape = 1 / calibration.spread**2
    low, high = (_quantile(share, shape, shape / (shape + expected)) for share in (_TAIL, 1 - _TAIL))
    return ErrorEstimate(round(expected, 2), float(low), float(high), len(confidences))


def _quantile(share: float, shape: float, chance: float) -> int:
    """The least number of failures before ``shape`` successes (any positive number) of this chance each that is not
    exceeded with probability ``share``. As ``scipy.stats.nbinom.ppf``, whose import takes a second of every run."""
    begin = shape * math.log(chance) - math.lgamma(shape)
    count, reached = 0, 0.0
    while True:
        log = begin + math.lgamma(count + shape) - math.lgamma(count + 1) + count * math.log1p(-chance)
        reached += math.exp(log)
        if reached >= share:
            return count
        count += 1
