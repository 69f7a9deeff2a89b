"""Stories that run through the tiers of a vertical page, and lines that shut one ground off from another."""

from __future__ import annotations

from ocrfix.order.ground import survey
from ocrfix.order.walls import Walls
from ocrfix.page import Box, Direction
from ocrfix.regions.kinds import classify
from ocrfix.settings.order import OrderSettings
from ocrfix.settings.regions import RegionSettings
from tests.scenes import PITCH, Sheet, paragraph, read

SETTINGS = OrderSettings()
A = (paragraph(0, 80),)
B = (paragraph(150, 200),)
BRIDGE, ORCHARD = "石桥通车", "梨园花事"


def running() -> Sheet:
    """Two tiers; the second story begins in the middle of the first and goes on through the whole of the second."""
    sheet = Sheet(direction=Direction.TTB)
    sheet.put(BRIDGE, 90, 40, em=38)
    top = 95 + 7 * PITCH
    sheet.columns(A, [(50, 95, 7)])
    sheet.put(ORCHARD, 90, top + 8, em=36)
    sheet.columns(B, [(50, top + 60, 5), (310, 40, 12)])
    return sheet


def test_a_story_that_begins_in_mid_tier_goes_on_at_the_head_of_the_next() -> None:
    assert read(running()).stories == [(BRIDGE, A), (ORCHARD, B)]


def walls(*rules: tuple[float, float, float]) -> tuple[Walls, Box, Box]:
    """The walls of a page with these level rules (left, right, height), and a stack above and one below y = 500."""
    sheet = Sheet()
    sheet.text([paragraph(0, 58)], 50, 100)
    sheet.text([paragraph(90, 58)], 320, 700)
    for left, right, y in rules:
        sheet.rule(left, y, right, y + 2)
    scene = sheet.scene()
    ground = survey(scene, classify(scene, RegionSettings()), SETTINGS)
    return Walls.of(ground, SETTINGS), ground.flow[0].box, ground.flow[1].box


def test_a_line_over_the_whole_of_both_shuts_off() -> None:
    found, a, b = walls((30, 600, 500))
    assert found.between(a, b, SETTINGS)
    assert found.between(b, a, SETTINGS)


def test_pieces_of_one_line_are_one() -> None:
    found, a, b = walls((30, 330, 500), (350, 600, 506))
    assert found.between(a, b, SETTINGS)


def test_a_rule_as_wide_as_a_column_does_not() -> None:
    found, a, b = walls((30, 300, 500))
    assert not found.between(a, b, SETTINGS)
