"""Cells between rules: closed without corners, and boxes where display type fills them."""

from __future__ import annotations

from ocrfix.layout import FrameStyle, Layout, look
from ocrfix.settings.layout import LayoutSettings
from tests.layout.sheets import EM, Sheet


def ruled(*, advert: bool, gap: int = 0) -> Sheet:
    """Two columns over a third ground, parted by rules that run on past every corner; the ground at the right
    holds an advert, or a story like the others."""
    sheet = Sheet()
    sheet.block(60, 60, 14, 12)
    sheet.block(60, 500, 14, 10)
    sheet.rule(20, 30, 780, 30)
    sheet.rule(20, 860, 780 - gap, 860)
    sheet.rule(30, 20, 30, 870)
    sheet.rule(770, 20, 770, 870)
    sheet.rule(400, 30, 400, 860)
    sheet.rule(30, 450, 770, 450)
    if advert:
        for n in range(3):
            sheet.line(450, 490 + 80 * n, 3, size=3 * EM)
        for n in range(4):
            sheet.line(450, 740 + 30 * n, 8)
    else:
        sheet.line(430, 490, 6, size=2 * EM + 8)
        sheet.block(430, 560, 14, 9)
    sheet.block(430, 60, 14, 12)
    return sheet


def seen(sheet: Sheet) -> Layout:
    return look(sheet.raster(), sheet.lines, LayoutSettings())


def sure(layout: Layout) -> list[tuple[int, ...]]:
    frames = [f for f in layout.frames if f.style is FrameStyle.RULED and f.confidence >= 0.65]
    return [tuple(round(v / 10) * 10 for v in f.box.edges) for f in frames if f.share < 0.3]


def test_a_cell_of_display_type_is_a_box_though_no_rule_ends_at_its_corners() -> None:
    assert sure(seen(ruled(advert=True))) == [(400, 450, 770, 860)]


def test_a_cell_with_a_story_is_none() -> None:
    assert sure(seen(ruled(advert=False))) == []


def test_lines_know_their_cell_and_a_worn_border_still_closes_it() -> None:
    layout = seen(ruled(advert=False, gap=120))
    corner = {(x.box.center[0] > 400, x.box.center[1] > 450): layout.looks[x.id].cell for x in layout.lines}
    assert len(set(corner.values())) == 4
    for line in layout.lines:
        x, y = line.box.center
        assert layout.looks[line.id].cell == corner[(x > 400, y > 450)]
