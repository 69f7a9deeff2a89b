"""Rows become paragraphs over line, column and picture."""

from __future__ import annotations

import pytest

from ocrfix.page import Kind
from tests.scenes import PITCH, Seams, Sheet, paragraph, read

HEADLINE = "石桥通车两岸往来便利"


def paragraphs(sheet: Sheet, model: Seams | None = None) -> tuple[str, ...]:
    (article,) = read(sheet, model).page.articles
    return article.texts(Kind.PARAGRAPH)


def page() -> Sheet:
    sheet = Sheet()
    sheet.put(HEADLINE, 50, 40, em=50)
    return sheet


def test_an_indent_begins_a_paragraph() -> None:
    """The first ends in a full last row, so that only the indent tells."""
    texts = (paragraph(0, 12 * 4 - 2), paragraph(90, 50))
    sheet = page()
    sheet.text(texts, 50, 110)
    assert paragraphs(sheet) == texts


def test_a_short_last_row_ends_a_paragraph_that_has_no_indent() -> None:
    sheet = page()
    first, second = paragraph(0, 41), paragraph(90, 50)
    sheet.rows([r for text in (first, second) for r in _flush(text)], 50, 110)
    assert paragraphs(sheet) == (first, second)


def _flush(text: str) -> list[tuple[int, str]]:
    return [(0, text[k : k + 12]) for k in range(0, len(text), 12)]


def test_a_sentence_that_ends_with_a_row_does_not_end_the_paragraph() -> None:
    sheet = page()
    rows = [(2, "清早的河面起了薄雾。"), (0, "摆渡的老人把竹篙靠岸边。"), (0, "等头一批赶集的乡亲过河。")]
    text = "".join(row for _, row in rows)
    sheet.rows(rows, 50, 110)
    assert paragraphs(sheet) == (text,)


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    sheet = page()
    text = paragraph(0, 150)
    sheet.columns([text], [(50, 110, 7), (320, 110, 6)])
    assert paragraphs(sheet) == (text,)


def test_a_fresh_paragraph_at_a_columns_head_stands_for_itself() -> None:
    sheet = page()
    first, second = paragraph(0, 12 * 7 - 2), paragraph(90, 80)
    sheet.text([first], 50, 110)
    sheet.text([second], 320, 110)
    assert paragraphs(sheet) == (first, second)


def test_one_word_at_a_columns_head_still_belongs_to_the_paragraph_before() -> None:
    sheet = page()
    first, second = paragraph(0, 12 * 7 - 2 + 3), paragraph(90, 60)
    sheet.columns([first, second], [(50, 110, 7), (320, 110, 7)])
    assert paragraphs(sheet) == (first, second)


def test_a_paragraph_goes_on_beside_a_cut_out() -> None:
    """The column is narrower beside a picture cut into it; its rows are no first or last ones for that."""
    sheet = page()
    text = paragraph(0, 150)
    rows, at = [], text
    for n in range(20):
        width = 10 if n == 0 else 8 if 3 <= n <= 7 else 12
        if at:
            rows.append((2 if n == 0 else 4 if 3 <= n <= 7 else 0, at[:width]))
            at = at[width:]
    sheet.rows(rows, 50, 110)
    sheet.picture(30, 110 + 3 * PITCH, 125, 110 + 8 * PITCH - 10)
    assert paragraphs(sheet) == (text,)


def test_an_item_that_opens_like_a_story_is_a_paragraph_with_half_an_indent() -> None:
    sheet = page()
    first, second = paragraph(0, 12 * 4), "本报讯" + paragraph(90, 50)
    sheet.rows(_flush(first), 50, 110)
    sheet.put(second[:11], 70, 110 + 4 * PITCH)
    sheet.rows(_flush(second[11:]), 50, 110 + 5 * PITCH)
    assert paragraphs(sheet) == (first, second)


@pytest.mark.parametrize(("gain", "whole"), [(9.0, True), (-9.0, False)])
def test_the_words_decide_where_the_rows_do_not(gain: float, whole: bool) -> None:
    """A short row without a stop, and half an indent after it."""
    sheet = page()
    sheet.rows([(2, "清早的河面起了薄雾，"), (0, "摆渡的老人把竹篙靠着岸边"), (0, "等头一批赶集的")], 50, 110)
    sheet.put("乡亲过河去对岸的石阶坐", 66, 110 + 3 * PITCH)
    sheet.put("下来歇脚。", 50, 110 + 4 * PITCH)
    found = paragraphs(sheet, Seams({("赶集的", "乡亲"): gain}))
    assert (len(found) == 1) is whole
    assert "".join(found).endswith("等头一批赶集的乡亲过河去对岸的石阶坐下来歇脚。")


def test_latin_words_keep_a_space_over_a_line_end() -> None:
    sheet = page()
    sheet.rows([(2, "码头上新到的木船叫RIVER"), (0, "QUEEN，船身漆成了白色的。"), (0, "乡亲们都来看。")], 50, 110)
    assert "RIVER QUEEN" in "".join(paragraphs(sheet))


def test_two_rows_of_one_subhead_are_one_block() -> None:
    sheet = page()
    sheet.text([paragraph(0, 58)], 50, 110)
    y = 110 + 5 * PITCH + 8
    sheet.put("桥墩要比去夏", 90, y, em=24, weight=0.16)
    sheet.put("深两尺才稳当", 90, y + 34, em=24, weight=0.16)
    sheet.text([paragraph(90, 58)], 50, y + 80)
    (article,) = read(sheet).page.articles
    assert [t.replace(" ", "") for t in article.texts(Kind.SUBHEAD)] == ["桥墩要比去夏深两尺才稳当"]
