"""The diff of a page: what was there before, what is there now, and every edit where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ocrfix.errors import UnreadableInput, UsageError
from ocrfix.formats import markdown
from ocrfix.formats.json import write as to_json
from ocrfix.page import Article, Block, Box, Edit, Glyph, Kind, Operation, Page, Span, Standing, TextLine
from ocrfix.repair import View, apply, decide, revert
from ocrfix.review import PageDiff, Run, SectionKind, State, find_pages, page_diff
from ocrfix.review.model import runs
from tests.pages import pages
from tests.review.review_pages import (
    ADDED,
    BARE,
    DOUBLED,
    EDITS,
    FLAGGED,
    LOOK_ALIKE,
    REFUSED,
    SPACE,
    SUGGESTED,
    TOWN,
    TWICE,
)

DIFF = page_diff(TOWN)


def _states(diff: PageDiff) -> list[tuple[str, str, State, tuple[str, ...]]]:
    return [(r.before, r.after, r.state, r.edits) for _, _, r in runs(diff.sections) if r.state is not State.EQUAL]


def test_every_edit_is_a_run_where_it_stands() -> None:
    assert _states(DIFF) == [
        ("莱", "菜", State.CHANGED, (LOOK_ALIKE.id,)),
        ("，", "", State.CHANGED, (DOUBLED.id,)),
        ("", "。", State.CHANGED, (ADDED.id,)),
        (" ", "", State.CHANGED, (SPACE.id,)),
        ("鱼", "鱼", State.SUGGESTED, (SUGGESTED.id,)),
        ("多", "多", State.FLAGGED, (FLAGGED.id,)),
        ("艘", "艘", State.REJECTED, (REFUSED.id,)),
        ("灯亮了", "", State.CHANGED, (TWICE.id,)),
    ]


def test_sections_are_furniture_articles_and_what_stands_apart() -> None:
    kinds = [(s.id, s.kind, s.title) for s in DIFF.sections]
    assert kinds == [
        ("a1", SectionKind.ARTICLE, "老桥下的菜市场"),
        ("a2", SectionKind.ARTICLE, "渡轮开通"),
        ("furniture", SectionKind.FURNITURE, ""),
        ("apart", SectionKind.APART, ""),
    ]
    assert DIFF.sections[0].before == "老桥下的莱市场\n清晨五点，，灯亮了人多了起来 。\n摊主林小河说，今年的鱼比去年多"
    assert DIFF.sections[0].after == "老桥下的菜市场\n清晨五点，灯亮了。人多了起来。\n摊主林小河说，今年的鱼比去年多"


def test_a_change_has_its_edit_its_text_and_its_place() -> None:
    by_id = DIFF.by_id
    change = by_id[LOOK_ALIKE.id]
    assert (change.before, change.after, change.lead, change.trail) == ("莱", "菜", "老桥下的", "市场")
    assert (
        change.box == Box(200, 120, 240, 160)
        and change.section == "a1"
        and "another reading of the same ink" in change.about
    )
    assert by_id[SUGGESTED.id].after == "渔" and by_id[SUGGESTED.id].state is State.SUGGESTED
    assert by_id[FLAGGED.id].after == by_id[FLAGGED.id].before == "多"
    assert by_id[ADDED.id].box == Box(360, 200, 400, 240), "a point is shown at the glyph before it"
    assert by_id[TWICE.id].section == "apart"


def test_blocks_have_their_places_column_by_column() -> None:
    paragraph = DIFF.sections[0].blocks[1]
    assert paragraph.boxes == (Box(40, 200, 400, 280),)
    two_columns = replace(BARE.articles[0].blocks[1], spans=(Span("one", 0, 9), Span("three", 0, 15)))
    article = replace(BARE.articles[0], blocks=(two_columns,))
    (block,) = page_diff(replace(BARE, articles=(article,))).articles[0].blocks
    assert block.boxes == (Box(40, 200, 400, 240), Box(440, 200, 1040, 240))


def test_figures_count_edits_and_characters() -> None:
    figures = DIFF.figures
    assert figures.standings == {"applied": 5, "suggested": 1, "flagged": 1, "rejected": 1}
    assert figures.rules["look-alike"] == {"applied": 1, "suggested": 1, "rejected": 1}
    assert (figures.removed, figures.inserted) == (6, 2)
    assert figures.characters == sum(len(x.text) for x in BARE.lines)
    twice = figures + figures
    assert twice.pages == 2 and twice.count(Standing.APPLIED) == 10 and twice.rules["ink-twice"] == {"applied": 2}


def test_what_an_article_added_or_left_out_is_plain_text() -> None:
    lines = tuple(
        TextLine(n, glyphs=tuple(map(Glyph, text))) for n, text in (("a", "New"), ("b", "Yo-"), ("c", "rk Tlmes"))
    )
    spans = tuple(Span(x.id, 0, len(x.glyphs)) for x in lines)

    def page(text: str) -> Page:
        return Page("p", lines=lines, articles=(Article("a1", (Block(Kind.PARAGRAPH, text, spans),)),))

    flag = View.of(page("x")).edit("r", 1, Operation.MARK, (Span("c", 4, 5),), standing=Standing.FLAGGED)
    (found,) = page_diff(apply(page("New York Tlmes"), [flag])).articles[0].blocks
    assert found.before == found.after == "New York Tlmes"
    assert [r.after for r in found.runs] == ["New", " ", "Yo", "rk T", "l", "mes"]
    fix = View.of(page("x")).edit("r", 1, Operation.REPLACE, (Span("c", 4, 5),), inserted=(Glyph("i"),))
    (found,) = page_diff(apply(page("New Yo-rk Tlmes"), [fix])).articles[0].blocks
    assert (found.before, found.after) == ("New Yo-rk Tlmes", "New Yo-rk Times")
    changed = [r for r in found.runs if r.state is State.CHANGED]
    assert changed == [Run("l", "i", State.CHANGED, (fix.id,), Span("c", 4, 5))]


def test_a_page_without_lines_is_all_equal() -> None:
    diff = page_diff(markdown.read("# 老桥\n\n灯亮了。\n", "p"))
    assert [(r.before, r.state) for _, _, r in runs(diff.sections)] == [
        ("老桥", State.EQUAL),
        ("灯亮了。", State.EQUAL),
    ]
    assert not diff.changes


def test_a_decision_changes_the_state() -> None:
    accepted = page_diff(decide(TOWN, SUGGESTED.id, Standing.APPLIED))
    assert ("鱼", "渔", State.CHANGED, (SUGGESTED.id,)) in _states(accepted)
    settled = page_diff(decide(TOWN, FLAGGED.id, Standing.APPLIED))
    assert FLAGGED.id not in {i for _, _, _, ids in _states(settled) for i in ids}
    assert settled.by_id[FLAGGED.id].edit.standing is Standing.APPLIED


@st.composite
def edited(draw: st.DrawFn) -> Page:
    """``BARE`` with any edits at all."""
    found = {e.id: e for e in EDITS if draw(st.booleans())}
    for _ in range(draw(st.integers(0, 6))):
        line = draw(st.sampled_from(BARE.lines))
        start = draw(st.integers(0, len(line.glyphs)))
        operation = draw(st.sampled_from([Operation.DELETE, Operation.REPLACE, Operation.INSERT, Operation.MARK]))
        stop = start if operation is Operation.INSERT else draw(st.integers(start, len(line.glyphs)))
        puts = operation in (Operation.REPLACE, Operation.INSERT)
        inserted = tuple(map(Glyph, draw(st.text("甲乙丙", min_size=1, max_size=2)))) if puts else ()
        edit = View.of(BARE).edit(
            "made-up", 1, operation, (Span(line.id, start, stop),), inserted=inserted,
            confidence=draw(st.sampled_from([0.5, 0.9])), standing=draw(st.sampled_from(Standing)),
        )  # fmt: skip
        found[edit.id] = edit
    return apply(BARE, found.values())


@settings(max_examples=50)
@given(edited())
def test_no_edit_and_no_character_is_left_out(page: Page) -> None:
    diff, bare = page_diff(page), revert(page)
    assert {c.id for c in diff.changes} == {e.id for e in page.edits}
    blocks = [b for s in diff.sections if s.kind is not SectionKind.APART for b in s.blocks]
    assert sorted(b.after for b in blocks) == sorted(b.text for b in page.blocks)
    found = Counter(c for _, _, r in runs(diff.sections) for c in r.before)
    assert found == Counter(c for line in bare.lines for c in line.text)
    for _, _, run in runs(diff.sections):
        assert (run.before == run.after) or run.state is State.CHANGED


@settings(max_examples=50)
@given(edited())
def test_the_text_before_is_that_of_the_reverted_page(page: Page) -> None:
    blocks = [b for s in page_diff(page).sections if s.kind is not SectionKind.APART for b in s.blocks]
    assert sorted(b.before for b in blocks) == sorted(b.text for b in revert(page).blocks)


@settings(max_examples=50)
@given(pages())
@example(
    Page("p", lines=(TextLine("l", None, ()),), edits=(Edit("e", "made-up", 1, Operation.INSERT, (Span("l", 0, 1),),
         (Glyph("甲"),), (Glyph("乙"),), None, Standing.APPLIED),))
)  # fmt: skip
def test_any_page_at_all_has_a_diff(page: Page) -> None:
    diff = page_diff(page)
    assert {c.id for c in diff.changes} == {e.id for e in page.edits}
    shown = [b.after for s in diff.sections if s.kind is not SectionKind.APART for b in s.blocks]
    assert sorted(shown) == sorted(b.text for b in page.blocks)


def test_pages_are_found_by_what_they_hold(tmp_path: Path) -> None:
    for name in ("one.json", "sub/two.json", ".ocrfix/not.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(to_json(TOWN))
    (tmp_path / "profile.json").write_text('{"pages": []}')
    (tmp_path / "paper.issue.json").write_text('{"schema":"ocrfix/document"}')
    assert [p.name for p in find_pages(tmp_path)] == ["one", "sub/two"]
    for named in ("one", "one.json"):
        (found,) = find_pages(tmp_path / named)
        assert found.name == "one" and found.load() == TOWN
    with pytest.raises(UsageError, match=r"missing: does not exist\. Name an output folder"):
        find_pages(tmp_path / "missing")
    with pytest.raises(UsageError, match="is no page of ocrfix"):
        find_pages(tmp_path / "profile.json")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no page"):
        find_pages(tmp_path / "empty")
    (tmp_path / "one.json").write_bytes(to_json(TOWN)[:99])
    with pytest.raises(UnreadableInput, match="no valid JSON"):
        find_pages(tmp_path / "one")[0].load()
