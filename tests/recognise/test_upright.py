"""Columns set horizontally."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrfix.recognise.upright import set_upright


def column(count: int, em: int = 24, pitch: int = 26, width: int = 32) -> np.ndarray:
    image = np.full((count * pitch + 6, width, 3), 240, np.uint8)
    for i in range(count):
        top, left = 4 + i * pitch, (width - em) // 2
        cv2.rectangle(image, (left, top), (left + em - 2, top + em - 3), (20, 20, 20), 2)
        cv2.line(image, (left, top + 6 + i % 3 * 4), (left + em - 2, top + 6 + i % 3 * 4), (20, 20, 20), 2)
    return image


@pytest.mark.parametrize("em,count", [(24, 5), (24, 14), (60, 9)])
def test_a_column_is_cut_between_its_characters(em: int, count: int) -> None:
    pitch = round(em * 1.08)
    setting = set_upright(column(count, em, pitch, round(em * 1.3)))
    assert setting is not None
    cuts = sorted(set(setting.down.tolist()))
    inner = [c for c in cuts if 4 + em / 2 < c < 4 + count * pitch - em / 2]
    assert len(inner) == count - 1
    for i, cut in enumerate(inner, start=1):
        assert abs(cut - (4 + i * pitch - (pitch - em) / 2)) <= 0.15 * em


def test_every_place_of_the_strip_leads_back_to_its_row() -> None:
    setting = set_upright(column(8))
    assert setting is not None
    rows = [setting.row(x) for x in np.linspace(0, setting.image.shape[1], 200)]
    assert rows == sorted(rows) and rows[0] <= 4 and rows[-1] >= 8 * 26
    assert setting.image.shape[1] > 8 * 20


def test_no_ink_no_setting() -> None:
    assert set_upright(np.full((200, 30, 3), 250, np.uint8)) is None


def test_light_type_is_set_when_told_that_it_is_light() -> None:
    dark = set_upright(255 - column(8), dark=True)
    light = set_upright(column(8))
    assert dark is not None and light is not None
    assert dark.down.tolist() == light.down.tolist()
