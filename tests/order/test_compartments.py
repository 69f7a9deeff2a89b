"""A story leaves one ground between rules at its end and enters the next at its beginning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocrfix.order.compartments import Compartments
from ocrfix.order.ground import Ground, survey
from ocrfix.page import Direction
from ocrfix.regions.kinds import classify
from ocrfix.settings.order import OrderSettings
from ocrfix.settings.regions import RegionSettings
from tests.scenes import Sheet, paragraph

SETTINGS = OrderSettings()
STEP, INSIDE = SETTINGS.cell_crossed, SETTINGS.cell_inside


def four_columns(way: Direction) -> Ground:
    """Two columns in cell 1, two in cell 2 beside them; flow parts from the first to the last."""
    sheet = Sheet(direction=way)
    for k in range(4):
        for line in sheet.text([paragraph(70 * k, 150)], 50 + 270 * k, 100):
            sheet.looks[line] = replace(sheet.looks[line], cell=1 + k // 2)
    scene = sheet.scene()
    return survey(scene, classify(scene, RegionSettings()), OrderSettings())


@pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])
def test_from_the_end_of_one_to_the_beginning_of_the_next(way: Direction) -> None:
    ground = four_columns(way)
    places = Compartments.of(ground)
    a, b, c, d = sorted(range(4), key=lambda k: ground.flow[k].box.left)
    assert places.crossing(a, b, SETTINGS) == 0
    assert places.crossing(b, c, SETTINGS) == STEP
    assert places.crossing(a, c, SETTINGS) == places.crossing(b, d, SETTINGS) == STEP + INSIDE
    assert places.crossing(a, d, SETTINGS) == STEP + 2 * INSIDE


def test_where_cells_are_not_known_nothing_is_said() -> None:
    ground = replace(four_columns(Direction.LTR), cells=(0, 0, 0, 0))
    places = Compartments.of(ground)
    assert {places.crossing(i, j, SETTINGS) for i in range(4) for j in range(4)} == {0.0}
