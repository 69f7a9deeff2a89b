"""Two readings of one page beside each other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from ocrfix.formats import markdown
from ocrfix.page import Box, Page
from ocrfix.review import PageDiff, page_diff
from ocrfix.review.as_diff import pair_diff
from ocrfix.review.pair import PagePair, compare
from tests.pages import pages
from tests.review.review_pages import BARE, DOUBLED, LOOK_ALIKE, TOWN, TWICE

OLD, NEW = page_diff(BARE), page_diff(TOWN)


def _told(pair: PagePair) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(d.old.text, d.new.text, d.new.edits) for a in pair.articles for d in a.differences]


def test_before_and_after_differ_by_the_applied_edits() -> None:
    pair = compare("town", OLD, NEW)
    told = _told(pair)
    assert ("莱", "菜", (LOOK_ALIKE.id,)) in told and ("，", "", (DOUBLED.id,)) in told and (" ", "", ()) not in told
    assert ("灯亮了", "", ()) in told, "the section of what was read twice is empty now"
    assert (pair.removed, pair.inserted) == (6, 2)
    (changed,) = [d for a in pair.articles for d in a.differences if d.new.text == "菜"]
    assert changed.old.box == Box(200, 120, 240, 160)


def test_articles_are_paired_by_what_they_say_not_by_their_order() -> None:
    turned = page_diff(replace(BARE, articles=BARE.articles[::-1]))
    pair = compare("town", OLD, turned)
    assert [(a.old, a.new) for a in pair.articles[:2]] == [("a2", "a2"), ("a1", "a1")]
    assert not _told(pair)


def test_what_one_reading_lacks_is_all_new_or_all_gone() -> None:
    half = page_diff(replace(BARE, articles=BARE.articles[:1], lines=BARE.lines[:5]))
    pair = compare("town", half, OLD)
    (new,) = [a for a in pair.articles if a.new == "a2"]
    assert new.old is None and [(d.old.text, d.new.text) for d in new.differences] == [("", OLD.articles[1].after)]
    (gone,) = [a for a in compare("town", OLD, half).articles if a.old == "a2"]
    assert gone.new is None and gone.differences[0].old.text == OLD.articles[1].after
    assert compare("town", None, OLD).inserted == sum(len(s.after) for s in OLD.sections)


def test_beside_a_truth_width_and_what_cannot_be_read_are_free() -> None:
    truth = page_diff(markdown.read("# 老桥下的菜市场\n\n清晨五点,灯亮了。人多了□来。\n", "town"))
    pair = compare("town", truth, NEW, truth=True)
    (article,) = [a for a in pair.articles if a.old is not None]
    assert article.new == "a1"
    assert [(s.old.text, s.new.text) for s in article.stretches if s.free] == [(",", "，"), ("□", "起")]
    assert [(d.old.text, d.new.text) for d in article.differences] == [("", "\n摊主林小河说，今年的鱼比去年多")]
    strict = compare("town", truth, NEW)
    assert (",", "，") in [(d.old.text, d.new.text) for a in strict.articles for d in a.differences]


def test_the_order_of_headline_kicker_and_deck_is_no_difference() -> None:
    diff = page_diff(markdown.read("# 渡轮开通\n> 城市\n\n第一艘。\n", "p"))
    (article,) = diff.articles
    headline, kicker, text = article.blocks
    other = replace(diff, sections=(replace(article, blocks=(kicker, headline, text)),))
    assert not _told(compare("p", diff, other))


@settings(max_examples=40)
@given(pages(), pages())
def test_the_stretches_are_the_texts_of_both(one: Page, two: Page) -> None:
    old, new = page_diff(one), page_diff(two)
    pair = compare("p", old, new)
    for side, diff in (("old", old), ("new", new)):
        told = {getattr(a, side): sorted("".join(getattr(s, side).text for s in a.stretches)) for a in pair.articles}
        told.pop(None, None)
        assert told == {s.id: sorted(s.after) for s in _filled(diff)}


def _filled(diff: PageDiff) -> list:  # type: ignore[type-arg]
    return [s for s in diff.sections if s.after.strip()]


def test_an_edit_that_took_text_away_is_named_on_the_side_that_lacks_it() -> None:
    lines = [line for line in BARE.lines if line.id != "twice"]
    without = replace(BARE, lines=tuple(lines))
    told = _told(compare("town", page_diff(without), NEW))
    assert ("，", "", (DOUBLED.id,)) in told and TWICE.id not in {i for _, _, ids in told for i in ids}


def test_two_readings_can_be_shown_as_one_diff() -> None:
    diff = pair_diff(compare("town", OLD, NEW), ("run 1", "run 2"))
    first = diff.sections[0]
    assert first.id == "a1" and [b.kind for b in first.blocks] == [b.kind for b in NEW.sections[0].blocks]
    assert (first.before, first.after) == (OLD.sections[0].after, NEW.sections[0].after)
    assert first.blocks[0].boxes == NEW.sections[0].blocks[0].boxes
    change = diff.changes[0]
    assert (change.before, change.after, change.edit.rule) == ("莱", "菜", "look-alike")
    assert [r.witness for r in change.edit.evidence.readings] == ["run 1", "run 2"]
    assert change.edit.evidence.readings[1].text == "老桥下的[菜]市场 清晨五点，  (look-alike)"
    assert {c.edit.rule for c in diff.changes} >= {"look-alike", "doubled-mark", "recognition"}
    assert diff.figures.removed == 6 and diff.figures.inserted == 2


@settings(max_examples=40)
@given(pages(), pages())
def test_the_diff_of_two_readings_has_the_texts_of_both(one: Page, two: Page) -> None:
    pair = compare("p", page_diff(one), page_diff(two))
    diff = pair_diff(pair, ("one", "two"))
    for section, article in zip(diff.sections, pair.articles, strict=True):
        assert section.after.replace("\n", "") == "".join(s.new.text for s in article.stretches).replace("\n", "")
        assert section.before.replace("\n", "") == "".join(s.old.text for s in article.stretches).replace("\n", "")
    assert {i for s in diff.sections for i in s.edits} == {c.id for c in diff.changes}
