"""TEI: valid, every pointer leads somewhere, the text is all there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from ocrfix.formats import tei
from ocrfix.page import Article, Block, Document, Kind, Page, Span
from tests.formats.newspaper import PAGE, block, row
from tests.formats.schemas import tei as schema
from tests.pages import pages

_ID = "{http://www.w3.org/XML/1998/namespace}id"


def dangling(root: etree._Element) -> set[str]:
    ids = {e.get(_ID) for e in root.iter() if e.get(_ID)}
    return {i.removeprefix("#") for e in root.iter() for i in (e.get("facs") or "").split()} - ids


def names(*roots: etree._Element) -> set[str]:
    return {etree.QName(e).localname for root in roots for e in root.iter()}


def assert_valid(*pages_or_issues: bytes) -> None:
    roots = [etree.fromstring(data) for data in pages_or_issues]
    valid = schema(*names(*roots))
    for root in roots:
        valid.assertValid(root)


def test_what_is_written_is_valid() -> None:
    other = Page("river-0004")
    folio = replace(PAGE, articles=(), edits=(), regions=(), lines=PAGE.lines[:1])
    issue = Document("river", (PAGE, other))
    assert_valid(*map(tei.write, (folio, PAGE, other)), tei.write_document(issue))


def test_any_page_is_valid() -> None:
    found: list[bytes] = []

    @settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None, database=None)
    @given(pages())
    def collect(page: Page) -> None:
        found.extend((tei.write(page), tei.write_document(Document("d", (page,), page.articles))))

    collect()
    assert_valid(*found)


@pytest.mark.parametrize("kind", Kind)
def test_a_block_of_any_kind_anywhere_in_a_story_is_valid(kind: Kind) -> None:
    lines = [row(f"m{n}", text, 10, 30 * n) for n, text in enumerate("一二三四五")]
    others = (Kind.HEADLINE, Kind.PARAGRAPH, Kind.CAPTION, Kind.PARAGRAPH)
    written = []
    for place in range(5):
        kinds = [*others[:place], kind, *others[place:]]
        blocks = tuple(map(block, kinds, lines))
        written.append(tei.write(Page("p", 600, 400, lines=tuple(lines), articles=(Article("a1", blocks),))))
    assert_valid(*written)
    for data in written:
        body = etree.fromstring(data).find(".//{*}body")
        assert sorted("".join(body.itertext()).split()) == sorted("一二三四五")


@settings(max_examples=50, suppress_health_check=list(HealthCheck), deadline=None)
@given(pages())
def test_any_page_and_any_issue_can_be_written(page: Page) -> None:
    for data in (tei.write(page), tei.write_document(Document("d", (page,)))):
        assert not dangling(etree.fromstring(data))


def test_articles_are_divs_in_order_with_their_lines() -> None:
    root = etree.fromstring(tei.write(PAGE))
    divs = root.findall(".//{*}div[@type='article']")
    assert [d.get(_ID) for d in divs] == ["a001", "a002"]
    assert ["".join(e.itertext()) for e in divs[0]] == [
        "老桥下的菜市场",
        "清晨五点，灯亮了。人多了起来，摊主忙个不停。",
        "（下转五版）",
    ]
    breaks = divs[0][1].findall("{*}lb")
    assert [b.get("facs") for b in breaks] == ["#l2", "#l3", "#l4", "#l5"]
    assert [b.get("break") for b in breaks] == [None, "no", "no", "no"]
    assert "look-alike" not in root.findtext(".//{*}correction/{*}p[1]", "")
    assert "'请' → '清'" in "".join(root.find(".//{*}correction").itertext())


def test_a_story_over_two_pages_is_one_div_with_a_page_break() -> None:
    other = Page("river-0005", 10, 10, lines=PAGE.lines[6:7])
    story = Article(
        "i1",
        (*PAGE.articles[0].blocks[:1], Block(Kind.PARAGRAPH, "夜航船靠岸", (Span("l6", 0, 5),), "river-0005")),
        pages=(PAGE.name, "river-0005"),
    )
    root = etree.fromstring(tei.write_document(Document("river", (PAGE, other), (story,))))
    (div,) = root.findall(".//{*}div[@type='article']")
    assert [etree.QName(e).localname for e in div] == ["head", "pb", "p"]
    assert not dangling(root)
