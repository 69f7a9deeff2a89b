"""Whether a stack begins or breaks off in the middle of a paragraph."""

from __future__ import annotations

import pytest

from ocrfix.order.ends import Ends, column_extents, ends
from ocrfix.page import Kind
from ocrfix.regions.part import Part
from ocrfix.regions.stacks import pile_up
from ocrfix.settings.order import OrderSettings
from ocrfix.settings.regions import RegionSettings
from tests.scenes import Sheet

FULL = "摆渡的老人把竹篙靠在船头"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(2, "清早的河面起了薄雾，"), (0, FULL), (0, "等乡亲过河。")], Ends(0.0, 0.0)),
        ([(0, FULL), (0, FULL), (0, FULL)], Ends(1.0, 1.0)),
        ([(2, "清早的河面起了薄雾，"), (0, FULL), (0, "摆渡的老人把竹篙靠船头。")], Ends(0.0, 0.35)),
        ([(0, FULL), (0, FULL), (0, "等乡亲过河")], Ends(1.0, 0.25)),
    ],
    ids=["whole", "cut twice", "full last row with a stop", "short last row without one"],
)
def test_openness(rows: list[tuple[int, str]], expected: Ends) -> None:
    sheet = Sheet()
    sheet.rows(rows, 50, 100)
    (stack,) = pile_up(sheet.scene(), RegionSettings())
    part = Part(stack, Kind.PARAGRAPH)
    assert ends(part, (50, 290), OrderSettings()) == expected
    assert ends(Part(stack, Kind.SUBHEAD), (50, 290), OrderSettings()) == Ends(0.0, 0.0)


def test_a_lone_short_row_takes_the_edges_of_its_column() -> None:
    sheet = Sheet()
    sheet.put("等乡亲过河。", 50, 100)
    sheet.rows([(2, "清早的河面起了薄雾，"), (0, FULL), (0, FULL)], 50, 165)
    short, column = pile_up(sheet.scene(), RegionSettings())
    parts = [Part(short, Kind.PARAGRAPH), Part(column, Kind.PARAGRAPH)]
    extents = column_extents(parts)
    assert extents[short.id] == extents[column.id] == (50, 290)
