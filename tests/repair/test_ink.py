"""Rules that look at boxes and at the recogniser's alternatives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocrfix.page import Alternative, Article, Block, Column, Join, Kind, Page, Span, Standing, TextLine
from ocrfix.repair import revert
from tests.repair.made_up import flagged, inked, repairer


def paper(*lines: TextLine) -> Page:
    return Page("town", 2000, 2000, lines=lines)


def doubted(line: TextLine, at: int, own: float, *others: tuple[str, float]) -> TextLine:
    """The line with a glyph the recogniser was of two minds about."""
    glyph = line.glyphs[at]
    alternatives = (Alternative(glyph.text, own), *(Alternative(t, p) for t, p in others))
    glyphs = list(line.glyphs)
    glyphs[at] = replace(glyph, confidence=own, alternatives=alternatives)
    return replace(line, glyphs=tuple(glyphs))


def standings(page: Page, rule: str) -> list[Standing]:
    return [e.standing for e in page.edits if e.rule == rule]


def test_ink_read_twice_is_kept_once() -> None:
    sure, unsure = inked("a", "市图书馆新馆开馆", 100, 100), inked("b", "新馆开馆仪式", 182, 103, sure=0.8)
    page = repairer().page(paper(sure, unsure))
    assert [line.text for line in page.lines] == ["市图书馆新馆开馆", "仪式"]
    assert revert(page).lines == (sure, unsure)
    (edit,) = [e for e in page.edits if e.rule == "ink-twice"]
    assert edit.evidence.crop is not None and edit.evidence.measures["ink in common"] > 0.5


def test_equal_text_elsewhere_stays() -> None:
    lines = inked("a", "市图书馆新馆开馆", 100, 100), inked("b", "市图书馆新馆开馆", 100, 140)
    page = repairer().page(paper(*lines))
    assert page.lines == lines and not page.edits


def test_one_ink_and_two_readings_is_flagged() -> None:
    lines = inked("a", "市图书馆新馆开馆", 100, 100), inked("b", "币国节倌新信开惯", 100, 102)
    page = repairer().page(paper(*lines))
    assert page.lines == lines
    assert standings(page, "ink-twice") == [Standing.FLAGGED]


def test_nearly_the_same_reading_is_kept_once_and_flagged_where_it_differs() -> None:
    lines = inked("a", "市图书馆新馆开馆", 100, 100), inked("b", "市国书馆新馆开馆", 100, 102, sure=0.9)
    page = repairer().page(paper(*lines))
    assert [line.text for line in page.lines] == ["市图书馆新馆开馆", ""]
    assert flagged(page, "ink-twice") == ["图"]
    assert revert(page).lines == lines


def test_two_glyphs_of_the_same_ink_are_kept_once() -> None:
    lines = inked("a", "市图书馆新馆", 100, 100), inked("b", "新馆开馆仪式", 181, 101, sure=0.9)
    assert [line.text for line in repairer().page(paper(*lines)).lines] == ["市图书馆新馆", "开馆仪式"]


def test_a_glyph_between_that_lies_on_nothing_stays() -> None:
    """Of a run only the glyphs that lie on others are taken."""
    upper = inked("a", "市图书馆新馆", 100, 100)
    hole = replace(upper, glyphs=upper.glyphs[:2] + upper.glyphs[3:])
    lower = inked("b", "市图书馆新馆", 101, 101, sure=0.8)
    page = repairer().page(paper(hole, lower))
    assert [line.text for line in page.lines] == ["市图馆新馆", "书"]


def test_lines_that_touch_by_a_pixel_stay() -> None:
    lines = inked("a", "市图书馆新馆开馆", 100, 100), inked("b", "市图书馆新馆开馆", 100, 119)
    assert repairer().page(paper(*lines)).lines == lines


@pytest.mark.parametrize(
    ("text", "at", "own", "other", "standing"),
    [
        ("吸引更多投资人市场", 6, 0.6, ("入", 0.3), None),
        ("新馆将于年底投人使用", 7, 0.7, ("入", 0.2), Standing.APPLIED),
        ("全市召开经济工柞会议，部署今年的各项重点工作", 7, 0.5, ("作", 0.4), Standing.APPLIED),
    ],
)
def test_look_alikes_are_weighed(
    text: str, at: int, own: float, other: tuple[str, float], standing: Standing | None
) -> None:
    page = repairer().page(paper(doubted(inked("a", text, 100, 100), at, own, other)))
    expected = text[:at] + other[0] + text[at + 1 :] if standing is Standing.APPLIED else text
    assert page.lines[0].text == expected
    if standing is not None:
        assert standings(page, "look-alike") == [standing]


def test_a_sure_recogniser_is_believed() -> None:
    line = doubted(inked("a", "全市召开经济工柞会议", 100, 100), 7, 0.999999, ("作", 1e-9))
    assert repairer().page(paper(line)).lines == (line,)


def test_a_rare_surname_is_no_look_alike_of_a_common_character() -> None:
    """The language model knows 佘, 昝 and 乜, but finds 余, 谷 and 也 likelier nearly everywhere."""
    for text, at, own, other in (
        ("本报记者佘丹青昨日从市图书馆获悉", 4, 0.576, ("余", 0.421)),
        ("本报记者昝雨禾昨日从市图书馆获悉", 4, 0.75, ("谷", 0.01)),
        ("老乜将信将疑，花四百块钱买了一台", 1, 0.83, ("也", 0.164)),
    ):
        page = repairer().page(paper(doubted(inked("a", text, 100, 100), at, own, other)))
        assert page.lines[0].text == text


def test_what_stands_beside_a_numeral_is_only_doubted() -> None:
    for text in ("全市召开经济工柞三次会议，部署今年的各项重点工作", "全市召开经济工柞3次会议，部署今年的各项重点工作"):
        line = doubted(inked("a", text, 100, 100), 7, 0.5, ("作", 0.4))
        assert repairer().page(paper(line)).lines == (line,), text


def test_numerals_digits_and_latin_are_never_weighed() -> None:
    for text, at, other in (("全市有二百个社区", 3, "三"), ("全市有2百个社区", 3, "二"), ("全市有B百个社区", 3, "八")):
        line = doubted(inked("a", text, 100, 100), at, 0.4, (other, 0.39))
        assert repairer().page(paper(line)).lines == (line,)


def test_a_rare_character_is_only_doubted() -> None:
    rare = "鱲"
    assert not repairer().language.knows(rare)
    line = doubted(inked("a", f"全市召开经济工{rare}会议", 100, 100), 7, 0.5, ("作", 0.4))
    page = repairer().page(paper(line))
    assert page.lines == (line,) and standings(page, "look-alike") == [Standing.SUGGESTED]


def test_the_language_model_reads_across_joined_columns() -> None:
    """The same glyph at the start of a column is judged with the end of the column before it."""
    lines = (
        inked("a", "全市召开经济工", 100, 100),
        doubted(inked("b", "柞部署会在河东区举行", 400, 100), 0, 0.5, ("作", 0.4)),
    )
    columns = tuple(Column(f"c{i}", line.box, (line.id,)) for i, line in enumerate(lines))
    apart = repairer().page(replace(paper(*lines), columns=columns))
    joined = repairer().page(replace(paper(*lines), columns=columns, joins=(Join("c0", "c1", 1.0),)))
    margins = [[e.evidence.measures["margin"] for e in p.edits if e.rule == "look-alike"] for p in (apart, joined)]
    assert max(margins[1]) > max(margins[0], default=0) + 1


def test_unsure_characters_are_flagged() -> None:
    line = doubted(inked("a", "全市召开会议", 100, 100), 2, 0.3, ("台", 0.29))
    page = repairer().page(paper(line))
    assert page.lines == (line,)
    assert standings(page, "unsure") == [Standing.FLAGGED]


def test_columns_are_left_when_articles_are_known() -> None:
    """A paragraph over two lines is one passage: a bracket closed on the second line has its partner."""
    lines = inked("a", "市文化馆（位于河东", 100, 100), inked("b", "路一号）昨天试运行。", 100, 140)
    spans = tuple(Span(line.id, 0, len(line.glyphs)) for line in lines)
    block = Block(Kind.PARAGRAPH, "".join(line.text for line in lines), spans)
    page = repairer().page(replace(paper(*lines), articles=(Article("a1", (block,)),)))
    assert not standings(page, "unbalanced") and page.lines == lines


def test_a_quote_read_the_wrong_way_is_turned_if_the_recogniser_saw_it() -> None:
    text = "他把”试运行“叫做”试一试”。"
    line = inked("a", text, 100, 100)
    for at, other in ((2, "“"), (6, "”"), (9, "“")):
        line = doubted(line, at, 0.6, (other, 0.3))
    block = Block(Kind.PARAGRAPH, text, (Span("a", 0, len(text)),))
    page = repairer().page(replace(paper(line), articles=(Article("a1", (block,)),)))
    assert page.articles[0].blocks[0].text == "他把“试运行”叫做“试一试”。"
    bare = replace(paper(inked("a", text, 100, 100)), articles=(Article("a1", (block,)),))
    unproved = repairer().page(bare)
    assert unproved.lines == bare.lines and set(standings(unproved, "quotes")) == {Standing.SUGGESTED}


def test_a_long_word_as_read_is_only_doubted() -> None:
    line = doubted(inked("a", "他是一名文明宣传员。", 100, 100), 8, 0.9, ("月", 0.09))
    assert repairer().page(paper(line)).lines == (line,)


def hong_kong(*more: TextLine) -> Page:
    """A page set in traditional characters."""
    body = "會議決定擴建碼頭與機場鐵路並檢討現時環境條例屆時發展商須準備圖則電話樓價學費醫藥費實際開支"
    return paper(inked("body", body, 100, 600), inked("more", body[::-1], 100, 640), *more)


def test_a_simplified_form_on_a_traditional_page_gives_way() -> None:
    line = doubted(inked("a", "租約期满，業主收回單位", 100, 100), 3, 0.52, ("滿", 0.47))
    page = repairer().page(hong_kong(line))
    assert page.line("a").text == "租約期滿，業主收回單位"
    assert revert(page).line("a") == line


@pytest.mark.parametrize(
    ("text", "at", "own", "other"),
    [
        ("租約期满，業主收回單位", 3, 0.9999, ("滿", 0.0001)),  # the recogniser saw nothing else
        ("水里有魚，業主收回單位", 1, 0.6, ("裡", 0.3)),  # of both scripts
        ("租約期满，业满收回單位", 3, 0.6, ("滿", 0.3)),  # the same form stands there for sure
    ],
)
def test_forms_that_may_be_right_stay(text: str, at: int, own: float, other: tuple[str, float]) -> None:
    line = doubted(inked("a", text, 100, 100), at, own, other)
    assert not standings(repairer().page(hong_kong(line)), "script-form")


def test_a_page_of_few_characters_has_no_script() -> None:
    line = doubted(inked("a", "租約期满，業主收回單位", 100, 100), 3, 0.52, ("滿", 0.47))
    assert not standings(repairer().page(paper(line)), "script-form")


_DOTTED = (
    "從事教育工作多年·鄭校長有不少難忘的回憶",
    "曾經有一位同學中一入學後·因犯事而遭退學",
    "當時老師商議以後·決定再給同學一個機會",
    "學校地方不大·但師生感情更緊密",
    "校園充滿人情味·學生都很開心",
    "除了上課以外·學校還提供多姿多采的活動",
    "有見及此·我們今年增設了英語班",
)


def dotted(text: str, name: str, row: int, comma: float) -> TextLine:
    line = inked(name, text, 100, 100 + 40 * row)
    for at in [i for i, c in enumerate(text) if c == "·"]:
        line = doubted(line, at, 0.9, ("，", comma))
    return line


def test_dots_of_a_page_that_centres_its_commas_are_commas_and_those_in_names_stay() -> None:
    lines = [dotted(t, f"l{n}", n, 0.05) for n, t in enumerate(_DOTTED * 2)]
    name = dotted("美國總統唐納德·川普昨日抵達", "name", 20, 0.05)
    before = paper(*lines, name)
    page = repairer().page(before)
    assert [x.text for x in page.lines[:7]] == [t.replace("·", "，") for t in _DOTTED]
    assert page.line("name") == name
    assert revert(page).lines == before.lines
    assert repairer().page(page) == page


@pytest.mark.parametrize("flaw", ["few", "never read as a comma", "names"])
def test_dots_that_may_be_dots_stay(flaw: str) -> None:
    texts = _DOTTED if flaw == "few" else _DOTTED * 2
    if flaw == "names":
        texts = tuple("美國總統唐納德·川普與弗拉基米爾·普京會談" for _ in range(14))
    lines = [dotted(t, f"l{n}", n, 0.05) for n, t in enumerate(texts)]
    if flaw == "never read as a comma":
        lines = [inked(x.id, x.text, 100, 100 + 40 * n) for n, x in enumerate(lines)]
    page = repairer().page(paper(*lines))
    assert not standings(page, "centred-comma")


def test_a_calligraphed_title_on_a_simplified_page_stays() -> None:
    body = "会议决定扩建码头与机场铁路并检讨现时环境条例届时发展商须准备图则电话楼价学费医药费实际开支"
    lines = [inked(f"b{n}", body, 100, 700 + 40 * n) for n in range(6)]
    title = doubted(inked("a", "河东日報", 100, 100), 3, 0.6, ("报", 0.1))
    story = doubted(inked("c", f"{body}选題", 100, 500), len(body) + 1, 0.6, ("题", 0.3))
    page = repairer().page(paper(*lines, title, story))
    assert page.line("a").text == "河东日報" and page.line("c").text.endswith("选题")


def test_one_glyph_that_overlaps_by_half_stays() -> None:
    """晃一晃 with the 一 not read: the boxes of the two 晃 overlap, the characters are two."""
    lines = inked("a", "晃", 100, 100, em=40), inked("b", "晃才能松开", 118, 100, em=40)
    assert repairer().page(paper(*lines)).lines == lines


def quoting(*more: TextLine) -> Page:
    rows = ("他说“好”，又说“行”，再说“对”。", "她问“谁”，他答“我”，都说“好”。")
    return paper(*(inked(f"r{n}", row, 100, 600 + 40 * n) for n, row in enumerate(rows)), *more)


def test_quotes_of_another_style_follow_the_page() -> None:
    line = doubted(inked("a", "他们都叫它『老街』。", 100, 100), 5, 0.5, ("「", 0.3))
    line = doubted(line, 8, 0.6, ("」", 0.2))
    page = repairer().page(quoting(line))
    assert page.line("a").text == "他们都叫它“老街”。"
    assert revert(page).line("a") == line


def test_a_sign_that_is_no_quote_becomes_one_if_the_recogniser_saw_one() -> None:
    seen = doubted(inked("a", "他们都叫它¬老街”。", 100, 100), 5, 0.5, ("「", 0.3), ("『", 0.1))
    unseen = doubted(inked("b", "他们都叫它¬老街”。", 100, 140), 5, 0.5, ("气", 0.3))
    page = repairer().page(quoting(seen, unseen))
    assert page.line("a").text == "他们都叫它“老街”。" and page.line("b") == unseen


def test_sure_quotes_and_pages_of_both_styles_stay() -> None:
    sure = inked("a", "他们都叫它「老街」。", 100, 100)
    assert not standings(repairer().page(quoting(sure)), "quote-style")
    corner = inked("b", "他说「好」，又说「行」，再说「对」。", 100, 140, sure=0.8)
    other = inked("c", "她问「谁」，他答「我」，都说「好」。", 100, 180, sure=0.8)
    assert not standings(repairer().page(quoting(corner, other)), "quote-style")
