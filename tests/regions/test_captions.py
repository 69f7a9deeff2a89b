"""Text that belongs to a picture: captions below, beside and over it, labels in it."""

from __future__ import annotations

from dataclasses import replace

from ocrfix.layout import PictureKind
from tests.scenes import Sheet, paragraph


def page() -> Sheet:
    """A picture in the middle column, text left and right of it."""
    sheet = Sheet()
    sheet.text([paragraph(0, 220)], 50, 100)
    sheet.text([paragraph(70, 220)], 650, 100)
    sheet.picture(340, 100, 600, 300)
    return sheet


def captions(sheet: Sheet) -> list[tuple[str, int]]:
    return [(p.text, picture) for p, picture in sheet.regions().captions]


def test_small_type_below_a_picture() -> None:
    sheet = page()
    sheet.put("渡口新桥合龙后的清晨。", 350, 308, em=18)
    assert captions(sheet) == [("渡口新桥合龙后的清晨。", 0)]


def test_the_nearest_picture_has_it() -> None:
    sheet = page()
    sheet.picture(340, 360, 600, 560)
    sheet.put("渡口新桥合龙后的清晨。", 350, 568, em=18)
    assert captions(sheet) == [("渡口新桥合龙后的清晨。", 1)]


def test_a_column_of_text_that_goes_on_below_a_picture_is_none() -> None:
    sheet = page()
    sheet.text([paragraph(140, 130)], 350, 320)
    assert captions(sheet) == []


def test_a_headline_below_a_picture_is_none() -> None:
    sheet = page()
    sheet.put("石桥今晨合龙", 350, 310, em=40)
    assert captions(sheet) == []
    assert [h.main.text for h in sheet.regions().headings] == ["石桥今晨合龙"]


def test_a_vertical_line_beside_a_picture() -> None:
    sheet = page()
    sheet.put("渡口新桥（林一舟摄）", 606, 100, em=17, across=True)
    assert captions(sheet) == [("渡口新桥（林一舟摄）", 0)]


def test_a_line_laid_over_a_picture_is_a_caption_where_the_layout_says_so() -> None:
    sheet = page()
    shown = sheet.put("渡口新桥合龙", 360, 270)
    sign = sheet.put("平安茶馆", 400, 150)
    sheet.overlay(shown, 0.9)
    sheet.overlay(sign, 0.1)
    assert captions(sheet) == [("渡口新桥合龙", 0)]
    assert [p.text for p in sheet.regions().pictured] == ["平安茶馆"]


def test_a_credit_within_a_picture_is_a_caption_by_its_wording() -> None:
    sheet = page()
    sheet.put("渡口新桥合龙 林一舟摄", 360, 270, em=18)
    assert captions(sheet) == [("渡口新桥合龙 林一舟摄", 0)]


def test_a_word_at_the_edge_of_a_drawing_is_its_label() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 220)], 50, 100)
    sheet.picture(500, 100, 760, 300)
    sheet.put("水轮", 770, 180)
    assert [p.text for p in sheet.regions().pictured] == ["水轮"]


def test_the_last_word_of_a_column_is_no_label() -> None:
    sheet = Sheet()
    ids = sheet.text([paragraph(0, 12 * 9 + 1)], 50, 100)
    sheet.picture(50, 100 + 30 * len(ids), 290, 600)
    assert sheet.regions().pictured == ()


def test_a_caption_ends_with_its_credit_and_the_column_goes_on_below() -> None:
    sheet = Sheet()
    sheet.picture(50, 100, 290, 300)
    sheet.put("▲新桥合龙 林一舟摄", 50, 308, em=19)
    sheet.text([paragraph(0, 60)], 50, 335)
    assert captions(sheet) == [("▲新桥合龙 林一舟摄", 0)]


def test_the_credit_in_the_last_row_of_a_caption_belongs_to_it() -> None:
    sheet = Sheet()
    sheet.picture(50, 100, 410, 300)
    sheet.put("渡口新桥昨天清晨合龙两岸乡亲到场道贺", 50, 308, em=20)
    sheet.put("观礼", 50, 336, em=20)
    sheet.put("林一舟摄", 330, 336, em=20)
    assert captions(sheet) == [("渡口新桥昨天清晨合龙两岸乡亲到场道贺观礼林一舟摄", 0)]


def test_a_few_rows_of_a_column_below_a_picture_that_has_its_caption_are_none() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 200)], 50, 100)
    sheet.picture(50, 660, 290, 860)
    sheet.put("渡口新桥（林一舟摄）", 300, 660, em=17, across=True)
    sheet.text([paragraph(140, 20)], 50, 868)
    assert captions(sheet) == [("渡口新桥（林一舟摄）", 0)]


def test_a_mark_set_apart_at_the_head_of_a_vertical_caption_opens_it() -> None:
    sheet = page()
    sheet.put("■", 606, 100, em=18)
    sheet.put("渡口新桥合龙后的清晨", 606, 120, em=18, across=True)
    assert captions(sheet) == [("■渡口新桥合龙后的清晨", 0)]


def test_several_words_around_a_drawing_are_its_labels_even_a_little_off() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 220)], 50, 100)
    sheet.picture(500, 200, 900, 400)
    for k, word in enumerate(("水轮", "木槽", "磨盘")):
        sheet.put(word, 520 + 130 * k, 140, em=17)
    sheet.put("磨坊剖面图", 520, 408, em=17)
    assert sorted(p.text for p in sheet.regions().pictured) == sorted(["水轮", "木槽", "磨盘"])
    assert captions(sheet) == [("磨坊剖面图", 0)]


def test_what_stands_beside_a_code_is_no_story() -> None:
    sheet = page()
    sheet.picture(340, 500, 440, 600)
    sheet.put("更多内容扫码阅读", 340, 606, em=18)
    assert [p.text for p in sheet.regions().pictured] == ["更多内容扫码阅读"]


def test_a_figure_at_the_edge_of_a_picture_is_a_scrap_of_it() -> None:
    sheet = page()
    sheet.put("1", 605, 250, em=50)
    assert [p.text for p in sheet.regions().pictured] == ["1"]


def test_two_vertical_captions_under_each_other_beside_their_pictures() -> None:
    sheet = page()
    sheet.picture(340, 320, 622, 520)
    sheet.put("渡口的老人与他的船", 606, 110, em=20, across=True)
    sheet.put("新桥合龙后的清晨", 628, 325, em=20, across=True)
    assert captions(sheet) == [("渡口的老人与他的船", 0), ("新桥合龙后的清晨", 1)]


def test_a_caption_from_pointer_to_credit_needs_no_picture_close_by() -> None:
    sheet = page()
    sheet.put("▲渡口新桥合龙 林一舟摄", 340, 380, em=18)
    assert captions(sheet) == [("▲渡口新桥合龙 林一舟摄", 0)]


def test_a_credit_for_the_text_as_well_is_a_byline() -> None:
    sheet = page()
    sheet.put("本报记者 林一舟/文 陈小满/图", 340, 308, em=18)
    assert captions(sheet) == []


def test_a_sentence_with_a_credit_behind_it_is_a_caption_though_its_picture_is_found_too_small() -> None:
    sheet = page()
    sheet.put("渡口的老人说，桥是他看着修好的。林一舟摄", 340, 380, em=17, weight=0.16)
    assert captions(sheet) == [("渡口的老人说，桥是他看着修好的。林一舟摄", 0)]


def test_a_byline_above_a_picture_is_no_label_of_it() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利渡口老人", 50, 50, em=50)
    sheet.put("本报记者 林一舟", 300, 112)
    sheet.picture(290, 145, 560, 400)
    for x in (50, 580):
        sheet.text([paragraph(0, 200)], x, 150)
    assert sheet.regions().pictured == ()


def test_the_last_character_of_a_vertical_caption_is_set_at_its_left() -> None:
    sheet = page()
    sheet.put("渡口的老人与他的船陈小满", 632, 100, em=18, across=True)
    sheet.put("摄", 608, 100, em=18)
    assert captions(sheet) == [("渡口的老人与他的船陈小满摄", 0)]


def test_a_byline_beside_a_picture_is_no_caption() -> None:
    sheet = page()
    sheet.put("本报记者林一舟", 606, 150, em=18, across=True)
    assert captions(sheet) == []


def test_a_paragraph_is_not_the_words_beside_a_code() -> None:
    sheet = page()
    sheet.picture(340, 500, 440, 600)
    sheet.pictures[-1] = replace(sheet.pictures[-1], kind=PictureKind.CODE)
    sheet.text([paragraph(30, 80)], 450, 505, chars=27)
    sheet.put("石桥扫码读", 340, 606, em=18)
    assert [p.text for p in sheet.regions().pictured] == ["石桥扫码读"]
