"""Plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.errors import UnreadableInput
from ocrfix.formats import text
from ocrfix.formats.base import decode
from ocrfix.page import Article, Block, Document, Kind, Page

PAGE = Page(
    "p",
    furniture=(Block(Kind.MASTHEAD, "河口晚报"), Block(Kind.FOLIO, "第三版")),
    articles=(
        Article("a", (Block(Kind.HEADLINE, "老桥"), Block(Kind.PARAGRAPH, "清晨。"))),
        Article("b", (Block(Kind.PARAGRAPH, "短讯。"),)),
    ),
)


def test_blocks_stand_apart_by_an_empty_line() -> None:
    assert text.write(PAGE) == "河口晚报\n第三版\n\n老桥\n\n清晨。\n\n短讯。\n"
    assert text.write_document(Document("d", (PAGE,))) == text.write(PAGE)
    assert text.write(Page("p")) == ""


def test_a_line_of_text_is_a_line_of_the_page() -> None:
    page = text.read("老桥\r\n\r\n　　清晨五点，\n灯亮了。\n", "old.txt")
    assert [(line.id, line.text) for line in page.lines] == [
        ("t1", "老桥"),
        ("t3", "　　清晨五点，"),
        ("t4", "灯亮了。"),
    ]
    assert all(line.polygon is None for line in page.lines)
    assert all(glyph.box is None and glyph.confidence is None for line in page.lines for glyph in line.glyphs)
    assert [b.text for b in page.articles[0].blocks] == [line.text for line in page.lines]


def test_nothing_to_read_is_an_empty_page() -> None:
    assert text.read(" \n\n", "x") == Page("x")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_character_is_lost_but_line_ends(content: str) -> None:
    def bare(value: str) -> str:
        return "".join(value.split())

    assert bare("".join(line.text for line in text.read(content, "x").lines)) == bare(content)


def test_a_glyph_is_a_grapheme_cluster() -> None:
    assert text.graphemes("e\u0301a葛\U000e0100") == ["e\u0301", "a", "葛\U000e0100"]
    assert text.graphemes("") == []


def test_encodings_are_never_guessed() -> None:
    assert decode("\ufeff春".encode(), "x") == "春"
    assert decode("春".encode("utf-16"), "x") == "春"
    for encoding in ("gb18030", "big5"):
        with pytest.raises(UnreadableInput, match=r"x\.txt: the text is not UTF-8.*iconv"):
            decode("春天的人".encode(encoding), "x.txt")
