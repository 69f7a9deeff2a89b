"""Figures worked out by hand. Every expectation says how it was counted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocrfix.page import Article, Block, Kind, Page
from ocrfix.score import score_page
from ocrfix.score.measure import Agreement, Ratio
from tests.score.score_pages import MARKET, RIVER, SCHOOL, THREE, article, page


def figure(output: Page, truth: Page, name: str, profile: str = "width") -> Ratio:
    found = score_page(output, truth, profile).figures[name]
    assert isinstance(found, Ratio)
    return found


def grouping(output: Page, truth: Page, name: str) -> Agreement:
    found = score_page(output, truth).figures[name]
    assert isinstance(found, Agreement)
    return found


def one(text: str) -> Page:
    return page(Article(id="a", blocks=(Block(Kind.PARAGRAPH, text),)))


def test_cer_of_one_of_each_operation() -> None:
    # 甲乙丙丁戊己庚辛壬癸 -> 甲X丙丁己庚辛壬癸子: 乙→X substituted, 戊 deleted, 子 inserted: 3 of 10
    truth, output = one("甲乙丙丁戊己庚辛壬癸"), one("甲X丙丁己庚辛壬癸子")
    assert figure(output, truth, "cer") == Ratio(3, 10)
    assert figure(output, truth, "substituted") == Ratio(1, 10)
    assert figure(output, truth, "deleted") == Ratio(1, 10)
    assert figure(output, truth, "inserted") == Ratio(1, 10)


def test_page_distance_is_normalised_by_the_longer_side() -> None:
    # the output has 4 characters more than the truth's 10: 4 of 14, while the CER is 4 of 10
    truth, output = one("甲乙丙丁戊己庚辛壬癸"), one("甲乙丙丁戊己庚辛壬癸子丑寅卯")
    assert figure(output, truth, "page_distance") == Ratio(4, 14)
    assert figure(output, truth, "cer") == Ratio(4, 10)


def test_order_between_articles_is_free_inside_it_is_not() -> None:
    assert figure(page(MARKET, RIVER, SCHOOL), page(RIVER, SCHOOL, MARKET), "page_distance").part == 0
    swapped = replace(RIVER, blocks=(RIVER.blocks[0], RIVER.blocks[2], RIVER.blocks[1]))
    # three blocks, one left its place: two edits (take it out, put it in) of 3 blocks found
    assert figure(page(swapped), page(RIVER), "block_order") == Ratio(2, 3)
    # the paragraphs have 16 and 13 characters; the shorter one moves: 13 deleted and 13 inserted, of 36
    assert figure(page(swapped), page(RIVER), "page_distance") == Ratio(26, 36)


def test_an_unmatched_truth_is_deleted_and_an_unmatched_output_inserted() -> None:
    alien = article("alien", "完全不同的消息", "这里没有任何一句出现在原文之中。")
    # truth: 36 + 31 characters; the school is lost (31), the alien (7 + 16) is too much: 54 of 67
    assert figure(page(RIVER, alien), page(RIVER, SCHOOL), "article_cer") == Ratio(31 + 23, 36 + 31)


def test_every_article_printed_twice_is_all_inserted() -> None:
    again = [replace(a, id=a.id + "2") for a in (RIVER, SCHOOL)]
    truth = page(RIVER, SCHOOL)
    output = page(RIVER, SCHOOL, *again)
    assert figure(output, truth, "article_cer") == Ratio(67, 67)
    assert figure(output, truth, "excess") == Ratio(67, 67)
    assert figure(output, truth, "missing") == Ratio(0, 67)
    # n-grams of 6: 36 - 5 + 31 - 5 = 57, each once too often, of 114
    assert figure(output, truth, "duplicates") == Ratio(57, 114)


def test_what_the_truth_repeats_may_repeat() -> None:
    lead = "受援地区传统产业转型升级取得新的进展"
    twice = one(lead + "会议指出" + lead)
    assert figure(twice, twice, "duplicates").part == 0
    # printed a third time: 18 characters hold 13 sixes; seams make sixes that are new, not doubled
    assert figure(one(lead + "会议指出" + lead + lead), twice, "duplicates").part == 13


def test_bcubed_of_two_articles_merged() -> None:
    # All 36 + 31 characters in one article. Precision: 36 have 36/67, 31 have 31/67; recall is 1.
    merged = page(Article(id="m", blocks=RIVER.blocks + SCHOOL.blocks))
    found = grouping(merged, page(RIVER, SCHOOL), "bcubed")
    assert found.precision == pytest.approx((36 * 36 + 31 * 31) / 67 / 67)
    assert found.recall == 1
    precision = (36**2 + 31**2) / 67**2
    assert found.value == pytest.approx(2 * precision / (precision + 1))


def test_as_f_of_an_article_cut_in_two() -> None:
    # 36 = 7 + 16 + 13 cut into 23 and 13: greedy takes the 23, the 13 have no partner. 23/36 both ways.
    cut = page(Article(id="a", blocks=RIVER.blocks[:2]), Article(id="b", blocks=RIVER.blocks[2:]))
    found = grouping(cut, page(RIVER), "as_f")
    assert (found.right_of_found, found.found, found.right_of_true, found.true) == (23, 36, 23, 36)


def test_exact_articles_forgive_a_misread_character_but_no_lost_headline() -> None:
    misread = replace(
        RIVER, blocks=(RIVER.blocks[0], Block(Kind.PARAGRAPH, "昨曰上午第一艘渡轮离开北岸码头。"), RIVER.blocks[2])
    )
    headless = replace(SCHOOL, blocks=SCHOOL.blocks[1:])
    # three articles: one misread in a character, one without its headline, one right
    assert figure(page(misread, headless, MARKET), page(RIVER, SCHOOL, MARKET), "exact_articles") == Ratio(2, 3, 1.0)
    assert figure(page(misread, headless, MARKET), page(RIVER, SCHOOL, MARKET), "identical_articles") == Ratio(
        1, 3, 1.0
    )


def test_headlines_exact_and_fuzzy() -> None:
    # right; 山村小学迎来新教宝 has one of nine wrong (0.89); 菜市长一时 has five of nine (0.56)
    output = page(
        RIVER,
        article("school", "山村小学迎来新教宝", SCHOOL.blocks[1].text),
        article("market", "菜市长一时", MARKET.blocks[1].text),
    )
    truth = page(RIVER, SCHOOL, MARKET)
    assert figure(output, truth, "headline_exact") == Ratio(1, 3, 1.0)
    assert figure(output, truth, "headline_fuzzy") == Ratio(2, 3, 1.0)


def test_a_headline_in_the_body_is_not_found() -> None:
    body = page(Article(id="a", blocks=tuple(Block(Kind.PARAGRAPH, b.text) for b in RIVER.blocks)))
    assert figure(body, page(RIVER), "headline_fuzzy") == Ratio(0, 1, 1.0)
    assert figure(body, page(RIVER), "page_distance").part == 0


def test_kicker_headline_and_deck_are_free_in_order() -> None:
    def headed(*kinds: Kind) -> Page:
        texts = {Kind.KICKER: "本市交通再提速", Kind.HEADLINE: "长河开通新航线", Kind.DECK: "渡轮每天往返十二次"}
        return page(Article(id="a", blocks=(*(Block(k, texts[k]) for k in kinds), RIVER.blocks[1])))

    one_way = headed(Kind.KICKER, Kind.HEADLINE, Kind.DECK)
    other = headed(Kind.DECK, Kind.HEADLINE, Kind.KICKER)
    assert figure(one_way, other, "page_distance").part == 0
    # the same, when the roles are mistaken: the truth's kicker is the output's headline
    mistaken = page(
        Article(
            id="a",
            blocks=(
                Block(Kind.HEADLINE, "本市交通再提速"),
                Block(Kind.DECK, "长河开通新航线"),
                Block(Kind.DECK, "渡轮每天往返十二次"),
                RIVER.blocks[1],
            ),
        )
    )
    assert figure(mistaken, one_way, "page_distance").part == 0
    assert figure(mistaken, one_way, "article_cer").part == 0


def test_furniture_is_apart_and_inserted_when_printed_into_a_story() -> None:
    assert figure(THREE, THREE, "furniture_recall") == Ratio(5, 5, 1.0)
    # 晨报 and 第三版 end up in a story: 5 inserted, none found in the furniture
    spoilt = replace(RIVER, blocks=(*RIVER.blocks, Block(Kind.PARAGRAPH, "晨报第三版")))
    output = page(spoilt, SCHOOL, MARKET)
    assert figure(output, THREE, "inserted").part == 5
    assert figure(output, THREE, "furniture_recall") == Ratio(0, 5, 1.0)


def test_captions_are_matched_apart_wherever_they_stand() -> None:
    first, second = Block(Kind.CAPTION, "渡轮驶离北岸码头"), Block(Kind.CAPTION, "孩子们在新教室里")
    truth = page(replace(RIVER, blocks=(*RIVER.blocks, first)), replace(SCHOOL, blocks=(*SCHOOL.blocks, second)))
    output = page(replace(RIVER, blocks=(*RIVER.blocks, second, first)), SCHOOL)
    assert figure(output, truth, "caption_cer") == Ratio(0, 16)
    assert figure(output, truth, "page_distance") == Ratio(0, 36 + 31 + 16)
    # a credit belongs to the caption before it
    credited = replace(RIVER, blocks=(*RIVER.blocks, first, Block(Kind.CREDIT, "王石摄")))
    whole = replace(RIVER, blocks=(*RIVER.blocks, Block(Kind.CAPTION, "渡轮驶离北岸码头王石摄")))
    assert figure(page(credited), page(whole), "cer").part == 0


@pytest.mark.parametrize(
    "note", ["（下转第二版）", "(下转2版)", "▲下转第A3版", "（上接第一版）", "下轉第三頁", "詳刊P4", "（紧接第四版）"]
)
def test_jump_notes_are_left_out_on_both_sides(note: str) -> None:
    with_note = replace(RIVER, blocks=(*RIVER.blocks[:2], Block(Kind.PARAGRAPH, note), RIVER.blocks[2]))
    assert figure(page(with_note), page(RIVER), "cer") == Ratio(0, 36)
    assert figure(page(RIVER), page(with_note), "cer") == Ratio(0, 36)


@pytest.mark.parametrize("text", ["他把车转弯后停在第二版画前。", "接待员见到三位客人。", "上接天际，下转山坳。"])
def test_text_that_looks_like_a_jump_note_stays(text: str) -> None:
    assert figure(one(text), one(text), "cer").whole == len(text)


def test_unreadable_places_cost_nothing_and_are_not_counted() -> None:
    # 甲□丙丁 has three readable characters; whatever stands for □, and nothing, is free
    for read in ("甲乙丙丁", "甲丙丁", "甲□丙丁"):
        assert figure(one(read), one("甲□丙丁"), "cer") == Ratio(0, 3)
    assert figure(one("甲乙丙戊"), one("甲□丙丁"), "cer") == Ratio(1, 3)
    assert figure(one("甲乙丙丁"), one("甲□丙丁"), "excess") == Ratio(0, 3)
    # □ in the output is a character that was not read
    assert figure(one("甲□丙丁"), one("甲乙丙丁"), "cer") == Ratio(1, 4)


def test_joins_of_a_paragraph_cut_at_a_column_end() -> None:
    # the truth has ends after the headline and after the first paragraph: 2 joins. The output has a third,
    # inside a paragraph: it is one too much, and the join of the two halves is missing.
    text = RIVER.blocks[1].text
    halves = Block(Kind.PARAGRAPH, text[:8]), Block(Kind.PARAGRAPH, text[8:])
    cut = replace(RIVER, blocks=(RIVER.blocks[0], *halves, RIVER.blocks[2]))
    found = grouping(page(cut), page(RIVER), "joins")
    assert (found.right_of_found, found.found, found.right_of_true, found.true) == (2, 3, 2, 3)


def test_segmentation_and_recognition_errors_are_told_apart() -> None:
    moved = replace(RIVER, blocks=(RIVER.blocks[0], RIVER.blocks[2], RIVER.blocks[1]))
    assert figure(page(moved), page(RIVER), "recognition") == Ratio(0, 36)
    assert figure(page(moved), page(RIVER), "segmentation") == Ratio(26, 36)
    misread = one("昨曰上午第一艘渡轮离开北岸码头")
    assert figure(misread, one("昨日上午第一艘渡轮离开北岸码头"), "recognition") == Ratio(1, 15)
    assert figure(misread, one("昨日上午第一艘渡轮离开北岸码头"), "segmentation") == Ratio(0, 15)


@pytest.mark.parametrize("name", ["page_distance", "cer", "article_cer", "missing", "excess", "inserted"])
def test_both_empty(name: str) -> None:
    assert figure(page(), page(), name).value == 0


def test_missing_output_counts_as_empty() -> None:
    assert figure(page(), THREE, "page_distance").value == 1
    assert figure(page(), THREE, "cer").value == 1
    assert grouping(page(), THREE, "bcubed").value == 0
    assert figure(page(), THREE, "headline_exact").value == 0


def test_output_without_truth_is_infinitely_wrong_and_counts_in_a_sum() -> None:
    nothing = figure(THREE, page(), "cer")
    assert nothing.value == float("inf")
    assert (nothing + figure(THREE, THREE, "cer")).value == 1


def test_a_headline_set_with_another_is_found_and_serves_once() -> None:
    # the two headlines of the truth stand in one article's head; a third one like the first is found nowhere
    both = page(
        Article(id="a", blocks=(Block(Kind.HEADLINE, "长河开通新航线"), Block(Kind.DECK, "山村小学迎来新教室")))
    )
    truth = page(
        article("1", "长河开通新航线", "甲乙丙丁"),
        article("2", "山村小学迎来新教室", "戊己庚辛"),
        article("3", "长河开通新航路", "壬癸子丑"),
    )
    assert figure(both, truth, "headline_exact") == Ratio(2, 3, 1.0)
    assert figure(both, truth, "headline_fuzzy") == Ratio(2, 3, 1.0)
