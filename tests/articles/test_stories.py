"""Which text, headings and captions make an article."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ocrfix.page import ArticleKind, Direction, Kind, Page
from tests.scenes import BOLD, PITCH, Sheet, paragraph, read


def test_kicker_headline_deck_and_text_in_reading_order() -> None:
    sheet = Sheet()
    sheet.put("山城水务工程收官", 50, 190, em=26)
    sheet.put("石桥通车两岸", 50, 226, em=50)
    sheet.put("渡口老人收起竹篙", 50, 290, em=50)
    sheet.put("新桥比旧渡近了三里路程", 50, 355, em=26)
    sheet.text([paragraph(0, 90)], 50, 410)
    (article,) = read(sheet).page.articles
    assert [(b.kind, b.text) for b in article.blocks] == [
        (Kind.KICKER, "山城水务工程收官"),
        (Kind.HEADLINE, "石桥通车两岸渡口老人收起竹篙"),
        (Kind.DECK, "新桥比旧渡近了三里路程"),
        (Kind.PARAGRAPH, paragraph(0, 90)),
    ]


def test_a_caption_goes_with_the_story_its_picture_stands_in() -> None:
    sheet = Sheet()
    for k, headline in enumerate(("石桥今晨合龙", "梨园花事正盛")):
        x = 50 + 450 * k
        sheet.put(headline, x, 100, em=40 + 2 * k)
        sheet.text([paragraph(90 * k, 200)], x, 160, chars=16)
        sheet.picture(x, 600, x + 320, 800)
    sheet.rule(435, 90, 437, 900)
    sheet.put("▲渡口新桥合龙后的清晨", 60, 808, em=18)
    sheet.put("▲花下的管园人与蜂箱", 510, 808, em=18)
    found = {a.headline: a.texts(Kind.CAPTION) for a in read(sheet).page.articles}
    assert found == {"石桥今晨合龙": ("▲渡口新桥合龙后的清晨",), "梨园花事正盛": ("▲花下的管园人与蜂箱",)}


def test_a_caption_without_any_story_is_a_picture_article() -> None:
    sheet = Sheet()
    sheet.picture(50, 300, 450, 600)
    sheet.put("▲渡口新桥合龙后的清晨", 60, 606)
    (article,) = read(sheet).page.articles
    assert article.kind is ArticleKind.PICTURE
    assert article.texts(Kind.CAPTION) == ("▲渡口新桥合龙后的清晨",)


def test_a_column_of_briefs_is_divided_into_its_items() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 400, 100, em=48)
    sheet.text([paragraph(20, 300)], 400, 165)
    sheet.put("简讯", 50, 100, em=44)
    titles = ("桥墩加深两尺", "梨园点清蜂箱", "盐田修成新闸")
    y, items = 165.0, [(title, paragraph(90 * k, 58)) for k, title in enumerate(titles)]
    for title, text in items:
        sheet.put(title, 90, y, em=24, weight=BOLD)
        sheet.text([text], 50, y + 40)
        y += 40 + 5 * PITCH + 12
    found = [a for a in read(sheet).page.articles if a.headline in titles]
    assert [a.texts(Kind.HEADLINE, Kind.PARAGRAPH) for a in found] == items
    assert "简讯" in [b.text for b in read(sheet).page.furniture]


def test_a_heading_without_text_right_above_another_is_its_kicker() -> None:
    sheet = Sheet()
    sheet.put("山城水务工程今年收官", 50, 100, em=36)
    sheet.put("石桥通车两岸往来便利", 50, 180, em=50)
    sheet.text([paragraph(0, 200)], 50, 250)
    (article,) = read(sheet).page.articles
    assert "石桥通车两岸往来便利" in article.headline
    assert article.texts(Kind.PARAGRAPH) == (paragraph(0, 200),)


def test_jump_notes_are_found_in_the_story() -> None:
    sheet = Sheet()
    sheet.put("石桥今晨合龙", 50, 100, em=40)
    sheet.text([paragraph(0, 58)], 50, 160)
    sheet.put("（下转第二版）", 150, 160 + 5 * PITCH + 20)
    (article,) = read(sheet).page.articles
    assert [(j.way.value, j.target) for j in article.jumps] == [("to", "2")]


def test_columns_and_joins_tell_how_the_page_was_read() -> None:
    sheet = Sheet()
    sheet.put("石桥通车两岸往来便利", 50, 100, em=50)
    sheet.columns([paragraph(0, 150)], [(50, 170, 7), (320, 170, 6)])
    page = read(sheet).page
    (join,) = page.joins
    first, second = page.columns
    assert (join.before, join.after) == (first.id, second.id)
    assert (first.open_start, first.open_end, second.open_start, second.open_end) == (False, True, True, False)


ITEMS = st.lists(
    st.tuples(
        st.integers(0, 880),
        st.integers(0, 1300),
        st.integers(1, 25),
        st.sampled_from([16, 20, 20, 20, 24, 48]),
        st.integers(0, 300),
        st.sampled_from([False, False, False, True]),
    ),
    min_size=1,
    max_size=30,
)
AREAS = st.lists(
    st.tuples(st.integers(0, 700), st.integers(0, 1000), st.integers(60, 300), st.integers(60, 400)), max_size=3
)


def used(page: Page) -> list[str]:
    return [span.line for block in page.blocks for span in block.spans]


@hypothesis_settings(max_examples=60)
@given(ITEMS, AREAS, AREAS, AREAS, st.sampled_from([Direction.LTR, Direction.TTB]))
def test_every_line_with_text_is_in_exactly_one_block(
    items: list[tuple[int, int, int, int, int, bool]],
    pictures: list[tuple[int, int, int, int]],
    frames: list[tuple[int, int, int, int]],
    rules: list[tuple[int, int, int, int]],
    way: Direction,
) -> None:
    sheet = Sheet(direction=way)
    for x, y, count, em, start, across in items:
        sheet.put(paragraph(start, count + 1)[:count], x, y, em=em, across=across)
    for x, y, w, h in pictures:
        sheet.picture(x, y, x + w, y + h)
    for x, y, w, h in frames:
        sheet.frame(x, y, x + w, y + h)
    for x, y, w, h in rules:
        sheet.rule(x, y, x + (w if w > h else 2), y + (2 if w > h else h))
    page = read(sheet).page
    assert sorted(used(page)) == sorted(line.id for line in sheet.lines)
    texts = {line.id: line.text for line in sheet.lines}
    for block in page.blocks:
        assert block.text.replace(" ", "") == "".join(texts[s.line] for s in block.spans).replace(" ", "")
