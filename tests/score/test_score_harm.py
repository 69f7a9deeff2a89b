"""Harm and gain of a repair: what it broke and what it mended itself, and nothing that an alignment met by chance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocrfix.page import Article, Block, Kind, Page
from ocrfix.score import collect, score_page
from ocrfix.score.measure import Ratio
from tests.score.score_pages import LETTERS, MARKET, RIVER, SCHOOL, THREE, page

WRONG = "甲乙丙丁戊己庚辛壬癸"
"""Characters that are in none of the texts."""


def one(*paragraphs: str) -> Page:
    return page(Article(id="a", blocks=tuple(Block(Kind.PARAGRAPH, t) for t in paragraphs)))


def harm(truth: Page, before: Page, after: Page) -> Ratio:
    return _figure("harm", truth, before, after)


def gain(truth: Page, before: Page, after: Page) -> Ratio:
    return _figure("gain", truth, before, after)


def _figure(name: str, truth: Page, before: Page, after: Page) -> Ratio:
    found = score_page(after, truth, "width", before).figures[name]
    assert isinstance(found, Ratio)
    return found


TRUTH = one("昨日上午第一艘渡轮离开北岸码头。")


def test_a_right_character_made_wrong_is_harm() -> None:
    # 16 characters, all right before; 北 became 比
    assert harm(TRUTH, TRUTH, one("昨日上午第一艘渡轮离开比岸码头。")) == Ratio(1, 16)


def test_a_right_character_taken_away_is_harm() -> None:
    assert harm(TRUTH, TRUTH, one("昨日上午第一艘渡轮离开岸码头。")) == Ratio(1, 16)


def test_a_wrong_character_made_wrong_otherwise_is_no_harm_and_no_gain() -> None:
    before, after = one("昨曰上午第一艘渡轮离开北岸码头。"), one("昨目上午第一艘渡轮离开北岸码头。")
    assert harm(TRUTH, before, after) == Ratio(0, 15)
    assert gain(TRUTH, before, after) == Ratio(0, 1, 1.0)


def test_what_is_mended_is_gain_beside_what_is_broken() -> None:
    # before: 曰 for 日 wrong; after: 日 right, but 码 became 玛. 15 were right, one of them was broken
    before, after = one("昨曰上午第一艘渡轮离开北岸码头。"), one("昨日上午第一艘渡轮离开北岸玛头。")
    assert harm(TRUTH, before, after) == Ratio(1, 15)
    assert gain(TRUTH, before, after) == Ratio(1, 1, 1.0)


def test_a_character_met_by_chance_elsewhere_is_no_harm_when_it_stays() -> None:
    # The truth's last words 科长到任 were not read. Before the repair the alignment finds 科 and 到 in a line of
    # furniture that the truth has not; the repair only mends the line beside them, and 科 and 到 stay as they
    # are. Whatever the alignments make of them, nothing that was right was changed.
    truth = one("昨日上午渡轮离开北岸码头。", "新任科长到任。")
    before = one("昨曰上午渡轮离开北岸码头。", "本科技报到。")
    after = one("昨日上午渡轮离开北岸码头。", "本科技报到。")
    assert harm(truth, before, after).part == 0


def test_order_alone_is_no_harm() -> None:
    turned = replace(RIVER, blocks=(RIVER.blocks[0], RIVER.blocks[2], RIVER.blocks[1]))
    moved = replace(THREE, articles=(MARKET, turned, SCHOOL))
    assert harm(THREE, moved, THREE).part == 0
    assert harm(THREE, THREE, moved).part == 0


def test_a_join_is_no_harm() -> None:
    halves = one("昨日上午第一艘渡轮", "离开北岸码头。")
    assert harm(TRUTH, halves, TRUTH).part == 0
    assert harm(TRUTH, TRUTH, halves).part == 0


@pytest.mark.parametrize("kept", [0, 1])
def test_taking_one_of_two_copies_away_is_no_harm_whichever_it_is(kept: int) -> None:
    text = RIVER.blocks[1].text
    copies = one("河口晚报讯：" + text, text + "船长说。")
    after = one(*("河口晚报讯：" + text, "船长说。") if kept == 0 else ("河口晚报讯：", text + "船长说。"))
    assert harm(one("河口晚报讯：" + text + "船长说。"), copies, after).part == 0


def test_taking_both_copies_away_is_harm() -> None:
    text = RIVER.blocks[1].text
    truth, copies = one("河口晚报讯：" + text + "船长说。"), one("河口晚报讯：" + text, text + "船长说。")
    assert harm(truth, copies, one("河口晚报讯：船长说。")).part == len(text)


def test_a_repetition_of_the_truth_taken_away_is_harm() -> None:
    # a lead that says what the text says again: both are the truth's, the repair may take none
    lead = "受援地区传统产业转型升级取得新的进展"
    truth = one(f"{lead}，会议指出{lead}。", *(b.text for b in RIVER.blocks))
    after = one(f"{lead}，会议指出", *(b.text for b in RIVER.blocks))
    assert harm(truth, truth, after).part == len(lead) + 1


def test_places_nobody_can_read_are_neither_harmed_nor_mended() -> None:
    truth = one("昨日上午第□艘渡轮离开北岸码头。")
    assert harm(truth, TRUTH, one("昨日上午第甲艘渡轮离开北岸码头。")) == Ratio(0, 15)
    assert gain(truth, one("昨日上午第甲艘渡轮离开北岸码头。"), TRUTH) == Ratio(0, 0, 1.0)


def test_what_is_folded_by_the_profile_is_no_change() -> None:
    assert harm(TRUTH, TRUTH, one("昨日上午第一艘 渡轮离开北岸码头。")).part == 0


def test_captions_and_furniture_can_be_harmed() -> None:
    caption = Block(Kind.CAPTION, "渡轮驶离北岸码头")
    truth = page(replace(RIVER, blocks=(*RIVER.blocks, caption)), furniture=("晨报", "第三版"))
    spoilt = page(
        replace(RIVER, blocks=(*RIVER.blocks, replace(caption, text="渡轮驶离比岸码头"))), furniture=("农报", "第三版")
    )
    assert harm(truth, truth, spoilt) == Ratio(2, 36 + 8 + 5)
    assert gain(truth, spoilt, truth) == Ratio(2, 2, 1.0)


def test_edges() -> None:
    empty = page()
    assert harm(empty, empty, empty).value == 0
    assert gain(empty, empty, empty).value == 1
    assert harm(TRUTH, empty, TRUTH) == Ratio(0, 0)
    assert gain(TRUTH, empty, TRUTH) == Ratio(16, 16, 1.0)
    assert harm(TRUTH, TRUTH, empty) == Ratio(16, 16)
    assert harm(empty, TRUTH, empty) == Ratio(0, 0)


def test_a_set_sums_what_was_broken_and_what_could_be() -> None:
    harmed = score_page(one("昨日上午第一艘渡轮离开比岸码头。"), TRUTH, "width", TRUTH)
    untouched = score_page(THREE, THREE, "width", THREE)
    figure = collect([harmed, untouched]).figures["harm"]
    assert isinstance(figure, Ratio)
    assert (figure.part, figure.whole) == (1, 16 + sum(len(b.text) for b in THREE.blocks))


@settings(max_examples=60, deadline=None)
@given(
    misread=st.sets(st.integers(0, len(LETTERS) - 1), max_size=6),
    broken=st.sets(st.integers(0, len(LETTERS) - 1), max_size=6),
    mended=st.booleans(),
)
def test_harm_and_gain_are_counted_character_by_character(misread: set[int], broken: set[int], mended: bool) -> None:
    """The characters are all different and far between, so which one is which is known without any alignment."""
    spaced = [c + "々〇〆" for c in LETTERS]
    misread, broken = {k for k in misread if k % 2}, {k for k in broken if not k % 2}

    def text(wrong: set[int]) -> Page:
        return one("".join(WRONG[k % 10] + s[1:] if k in wrong else s for k, s in enumerate(spaced)))

    truth, before = text(set()), text(misread)
    after = text(broken | (set() if mended else misread))
    total = sum(map(len, spaced))
    assert harm(truth, before, after) == Ratio(len(broken), total - len(misread))
    assert gain(truth, before, after) == Ratio(len(misread) if mended else 0, len(misread), 1.0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=30), min_size=1, max_size=4), st.data())
def test_a_repair_that_changes_nothing_does_no_harm(paragraphs: list[str], data: st.DataObject) -> None:
    truth = one(*data.draw(st.permutations(paragraphs)))
    same = one(*paragraphs)
    assert harm(truth, same, same).part == 0
    assert gain(truth, same, same).part == 0
