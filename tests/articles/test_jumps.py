"""Jump notes and the issue: stories that go on on another page."""

from __future__ import annotations

import pytest

from ocrfix.articles.issue import assemble, page_label
from ocrfix.articles.jumps import arabic, jumps_of
from ocrfix.page import Article, Block, JumpWay, Kind, Page
from ocrfix.settings.articles import ArticleSettings
from tests.scenes import Seams

SETTINGS = ArticleSettings()


@pytest.mark.parametrize(
    ("text", "way", "target"),
    [
        ("乡亲们都来看（下转第2版）", JumpWay.TO, "2"),
        ("乡亲们都来看。（下转第十二版）", JumpWay.TO, "12"),
        ("（下转A03版）", JumpWay.TO, "A03"),
        ("（下轉第三版）", JumpWay.TO, "3"),
        ("（紧转4版）", JumpWay.TO, "4"),
        ("（转第七版）", JumpWay.TO, "7"),
        ("continued on page 5", JumpWay.TO, "5"),
        ("（上接第1版）", JumpWay.FROM, "1"),
        ("【上接一版】", JumpWay.FROM, "1"),
        ("（紧接第二版）", JumpWay.FROM, "2"),
        ("（上接第1版《石桥今晨合龙》）", JumpWay.FROM, "1"),
        ("(续第一版)", JumpWay.FROM, "1"),
        ("Continued from p. 12", JumpWay.FROM, "12"),
    ],
)
def test_forms(text: str, way: JumpWay, target: str) -> None:
    (jump,) = jumps_of([Block(Kind.PARAGRAPH, text)])
    assert (jump.way, jump.target) == (way, target)
    assert jump.note in text


@pytest.mark.parametrize("text", ["翻开第二版地图", "他转身上了第三级石阶", "船家接过竹篙", "再版三次"])
def test_what_is_no_jump(text: str) -> None:
    assert jumps_of([Block(Kind.PARAGRAPH, text)]) == ()


def test_a_note_in_a_caption_is_none_of_the_storys() -> None:
    assert jumps_of([Block(Kind.CAPTION, "（下转第2版）")]) == ()


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("二", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("三十一", "31"),
        ("一〇", "10"),
        ("03", "3"),
        ("A03", "A03"),
    ],
)
def test_page_numbers(printed: str, digits: str) -> None:
    assert arabic(printed) == digits


def page(name: str, folio: str, *articles: tuple[str, ...]) -> Page:
    made = []
    for n, (headline, *paragraphs) in enumerate(articles):
        blocks = [Block(Kind.HEADLINE, headline)] + [Block(Kind.PARAGRAPH, t) for t in paragraphs]
        made.append(Article(f"a{n + 1:03}", tuple(blocks), jumps=jumps_of(blocks)))
    return Page(name, 100, 100, furniture=(Block(Kind.FOLIO, folio),), articles=tuple(made))


FRONT = ("石桥今晨合龙", "清早的河面起了薄雾。", "摆渡的老人把竹篙靠在（下转第2版）")
INSIDE = ("石桥今晨合龙", "（上接第1版）船头，等乡亲过河。")
OTHER = ("梨园花事正盛", "管园的姑娘每天清点蜜蜂的箱子。")


def test_a_story_over_two_pages_is_one_article_of_the_issue() -> None:
    issue = assemble("清河", [page("p1", "第1版", OTHER, FRONT), page("p2", "第二版", INSIDE, OTHER)], None, SETTINGS)
    assert [a.headline for a in issue.articles] == ["梨园花事正盛", "石桥今晨合龙", "梨园花事正盛"]
    story = issue.articles[1]
    assert story.pages == ("p1", "p2")
    assert story.texts(Kind.PARAGRAPH) == (*FRONT[1:], *INSIDE[1:])
    assert [(b.page, b.kind) for b in story.blocks] == [
        ("p1", Kind.HEADLINE),
        ("p1", Kind.PARAGRAPH),
        ("p1", Kind.PARAGRAPH),
        ("p2", Kind.PARAGRAPH),
    ]
    assert issue.pages[0].articles[1].jumps[0].resolved == "p2"
    assert issue.pages[1].articles[0].jumps[0].resolved == "p1"


def test_a_note_that_meets_none_stays_unresolved() -> None:
    issue = assemble("清河", [page("p1", "第1版", FRONT), page("p2", "第2版", OTHER)], None, SETTINGS)
    assert [a.pages for a in issue.articles] == [("p1",), ("p2",)]
    assert issue.pages[0].articles[0].jumps[0].resolved is None


def test_notes_that_name_other_pages_do_not_meet() -> None:
    inside = ("盐田修成新闸", "（上接第5版）闸门落下。")
    issue = assemble("清河", [page("p1", "第1版", FRONT), page("p2", "第2版", inside)], None, SETTINGS)
    assert len(issue.articles) == 2


def test_two_jumps_to_one_page_are_told_apart_by_their_headlines() -> None:
    second = ("梨园花事正盛", "蜂箱的数目写在（下转第2版）")
    tail = ("梨园花事正盛", "（上接第1版）门板上。")
    issue = assemble("清河", [page("p1", "第1版", FRONT, second), page("p2", "第2版", tail, INSIDE)], None, SETTINGS)
    found = {a.headline: a.texts(Kind.PARAGRAPH)[-1] for a in issue.articles}
    assert found == {"石桥今晨合龙": INSIDE[1], "梨园花事正盛": tail[1]}


def test_two_jumps_without_headlines_are_told_apart_by_the_words() -> None:
    first, second = ("", "老人把竹篙靠在（下转第2版）"), ("", "数目写在（下转第2版）")
    one, two = ("", "（上接第1版）门板上。"), ("", "（上接第1版）船头。")
    pages = [page("p1", "第1版", first, second), page("p2", "第2版", one, two)]
    model = Seams({("靠在", "船头"): 5.0, ("写在", "门板"): 5.0, ("靠在", "门板"): -5.0, ("写在", "船头"): -5.0})
    issue = assemble("清河", pages, model, SETTINGS)
    assert [a.texts(Kind.PARAGRAPH)[-1] for a in issue.articles] == ["（上接第1版）船头。", "（上接第1版）门板上。"]


def test_a_story_over_three_pages() -> None:
    middle = ("石桥今晨合龙", "（上接第1版）船头，等乡亲（下转第3版）")
    last = ("石桥今晨合龙", "（上接第2版）过河。")
    pages = [page(f"p{n}", f"第{n}版", a) for n, a in enumerate((FRONT, middle, last), start=1)]
    (story,) = assemble("清河", pages, None, SETTINGS).articles
    assert story.pages == ("p1", "p2", "p3")


@pytest.mark.parametrize(
    ("folio", "label"),
    [("第三版", "3"), ("A03 2031年5月6日", "A03"), ("2031年5月6日 星期二", "5"), ("要闻 7", "7"), ("07", "7")],
)
def test_the_number_printed_on_a_page(folio: str, label: str) -> None:
    """Where none is printed, its place in the issue counts: here the fifth."""
    assert page_label(page("p", folio), 4) == label
