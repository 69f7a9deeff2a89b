"""The invariants of edits, on made-up edits of all kinds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.page import Article, Block, Edit, Glyph, Kind, Operation, Page, Span, Standing, TextLine
from ocrfix.repair import View, adopt, apply, decide, recognised, revert
from ocrfix.repair.applier import CONFLICT

PAGE = Page(
    "town",
    lines=(TextLine("a", glyphs=tuple(map(Glyph, "河边的小镇"))), TextLine("b", glyphs=tuple(map(Glyph, "很安静。")))),
)


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    line = draw(st.sampled_from(PAGE.lines))
    start = draw(st.integers(0, len(line.glyphs)))
    operation = draw(st.sampled_from([Operation.DELETE, Operation.REPLACE, Operation.INSERT, Operation.MARK]))
    stop = start if operation is Operation.INSERT else draw(st.integers(start, len(line.glyphs)))
    inserted: tuple[Glyph, ...] = ()
    if operation in (Operation.REPLACE, Operation.INSERT):
        inserted = tuple(map(Glyph, draw(st.text("甲乙丙", min_size=1, max_size=2))))
    return View.of(PAGE).edit(
        "made-up",
        1,
        operation,
        (Span(line.id, start, stop),),
        inserted=inserted,
        confidence=draw(st.sampled_from([0.5, 0.9, 0.95])),
        standing=draw(st.sampled_from(list(Standing))),
    )


SETS = st.lists(edits(), max_size=6, unique_by=lambda e: e.id)


@given(SETS)
def test_apply_then_revert_gives_the_same_page(found: list[Edit]) -> None:
    assert revert(apply(PAGE, found)) == PAGE
    assert recognised(apply(PAGE, found)) == {line.id: line for line in PAGE.lines}


@given(SETS, st.randoms())
def test_the_order_of_arrival_does_not_matter(found: list[Edit], random: object) -> None:
    together = apply(PAGE, found)
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert apply(PAGE, shuffled) == together
    one_by_one = PAGE
    for edit in shuffled:
        one_by_one = apply(one_by_one, [edit])
    assert one_by_one == together
    assert apply(together, found) == together


@given(SETS, st.data())
def test_taking_one_back_is_never_having_had_it(found: list[Edit], data: st.DataObject) -> None:
    if not found:
        return
    gone = data.draw(st.sampled_from(found))
    assert revert(apply(PAGE, found), {gone.id}) == apply(PAGE, [e for e in found if e.id != gone.id])


@given(SETS)
def test_nothing_is_lost_and_nothing_invented(found: list[Edit]) -> None:
    page = apply(PAGE, found)
    applied = [e for e in page.edits if e.standing is Standing.APPLIED]
    for old, new in zip(PAGE.lines, page.lines, strict=True):
        named = {(s.line, i) for e in applied if e.removed for s in e.spans for i in range(s.start, s.stop)}
        kept = [g.text for i, g in enumerate(old.glyphs) if (old.id, i) not in named]
        missing = Counter(kept) - Counter(g.text for g in new.glyphs)
        assert not missing
        put = Counter(g.text for e in applied for s in e.spans[:1] if s.line == old.id for g in e.inserted)
        assert not Counter(g.text for g in new.glyphs) - put - Counter(g.text for g in old.glyphs)


@given(SETS)
def test_places_lead_back_to_the_recognised_glyphs(found: list[Edit]) -> None:
    page = apply(PAGE, found)
    for passage in View.of(page).passages:
        for char, place in zip(passage.text, passage.places, strict=True):
            if not place.put:
                assert PAGE.line(place.line).glyphs[place.at].text == char


def _edit(operation: Operation, start: int, stop: int, text: str = "", confidence: float = 0.9) -> Edit:
    return View.of(PAGE).edit(
        "made-up",
        1,
        operation,
        (Span("a", start, stop),),
        inserted=tuple(map(Glyph, text)),
        confidence=confidence,
    )


def test_the_surer_of_two_rivals_wins_and_the_other_says_so() -> None:
    weak, strong = _edit(Operation.REPLACE, 0, 1, "江"), _edit(Operation.REPLACE, 0, 1, "湖", 0.95)
    page = apply(PAGE, [weak, strong])
    assert page.line("a").text == "湖边的小镇"
    (lost,) = [e for e in page.edits if e.id == weak.id]
    assert lost.standing is Standing.SUGGESTED and CONFLICT in lost.evidence.measures
    assert revert(page, {strong.id}).line("a").text == "江边的小镇"


def test_a_deletion_takes_what_was_put_inside_it() -> None:
    page = apply(PAGE, [_edit(Operation.REPLACE, 2, 3, "江"), _edit(Operation.DELETE, 1, 4)])
    assert page.line("a").text == "河镇"


def test_a_glyph_may_be_replaced_and_have_something_put_before_it() -> None:
    both = [_edit(Operation.REPLACE, 1, 2, "岸", 0.95), _edit(Operation.INSERT, 1, 1, "的")]
    for found in (both, both[::-1]):
        page = apply(PAGE, found)
        assert page.line("a").text == "河的岸的小镇"
        assert {e.standing for e in page.edits} == {Standing.APPLIED}
        assert revert(page) == PAGE


def test_what_is_put_behind_the_last_glyph_reaches_the_block() -> None:
    spans = (Span("a", 0, 5), Span("b", 0, 4))
    page = replace(PAGE, articles=(Article("one", (Block(Kind.PARAGRAPH, "河边的小镇很安静。", spans),)),))
    put = _edit(Operation.INSERT, 5, 5, "，")
    assert apply(page, [put]).articles[0].blocks[0].text == "河边的小镇，很安静。"
    assert revert(apply(page, [put])) == page


def test_a_person_decides() -> None:
    edit = replace(_edit(Operation.REPLACE, 0, 1, "江"), standing=Standing.SUGGESTED)
    page = apply(PAGE, [edit])
    assert page.line("a").text == "河边的小镇"
    page = decide(page, edit.id, Standing.APPLIED)
    assert page.line("a").text == "江边的小镇"
    assert decide(page, edit.id, Standing.REJECTED).line("a").text == "河边的小镇"
    with pytest.raises(KeyError):
        decide(page, "no such edit", Standing.APPLIED)


def test_articles_keep_up_with_their_lines() -> None:
    block = Block(Kind.PARAGRAPH, "河边的小镇 很安静。", (Span("a", 0, 5), Span("b", 0, 4)))
    page = replace(PAGE, articles=(Article("a1", (block,)),))
    edit = _edit(Operation.REPLACE, 0, 1, "江")
    changed = apply(page, [edit])
    assert changed.articles[0].blocks[0].text == "江边的小镇 很安静。"
    assert revert(changed) == page


@pytest.mark.parametrize(
    "edit",
    [
        Edit("x", "r", 1, Operation.DELETE, (Span("z", 0, 1),)),
        Edit("x", "r", 1, Operation.DELETE, (Span("a", 4, 9),)),
        Edit("x", "r", 1, Operation.DELETE, (Span("a", 0, 1),), removed=(Glyph("江"),)),
        Edit("x", "r", 1, Operation.MARK, (Span("a", 0, 1),), inserted=(Glyph("江"),)),
    ],
)
def test_impossible_edits_are_refused(edit: Edit) -> None:
    with pytest.raises(ValueError, match="edit x"):
        apply(PAGE, [edit])


@given(SETS)
def test_blocks_of_repaired_lines_are_counted_as_recognised(found: list[Edit]) -> None:
    """Blocks made of the lines after repair show the same text through the spans they are stored with."""
    page = apply(PAGE, found)
    made = [
        Block(Kind.PARAGRAPH, "".join(g.text for g in line.glyphs[low:high]), (Span(line.id, low, high),))
        for line in page.lines
        for low, high in ((0, len(line.glyphs) // 2), (len(line.glyphs) // 2, len(line.glyphs)))
        if line.glyphs[low:high]
    ]
    if not made:
        return
    adopted = adopt(replace(page, edits=(), articles=(Article("a1", tuple(made)),)), page.edits)
    assert adopted.lines == page.lines and adopted.edits == page.edits
    halves = [s for b in adopted.blocks for s in b.spans]
    for line in PAGE.lines:
        own = [s for s in halves if s.line == line.id]
        assert all(a.stop <= b.start for a, b in pairwise(own))
    without = revert(adopted)
    kept = {i for s in halves for i in range(s.start, s.stop)}
    assert without.lines == PAGE.lines and kept
