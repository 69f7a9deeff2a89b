"""The score of one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocrfix.page import Page
from ocrfix.score.measure import Measure
from ocrfix.score.metrics.calibration import calibration
from ocrfix.score.metrics.flags import flags
from ocrfix.score.metrics.harm import gain, harm
from ocrfix.score.pairing import Pairing, pair
from ocrfix.score.profile import Profile, profile
from ocrfix.score.registry import METRICS
from ocrfix.score.trace import trace
from ocrfix.score.view import view


@dataclass(frozen=True, slots=True)
class PageScore:
    """The figures of a page by metric name. A figure that cannot be taken (no confidences) is not there."""

    name: str
    profile: str
    figures: Mapping[str, Measure]

    def __getitem__(self, metric: str) -> float:
        """The value of a metric.

        Raises:
            KeyError: the page has no such figure.
        """
        return self.figures[metric].value


def score_page(output: Page, truth: Page, profile: str | Profile = "width", before: Page | None = None) -> PageScore:
    """Compare a page with its hand-corrected truth.

    ``before`` is the page without repair; with it, harm and gain are measured. Flags and calibration are
    measured where the output has edits and confidences.

    Raises:
        UsageError: no profile has this name.
    """
    return score_pair(output, truth, profile, before)[0]


def score_pair(
    output: Page, truth: Page, profile: str | Profile = "width", before: Page | None = None
) -> tuple[PageScore, Pairing]:
    """As ``score_page``, with the alignment the figures were taken from."""
    chosen = _chosen(profile)
    truth_view = view(truth, chosen)
    pairing = pair(truth_view, view(output, chosen))
    figures: dict[str, Measure] = {m.name: m.measure(pairing) for m in METRICS if m.measure is not None}
    if before is not None:
        before_view = view(before, chosen)
        figures["harm"] = harm(truth_view, before_view, pairing.output)
        figures["gain"] = gain(truth_view, before_view, pairing.output)
    if output.edits or any(g.confidence is not None for line in output.lines for g in line.glyphs):
        found = trace(pairing.output, output, chosen)
        if output.edits:
            figures["flags"] = flags(pairing, found, output.edits)
        if (measured := calibration(pairing, found)) is not None:
            figures["calibration"] = measured
    return PageScore(truth.name, chosen.label, figures), pairing


def _chosen(name: str | Profile) -> Profile:
    return name if isinstance(name, Profile) else profile(name)
