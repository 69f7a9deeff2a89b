"""The figures against other people's code and against the slowest code that could be right."""

from __future__ import annotations

from itertools import pairwise, permutations

import jiwer
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from ocrfix.page import Article, Block, Kind, Page
from ocrfix.score.chain import chain
from ocrfix.score.edits import count_edits
from ocrfix.score.match import assign
from ocrfix.score.metrics.article_separation import greedy_sum
from ocrfix.score.metrics.bcubed import bcubed, bcubed_strict
from ocrfix.score.page_score import score_pair
from ocrfix.score.pairing import Pairing
from ocrfix.score.tiles import align
from tests.score.score_pages import LETTERS, THREE, page

text = st.text(alphabet=LETTERS[:12] + "，。", min_size=1, max_size=60)


@given(truth=text, output=st.text(alphabet=LETTERS[:12] + "，。", max_size=60))
def test_edits_agree_with_jiwer(truth: str, output: str) -> None:
    mine = count_edits(truth, output)
    theirs = jiwer.process_characters(truth, output)
    assert mine.total == theirs.substitutions + theirs.deletions + theirs.insertions
    assert mine.deleted - mine.inserted == theirs.deletions - theirs.insertions
    assert mine.total / mine.truth == pytest.approx(theirs.cer)


@given(truth=text, output=text)
def test_edits_agree_with_a_table(truth: str, output: str) -> None:
    table = np.zeros((len(truth) + 1, len(output) + 1), int)
    table[:, 0], table[0, :] = range(len(truth) + 1), range(len(output) + 1)
    for i, a in enumerate(truth, 1):
        for j, b in enumerate(output, 1):
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (a != b))
    assert count_edits(truth, output).total == table[-1, -1]


@given(st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4), min_size=1, max_size=4))
def test_matching_agrees_with_trying_everything(rows: list[list[int]]) -> None:
    shared = np.array(rows)
    truths, outputs = ["天" * 60] * len(rows), ["天" * 60] * 4
    related = np.where(shared >= 6, shared, 0)
    found = assign(truths, outputs, shared)
    best = max(sum(int(related[r, c]) for r, c in enumerate(columns)) for columns in permutations(range(4), len(rows)))
    assert sum(int(shared[t, o]) for t, o in found.items()) == best
    assert len(set(found.values())) == len(found)


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=3))
def test_greedy_matching_agrees_with_a_loop(rows: list[list[int]]) -> None:
    entries = sorted(((v, r, c) for r, row in enumerate(rows) for c, v in enumerate(row)), key=lambda e: (-e[0], e[1:]))
    taken_rows: set[int] = set()
    taken_columns: set[int] = set()
    total = 0
    for value, row, column in entries:
        if row not in taken_rows and column not in taken_columns:
            total += value
            taken_rows.add(row)
            taken_columns.add(column)
    assert greedy_sum(np.array(rows)) == total


def _cut(whole: str, places: list[int]) -> Page:
    edges = sorted({0, len(whole), *(p % len(whole) for p in places)})
    parts = [whole[a:b] for a, b in pairwise(edges)]
    return page(*(Article(id=f"a{n}", blocks=(Block(Kind.PARAGRAPH, t),)) for n, t in enumerate(parts)))


@settings(max_examples=40)
@given(
    places=st.lists(st.integers(0, 10_000), max_size=4),
    others=st.lists(st.integers(0, 10_000), max_size=4),
    lost=st.integers(0, 20),
)
def test_bcubed_agrees_with_the_definition(places: list[int], others: list[int], lost: int) -> None:
    whole = "".join(b.text for b in THREE.blocks[2:])
    _, pairing = score_pair(_cut(whole[lost:], others), _cut(whole, places))
    for measured, counted in ((bcubed, _aligned_items), (bcubed_strict, _all_items)):
        precision, recall = counted(pairing)
        found = measured(pairing)
        assert found.precision == pytest.approx(precision)
        assert found.recall == pytest.approx(recall)


def _aligned_items(pairing: Pairing) -> tuple[float, float]:
    """Bagga & Baldwin, item by item: one pass over all pairs of characters found on both sides."""
    partner = pairing.alignment.to_output.tolist()
    items = [
        (int(pairing.truth_flat.story[i]), int(pairing.output_flat.story[j])) for i, j in enumerate(partner) if j >= 0
    ]
    precision = [sum(a == b for b in items) / sum(a[1] == b[1] for b in items) for a in items]
    recall = [sum(a == b for b in items) / sum(a[0] == b[0] for b in items) for a in items]
    return sum(precision) / len(items), sum(recall) / len(items)


def _all_items(pairing: Pairing) -> tuple[float, float]:
    partner = pairing.alignment.to_output.tolist()
    back = pairing.alignment.to_truth.tolist()
    t_story, o_story = pairing.truth_flat.story.tolist(), pairing.output_flat.story.tolist()
    items = [(t_story[i], o_story[j]) for i, j in enumerate(partner) if j >= 0]
    precision = [
        sum(b == (t_story[i], o_story[j]) for b in items) / o_story.count(o_story[j]) if i >= 0 else 0.0
        for j, i in enumerate(back)
    ]
    recall = [
        sum(b == (t_story[i], o_story[j]) for b in items) / t_story.count(t_story[i]) if j >= 0 else 0.0
        for i, j in enumerate(partner)
    ]
    return sum(precision) / len(precision), sum(recall) / len(recall)


@given(truth=st.lists(text, max_size=4), output=st.lists(text, max_size=4))
def test_every_place_has_one_partner_at_most(truth: list[str], output: list[str]) -> None:
    found = align(truth, output)
    partners = found.to_output[found.to_output >= 0].tolist()
    assert len(partners) == len(set(partners))
    one, two = "".join(truth), "".join(output)
    assert all((one[i] == two[j]) == found.equal[i] for i, j in enumerate(found.to_output.tolist()) if j >= 0)
    back = found.to_truth.tolist()
    assert all(back[j] == i for i, j in enumerate(found.to_output.tolist()) if j >= 0)


def test_a_long_text_is_aligned_exactly_when_it_is_near() -> None:
    rng = np.random.default_rng(1)
    truth = "".join(rng.choice(list(LETTERS), 25_000))
    places = set(rng.choice(25_000, 500, replace=False).tolist())
    output = "".join("□" if i in places else c for i, c in enumerate(truth))
    assert count_edits(truth, output).total == Levenshtein.distance(truth, output) == 500


def _shuffled(rng: np.random.Generator, whole: str, piece: int) -> str:
    parts = [whole[k : k + piece] for k in range(0, len(whole), piece)]
    return "".join(parts[k] for k in rng.permutation(len(parts)))


@pytest.mark.parametrize("kind", ["twice", "late", "halves", "pieces", "other"])
def test_long_texts_that_are_far_apart_cost_at_least_the_fewest_edits_and_little_more(kind: str) -> None:
    # 25,000 × 25,000 characters and more are cut into pieces; the fewest edits are known from rapidfuzz
    rng = np.random.default_rng(2)
    letters = [chr(0x4E00 + k) for k in range(2000)]
    truth = "".join(rng.choice(letters, 25_000))
    output = {
        "twice": truth + truth,
        "late": "".join(rng.choice(letters, 9_000)) + truth,
        "halves": truth[12_500:] + truth[:12_500],
        "pieces": _shuffled(rng, truth, 50),
        "other": "".join(rng.choice(letters, 25_000)),
    }[kind]
    fewest = Levenshtein.distance(truth, output)
    found = count_edits(truth, output)
    assert fewest <= found.total <= (1.05 * fewest if kind in ("halves", "pieces", "other") else fewest)
    assert found.output - found.truth == found.inserted - found.deleted


@given(truth=st.lists(text, max_size=4), output=st.lists(text, max_size=4))
def test_a_chain_is_in_order_in_both_texts_and_says_the_same(truth: list[str], output: list[str]) -> None:
    one, two = "".join(truth), "".join(output)
    runs = chain(align(truth, output))
    assert all(one[i : i + n] == two[j : j + n] for i, j, n in runs)
    assert all(a[0] + a[2] <= b[0] and a[1] + a[2] <= b[1] for a, b in pairwise(runs))


@given(st.permutations(range(6)))
def test_the_chain_is_the_heaviest(order: list[int]) -> None:
    pieces = [LETTERS[6 * k : 6 * k + 3 + k % 4] for k in range(6)]
    found = chain(align(pieces, [pieces[k] for k in order]))
    rank = [order.index(k) for k in range(6)]
    best = max(
        sum(len(pieces[k]) for k in range(6) if chosen >> k & 1)
        for chosen in range(64)
        if all(a < b for a, b in pairwise(rank[k] for k in range(6) if chosen >> k & 1))
    )
    assert sum(n for _, _, n in found) == best
