"""Text set by hand as the browser asks for it: whatever stood there, of rules or of people, it then reads as typed."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from ocrfix.page import Operation, Page, Span, Standing
from ocrfix.repair import apply
from ocrfix.review.app.asked import text_set
from ocrfix.review.app.pageview import key_of
from ocrfix.review.build import page_diff
from ocrfix.review.decisions import Action
from ocrfix.review.replay import replay
from ocrfix.review.session import Opened
from tests.review.batches import bare, edit

LEAD = 2
"""The number of the block that runs over four lines."""


def repaired() -> Page:
    """A paragraph in which rules put, took, replaced and suggested something: inside, before the first and behind the
    last glyph of a line."""
    page = bare("p")
    change, suggest = Standing.APPLIED, Standing.SUGGESTED
    insert, replace, delete = Operation.INSERT, Operation.REPLACE, Operation.DELETE
    return apply(
        page,
        (
            edit(page, "lost-mark", insert, Span("one", 4, 4), "，", change, 0.9),
            edit(page, "lost-mark", insert, Span("one", 9, 9), "。", change, 0.9),
            edit(page, "look-alike", replace, Span("two", 0, 1), "夕", change, 0.9),
            edit(page, "look-alike", replace, Span("two", 8, 9), "河", suggest, 0.7),
            edit(page, "twice", delete, Span("three", 2, 4), "", change, 0.9),
            edit(page, "lost-mark", insert, Span("three", 6, 6), "，", suggest, 0.5),
            edit(page, "lost-mark", insert, Span("four", 0, 0), "、", change, 0.9),
            edit(page, "width", replace, Span("four", 5, 6), "．", change, 0.8),
            edit(page, "unsure", Operation.MARK, Span("four", 7, 8), "", Standing.FLAGGED, None),
        ),
    )


PAGE = repaired()
TEXT = PAGE.blocks[LEAD].text


def opened(actions: list[Action]) -> Opened:
    found = replay(PAGE, actions)
    assert found.misfits == ()
    return Opened("p", PAGE, found, (), page_diff(found.page))


def put(text: str, start: int, stop: int, new: str) -> str:
    """A text with a stretch of it replaced; positions are shares of a hundred."""
    first, last = sorted((len(text) * start // 100, len(text) * stop // 100))
    return text[:first] + new + text[last:]


SHARE = st.integers(0, 100)
CHANGE = st.tuples(SHARE, SHARE, st.text("的人林河诃，。、多夕", max_size=4))


@given(st.lists(CHANGE, min_size=1, max_size=4))
@example([(0, 60, ""), (0, 100, "人")])
def test_a_paragraph_reads_as_it_was_typed_each_time(changes: list[tuple[int, int, str]]) -> None:
    actions: list[Action] = []
    for start, stop, new in changes:
        shown = opened(actions)
        text = shown.page.blocks[LEAD].text
        wanted = put(text, start, stop, new)
        if not wanted or wanted == text:
            continue  # a block without text would be no block
        actions += text_set(shown, key_of(shown.page, LEAD), wanted)
        assert replay(PAGE, actions).page.blocks[LEAD].text == wanted


@given(CHANGE)
@example((11, 11, "、"))
def test_what_was_changed_by_hand_can_be_set_as_it_was(change: tuple[int, int, str]) -> None:
    wanted = put(TEXT, *change)
    if not wanted or wanted == TEXT:
        return
    actions = text_set(opened([]), key_of(PAGE, LEAD), wanted)
    shown = opened(actions)
    actions += text_set(shown, key_of(shown.page, LEAD), TEXT)
    assert replay(PAGE, actions).page.blocks[LEAD].text == TEXT
