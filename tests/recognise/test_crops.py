"""Line crops, strips and the way from the recogniser's time steps back to the page."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.page import Direction, TextLine
from ocrfix.recognise import crops, read
from ocrfix.recognise.networks import Networks
from ocrfix.recognise.runtimes import Array, T
from ocrfix.recognise.strips import HEIGHT, network_input, strips
from ocrfix.settings.recognise import ReadingSettings
from tests.recognise.rasters import raster_of

POLYGON = ((50.0, 40.0), (250.0, 40.0), (250.0, 70.0), (50.0, 70.0))


def test_a_neighbour_is_painted_over_and_the_line_is_not() -> None:
    image = np.full((120, 300, 3), 230, np.uint8)
    image[45:65, 60:240] = 30
    image[72:76, 60:240] = 10  # a neighbour within the margin
    below = ((50.0, 70.5), (250.0, 70.5), (250.0, 95.0), (50.0, 95.0))
    bare, masked = (crops.cut(image, POLYGON, near, 0.2).image for near in ([], [below]))
    assert bare[-4:].min() < 20 and masked[-4:].min() > 200
    assert np.array_equal(bare[:34], masked[:34])


@pytest.mark.parametrize("angle", [-7.0, 0.0, 4.0])
def test_crop_coordinates_lead_back_to_the_page(angle: float) -> None:
    image = np.full((300, 400, 3), 255, np.uint8)
    corners = cv2.boxPoints(((200.0, 150.0), (240.0, 30.0), angle))
    quad = tuple((float(x), float(y)) for x, y in corners[[1, 2, 3, 0]])
    dot = np.array(quad).mean(axis=0) + 60 * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    cv2.circle(image, (round(dot[0]), round(dot[1])), 3, (0, 0, 0), -1)
    crop = crops.cut(image, quad, [], 0.1)
    ys, xs = np.nonzero(crop.image[:, :, 0] < 100)
    (box,) = crop.boxes([(xs.mean() - 1, ys.mean() - 1, xs.mean() + 1, ys.mean() + 1)])
    assert box.center == pytest.approx(tuple(dot), abs=1.0)


def test_a_turned_crop_leads_back_too() -> None:
    image = np.full((300, 100, 3), 255, np.uint8)
    image[200:206, 40:46] = 0
    crop = read.turned(crops.cut(image, ((30, 10), (60, 10), (60, 290), (30, 290)), [], 0.0))
    assert crop.image.shape[:2] == (30, 280)
    ys, xs = np.nonzero(crop.image[:, :, 0] < 100)
    assert crop.boxes([(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)])[0].edges == pytest.approx((40, 200, 46, 206))


@given(width=st.integers(2, 5000), height=st.integers(8, 120), longest=st.integers(96, 800))
def test_strips_hold_every_pixel_of_a_line_once(width: int, height: int, longest: int) -> None:
    image = np.zeros((height, width, 3), np.uint8)
    parts = strips(image, 0.6, longest)
    assert parts[0].left == 0 and parts[-1].right == width
    assert all(a.right == b.left for a, b in itertools.pairwise(parts))
    assert all(p.image.shape[0] == HEIGHT and p.image.shape[1] <= max(longest + 1, 8) for p in parts)


def test_a_long_line_is_cut_where_it_is_white() -> None:
    image = np.full((48, 2000, 3), 255, np.uint8)
    for x in range(10, 1980, 40):
        image[8:40, x : x + 30] = 0
    for part in strips(image, 1.0, 500)[:-1]:
        assert image[:, int(part.right)].min() == 255


def test_padding_depends_on_the_strip_alone() -> None:
    strip = np.full((HEIGHT, 130, 3), 255, np.uint8)
    batch = network_input(strip, 32, 96)
    assert batch.shape == (1, 3, HEIGHT, 160)
    assert (batch[..., :130] == 1).all() and not batch[..., 130:].any()


def dot_reader(batch: Array, use: Callable[[Array], T]) -> T:
    """Reads 点 wherever eight pixels of a strip hold something dark."""
    steps = batch.shape[3] // 8
    dark = (batch[0, 0].reshape(HEIGHT, steps, 8).min(axis=(0, 2)) < -0.5).astype(np.float32)
    out = np.full((1, steps, 12), 0.001, np.float32)
    out[0, :, 0], out[0, :, 1] = 0.9 * (1 - dark) + 0.01, 0.9 * dark + 0.01
    return use(out)


def test_glyph_boxes_stand_where_the_ink_is_and_no_line_is_dropped() -> None:
    networks = Networks(dot_reader, dot_reader, ("blank", "点", *"一二三四五六七八九十"), "fake")
    image = np.full((120, 400, 3), 240, np.uint8)
    for x in (80, 160, 240):
        image[50:62, x : x + 12] = 0
    lines = [
        TextLine("a", POLYGON),
        TextLine("empty", ((10, 90), (390, 90), (390, 110), (10, 110))),
        TextLine("b", ((70, 30), (100, 30), (100, 110), (70, 110)), direction=Direction.TTB),
    ]
    raster = raster_of(image, 20.0)
    settings = ReadingSettings(squeeze=1.0, upright_columns=False)
    one, two, three = read.read(raster, lines, networks, settings, threads=2)
    assert (one.text, two.text, three.text) == ("点点点", "", "点")
    assert two.doubtful and not one.doubtful
    for glyph, x in zip(one.glyphs, (86, 166, 246), strict=True):
        assert glyph.box is not None and glyph.box.left <= x <= glyph.box.right
        assert len(glyph.alternatives) == 10 and glyph.alternatives[0].text == "点"
    box = three.glyphs[0].box
    assert box is not None and box.top <= 56 <= box.bottom and box.left <= 86 <= box.right
    assert read.read(raster, lines, networks, settings, threads=1) == (one, two, three)
