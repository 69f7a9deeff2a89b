"""Pages that lie on their side or head, with the embedded recogniser: turned if and only if they lie."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest

from ocrfix.page import Source
from ocrfix.recognise import paddle
from ocrfix.recognise.facing import Apart, facing
from ocrfix.scan import Facing, decode, rectify
from ocrfix.settings.load import Settings
from tests.pipeline.recorded import HORIZONTAL, VERTICAL, Recorded
from tests.scan.typeset import han_page, latin_page

SETTINGS = Settings()


@cache
def judge() -> Facing:
    return facing(paddle.load(SETTINGS.recognise), SETTINGS.scan)


def found(image: np.ndarray, turns: int) -> float:
    lying = np.ascontiguousarray(np.rot90(image, turns))
    return rectify(lying, Source("test"), SETTINGS.scan, judge()).upright.angle


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("recorded", [HORIZONTAL, VERTICAL], ids=["rows", "columns"])
def test_a_sample_is_turned_upright(recorded: Recorded, turns: int) -> None:
    image = decode(recorded.image, 1, SETTINGS.scan)
    assert found(image, turns) == pytest.approx([0, 90, 180, -90][turns], abs=3)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("kind", ["columns", "letters"])
def test_a_set_page_is_turned_upright(kind: str, turns: int) -> None:
    sheet = han_page(24, vertical=True) if kind == "columns" else latin_page(28)
    image = cv2.cvtColor(sheet[:1100, :1100], cv2.COLOR_GRAY2BGR)
    assert found(image, turns) == pytest.approx([0, 90, 180, -90][turns], abs=3)


def test_characters_are_turned_one_by_one() -> None:
    row = np.full((40, 200, 3), 250, np.uint8)
    for at in range(5):  # a bar at the top of each character, a stem below
        cv2.rectangle(row, (at * 40 + 4, 4), (at * 40 + 35, 10), (10, 10, 10), -1)
        cv2.rectangle(row, (at * 40 + 16, 4), (at * 40 + 23, 35), (10, 10, 10), -1)
    for lying in (row, np.ascontiguousarray(np.rot90(row, -1))):
        apart = Apart.of(lying)
        assert apart is not None and len(apart.characters) == 5
        ink = apart.turned(0 if lying is row else 3)[..., 0] < 128
        half = ink.shape[0] // 2
        assert ink[:half].sum() > 1.5 * ink[half:].sum()
    assert Apart.of(np.full((40, 200, 3), 250, np.uint8)) is None
