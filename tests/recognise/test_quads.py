"""Boxes from maps, their sides drawn to the ink, and lines of several scales."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrfix.recognise import quads
from ocrfix.recognise.scales import ScaledLine, merge, without_contained
from ocrfix.recognise.tight import tight
from ocrfix.settings.recognise import DetectionSettings

SETTINGS = DetectionSettings()


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], float)


def line(left: float, top: float, right: float, bottom: float) -> ScaledLine:
    return ScaledLine(box(left, top, right, bottom), 0.9)


def squares(gray: np.ndarray, left: int, top: int, size: int, count: int, step: int) -> None:
    """Type: outlined squares with a cross, as characters are."""
    for i in range(count):
        x = left + i * step
        cv2.rectangle(gray, (x, top), (x + size - 1, top + size - 1), 0, max(1, size // 8))
        cv2.line(gray, (x, top + size // 2), (x + size - 1, top + size // 2), 0, max(1, size // 8))


@pytest.mark.parametrize("angle", [-8.0, 0.0, 5.0])
def test_a_tilted_core_gives_a_tilted_line_that_starts_top_left(angle: float) -> None:
    page = np.zeros((200, 400), np.uint8)
    corners = cv2.boxPoints(((200.0, 100.0), (240.0, 12.0), angle)).astype(np.int32)
    cv2.fillPoly(page, [corners], 255)
    (found,) = quads.find(page, threshold=0.3, keep=0.4, unclip=1.5, min_side=3, straight=3)
    start, end = found.quad[0], found.quad[1]
    assert np.degrees(np.arctan2(*(end - start)[::-1])) == pytest.approx(angle, abs=0.7)
    assert start[0] < end[0] and found.quad[3][1] > start[1]
    assert found.score == pytest.approx(1.0)


def test_growing_a_core_moves_every_side_by_area_over_perimeter() -> None:
    grown = quads.grow(box(10, 10, 110, 20), 1.5)
    distance = 100 * 10 * 1.5 / 220
    assert grown == pytest.approx(box(10 - distance, 10 - distance, 110 + distance, 20 + distance))


def test_weak_and_tiny_cores_are_no_lines_but_faint_ones_are() -> None:
    page = np.zeros((100, 300), np.uint8)
    page[10:20, 10:200] = 110  # 0.43
    page[40:50, 10:200] = 90  # 0.35: above the pixel threshold, below that of lines
    page[70, 10:12] = 255
    assert len(quads.find(page, threshold=0.3, keep=0.4, unclip=1.5, min_side=3, straight=3)) == 1


@pytest.mark.parametrize("vertical", [False, True])
def test_long_sides_end_in_the_white_between_two_lines(vertical: bool) -> None:
    gray = np.full((120, 400), 255, np.uint8)
    squares(gray, 20, 30, 20, 14, 24)
    squares(gray, 20, 57, 20, 14, 24)  # a neighbour 7 pixels below
    core, grown = box(20, 36, 356, 44), box(10, 22, 366, 62)
    if vertical:
        gray = np.ascontiguousarray(gray.T)
        core, grown = (q[[0, 3, 2, 1]][:, ::-1] for q in (core, grown))
    quad = tight(gray, core, grown, SETTINGS)
    across = quad[:, 0] if vertical else quad[:, 1]
    assert 28 <= across.min() <= 30
    assert 50 <= across.max() <= 53
    along = quad[:, 1] if vertical else quad[:, 0]
    assert (along.min(), along.max()) == pytest.approx((10, 366), abs=0.5)


def test_a_box_that_begins_inside_its_line_grows_to_the_lines_end() -> None:
    gray = np.full((120, 400), 255, np.uint8)
    squares(gray, 20, 30, 20, 14, 24)
    quad = tight(gray, box(20, 42, 356, 50), box(10, 32, 366, 60), SETTINGS)
    assert 27 <= quad[:, 1].min() <= 30 and 50 <= quad[:, 1].max() <= 53


def test_where_no_row_is_white_a_box_ends_at_its_dip_or_stays() -> None:
    gray = np.full((120, 400), 255, np.uint8)
    gray[:, 20:356:4] = 0
    grown = box(10, 30, 366, 60)
    assert tight(gray, box(20, 40, 356, 50), grown, SETTINGS) == pytest.approx(grown, abs=1.5)
    gray[33:35, 20:200] = 255
    assert tight(gray, box(20, 40, 356, 50), grown, SETTINGS)[:, 1].min() == pytest.approx(35, abs=1.5)


def test_light_type_on_dark_ground_has_ends_too() -> None:
    gray = np.full((120, 400), 255, np.uint8)
    squares(gray, 20, 30, 20, 14, 24)
    quad = tight(255 - gray, box(20, 36, 356, 44), box(10, 15, 366, 65), SETTINGS)
    assert 28 <= quad[:, 1].min() <= 30 and 50 <= quad[:, 1].max() <= 52


def test_a_headline_in_pieces_is_replaced_by_the_coarse_line() -> None:
    gray = np.full((300, 700), 255, np.uint8)
    squares(gray, 40, 100, 100, 5, 120)
    pieces = [line(40, 98, 140, 130), line(290, 150, 310, 200)]
    body = line(40, 240, 400, 262)
    merged = merge([*pieces, body], [line(30, 90, 640, 210)], 60, gray, SETTINGS)
    assert [k.quad.tolist() for k in merged] == [body.quad.tolist(), box(30, 90, 640, 210).tolist()]


def test_a_headline_the_fine_scale_saw_stays_as_it_is() -> None:
    gray = np.full((300, 700), 255, np.uint8)
    squares(gray, 40, 100, 100, 5, 120)
    fine = [line(32, 92, 638, 208)]
    assert merge(fine, [line(30, 90, 640, 210)], 60, gray, SETTINGS) == fine


def test_body_lines_that_run_together_at_the_coarse_scale_stay_apart() -> None:
    gray = np.full((300, 700), 255, np.uint8)
    fine = []
    for row in range(4):
        squares(gray, 40, 100 + 26 * row, 20, 20, 24)
        fine.append(line(38, 98 + 26 * row, 520, 122 + 26 * row))
    assert merge(fine, [line(30, 90, 530, 205)], 60, gray, SETTINGS) == fine


def test_a_box_inside_a_line_goes_and_a_line_inside_a_big_box_stays() -> None:
    tall = line(100, 50, 130, 600)
    inside, beside = line(104, 300, 126, 320), line(128, 300, 160, 320)
    assert without_contained([tall, inside, beside], SETTINGS) == [tall, beside]
    big, row = line(0, 0, 800, 700), line(10, 10, 790, 40)
    assert without_contained([big, tall, row], SETTINGS) == [big, tall, row]
