"""What must hold for any page."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocrfix.page import Article, Block, Kind, Page
from ocrfix.score import METRICS, PROFILES, score_page, score_set
from ocrfix.score.measure import Ratio
from tests.score.score_pages import LETTERS, page

LOWER = [m.name for m in METRICS if m.lower and m.measure is not None]
HIGHER = [m.name for m in METRICS if not m.lower and m.measure is not None]
KINDS = (Kind.HEADLINE, Kind.KICKER, Kind.DECK, Kind.PARAGRAPH, Kind.SUBHEAD, Kind.CAPTION, Kind.BYLINE)

texts = st.text(alphabet=LETTERS + "，。「」（）1２ aＡ□…\n", min_size=1, max_size=80)
blocks = st.builds(Block, st.sampled_from(KINDS), texts)
body = st.builds(Block, st.just(Kind.PARAGRAPH), st.permutations(LETTERS).map("".join))


@st.composite
def pages(draw: st.DrawFn) -> Page:
    articles = draw(st.lists(st.lists(blocks, min_size=1, max_size=5), max_size=5))
    furniture = draw(st.lists(texts, max_size=3))
    made = [Article(id=f"a{n}", blocks=tuple(found)) for n, found in enumerate(articles)]
    return page(*made, furniture=tuple(furniture))


@settings(max_examples=60, deadline=None)
@given(pages(), st.sampled_from(sorted(PROFILES)))
def test_a_page_against_itself_is_perfect(made: Page, profile: str) -> None:
    found = score_page(made, made, profile)
    assert {name: found[name] for name in LOWER} == dict.fromkeys(LOWER, 0)
    assert {name: found[name] for name in HIGHER} == pytest.approx(dict.fromkeys(HIGHER, 1))


@settings(max_examples=60, deadline=None)
@given(pages(), st.randoms())
def test_the_order_of_articles_is_free(made: Page, random: object) -> None:
    articles = list(made.articles)
    random.shuffle(articles)  # type: ignore[attr-defined]
    shuffled = replace(made, articles=tuple(articles))
    assert _values(score_page(shuffled, made)) == pytest.approx(_values(score_page(made, made)))


@settings(max_examples=40, deadline=None)
@given(pages(), pages())
def test_every_figure_is_in_its_range(one: Page, two: Page) -> None:
    found = _values(score_page(one, two))
    assert all(value >= 0 for value in found.values())
    capped = [*HIGHER, "page_distance", "substituted", "deleted", "missing", "block_order", "duplicates"]
    assert all(found[name] <= 1 for name in capped)
    ratio = score_page(one, two).figures["page_distance"]
    assert isinstance(ratio, Ratio)
    assert ratio.part <= ratio.whole


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(body, min_size=1, max_size=3), min_size=1, max_size=3), st.data())
def test_a_doubled_block_raises_duplicates_and_insertions(found: list[list[Block]], data: st.DataObject) -> None:
    truth = page(*(Article(id=f"a{n}", blocks=tuple(b)) for n, b in enumerate(found)))
    which = data.draw(st.integers(0, len(found) - 1))
    block = data.draw(st.integers(0, len(found[which]) - 1))
    doubled = list(found[which])
    doubled.insert(block, doubled[block])
    articles = list(truth.articles)
    articles[which] = replace(articles[which], blocks=tuple(doubled))
    before, after = score_page(truth, truth), score_page(replace(truth, articles=tuple(articles)), truth)
    for name in ("duplicates", "inserted", "excess", "article_cer", "page_distance"):
        assert after[name] > before[name], name
    assert after["missing"] == after["deleted"] == 0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(pages(), pages()), max_size=3))
def test_a_set_is_the_sum_of_its_pages(pairs: list[tuple[Page, Page]]) -> None:
    whole = score_set(iter(pairs))
    for name, figure in whole.figures.items():
        parts = [p.figures[name] for p in whole.pages]
        if isinstance(figure, Ratio):
            ratios = [p for p in parts if isinstance(p, Ratio)]
            assert figure.part == sum(p.part for p in ratios)
            assert figure.whole == sum(p.whole for p in ratios)


@settings(max_examples=30, deadline=None)
@given(pages(), pages(), st.sampled_from(sorted(PROFILES)))
def test_output_and_truth_lengths_add_up(one: Page, two: Page, profile: str) -> None:
    """Deletions less insertions are what the truth is longer, where nothing is unreadable."""
    bare = [_without_unreadable(p) for p in (one, two)]
    found = score_page(bare[0], bare[1], profile).figures
    cer, distance = found["cer"], found["page_distance"]
    deleted, inserted = found["deleted"], found["inserted"]
    assert isinstance(cer, Ratio) and isinstance(distance, Ratio)
    assert isinstance(deleted, Ratio) and isinstance(inserted, Ratio)
    output = cer.whole - deleted.part + inserted.part
    assert distance.whole == max(cer.whole, output)


def test_a_set_without_pages() -> None:
    assert score_set([]).figures == {}


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_the_profile_is_named_with_its_version(name: str) -> None:
    assert score_page(page(), page(), name).profile == f"{name}/1"


def _without_unreadable(made: Page) -> Page:
    articles = tuple(
        replace(a, blocks=tuple(replace(b, text=b.text.replace("□", "口")) for b in a.blocks)) for a in made.articles
    )
    return replace(made, articles=articles)


def _values(score: object) -> dict[str, float]:
    figures = score.figures  # type: ignore[attr-defined]
    return {name: f.value for name, f in figures.items() if not math.isnan(f.value)}
