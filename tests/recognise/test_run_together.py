"""Lines that a detector takes for one block are looked at again; nothing of them is lost or doubled."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Source
from ocrfix.recognise.detect import detect
from ocrfix.scan import Raster, Upright
from ocrfix.settings.recognise import DetectionSettings

EM, PITCH, ROWS = 24, 36, 5
Map = npt.NDArray[np.float32]


def page() -> Raster:
    """Five rows of ten squares, each in four strokes."""
    gray = np.full((400, 400), 250, np.uint8)
    for row in range(ROWS):
        for at in range(10):
            x, y = 60 + at * (EM + 2), 80 + row * PITCH
            for k in range(4):
                cv2.rectangle(gray, (x, y + 6 * k), (x + EM - 3, y + 6 * k + 3), 0, -1)
    image = cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)
    same = Upright(lambda p: p, lambda p: p, 0.0)
    return Raster(image, gray, gray < 128, float(EM), same, (400, 400), Source("drawn"))


def blurred(calls: list[tuple[int, int]], blind: int) -> Callable[..., Map]:
    """A detector that runs rows together in its first ``blind`` looks."""

    def network(batch: Map, pick: Callable[[Map], Map]) -> Map:
        dark = (batch[0, 0] < batch[0, 0].max() - 1).astype(np.uint8)
        calls.append(dark.shape)
        reach = (25, 25) if len(calls) <= blind else (5, 25)
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(reach, np.uint8))
        return pick(cv2.erode(closed, np.ones((3, 3), np.uint8)).astype(np.float32)[None, None])

    return network


def test_rows_run_together_are_looked_at_again() -> None:
    calls: list[tuple[int, int]] = []
    lines = detect(page(), blurred(calls, 1), DetectionSettings(), "test", 1)  # type: ignore[arg-type]
    assert len(calls) == 2
    tops = [line.box.top for line in lines]
    assert len(lines) == ROWS and np.diff(tops).min() > 0.8 * PITCH
    assert all(line.box.left <= 62 and line.box.right >= 60 + 10 * (EM + 2) - 8 for line in lines)


def test_a_block_that_stays_one_is_kept() -> None:
    calls: list[tuple[int, int]] = []
    lines = detect(page(), blurred(calls, 9), DetectionSettings(), "test", 1)  # type: ignore[arg-type]
    assert len(lines) == 1 and lines[0].box.height > (ROWS - 1) * PITCH


def test_rows_that_stand_apart_are_looked_at_once() -> None:
    calls: list[tuple[int, int]] = []
    assert len(detect(page(), blurred(calls, 0), DetectionSettings(), "test", 1)) == ROWS  # type: ignore[arg-type]
    assert len(calls) == 1


def test_a_box_far_thicker_than_type_is_looked_at_again_whatever_is_in_it() -> None:
    calls: list[tuple[int, int]] = []
    settings = DetectionSettings(blind=4.0, together=100.0)
    assert len(detect(page(), blurred(calls, 1), settings, "test", 1)) == ROWS  # type: ignore[arg-type]
