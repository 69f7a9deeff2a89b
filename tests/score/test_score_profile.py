"""What the profiles fold and what they leave alone, and what the metrics say of themselves."""

from __future__ import annotations

import inspect
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from ocrfix.errors import UsageError
from ocrfix.score import METRICS, PROFILES, collect, score_page
from ocrfix.score.profile import CONTENT, RAW, WIDTH_PROFILE, profile
from ocrfix.score.table import show
from tests.score.score_pages import MARKET, RIVER, SCHOOL, THREE, page


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("，：；！？（）", ",:;!?()"),
        ("Ａ１％", "A1%"),
        ("︵一︶﹁二﹂", "(一)「二」"),
        ("︐︑︒︓︔︕︖", ",、。:;!?"),
        ("一\u3000二 三\n四\t五", "一二三四五"),
        ("…①㈠。「」—“”●﹅㊣", "…①㈠。「」—“”●﹅㊣"),
        ("\uf900神", "\uf900神"),
    ],
)
def test_width_folds_what_it_names_and_nothing_else(text: str, folded: str) -> None:
    assert WIDTH_PROFILE.apply(text) == folded


def test_content_keeps_what_says_something() -> None:
    assert CONTENT.apply("“增长12.5%”，▲约为￥3亿元（见图）。□ABC-d℃") == "增长125%约为￥3亿元见图□ABCd℃"


def test_raw_changes_nothing() -> None:
    assert RAW.apply(" Ａ，\u3000\n") == " Ａ，\u3000\n"


@given(st.text(), st.sampled_from(sorted(PROFILES)))
def test_a_profile_is_idempotent_and_never_lengthens(text: str, name: str) -> None:
    once = PROFILES[name].apply(text)
    assert PROFILES[name].apply(once) == once
    assert len(once) <= len(text)


def test_folding_follows_chains_and_ends_in_rings() -> None:
    folded = WIDTH_PROFILE.folding("v", {"甲": "乙", "乙": "丙", "丁": "戊", "戊": "丁", "，": "、"})
    assert folded.apply("甲乙丙") == "丙丙丙"
    assert len(set(folded.apply("丁戊"))) == 1
    assert folded.label == "width+v/1"


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(UsageError, match="nfkc"):
        profile("nfkc")


@pytest.mark.parametrize("metric", [m for m in METRICS if m.measure is not None], ids=lambda m: m.name)
def test_every_metric_says_its_range_and_what_holds_at_the_edges(metric: object) -> None:
    text = " ".join((inspect.getdoc(metric.measure) or "").split())  # type: ignore[attr-defined]
    assert "Range" in text
    assert any(word in text.lower() for word in ("empty", "no ", "nothing", "edges as"))


def test_the_table_shows_the_quality_bars_of_every_page() -> None:
    score = collect(
        [score_page(THREE, THREE), score_page(page(RIVER, name="q"), page(RIVER, SCHOOL, MARKET, name="q"))]
    )
    out = io.StringIO()
    show(score, console=Console(file=out, width=160))
    lines = out.getvalue().splitlines()
    header = next(line for line in lines if "page dist" in line)
    for title in ("article CER", "B-cubed F1", "missing", "excess", "duplic.", "headl. =", "exact art."):
        assert title in header
    row = next(line for line in lines if line.split()[:1] == ["p"])
    assert row.split()[2:] == ["0.0000", "0.0000", "1.0000", "0.0000", "0.0000", "0.0000", "1.0000", "1.0000", "1.0000"]
    assert all(m.name in out.getvalue() for m in METRICS if m.measure is not None)
