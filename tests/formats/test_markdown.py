"""Markdown: the truth format, read back as it was written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.formats import markdown
from ocrfix.page import Article, Block, Document, Kind, Page

PAGE = Page(
    name="p",
    furniture=(Block(Kind.MASTHEAD, "河口晚报"), Block(Kind.FOLIO, "2031年4月2日 星期三")),
    articles=(
        Article(
            id="x",
            blocks=(
                Block(Kind.KICKER, "城市观察"),
                Block(Kind.HEADLINE, "老桥下的菜市场"),
                Block(Kind.DECK, "——摊主的一天"),
                Block(Kind.BYLINE, "本报记者 林小河"),
                Block(Kind.PARAGRAPH, "清晨五点，灯亮了。"),
                Block(Kind.CAPTION, "摊主在摆菜。"),
                Block(Kind.CREDIT, "周一帆摄"),
                Block(Kind.SUBHEAD, "灯"),
                Block(Kind.PARAGRAPH, "天亮以后，人多了起来。"),
                Block(Kind.JUMP_NOTE, "（下转第二版）"),
            ),
        ),
        Article(id="y", blocks=(Block(Kind.PARAGRAPH, "一则没有标题的短讯。"),)),
    ),
)

WRITTEN = """\
<!-- furniture: 河口晚报 -->
<!-- furniture: 2031年4月2日 星期三 -->

# 老桥下的菜市场
> 城市观察
> ——摊主的一天

本报记者 林小河

清晨五点，灯亮了。

## 灯

天亮以后，人多了起来。

（下转第二版）

![摊主在摆菜。 周一帆摄]()

---

一则没有标题的短讯。
"""


def test_writes_the_truth_format() -> None:
    assert markdown.write(PAGE) == WRITTEN


def test_reads_kinds_and_texts() -> None:
    page = markdown.read(WRITTEN, "p")
    assert [b.text for b in page.furniture] == ["河口晚报", "2031年4月2日 星期三"]
    assert len(page.articles) == 2
    assert [(b.kind, b.text) for b in page.articles[0].blocks] == [
        (Kind.HEADLINE, "老桥下的菜市场"),
        (Kind.KICKER, "城市观察"),
        (Kind.DECK, "——摊主的一天"),
        (Kind.PARAGRAPH, "本报记者 林小河"),
        (Kind.PARAGRAPH, "清晨五点，灯亮了。"),
        (Kind.SUBHEAD, "灯"),
        (Kind.PARAGRAPH, "天亮以后，人多了起来。"),
        (Kind.PARAGRAPH, "（下转第二版）"),
        (Kind.CAPTION, "摊主在摆菜。 周一帆摄"),
    ]
    assert page.articles[1].headline == ""


@pytest.mark.parametrize(
    "text",
    ["#话题", "# 不是标题", "> 引号", ">", "![图]()", "!", "<!-- 注 -->", "<b>", "---", "----", "a\\", "\\#",
     "两行\n# 第二行", "]()", "[", "a --> b", "\\", "\\\\\n\\"],
)  # fmt: skip
def test_text_that_looks_like_a_mark_is_text(text: str) -> None:
    for kind in (Kind.PARAGRAPH, Kind.HEADLINE, Kind.SUBHEAD, Kind.CAPTION, Kind.DECK):
        page = Page(name="p", articles=(Article(id="a", blocks=(Block(kind, text),)),))
        again = markdown.read(markdown.write(page), "p")
        assert [(b.kind, b.text) for a in again.articles for b in a.blocks] == [(kind, text)]
    page = Page(name="p", furniture=(Block(Kind.FOLIO, text),))
    assert [b.text for b in markdown.read(markdown.write(page), "p").furniture] == [text]


def test_a_hand_written_file_with_other_line_ends_and_spacing() -> None:
    page = markdown.read("\ufeff<!-- 校对：甲 -->\r\n# 标题\r\n\r\n> 副题\r\n第一段。  \r\n第二段。\r\n", "p")
    assert page.furniture == ()
    assert [(b.kind, b.text) for b in page.articles[0].blocks] == [
        (Kind.HEADLINE, "标题"), (Kind.DECK, "副题"),
        (Kind.PARAGRAPH, "第一段。"), (Kind.PARAGRAPH, "第二段。"),
    ]  # fmt: skip


def test_an_unfinished_comment_is_kept_as_text() -> None:
    page = markdown.read("<!-- furniture: 未完\n正文", "p")
    assert [b.text for a in page.articles for b in a.blocks] == ["<!-- furniture: 未完", "正文"]


def test_headline_lines_join_without_a_space_in_chinese_and_with_one_in_english() -> None:
    for pieces, joined in ((("春天", "来了"), "春天来了"), (("SPRING", "IS HERE"), "SPRING IS HERE")):
        blocks = tuple(Block(Kind.HEADLINE, p) for p in pieces)
        assert markdown.write(Page(name="p", articles=(Article(id="a", blocks=blocks),))) == f"# {joined}\n"


def test_the_document_holds_every_article_once() -> None:
    one = Page(name="d-0001", furniture=PAGE.furniture, articles=PAGE.articles)
    two = Page(name="d-0002", articles=(Article(id="z", blocks=(Block(Kind.HEADLINE, "次日"),)),))
    text = markdown.write_document(Document(name="d", pages=(one, two)))
    again = markdown.read(text, "d")
    assert [a.headline for a in again.articles] == ["老桥下的菜市场", "", "次日"]
    assert [b.text for b in again.furniture] == [b.text for b in PAGE.furniture]


ANY_TEXT = st.text(
    st.one_of(st.sampled_from("#>!<-[]()\\ \n\r*`"), st.characters(exclude_categories=["Cs"])), max_size=12
)
BODY = st.sampled_from([Kind.PARAGRAPH, Kind.SUBHEAD, Kind.PULL_QUOTE])


def clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")


@st.composite
def canonical_articles(draw: st.DrawFn) -> list[tuple[Kind, str]]:
    """Blocks in the order in which Markdown has them, with texts Markdown can hold."""
    text = ANY_TEXT.map(clean).filter(bool)
    blocks = draw(st.lists(text.map(lambda t: (Kind.HEADLINE, t)), max_size=1))
    tops = draw(st.lists(text, max_size=3))
    kinds = [Kind.DECK] if len(tops) == 1 else [Kind.KICKER] + [Kind.DECK] * (len(tops) - 1)
    blocks += list(zip(kinds, tops, strict=False))
    body = draw(st.lists(st.tuples(BODY, text), max_size=4))
    if body and body[0][0] is Kind.PULL_QUOTE:
        body.insert(0, (Kind.PARAGRAPH, "段"))
    captions = draw(st.lists(text.map(lambda t: (Kind.CAPTION, t)), max_size=2))
    return blocks + body + captions


@given(
    st.lists(canonical_articles().filter(bool), max_size=4),
    st.lists(ANY_TEXT.map(clean).filter(bool), max_size=3),
)
def test_reading_back_keeps_kinds_and_texts(
    articles: list[list[tuple[Kind, str]]], furniture: list[str]
) -> None:
    page = Page(
        name="p",
        furniture=tuple(Block(Kind.FOLIO, t) for t in furniture),
        articles=tuple(
            Article(id=f"a{n}", blocks=tuple(Block(k, t) for k, t in blocks))
            for n, blocks in enumerate(articles, start=1)
        ),
    )
    assert markdown.read(markdown.write(page), "p") == page


@given(
    st.lists(st.lists(st.tuples(st.sampled_from(list(Kind)), ANY_TEXT), min_size=1, max_size=5), max_size=3)
)
def test_no_character_is_lost_whatever_the_order(articles: list[list[tuple[Kind, str]]]) -> None:
    page = Page(
        name="p",
        articles=tuple(
            Article(id=str(n), blocks=tuple(Block(k, t) for k, t in blocks))
            for n, blocks in enumerate(articles)
        ),
    )
    written = markdown.write(page)
    again = markdown.read(written, "p")

    def characters(p: Page) -> list[str]:
        return sorted(
            "".join(b.text for a in p.articles for b in a.blocks).translate({9: "", 10: "", 13: "", 32: ""})
        )

    assert characters(again) == characters(page)
    assert markdown.read(markdown.write(again), "p") == again


@given(ANY_TEXT)
def test_any_text_can_be_read(text: str) -> None:
    markdown.read(text, "p")


def test_the_truths_of_real_pages_read_back_as_they_are() -> None:
    shared = os.environ.get("OCRFIX_SHARED")
    if not shared:
        pytest.skip("OCRFIX_SHARED is not set: the real pages are not at hand")
    truths = sorted((Path(shared) / "data" / "real").glob("*.gt.md"))
    assert truths
    for path in truths:
        text = path.read_text(encoding="utf-8")
        page = markdown.read(text, path.name)
        assert page.articles
        assert markdown.read(markdown.write(page), path.name) == page, path.name
        assert [line for line in markdown.write(page).split("\n") if line] == [
            line.rstrip() for line in text.split("\n") if line.strip()
        ], path.name
