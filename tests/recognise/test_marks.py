"""Marks of vertical text, drawn."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrfix.recognise.marks import LARGEST_ALONE, Mark, mark, pieces

EM = 30


def blank(rows: int = EM) -> np.ndarray:
    return np.zeros((rows, EM), np.float32)


def comma() -> np.ndarray:
    ink = blank()
    cv2.line(ink, (20, 3), (25, 9), 1.0, 2)
    return ink


def arch(opens_down: bool) -> np.ndarray:
    ink = blank()
    centre, angles = ((15, 18), (180, 360)) if opens_down else ((15, 8), (0, 180))
    cv2.ellipse(ink, centre, (12, 7), 0, *angles, 1.0, 2)
    return ink


def corner() -> np.ndarray:
    ink = blank()
    cv2.line(ink, (10, 18), (26, 18), 1.0, 2)
    cv2.line(ink, (26, 18), (26, 28), 1.0, 2)
    return ink


def one() -> np.ndarray:
    ink = blank()
    cv2.line(ink, (2, 15), (27, 14), 1.0, 2)
    cv2.circle(ink, (26, 13), 2, 1.0, -1)
    return ink


def box() -> np.ndarray:
    ink = blank()
    cv2.rectangle(ink, (4, 4), (25, 25), 1.0, 2)
    return ink


def kind(ink: np.ndarray) -> Mark | None:
    known = mark(ink, EM)
    return known[0] if known else None


def test_stops_and_brackets_are_known_by_their_shape() -> None:
    assert kind(comma()) is Mark.STOP
    assert kind(arch(True)) is kind(arch(False)) is Mark.BRACKET
    assert kind(corner()) is kind(np.ascontiguousarray(corner()[::-1, ::-1])) is Mark.BRACKET


@pytest.mark.parametrize("ink", [one(), box(), blank(), np.ascontiguousarray(box()[:, :16])])
def test_characters_are_no_marks(ink: np.ndarray) -> None:
    assert kind(ink) is None


def test_the_corner_of_a_stop_matters() -> None:
    assert kind(np.ascontiguousarray(comma()[:, ::-1])) is None


def test_a_mark_that_shares_its_cell_is_cut_off() -> None:
    pair = np.vstack([comma()[:14], corner()[14:]])
    assert pieces(pair, 0, EM, EM, EM) == [(0, 14), (14, EM)]
    tall = np.vstack([corner()[12:], box()])
    assert pieces(tall, 0, len(tall), EM, EM)[0] == (0, 19)


def test_characters_of_several_parts_stay_whole() -> None:
    two = np.maximum(np.roll(one(), -8, axis=0), np.roll(one(), 8, axis=0))
    dotted = box()
    dotted[4:12] = 0
    cv2.circle(dotted, (15, 3), 2, 1.0, -1)
    for ink in (two, dotted):
        assert pieces(ink, 0, EM, EM, EM) == [(0, EM)]


def test_a_large_stop_with_specks_around_is_one_where_it_has_a_cell_of_its_own() -> None:
    ink = blank()
    cv2.line(ink, (10, 9), (22, 20), 1.0, 3)
    assert mark(ink, EM) is None, "half a character may look like it"
    known = mark(ink, EM, LARGEST_ALONE)
    assert known is not None and known[0] is Mark.STOP
    ink[0:2, 0:4] = 1.0
    assert mark(ink, EM, LARGEST_ALONE) == known, "what a neighbour left at the edge is no part of it"
