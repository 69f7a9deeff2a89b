"""A row that the detector ran from one narrow column into the next is cut; a row set wider is not."""

from __future__ import annotations

import numpy as np
import pytest

from ocrfix.layout.gutters import gutters_across
from ocrfix.settings.layout import LayoutSettings

EM, PITCH = 20.0, 26
SETTINGS = LayoutSettings()
LEFT, RIGHT = (40, 280), (294, 534)
"""Where the two columns begin and end: 14 pixels apart."""


def page(rows: int, joined: int, wide: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ink, the boxes of the rows and that of row ``joined``, which reaches over both columns; so do ``wide`` rows
    before it, whose ink has no gutter."""
    ink = np.zeros((60 + rows * PITCH, 600), bool)
    boxes = []
    for row in range(rows):
        top = 40 + row * PITCH
        bare = joined - wide <= row < joined
        for low, high in [(LEFT[0], RIGHT[1])] if bare else [LEFT, RIGHT]:
            for x in range(low, high, 20):
                ink[top + 1 : top + 18, x + 1 : min(x + 18, high)] = True
        both = [(LEFT[0], RIGHT[1])] if bare or row == joined else [LEFT, RIGHT]
        boxes += [(low, top, high, top + 20) for low, high in both]
    box = (LEFT[0], 40 + joined * PITCH, RIGHT[1], 60 + joined * PITCH)
    return ink, np.array(boxes, np.float64), np.array(box, np.float64)


@pytest.mark.parametrize("joined", [0, 3, 7])
@pytest.mark.parametrize("vertical", [False, True])
def test_a_joined_row_is_cut_where_the_others_stop(joined: int, vertical: bool) -> None:
    ink, boxes, box = page(8, joined)
    if vertical:
        ink, boxes, box = ink.T, boxes[:, [1, 0, 3, 2]], box[[1, 0, 3, 2]]
    ((low, high),) = gutters_across(box, boxes, ink, vertical, EM, SETTINGS)
    assert LEFT[1] - 4 <= low < high <= RIGHT[0] + 4 and high - low >= 10


def test_a_joined_row_at_the_very_edge_of_the_page_is_cut() -> None:
    ink, boxes, box = page(8, joined=0)
    up = np.array([0.0, 40.0, 0.0, 40.0])
    assert len(gutters_across(box - up, boxes - up, ink[40:], False, EM, SETTINGS)) == 1


def test_a_lead_set_over_both_columns_is_not_cut() -> None:
    ink, boxes, box = page(9, joined=3, wide=3)
    assert gutters_across(box, boxes, ink, False, EM, SETTINGS) == []


def test_a_row_with_print_in_the_gutter_is_not_cut() -> None:
    ink, boxes, box = page(8, joined=3)
    ink[int(box[1]) + 2 : int(box[3]), LEFT[1] - 4 : RIGHT[0] + 4] = True
    assert gutters_across(box, boxes, ink, False, EM, SETTINGS) == []


def test_two_rows_that_stop_prove_no_column() -> None:
    ink, boxes, box = page(3, joined=1)
    assert gutters_across(box, boxes, ink, False, EM, SETTINGS) == []


def test_a_byline_set_in_the_middle_of_two_columns_is_not_cut() -> None:
    ink, boxes, box = page(8, joined=0)
    ink[int(box[1]) : int(box[3])] = False
    box = np.array([220, box[1], 360, box[3]], np.float64)
    for x in (220, 242, 296, 318, 340):
        ink[int(box[1]) + 1 : int(box[3]), x : x + 18] = True
    assert gutters_across(box, np.concatenate([boxes[1:], box[None]]), ink, False, EM, SETTINGS) == []
