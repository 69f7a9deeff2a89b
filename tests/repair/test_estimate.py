"""What confidences are worth, and how many errors an article has left."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import nbinom

from ocrfix.errors import UnreadableInput
from ocrfix.page import Article, Block, Kind, Page, Span, TextLine
from ocrfix.repair import Repairer
from ocrfix.repair.calibration import DEFAULT, Calibration
from ocrfix.repair.estimate import estimate, estimated
from ocrfix.settings.repair import RepairSettings
from tests.repair.made_up import inked, repaired, repairer

PLAIN = Calibration((0.0, 0.5, 1.0), (0.0, 0.6, 1.0), 0.3)
TEXT = "市图书馆新馆昨天开馆，市民可以免费办理借书证。"


def page(*lines: TextLine) -> Page:
    articles = tuple(
        Article(f"a{n}", (Block(Kind.PARAGRAPH, line.text, (Span(line.id, 0, len(line.glyphs)),)),))
        for n, line in enumerate(lines)
    )
    return Page("town", 2000, 2000, lines=lines, articles=articles)


def test_confidences_become_probabilities_that_rise() -> None:
    assert PLAIN.probability([0.0, 0.25, 0.5, 0.75, 1.0]).tolist() == pytest.approx([0.0, 0.3, 0.6, 0.8, 1.0])
    own = Calibration.load()
    steps = own.probability(np.linspace(0, 1, 500))
    assert (np.diff(steps) >= 0).all() and steps[-1] > 0.999


def test_doubtful_articles_have_more_errors_left() -> None:
    found = estimated(page(inked("l1", TEXT, 100, 100), inked("l2", TEXT, 100, 200, sure=0.5)), PLAIN)
    sure, doubtful = (a.errors for a in found.articles)
    assert sure is not None and doubtful is not None
    assert sure.expected < 1 and doubtful.expected == pytest.approx(0.4 * len(TEXT), abs=0.01)
    assert doubtful.low < doubtful.expected < doubtful.high and doubtful.characters == len(TEXT)


def test_a_mended_character_counts_as_what_the_edit_says() -> None:
    whole = inked("l1", TEXT, 100, 100)
    worse = replace(whole, glyphs=(replace(whole.glyphs[0], confidence=0.5), *whole.glyphs[1:]))
    before, after = (estimated(page(line), PLAIN).articles[0].errors for line in (worse, whole))
    assert (
        before is not None and after is not None and before.expected - after.expected == pytest.approx(0.39, abs=0.02)
    )


def test_the_interval_holds_nine_times_of_ten() -> None:
    rng = np.random.default_rng(5)
    confidences = [0.5] * 40 + [0.9] * 100
    guess = estimate(confidences, PLAIN)
    rates = rng.gamma(1 / PLAIN.spread**2, guess.expected * PLAIN.spread**2, 4000)
    held = [guess.low <= n <= guess.high for n in rng.poisson(rates)]
    assert 0.88 <= np.mean(held) <= 0.97


@pytest.mark.parametrize("expected", [0.01, 0.7, 3.0, 40.0, 900.0])
def test_the_interval_is_that_of_a_negative_binomial_distribution(expected: float) -> None:
    plain = Calibration((0.0, 1.0), (0.0, 1.0), 0.3)
    guess = estimate([1 - expected / 2000] * 2000, plain)
    shape = 1 / plain.spread**2
    chance = shape / (shape + expected)
    assert guess.expected == pytest.approx(expected, abs=0.005)
    assert [guess.low, guess.high] == nbinom.ppf((0.05, 0.95), shape, chance).tolist()


def test_text_without_confidences_has_no_estimate() -> None:
    assert all(a.errors is None for a in repaired(TEXT).articles)


def test_pages_come_out_with_estimates_and_keep_them() -> None:
    made = repairer().text(page(inked("l1", TEXT, 100, 100, sure=0.97)))
    assert made.articles[0].errors is not None
    assert repairer().text(made) == made


@pytest.mark.parametrize("held", ["{}", "[]", "nothing", '{"confidence": [0, 1], "right": [1, 0], "spread": 1}'])
def test_what_is_no_table_is_refused(tmp_path: Path, held: str) -> None:
    path = tmp_path / "table.json"
    path.write_text(held)
    with pytest.raises(UnreadableInput, match="calibration"):
        Calibration.load(path)


def test_a_table_of_ones_own_is_used(tmp_path: Path) -> None:
    path = tmp_path / "table.json"
    path.write_text(json.dumps({**json.loads(DEFAULT.read_text()), "right": [0.0] * 12 + [0.5]}))
    base = repairer()
    worker = Repairer(RepairSettings(calibration=path), base.language, base.lexicon, base.confusions)
    found = worker.text(page(inked("l1", TEXT, 100, 100, sure=1.0))).articles[0].errors
    assert found is not None and found.expected == pytest.approx(len(TEXT) / 2)
