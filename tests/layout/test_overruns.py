"""A tier rule that stops short of the border parts the columns beyond its end where they break off level with it."""

from __future__ import annotations

from ocrfix.layout import look
from ocrfix.page import Box, Direction, TextLine
from ocrfix.settings.layout import LayoutSettings
from tests.layout.sheets import EM, Sheet

STEP = EM + 2
PITCH = round(1.5 * EM)


def tiers(*, white: int) -> tuple[Sheet, TextLine]:
    """Two tiers of vertical text with a rule between all but the last column, whose two tiers stand ``white``
    pixels apart and were drawn as one line."""
    sheet = Sheet()
    for k in range(12):
        x = 700 - k * PITCH
        sheet.line(x, 100, 10, vertical=True)
        sheet.line(x, 100 + 10 * STEP + 16, 10, vertical=True)
    x = 700 - 12 * PITCH
    upper = sheet.line(x, 100, 10, vertical=True, detected=False)
    lower = sheet.line(x, 100 + 10 * STEP + white, 10, vertical=True, detected=False)
    both = upper.box.union(lower.box)
    sheet.lines.append(TextLine("both", both.polygon, (), Direction.TTB))
    sheet.rule(700 - 11 * PITCH - 4, 100 + 10 * STEP + 7, 730, 100 + 10 * STEP + 7)
    return sheet, sheet.lines[-1]


def pieces(sheet: Sheet) -> list[Box]:
    layout = look(sheet.raster(), sheet.lines, LayoutSettings())
    return [line.box for line in layout.lines if line.id.startswith("both")]


def test_a_line_through_both_tiers_is_cut_where_the_rule_would_run_on() -> None:
    sheet, line = tiers(white=16)
    upper, lower = sorted(pieces(sheet), key=lambda b: b.top)
    assert abs(upper.bottom - lower.top) < 2
    assert abs(lower.top - (100 + 10 * STEP + 7)) < 0.5 * EM
    assert (upper.top, lower.bottom) == (line.box.top, line.box.bottom)


def test_a_column_as_high_as_both_tiers_stays_whole() -> None:
    sheet, line = tiers(white=0)
    assert pieces(sheet) == [line.box]
