"""Rules that look at the image: what shines through the paper, strokes at a line's edge. And words cut at line ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocrfix.page import Article, Block, Kind, Page, Source, Span, Standing, TextLine
from ocrfix.repair import apply, revert
from ocrfix.scan import Raster
from ocrfix.scan.raster import Upright
from tests.repair.made_up import inked, repairer

EM = 20
ROW = "昨天上午市图书馆新馆开馆，市民可以免费办证。"


def raster(lines: Sequence[TextLine], grey: dict[str, int] | None = None, bare: frozenset[str] = frozenset()) -> Raster:
    """A page on which every glyph is a hollow square, black or of the grey of its line; ``bare`` glyphs have none."""
    gray = np.full((1000, 800), 250, np.uint8)
    for line in lines:
        for glyph in line.glyphs:
            if glyph.box is not None and glyph.text not in bare:
                left, top, right, bottom = (int(v) for v in glyph.box.edges)
                cv2.rectangle(gray, (left + 3, top + 3), (right - 4, bottom - 4), (grey or {}).get(line.id, 20), 3)
    same = Upright(lambda p: p, lambda p: p)
    image = cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)
    return Raster(image, gray, gray < 235, float(EM), same, (800, 1000), Source("made-up.png"))


def paper(*lines: TextLine) -> Page:
    blocks = tuple(Block(Kind.PARAGRAPH, line.text, (Span(line.id, 0, len(line.glyphs)),)) for line in lines)
    return Page("town", 800, 1000, lines=lines, articles=(Article("a1", blocks),))


def rows(count: int = 14) -> list[TextLine]:
    return [inked(f"r{n}", ROW, 100, 60 + 40 * n, EM) for n in range(count)]


def standings(page: Page, rule: str) -> list[Standing]:
    return [e.standing for e in page.edits if e.rule == rule]


@pytest.mark.parametrize(
    ("sure", "grey", "expected"),
    [
        (0.7, 190, [Standing.FLAGGED]),
        (0.4, 190, [Standing.SUGGESTED]),
        (0.98, 190, []),  # pale print that reads well
        (0.4, 20, []),  # black print that reads badly
    ],
)
def test_what_shines_through_is_told_by_its_grey(sure: float, grey: int, expected: list[Standing]) -> None:
    back = inked("back", "尺丑囗卜", 100, 700, EM, sure=sure)
    lines = [*rows(), back]
    page = repairer().text(paper(*lines), raster(lines, {"back": grey}))
    assert standings(page, "show-through") == expected
    assert page.line("back").text == back.text
    for edit in (e for e in page.edits if e.rule == "show-through"):
        assert edit.evidence.crop is not None and edit.evidence.measures["usual on this page"] > 200


def test_a_page_of_few_lines_has_no_usual_black() -> None:
    lines = [*rows(3), inked("back", "尺丑囗卜", 100, 700, EM, sure=0.4)]
    assert not standings(repairer().text(paper(*lines), raster(lines, {"back": 190})), "show-through")


def edged(char: str, sure: float) -> TextLine:
    line = inked("edge", char + ROW, 80, 700, EM)
    return replace(line, glyphs=(replace(line.glyphs[0], confidence=sure), *line.glyphs[1:]))


def test_a_stroke_without_ink_is_taken_away() -> None:
    line = edged("·", 0.6)
    page = repairer().text(paper(line), raster([line], bare=frozenset("·")))
    assert page.line("edge").text == ROW and page.articles[0].blocks[0].text == ROW
    assert standings(page, "line-edge") == [Standing.APPLIED]
    assert revert(page).lines == (line,)


def test_a_stroke_with_ordinary_ink_is_only_doubted() -> None:
    line = edged("·", 0.6)
    page = repairer().text(paper(line), raster([line]))
    assert page.lines == (line,) and standings(page, "line-edge") == [Standing.SUGGESTED]


def test_without_an_image_a_stroke_is_only_doubted() -> None:
    line = edged("·", 0.6)
    assert standings(repairer().text(paper(line)), "line-edge") == [Standing.SUGGESTED]


@pytest.mark.parametrize(("char", "sure"), [("·", 0.99), ("一", 0.6), ("昨", 0.3)])
def test_what_may_be_a_character_stays(char: str, sure: float) -> None:
    """Read for sure, or likely there (一昨天 is rare but no stroke alone: its ink is ordinary), or no stroke at all."""
    line = edged(char, sure)
    assert repairer().text(paper(line), raster([line])).lines == (line,)


def test_numbers_and_dashes_stay() -> None:
    for text in (".5升的水瓶，每人每天一瓶", "——那是他住了四十年的地方", "3.14159是圆周率的开头"):
        line = inked("n", text, 100, 700, EM, sure=0.6)
        assert not standings(repairer().text(paper(line), raster([line], bare=frozenset(".—"))), "line-edge"), text


def english(*texts: str) -> Page:
    lines = tuple(inked(f"e{n}", text, 100, 60 + 40 * n, EM) for n, text in enumerate(texts))
    whole = ""
    for text in texts:
        whole += text if whole.endswith("-") or not whole else f" {text}"
    spans = tuple(Span(line.id, 0, len(line.glyphs)) for line in lines)
    return Page("town", 800, 1000, lines=lines, articles=(Article("a1", (Block(Kind.PARAGRAPH, whole, spans),)),))


def test_words_cut_at_a_line_end_are_whole_again() -> None:
    page = repairer().text(english("The new bridge was opened by the com-", "mittee on Monday."))
    assert page.articles[0].blocks[0].text == "The new bridge was opened by the committee on Monday."
    assert standings(page, "hyphenation") == [Standing.APPLIED]
    assert revert(page).articles[0].blocks[0].text == "The new bridge was opened by the com-mittee on Monday."
    assert repairer().text(page) == page


@pytest.mark.parametrize(
    "texts",
    [
        ("The river rose to-", "night, as it did last year."),  # a prefix that keeps its hyphen: only suggested
        ("They spoke of the new light-", "house; the light-house is white."),  # so it stands elsewhere
        ("The firm of Lee-", "Grant was founded in the town."),  # two names
        ("It was open from 1880-", "1895 and then closed."),
        ("He said he would go - ", "and then he went."),
    ],
)
def test_hyphens_of_their_own_stay(texts: tuple[str, ...]) -> None:
    page = repairer().text(english(*texts))
    assert [line.text for line in page.lines] == list(texts)
    assert Standing.APPLIED not in standings(page, "hyphenation")


def test_the_page_itself_tells_how_a_word_is_written() -> None:
    page = repairer().text(english("The mid-", "summer feast began; midsummer is warm."))
    assert page.articles[0].blocks[0].text.startswith("The midsummer feast")


ROWS = st.sampled_from(
    [ROW, f"·{ROW}", f"{ROW}.", "一本报讯 昨天上午", "the new com-", "mittee met to-", "day，，他说", "尺丑囗卜"]
)
SURE = st.sampled_from([0.3, 0.6, 0.85, 0.99])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(ROWS, SURE, st.sampled_from([20, 190])), min_size=1, max_size=16))
def test_any_sheet_keeps_the_invariants(given_rows: list[tuple[str, float, int]]) -> None:
    lines = [inked(f"r{n}", text, 60, 40 + 40 * n, EM, sure) for n, (text, sure, _) in enumerate(given_rows)]
    greys = {f"r{n}": grey for n, (_, _, grey) in enumerate(given_rows)}
    plain = replace(english(), lines=tuple(lines), articles=())
    spans = tuple(Span(line.id, 0, len(line.glyphs)) for line in lines)
    whole = Block(Kind.PARAGRAPH, "".join(line.text for line in lines), spans)
    plain = replace(plain, articles=(Article("a1", (whole,)),))
    seen = raster(lines, greys, bare=frozenset("·."))
    page = repairer().text(plain, seen)
    assert revert(page).lines == plain.lines
    assert revert(page).articles[0].blocks == plain.articles[0].blocks
    assert repairer().text(page, seen) == page
    assert apply(plain, tuple(reversed(page.edits))).lines == page.lines
    kept = Counter(g.text for line in page.lines for g in line.glyphs)
    applied = [e for e in page.edits if e.standing is Standing.APPLIED]
    taken, put = (Counter(g.text for e in applied for g in (e.removed, e.inserted)[side]) for side in (0, 1))
    assert kept + taken == Counter("".join(line.text for line in lines)) + put
    assert Counter(page.articles[0].blocks[0].text) == kept
