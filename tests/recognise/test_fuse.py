"""Two readings of one line become one, without loss and without doubling."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ocrfix.page import Alternative
from ocrfix.recognise.ctc import Peak
from ocrfix.recognise.fuse import fuse
from ocrfix.recognise.reading import Placed

EM = 20.0


def placed(text: str, centre: float, probability: float = 0.9, others: str = "") -> Placed:
    rest = (1 - probability) / max(1, len(others))
    options = (Alternative(text, probability), *(Alternative(o, rest) for o in others))
    return Placed(Peak(text, probability, 0, 1, 0.5, options), centre - 10, centre + 10, centre)


def text(line: list[Placed]) -> str:
    return "".join(p.peak.text for p in line)


def fused(main: list[Placed], other: list[Placed]) -> list[Placed]:
    return fuse(main, other, EM, 0.6, 10)


def test_a_mark_that_one_reading_missed_comes_in_at_its_place() -> None:
    main = [placed("港", 10), placed("島", 45)]
    other = [placed("港", 11), placed("、", 28), placed("島", 44)]
    assert text(fused(main, other)) == text(fused(other, main)) == "港、島"


def test_an_unsure_character_of_the_other_reading_stays_out() -> None:
    assert text(fused([placed("港", 10)], [placed("港", 10), placed("一", 30, 0.5)])) == "港"


def test_probabilities_are_averaged_and_the_other_reading_becomes_an_alternative() -> None:
    (one,) = fused([placed("入", 10, 0.55, "人")], [placed("人", 12, 0.95, "入")])
    assert one.peak.text == "人" and abs(one.peak.probability - 0.7) < 1e-9
    assert [a.text for a in one.peak.alternatives] == ["人", "入"]


@given(st.lists(st.tuples(st.sampled_from("天地人山水火"), st.floats(0.05, 1)), max_size=12))
def test_a_line_fused_with_itself_or_with_nothing_is_itself(items: list[tuple[str, float]]) -> None:
    line = [placed(t, 10 + 22 * i, p) for i, (t, p) in enumerate(items)]
    for result in (fused(line, line), fused(line, [])):
        assert text(result) == text(line)
        assert all(a.right <= b.left + 1e-9 or b.right - b.left <= 0.5 for a, b in itertools.pairwise(result))


@given(st.lists(st.booleans(), min_size=1, max_size=10), st.floats(-4, 4))
def test_readings_that_agree_up_to_gaps_give_every_character_once(gaps: list[bool], shift: float) -> None:
    whole = [placed(chr(0x4E00 + i), 10 + 22 * i) for i in range(len(gaps))]
    partial = [placed(p.peak.text, p.centre + shift) for p, gap in zip(whole, gaps, strict=True) if not gap]
    assert text(fused(whole, partial)) == text(fused(partial, whole)) == text(whole)
