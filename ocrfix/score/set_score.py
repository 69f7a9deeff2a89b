"""The score of a set: sums over all pages, and the list of pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ocrfix.page import Page
from ocrfix.score.measure import Measure
from ocrfix.score.page_score import PageScore, score_page
from ocrfix.score.profile import Profile


@dataclass(frozen=True, slots=True)
class SetScore:
    """Figures summed over pages (micro average), and every page's own."""

    profile: str
    figures: Mapping[str, Measure]
    pages: tuple[PageScore, ...]

    def __getitem__(self, metric: str) -> float:
        """The value of a metric over the whole set.

        Raises:
            KeyError: no page has such a figure.
        """
        return self.figures[metric].value


def score_set(pairs: Iterable[tuple[Page, Page]], profile: str | Profile = "width") -> SetScore:
    """Score ``(output, truth)`` pairs, one at a time: only sums and figures are kept, never texts.

    Raises:
        UsageError: no profile has this name.
    """
    return collect((score_page(output, truth, profile) for output, truth in pairs), profile)


def collect(pages: Iterable[PageScore], profile: str | Profile = "width") -> SetScore:
    """Sum the scores of pages."""
    kept = tuple(pages)
    label = kept[0].profile if kept else (profile if isinstance(profile, str) else profile.label)
    return SetScore(label, summed(p.figures for p in kept), kept)


def summed(figures: Iterable[Mapping[str, Any]]) -> dict[str, Measure]:
    """Figures added up name by name."""
    total: dict[str, Any] = {}
    for page in figures:
        for name, figure in page.items():
            total[name] = total[name] + figure if name in total else figure
    return total
