"""A story over pages is read in one piece."""

from __future__ import annotations

from ocrfix.formats.whole import whole
from ocrfix.page import Article, Block, Jump, JumpWay, Kind, Span


def story(first: str, second: str, *, resolved: bool = True) -> Article:
    blocks = (
        Block(Kind.HEADLINE, "老桥下的菜市场", page="p1"),
        Block(Kind.PARAGRAPH, first, (Span("l1", 0, 1),), "p1"),
        Block(Kind.BYLINE, "本报记者", page="p2"),
        Block(Kind.PARAGRAPH, second, (Span("l1", 0, 1),), "p2"),
        Block(Kind.PARAGRAPH, "天亮了。", page="p2"),
    )
    jumps = (
        Jump(JumpWay.TO, "（下转2版）", "2", "p2" if resolved else None),
        Jump(JumpWay.FROM, "（上接1版）", "1", "p1" if resolved else None),
    )
    return Article("a1", blocks, pages=("p1", "p2"), jumps=jumps)


def paragraphs(article: Article) -> list[str]:
    return [b.text for b in article.blocks if b.kind is Kind.PARAGRAPH]


def test_a_sentence_runs_on_over_the_page() -> None:
    made = whole(story("摊主们正在（下转2版）", "（上接1版）摆菜。"))
    assert paragraphs(made) == ["摊主们正在摆菜。", "天亮了。"]
    assert [b.kind for b in made.blocks][:3] == [Kind.HEADLINE, Kind.PARAGRAPH, Kind.BYLINE]


def test_a_note_is_known_by_its_words_not_by_the_width_of_its_brackets() -> None:
    made = whole(story("摊主们正在(下转2版)", "（上接1版)摆菜。"))
    assert paragraphs(made)[0] == "摊主们正在摆菜。"


def test_paragraphs_that_ended_stay_apart() -> None:
    assert paragraphs(whole(story("灯亮了。（下转2版）", "人多了。"))) == ["灯亮了。", "人多了。", "天亮了。"]


def test_notes_that_lead_nowhere_stay() -> None:
    made = whole(story("灯亮了。（下转2版）", "人多了。", resolved=False))
    assert paragraphs(made)[0] == "灯亮了。（下转2版）"


def test_an_article_of_one_page_is_left_alone() -> None:
    one = Article("a1", (Block(Kind.PARAGRAPH, "摊主们正在（下转2版）"),), pages=("p1",))
    assert whole(one) is one
