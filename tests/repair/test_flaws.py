"""The benchmark of planted flaws: it plants what it says, and its figures do not fall."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from benchmarks.flaws import inked
from benchmarks.flaws.documents import documents, written
from benchmarks.flaws.measure import TWICE, Tally, judge
from benchmarks.flaws.plant import PLANTS
from benchmarks.flaws.traps import TRAPS, trap
from benchmarks.press.fonts import MissingFontError
from ocrfix.page import Standing
from tests.repair.made_up import repaired, repairer

TEXT = (
    "会议指出，要进一步优化营商环境，为企业发展提供更好的服务；《办法》（试行）实施以来，“一网通办”受到欢迎，"
    "今年全市新建改建农村公路，重点改善山区群众的出行条件，各项工作正在有序推进。"
)


@pytest.mark.parametrize("kind", PLANTS)
def test_flaws_are_where_they_are_said_to_be(kind: str) -> None:
    rng = random.Random(7)
    planted = [p for _ in range(20) if (p := PLANTS[kind](TEXT, rng)) is not None]
    assert planted
    for flaw in planted:
        assert flaw.truth == TEXT and flaw.kind == kind and flaw.places
        assert "\n".join(flaw.lines) != TEXT
        for line, start, stop in flaw.places:
            assert 0 <= start <= stop <= len(flaw.lines[line])


def test_the_same_seed_gives_the_same_documents() -> None:
    first, again, other = (list(documents("fit", "hans", seed)) for seed in (1, 1, 2))
    assert first == again != other
    text = written([TEXT] * 30, random.Random(3), ("overlap",))
    assert {p.planted.kind for p in text.passages} == {"", "overlap"}


def test_every_trap_survives() -> None:
    rng = random.Random(5)
    assert len(TRAPS) == len({f.__name__ for f in TRAPS})
    for text in {trap(rng) for _ in range(120)}:
        page = repaired(text)
        assert not [e.rule for e in page.edits if e.standing is Standing.APPLIED], text


def test_a_wrong_repair_is_counted() -> None:
    """A repairer that takes sound text away is caught: the judge is not blind."""
    document = next(documents("fit", "hans", 3, ("doubled mark",)))
    tally = judge(document, repairer())
    assert not tally.broken and not tally.wrong["doubled mark"] and tally.mended["doubled mark"]

    class Eager:
        def page(self, page):  # type: ignore[no-untyped-def]
            found = repairer().page(page)
            lines = [line for line in found.lines if len(line.glyphs) < 60]
            return type(found)(found.name, lines=tuple(lines), edits=())

    assert judge(document, Eager()).broken > 50  # type: ignore[arg-type]


def test_figures_in_text_alone() -> None:
    total = Tally()
    for seed in (11, 12):
        for document in documents("fit", "hans", seed, (*TWICE, "join", "stray space")):
            total.add(judge(document, repairer()))
    planted, mended = (Counter({k: n[k] for k in TWICE}).total() for n in (total.planted, total.mended))
    assert mended >= 0.85 * planted and not total.wrong["overlap"]
    assert total.mended["join"] >= 0.8 * total.planted["join"] > 0
    assert total.right["join"] >= 0.9 * (total.right["join"] + total.wrong["join"])
    assert total.mended["stray space"] >= 0.8 * total.planted["stray space"] and not total.broken


def test_figures_with_boxes() -> None:
    try:
        (page,) = inked.pages("fit", range(4, 5))
    except MissingFontError as missing:
        pytest.skip(str(missing))
    claims = inked.judge(page, repairer())
    assert claims.twice > 100 and claims.precision >= 0.99 and claims.recall >= 0.97
