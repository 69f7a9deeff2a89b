"""Lines set from right to left, and zones in which text runs the other way."""

from __future__ import annotations

from ocrfix.page import Direction, TextLine
from ocrfix.regions import Zone, right_to_left, zones
from ocrfix.settings.regions import RegionSettings
from tests.scenes import Sheet, paragraph

SETTINGS = RegionSettings()


class Reversal:
    """A language model that has been told how much better each text reads from its end."""

    def __init__(self, gains: dict[str, float]) -> None:
        self.gains = gains

    def prefers_reversed(self, text: str) -> float:
        return self.gains.get(text, -8.0)


def read(sheet: Sheet, gains: dict[str, float]) -> list[TextLine]:
    return list(right_to_left(sheet.lines, Reversal(gains), SETTINGS))


def test_a_line_that_reads_much_better_from_its_end_is_turned() -> None:
    sheet = Sheet()
    sheet.put("报晚河清", 50, 50)
    sheet.put("石桥今晨合龙", 50, 100)
    first, second = read(sheet, {"报晚河清": 12.0})
    assert (first.text, first.direction) == ("清河晚报", Direction.RTL)
    assert (second.text, second.direction) == ("石桥今晨合龙", Direction.LTR)
    assert first.glyphs[0].box == sheet.lines[0].glyphs[-1].box


def test_a_line_that_reads_a_little_better_from_its_end_is_left() -> None:
    sheet = Sheet()
    sheet.put("人行道上走", 50, 50)
    assert read(sheet, {"人行道上走": 4.0})[0].direction is Direction.LTR


def test_a_page_that_has_the_habit_needs_less() -> None:
    sheet = Sheet()
    sheet.put("清早的河面起了薄雾", 900, 50, across=True)
    gains = {"报晚河清": 6.0, "龙合晨今桥石": 6.0, "盛正事花园梨": 1.0}
    for n, text in enumerate(gains):
        sheet.put(text, 50, 50 + 40 * n)
    assert [line.text for line in read(sheet, gains)] == [
        "清早的河面起了薄雾", "清河晚报", "石桥今晨合龙", "梨园花事正盛"
    ]  # fmt: skip


def test_short_lines_follow_the_habit_of_the_page() -> None:
    sheet = Sheet()
    sheet.put("清早的河面起了薄雾", 900, 50, across=True)
    gains = {"报晚河清": 6.0, "龙合晨今桥石": 6.0, "版三": 1.0, "东渡": -5.0}
    for n, text in enumerate(gains):
        sheet.put(text, 50, 50 + 200 * n)
    assert [line.text for line in read(sheet, gains)[1:]] == ["清河晚报", "石桥今晨合龙", "三版", "东渡"]


def test_lines_that_stand_together_run_one_way() -> None:
    sheet = Sheet()
    sheet.put("清早的河面起了薄雾", 900, 50, across=True)
    gains = {"报晚河清": 6.0, "龙合晨今桥石": 6.0, "来往岸两": -3.0}
    gains |= {"盛正事花园梨": 6.0, "舟行夜春江": 9.0, "两岸往来": 1.0}
    for text, y in zip(gains, (50, 80, 110, 900, 1200, 570), strict=True):
        sheet.put(text, 500 if text == "两岸往来" else 50, y)
    for n in range(6):
        sheet.put(paragraph(20 * n, 12), 500, 600 + 30 * n)
    found = [line.text for line in read(sheet, gains)[1:]]
    assert found[:3] == ["清河晚报", "石桥今晨合龙", "两岸往来"]
    assert found[5] == "两岸往来"


def test_words_and_numbers_keep_their_inner_order() -> None:
    sheet = Sheet()
    sheet.put("米120长桥石CITY", 50, 50)
    assert read(sheet, {"米120长桥石CITY": 12.0})[0].text == "CITY石桥长120米"


def test_vertical_and_short_lines_have_no_say() -> None:
    sheet = Sheet()
    sheet.put("报晚河清", 900, 50, across=True)
    sheet.put("版三", 50, 50)
    assert [line.text for line in read(sheet, {"报晚河清": 30.0, "版三": 30.0})] == ["报晚河清", "版三"]


def found(sheet: Sheet) -> tuple[Zone, ...]:
    return zones(sheet.lines, sheet.layout, SETTINGS)


def test_one_direction_is_one_zone() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 200)], 50, 100)
    sheet.put("石桥今晨合龙", 400, 100, em=50, across=True)
    (zone,) = found(sheet)
    assert zone.direction is Direction.LTR
    assert len(zone.lines) == len(sheet.lines)


def vertical_box(sheet: Sheet, across: bool) -> set[str]:
    return {sheet.put(paragraph(40 * n, 15), 700 - 30 * n, 200, across=across) for n in range(6)}


def test_a_border_around_a_vertical_box_and_a_horizontal_story_is_no_zone() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 400)], 50, 100)
    sheet.text([paragraph(0, 400)], 50, 1300)
    sheet.text([paragraph(100, 80)], 320, 200)
    box = vertical_box(sheet, across=True) | {
        sheet.put(paragraph(30 * n, 15), 700 - 30 * n, 520, across=True) for n in range(6)
    }
    sheet.frame(530, 190, 740, 840)
    sheet.frame(310, 180, 750, 850)
    zones = [z for z in found(sheet) if z.direction is Direction.TTB]
    assert [{x.id for x in z.lines} for z in zones] == [box]


def test_a_vertical_box_on_a_horizontal_page_is_a_zone() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 400)], 50, 100)
    box = vertical_box(sheet, across=True)
    sheet.frame(530, 180, 740, 520)
    main, other = found(sheet)
    assert (main.direction, other.direction) == (Direction.LTR, Direction.TTB)
    assert {line.id for line in other.lines} == box


def test_horizontal_lines_on_a_vertical_page_are_a_zone_without_a_frame() -> None:
    sheet = Sheet(direction=Direction.TTB)
    sheet.text([paragraph(0, 400)], 50, 100)
    patch = vertical_box(sheet, across=True)
    main, other = found(sheet)
    assert (main.direction, other.direction) == (Direction.TTB, Direction.LTR)
    assert {line.id for line in other.lines} == patch


def test_every_line_is_in_one_zone_and_blank_ones_in_none() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 400)], 50, 100)
    vertical_box(sheet, across=True)
    sheet.put(" ", 50, 1300)
    ids = [line.id for zone in found(sheet) for line in zone.lines]
    assert sorted(ids) == sorted(line.id for line in sheet.lines if line.text.strip())


def test_the_line_over_a_patch_goes_with_it_unless_a_rule_parts_them() -> None:
    def label_goes_with_patch(ruled: bool) -> bool:
        sheet = Sheet(direction=Direction.TTB)
        sheet.text([paragraph(0, 400)], 50, 500)
        for n in range(6):
            sheet.put(paragraph(40 * n, 12), 120 + 30 * n, 100, across=True)
        label = sheet.put("各地零讯", 85, 130, em=26, across=True)
        if ruled:
            sheet.rule(115, 100, 117, 400)
        (zone,) = [z for z in found(sheet) if z.direction is Direction.LTR]
        return label in {line.id for line in zone.lines}

    assert label_goes_with_patch(ruled=False)
    assert not label_goes_with_patch(ruled=True)
