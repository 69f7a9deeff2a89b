"""Tables are put together row by row; columns of running text are none."""

from __future__ import annotations

from ocrfix.page import Kind
from tests.scenes import Sheet, paragraph

CELLS = [("渡口", "12.5", "98"), ("集市", "33.1", "74"), ("果园", "8.25", "61"), ("盐田", "40.0", "55")]


def test_cells_in_rows_and_columns_are_one_table() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 130)], 50, 100)
    for n, row in enumerate(CELLS):
        for k, cell in enumerate(row):
            sheet.put(cell, 50 + 120 * k, 600 + 36 * n)
    (table,) = [p for p in sheet.regions().flow if p.kind is Kind.TABLE]
    assert [[piece.text for piece in row.pieces] for row in table.stack.rows] == [list(row) for row in CELLS]


def test_a_list_of_names_in_two_columns_is_no_table() -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 130)], 50, 100)
    for n in range(5):
        sheet.put(paragraph(11 * n, 6)[:5], 50, 600 + 36 * n)
        sheet.put(paragraph(17 * n + 3, 6)[:5], 250, 600 + 36 * n)
    assert not [p for p in sheet.regions().flow if p.kind is Kind.TABLE]


def test_three_columns_of_text_are_no_table() -> None:
    sheet = Sheet()
    for k in range(3):
        sheet.text([paragraph(50 * k, 130)], 50 + 270 * k, 100)
    assert not [p for p in sheet.regions().flow if p.kind is Kind.TABLE]


def test_short_rows_of_text_beside_a_cut_out_are_no_cells() -> None:
    sheet = Sheet()
    for k, (place, height) in enumerate((("石桥", "1.2"), ("渡口", "2.4"), ("盐田", "3.1"))):
        sheet.put(place, 50, 100 + 30 * k)
        sheet.put(height, 250, 100 + 30 * k)
    sheet.rows([(0, t) for t in ("船头，等头", "一批赶集的", "乡亲，过河")], 600, 100)
    (table,) = [p for p in sheet.regions().flow if p.kind is Kind.TABLE]
    assert "船" not in table.text
