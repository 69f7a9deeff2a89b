"""Where reading goes on, on drawn pages; the expected order was worked out by hand.

Each test pours whole paragraphs through columns and asks for them back: a wrong step joins what does not
belong together, and no paragraph comes out as it went in.
"""

from __future__ import annotations

import pytest

from ocrfix.layout import FrameStyle
from ocrfix.order.costs import start_costs
from ocrfix.page import Direction, Kind
from ocrfix.settings.order import OrderSettings
from tests.scenes import BOLD, PITCH, Reading, Seams, Sheet, paragraph, read, typeset

WAYS = pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])
A = (paragraph(0, 75), paragraph(90, 88))
B = (paragraph(150, 64), paragraph(230, 97))
BRIDGE, ORCHARD = "石桥通车两岸往来便利", "梨园花事正盛"


def rows(*paragraphs: str, chars: int = 12) -> int:
    return sum(-(-(len(p) + 2) // chars) for p in paragraphs)


@WAYS
@pytest.mark.parametrize("columns", [2, 3])
def test_columns_under_one_headline(way: Direction, columns: int) -> None:
    sheet = Sheet(direction=way)
    sheet.put(BRIDGE, 50, 100, em=50)
    left = total = rows(*A)
    places = []
    for k in range(columns):
        count = min(left, -(-total // columns))
        places.append((50 + 270 * k, 170, count))
        left -= count
    sheet.columns(A, places)
    assert read(sheet).stories == [(BRIDGE, A)]


@WAYS
def test_two_stories_side_by_side(way: Direction) -> None:
    sheet = Sheet(direction=way)
    sheet.put(BRIDGE, 50, 100, em=48)
    sheet.columns(A, [(50, 170, 7), (310, 170, rows(*A) - 7)])
    sheet.rule(575, 90, 577, 500)
    sheet.put(ORCHARD, 600, 100, em=50)
    sheet.columns(B, [(600, 170, 8), (860, 170, rows(*B) - 8)])
    result = read(sheet)
    assert result.story(BRIDGE) == A
    assert result.story(ORCHARD) == B


@WAYS
def test_one_story_below_another(way: Direction) -> None:
    sheet = Sheet(direction=way)
    sheet.put(BRIDGE, 50, 100, em=48)
    sheet.columns(A, [(50, 170, 7), (320, 170, rows(*A) - 7)])
    sheet.put(ORCHARD, 50, 430, em=48)
    sheet.columns(B, [(50, 500, 8), (320, 500, rows(*B) - 8)])
    assert read(sheet).stories == [(BRIDGE, A), (ORCHARD, B)]


@WAYS
def test_columns_of_unequal_length_fill_from_the_left(way: Direction) -> None:
    """The second column ends higher, and the story below starts under both."""
    sheet = Sheet(direction=way)
    sheet.put(BRIDGE, 50, 100, em=48)
    sheet.columns(A, [(50, 170, 10), (320, 170, rows(*A) - 10)])
    sheet.put(ORCHARD, 50, 540, em=48)
    sheet.columns(B, [(50, 610, 8), (320, 610, rows(*B) - 8)])
    assert read(sheet).stories == [(BRIDGE, A), (ORCHARD, B)]


def test_columns_around_a_picture() -> None:
    """Three columns; the middle one begins below a picture."""
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 100, em=50)
    sheet.picture(320, 170, 560, 290)
    text = (*A, *B)
    sheet.columns(text, [(50, 170, 13), (320, 320, 9), (590, 170, rows(*text) - 22)])
    assert read(sheet).stories == [(BRIDGE, text)]


def test_a_picture_within_a_column_is_jumped_over() -> None:
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 100, em=50)
    text = (*A, *B)
    sheet.picture(50, 300, 290, 420)
    sheet.columns(text, [(50, 170, 4), (50, 440, 11), (320, 170, rows(*text) - 15)])
    assert read(sheet).stories == [(BRIDGE, text)]


def test_a_story_of_unequal_columns_around_another() -> None:
    """The first story has a long left column beside a smaller story at its lower right."""
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 100, em=50)
    sheet.columns(A, [(50, 170, 9), (320, 170, 3), (590, 170, rows(*A) - 12)])
    sheet.rule(310, 290, 840, 292)
    sheet.put(ORCHARD, 330, 310, em=36)
    sheet.columns(B, [(320, 370, 8), (590, 370, rows(*B) - 8)])
    result = read(sheet)
    assert result.story(BRIDGE) == A
    assert result.story(ORCHARD) == B


def test_the_words_wrap_a_story_from_band_to_band() -> None:
    """Two bands of two columns, divided by a picture across both: the eye could as well go on below it."""
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 100, em=50)
    text = (*A, *B)
    poured = [t for _, t in typeset(text, 12)]
    sheet.columns(text, [(50, 170, 8), (320, 170, 8), (50, 590, 9), (320, 590, rows(*text) - 25)])
    sheet.picture(50, 430, 560, 570)
    ends = [(poured[n - 1][-4:], poured[n][:4]) for n in (8, 16, 25)]
    model = Seams({(a, b): 7.0 if k == m else -7.0 for k, (a, _) in enumerate(ends) for m, (_, b) in enumerate(ends)})
    assert read(sheet, model).stories == [(BRIDGE, text)]


def test_vertical_tiers_follow_each_other_downwards_each_from_right_to_left() -> None:
    """Page coordinates on purpose: nothing here goes through the reading frame."""
    sheet = Sheet(direction=Direction.TTB, width=800, height=1000)
    sheet.put(BRIDGE, 40, 60, em=40)
    sheet.columns(A, [(40, 130, 7), (310, 130, rows(*A) - 7)])
    boxes = {line.id: line.box for line in sheet.lines}
    assert boxes["l0001"].left > boxes["l0002"].left, "the second row stands left of the first"
    second_tier = sheet.lines[1 + 7].id
    assert boxes[second_tier].top > boxes["l0001"].bottom, "the second tier lies below the first"
    assert read(sheet).stories == [(BRIDGE, A)]


def test_a_vertical_headline_owns_the_horizontal_columns_beside_it() -> None:
    sheet = Sheet()
    sheet.put("石桥今晨合龙", 50, 170, em=44, across=True)
    sheet.columns(A, [(110, 170, 8), (380, 170, rows(*A) - 8)])
    sheet.put(ORCHARD, 50, 560, em=48)
    sheet.columns(B, [(50, 630, 8), (320, 630, rows(*B) - 8)])
    assert read(sheet).stories == [("石桥今晨合龙", A), (ORCHARD, B)]


def test_a_horizontal_headline_stands_over_the_tiers_of_a_vertical_page() -> None:
    """In reading coordinates it stands left of the text and runs down the sheet."""
    sheet = Sheet(direction=Direction.TTB)
    sheet.put("石桥今晨合龙", 50, 170, em=44, across=True)
    sheet.columns(A, [(110, 170, 8), (380, 170, rows(*A) - 8)])
    assert read(sheet).stories == [("石桥今晨合龙", A)]


def test_a_box_with_a_heading_inside_a_story_is_read_by_itself() -> None:
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 100, em=50)
    sheet.columns(A, [(50, 170, 7), (320, 170, rows(*A) - 7)])
    sheet.frame(590, 165, 860, 470)
    sheet.put("盐田旧事", 600, 180, em=34)
    sheet.text(B[:1], 600, 235)
    result = read(sheet)
    assert result.story(BRIDGE) == A
    assert result.story("盐田旧事") == B[:1]


def test_a_frame_without_a_heading_is_part_of_the_story_over_it() -> None:
    """A tinted field around the last paragraphs, right below the text they belong to."""
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 100, em=50)
    sheet.text(A, 50, 170)
    y = 170 + rows(*A) * PITCH + 20
    sheet.text(B, 50, y)
    sheet.frame(44, y - 8, 296, y + rows(*B) * PITCH + 8)
    assert read(sheet).stories == [(BRIDGE, (*A, *B))]


def test_the_next_headline_ends_a_story_even_where_the_text_breaks_off() -> None:
    sheet = Sheet()
    sheet.put("石桥今晨合龙", 50, 100, em=38)
    sheet.text(["清早的河面起了薄雾，摆渡的老人把竹篙靠在船头，等头一批赶集的"], 50, 160)
    sheet.put(ORCHARD, 50, 290, em=38)
    sheet.text(["果园里的梨树今春开花很密，管园的姑娘每天清点蜜蜂的箱子。"], 50, 350)
    assert [headline for headline, _ in read(sheet).stories] == ["石桥今晨合龙", ORCHARD]


def test_no_story_goes_on_below_the_dark_bar_of_another_section() -> None:
    """The second column of the story over the bar ends open; the first item ends right above a column's foot."""
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 100, em=48)
    sheet.columns(A, [(50, 170, 7), (320, 170, rows(*A) - 7)])
    sheet.frame(40, 470, 580, 512, FrameStyle.INVERSE)
    sheet.put("要闻速览", 270, 478, em=26, inverse=True)
    sheet.put("学堂添了两口钟", 50, 524, em=22, weight=BOLD)
    sheet.columns(B, [(50, 560, 8), (320, 524, rows(*B) - 8)])
    assert read(sheet).stories == [(BRIDGE, A), ("学堂添了两口钟", B)]


@pytest.mark.parametrize("right", [0, 1])
def test_the_words_decide_between_two_places_that_look_alike(right: int) -> None:
    """A wide lead broken off over two like columns under no heading: only the words tell which goes on."""
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 40, em=50)
    lead = ["清早的河面起了薄雾，摆渡的老人把竹篙靠在船头", "等头一批赶集的乡亲过河去对岸的石阶上放着几只箩筐"]
    sheet.rows([(2, lead[0]), (0, lead[1])], 50, 110)
    tops = ["筐里是刚摘下的青菜和带泥", "磨坊的水轮慢慢转动白色的"]
    for k, top in enumerate(tops):
        sheet.rows([(0, top), (0, "操场边的梧桐树下已经站满"), (0, "了人。")], 50 + 270 * k, 230)
    model = Seams({("箩筐", tops[right][:4]): 7.0, ("箩筐", tops[1 - right][:4]): -7.0})
    order = read(sheet, model).zones[0].order
    texts = [order.ground.flow[k].text for chain in order.chains for k in chain]
    at = next(n for n, text in enumerate(texts) if text.startswith("清早"))
    assert texts[at + 1].startswith(tops[right])


def steps(result: Reading) -> list[tuple[float, list[float]]]:
    return [(s.cost, [c for _, c in s.runners_up]) for zone in result.zones for s in zone.order.steps]


def test_every_step_names_its_runners_up_by_rising_cost() -> None:
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 100, em=50)
    text = (*A, *B)
    sheet.columns(text, [(50 + 240 * k, 170, 8) for k in range(3)] + [(770, 170, rows(*text) - 24)], chars=11 + 1)
    found = steps(read(sheet))
    assert len(found) == 3
    for _, others in found:
        assert others == sorted(others) and len(others) == 2


def test_subheads_are_read_where_they_stand() -> None:
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 40, em=50)
    sheet.text(A[:1], 50, 110)
    y = 110 + rows(A[0]) * PITCH
    sheet.put("桥墩要深两尺", 90, y + 5, em=24, weight=0.16)
    sheet.text(A[1:], 50, y + 45)
    sheet.text(B, 320, 110)
    (article,) = read(sheet).page.articles
    kinds = [b.kind for b in article.blocks]
    assert kinds == [Kind.HEADLINE, Kind.PARAGRAPH, Kind.SUBHEAD, Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.PARAGRAPH]
    assert article.texts(Kind.PARAGRAPH) == (*A, *B)


def test_an_empty_page_has_no_order() -> None:
    result = read(Sheet())
    assert result.page.articles == ()


@WAYS
def test_text_beside_a_subhead_in_its_rows_is_read_after_it(way: Direction) -> None:
    sheet = Sheet(direction=way)
    sheet.put(BRIDGE, 50, 100, em=50)
    sheet.text([A[0]], 50, 170)
    y = 170 + rows(A[0]) * 30 + 10
    sheet.put("学堂的钟声", 55, y + 8, em=24, weight=BOLD)
    beside = typeset([B[0]], 12, indent=0)
    for n, (_, text) in enumerate(beside[:2]):
        sheet.put(text[:5], 200, y + n * 30)
    sheet.rows([(0, t) for _, t in typeset([B[1]], 12)], 50, y + 70)
    order = read(sheet).zones[0].order
    (chain,) = order.chains
    found = [part.text for part in order.parts(chain)]
    assert "".join(found[1:]).startswith("学堂的钟声" + beside[0][1][:5] + beside[1][1][:5])


def test_an_item_ends_right_above_the_headline_of_the_next() -> None:
    """The first item ends at the head of the second column; the second goes on at the head of the third."""
    sheet = Sheet()
    sheet.frame(40, 150, 860, 190, FrameStyle.INVERSE)
    sheet.put("要闻速览", 400, 156, em=26, inverse=True)
    sheet.put("学堂添了两口钟", 50, 210, em=22, weight=BOLD)
    sheet.columns(A[:1], [(50, 240, 4), (320, 210, rows(*A[:1]) - 4)])
    sheet.put("磨坊水轮换了新轴", 320, 210 + 4.2 * PITCH, em=22, weight=BOLD)
    sheet.columns(B[:1], [(320, 210 + 5.4 * PITCH, 3), (590, 210, rows(*B[:1]) - 3)])
    assert read(sheet).stories == [("学堂添了两口钟", A[:1]), ("磨坊水轮换了新轴", B[:1])]


def test_a_story_hardly_begins_with_a_subhead_in_a_later_column() -> None:
    sheet = Sheet()
    sheet.put(BRIDGE, 50, 100, em=48)
    sheet.columns(A[:1], [(50, 170, rows(*A[:1]))])
    sheet.put("灯亮以后", 340, 170, em=23, weight=BOLD)
    sheet.columns(A[1:], [(320, 170 + 2 * PITCH, rows(*A[1:]))])
    result = read(sheet)
    assert result.stories == [(BRIDGE, A)]
    order, settings = result.zones[0].order, OrderSettings()
    costs = start_costs(order.ground, order.where, order.ends, settings)
    (at,) = [k for k, part in enumerate(order.ground.flow) if part.kind is Kind.SUBHEAD]
    assert costs[at] >= settings.start_not_leftmost + settings.start_inner
