"""Decoding posteriors: what collapses, what is kept, where it stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.recognise import ctc

CHARACTERS = ("blank", *"站前区入人八大太天犬夭木本", " ")


def posteriors(path: list[int], sure: float = 0.9) -> np.ndarray:
    out = np.full((len(path), len(CHARACTERS)), (1 - sure) / (len(CHARACTERS) - 1), np.float32)
    out[np.arange(len(path)), path] = sure
    return out


@given(st.lists(st.integers(0, len(CHARACTERS) - 1), min_size=1, max_size=40))
def test_equal_neighbours_collapse_unless_a_blank_stands_between(path: list[int]) -> None:
    expected, last = [], 0
    for label in path:
        if label not in {0, last}:
            expected.append(CHARACTERS[label])
        last = label
    peaks = ctc.decode(posteriors(path), CHARACTERS, 10)
    assert [p.text for p in peaks] == expected
    edges = [e for p in peaks for e in (p.start, p.stop)]
    assert edges == sorted(edges) and all(0 <= e <= len(path) for e in edges)


def test_a_character_printed_twice_stays_twice() -> None:
    assert [p.text for p in ctc.decode(posteriors([1, 1, 0, 1, 2]), CHARACTERS, 10)] == ["站", "站", "前"]


def test_the_best_alternatives_are_kept_in_order_with_the_blank_as_nothing() -> None:
    row = posteriors([4])
    row[0, 0], row[0, 5] = 0.05, 0.03
    (peak,) = ctc.decode(row, CHARACTERS, 10)
    texts = [a.text for a in peak.alternatives]
    assert texts[:3] == ["入", "", "人"] and len(texts) == 10
    shares = [a.probability for a in peak.alternatives]
    assert shares == sorted(shares, reverse=True) and peak.probability == shares[0] == pytest.approx(0.9)


def test_glyphs_meet_half_way_between_their_peaks() -> None:
    first, second = ctc.decode(posteriors([0, 1, 0, 0, 0, 2, 0, 0]), CHARACTERS, 10)
    assert (first.start, first.stop, second.start, second.stop) == (0.0, 3.5, 3.5, 8.0)


def test_blanks_alone_say_nothing() -> None:
    assert ctc.decode(posteriors([0, 0, 0]), CHARACTERS, 10) == []


@given(st.integers(0, 10_000), st.integers(1, 10), st.sampled_from([5, 300, 18_710]), st.booleans())
def test_the_best_classes_are_those_of_a_full_sort(seed: int, keep: int, classes: int, coarse: bool) -> None:
    rows = np.random.default_rng(seed).random((2, classes), np.float32) ** 8
    if coarse:
        rows = np.round(rows, 1).astype(np.float32)
    expected = [sorted(range(classes), key=lambda k: (-row[k], k))[:keep] for row in rows]
    assert [[k for k, _ in best] for best in ctc.best_classes(rows, keep)] == expected
