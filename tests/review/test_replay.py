"""A page as decided is a function of what the machine made and of the decisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ocrfix.page import PERSON, Box, Kind, Page, Span, Standing
from ocrfix.page.mapping import map_page
from ocrfix.repair import recognised, revert
from ocrfix.review import blocks, hand
from ocrfix.review.decisions import (
    Action,
    BlockSign,
    EditSign,
    Follow,
    Furnish,
    Merge,
    Move,
    Rewrite,
    SetKind,
    Settle,
    Shift,
    Split,
)
from ocrfix.review.replay import replay
from tests.review.batches import bare, page_of

PAGE = page_of("p")


def sign(number: int, page: Page = PAGE) -> BlockSign:
    found = blocks.sign(page, page.blocks[number])
    assert found is not None
    return found


FOLIO, HEAD, LEAD, SHORT, SECOND, BODY = (sign(n) for n in range(6))


def edit_id(line: str, rule: str = "look-alike") -> str:
    return next(e.id for e in PAGE.edits if e.spans[0].line == line and e.rule == rule)


def settle(line: str, standing: Standing, rule: str = "look-alike") -> Settle:
    return Settle(EditSign(edit_id(line, rule), rule, "", ""), standing, Standing.SUGGESTED)


def articles(page: Page) -> list[list[str]]:
    return [[b.text for b in a.blocks] for a in page.articles]


def written(text: str, number: int = 2, page: Page = PAGE) -> list[Action]:
    return list(hand.rewrites(page, page.blocks[number], text))


def test_accepting_and_rejecting_change_the_text() -> None:
    actions = [settle("two", Standing.APPLIED), settle("head", Standing.REJECTED)]
    found = replay(PAGE, actions)
    assert found.misfits == ()
    assert "林小河说今年" in found.page.blocks[2].text
    assert found.page.blocks[1].text == "老桥下的莱市场"
    assert found.settled == {edit_id("two"): 0, edit_id("head"): 1}


def test_text_set_by_hand_stands_and_is_known_as_a_persons() -> None:
    text = PAGE.blocks[2].text.replace("人已多", "人也多了许").replace("的鱼", "鱼")
    page = replay(PAGE, written(text)).page
    assert page.blocks[2].text == text
    mine = [e for e in page.edits if e.rule == PERSON]
    assert [e.standing for e in mine] == [Standing.APPLIED] * len(mine)
    assert len(mine) >= 2
    assert revert(page, {e.id for e in mine}) == PAGE
    assert recognised(page) == recognised(PAGE)


@given(st.text("的了人一林河，。", max_size=40))
def test_any_text_can_be_set_by_hand(text: str) -> None:
    wanted = text.strip()
    if not wanted:
        return  # a block without text would be no block
    page = replay(PAGE, written(wanted)).page
    assert page.blocks[2].text == wanted
    assert revert(page) == bare("p")


@given(st.text("的了人林河。", min_size=1, max_size=12), st.text("的了人林河。", min_size=1, max_size=12))
@example("。。。。。。了。人。", "了")
def test_text_can_be_set_by_hand_again(first: str, second: str) -> None:
    once = written(first)
    again = written(second, page=replay(PAGE, once).page)
    assert replay(PAGE, [*once, *again]).page.blocks[2].text == second
    assert replay(PAGE, once).page.blocks[2].text == first


def test_a_person_goes_before_a_rule() -> None:
    text = PAGE.blocks[1].text.replace("菜", "采")
    page = replay(PAGE, written(text, 1)).page
    assert page.blocks[1].text == "老桥下的采市场"


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Move(SHORT, BODY, True), [["head", "lead"], ["second", "body", "short"]]),
        (Move(SHORT, LEAD, False), [["head", "short", "lead"], ["second", "body"]]),
        (Furnish(SHORT), [["head", "lead"], ["second", "body"]]),
        (Merge(HEAD, SECOND), [["head", "lead", "short", "second", "body"]]),
        (Split(SHORT), [["head", "lead"], ["short"], ["second", "body"]]),
        (Shift(BODY, HEAD, False), [["second", "body"], ["head", "lead", "short"]]),
        (SetKind(SHORT, Kind.CAPTION), [["head", "lead", "short"], ["second", "body"]]),
        (Split(HEAD), [["head", "lead", "short"], ["second", "body"]]),
        (Move(HEAD, HEAD), [["head", "lead", "short"], ["second", "body"]]),
        (Split(FOLIO), [["folio"], ["head", "lead", "short"], ["second", "body"]]),
    ],
    ids=lambda v: v.do if hasattr(v, "do") else "",
)
def test_layout_by_hand(action: Action, expected: list[list[str]]) -> None:
    names = {"folio": 0, "head": 1, "lead": 2, "short": 3, "second": 4, "body": 5}
    found = replay(PAGE, [action])
    assert found.misfits == ()
    assert articles(found.page) == [[PAGE.blocks[names[n]].text for n in row] for row in expected]


def test_kinds_follow_where_a_block_goes() -> None:
    assert replay(PAGE, [Furnish(SHORT)]).page.furniture[-1].kind is Kind.FOLIO
    assert replay(PAGE, [Move(FOLIO, LEAD)]).page.articles[0].blocks[2].kind is Kind.PARAGRAPH
    assert replay(PAGE, [SetKind(SHORT, Kind.MASTHEAD)]).page.furniture[-1].kind is Kind.MASTHEAD


def test_another_order_exchanges_what_follows() -> None:
    page = replay(bare("p"), [Follow("two", "tail", ("多了起来", "船上"))]).page
    assert articles(page) == [
        ["老桥下的莱市场", "清晨五点灯亮了人已多了起来摊主林小诃船上坐满了人"],
        ["渡轮开通", "第一艘渡轮昨日离岸", "说今年的鱼比去年多价钱也公道。林小诃", "又忙去了。"],
    ]


def test_another_order_within_an_article() -> None:
    merged = Merge(HEAD, SECOND)
    page = replay(PAGE, [merged, Follow("two", "tail", ("", ""))]).page
    assert articles(page)[0][1].endswith("林小诃船上坐满了人")
    assert "".join(articles(page)[0]).count("船上坐满了人") == 1


ANY = st.sampled_from(
    [Move(a, b, after) for a in (FOLIO, HEAD, LEAD, SHORT) for b in (LEAD, SECOND, BODY) for after in (True, False)]
    + [Furnish(b) for b in (HEAD, SHORT, BODY)]
    + [Merge(a, b) for a in (HEAD, BODY) for b in (SECOND, LEAD)]
    + [Split(b) for b in (FOLIO, LEAD, SHORT, BODY)]
    + [Shift(SECOND, LEAD, False), Shift(HEAD, BODY), SetKind(SHORT, Kind.CAPTION), SetKind(LEAD, Kind.FOLIO)]
    + [Follow("two", "tail", ("多了", "船上")), Follow("body", "three", ("第一", "说今"))]
)


@given(st.lists(ANY, max_size=6))
def test_layout_by_hand_loses_no_character(actions: list[Action]) -> None:
    page = replay(PAGE, actions).page
    assert Counter("".join(b.text for b in page.blocks)) == Counter("".join(b.text for b in PAGE.blocks))
    places = Counter((s.line, s.start, s.stop) for b in page.blocks for s in b.spans)
    assert places == Counter((s.line, s.start, s.stop) for b in PAGE.blocks for s in b.spans)
    assert page.lines == PAGE.lines


def test_what_no_longer_fits_is_told_and_the_rest_holds() -> None:
    unknown = EditSign("width-0123456789", "width", ",", "，", box=Box(1, 1, 2, 2))
    gone = Settle(unknown, Standing.APPLIED, Standing.SUGGESTED)
    lost = BlockSign(Span("nowhere", 0, 3), "没有的话")
    actions = [gone, settle("two", Standing.APPLIED), Furnish(lost), Rewrite((Span("one", 0, 1),), "别", "白")]
    found = replay(PAGE, actions)
    assert [m.index for m in found.misfits] == [0, 2, 3]
    assert "width" in found.misfits[0].missing
    assert "没有的话" in found.misfits[1].missing
    assert "林小河说" in found.page.blocks[2].text


def renamed() -> Page:
    """The page converted anew: lines are called otherwise, and everything lies two pixels to the right."""
    names = {line.id: f"x{n}" for n, line in enumerate(PAGE.lines)}

    def span(s: Span) -> Span:
        return replace(s, line=names[s.line])

    page = replace(
        PAGE,
        lines=tuple(replace(line, id=names[line.id]) for line in PAGE.lines),
        columns=tuple(replace(c, lines=tuple(names[i] for i in c.lines)) for c in PAGE.columns),
        furniture=tuple(replace(b, spans=tuple(map(span, b.spans))) for b in PAGE.furniture),
        articles=tuple(
            replace(a, blocks=tuple(replace(b, spans=tuple(map(span, b.spans))) for b in a.blocks))
            for a in PAGE.articles
        ),
        edits=tuple(replace(e, id=f"y{n}", spans=tuple(map(span, e.spans))) for n, e in enumerate(PAGE.edits)),
    )
    return map_page(page, lambda points: points + np.array((2.0, 0.0)))


def test_decisions_find_their_places_on_a_page_converted_anew() -> None:
    edit = next(e for e in PAGE.edits if e.id == edit_id("two"))
    crop = edit.evidence.crop
    accepted = Settle(EditSign(edit.id, edit.rule, "诃", "河", box=crop), Standing.APPLIED, Standing.SUGGESTED)
    text = PAGE.blocks[2].text.replace("人已", "人也")
    order = Follow("two", "tail", ("多了起来", "船上坐满"))
    actions = [accepted, *written(text), Furnish(SHORT), order]
    before, after = replay(PAGE, actions), replay(renamed(), actions)
    assert before.misfits == after.misfits == ()
    assert articles(after.page) == articles(before.page)
    assert "人也多了起来摊主林小河船上" in articles(after.page)[0][1]
