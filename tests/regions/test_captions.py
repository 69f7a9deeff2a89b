"""Text that belongs to a picture: captions below, beside and over it, labels in it."""

from __future__ import annotations

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
