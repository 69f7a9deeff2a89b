"""The truth moves with the page: points are where the bent image has them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from benchmarks.press.degrade import LEVELS, degrade
from benchmarks.press.warp import make_warp


@pytest.mark.parametrize("seed", range(4))
def test_points_follow_the_image(seed: int) -> None:
    rng = np.random.default_rng(seed)
    page = np.full((900, 700), 255, np.uint8)
    spots = np.array([[x, y] for x in range(60, 700, 145) for y in range(70, 900, 190)], np.float64)
    for x, y in spots.astype(int).tolist():
        cv2.circle(page, (x, y), 5, 0, -1)
    warp = make_warp(rng, 700, 900, skew=3, perspective=0.02, margin=0.05, wave=0.5, curl=1.4, em=20)
    bent = warp.apply(page, (255, 255, 255))
    for x, y in warp.forward(spots).tolist():
        x0, y0 = int(x) - 14, int(y) - 14
        patch = 255.0 - bent[max(0, y0) : y0 + 28, max(0, x0) : x0 + 28]
        assert patch.sum() > 0
        yy, xx = np.mgrid[0 : patch.shape[0], 0 : patch.shape[1]]
        found = np.array([(patch * xx).sum(), (patch * yy).sum()]) / patch.sum() + [max(0, x0), max(0, y0)]
        assert np.hypot(*(found - [x, y])) < 0.6


@pytest.mark.parametrize("level", LEVELS)
def test_levels_keep_print_legible(level: str) -> None:
    """Strokes stay darker than the paper around them where the mapping says they are."""
    page = np.full((600, 500, 3), 255, np.uint8)
    bars = [(x, y) for x in range(60, 440, 40) for y in range(80, 520, 50)]
    for x, y in bars:
        page[y : y + 20, x : x + 3] = 20
    scan = degrade(page, level, np.random.default_rng(3), 24.0)
    grey = scan.image if scan.image.ndim == 2 else scan.image.mean(2)
    clear = 0
    for x, y in bars:
        points = scan.mapping(np.array([[x + 1.5, y + 10.0], [x + 14.0, y + 10.0]]))
        (ax, ay), (bx, by) = np.rint(points).astype(int).tolist()
        clear += grey[ay - 1 : ay + 2, ax - 1 : ax + 2].min() + 50 < np.median(grey[by - 2 : by + 3, bx - 2 : bx + 3])
    assert clear >= 0.95 * len(bars)
    again = degrade(page, level, np.random.default_rng(3), 24.0)
    assert np.array_equal(scan.image, again.image)
