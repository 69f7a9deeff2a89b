"""The detector's map of a page does not depend on how the page was tiled."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocrfix.recognise import quads, tiles

HALO = 32


def local_detector(part: np.ndarray) -> np.ndarray:
    """What a detector does, within the reach of the halo: dark pixels and their neighbourhood are text."""
    assert part.shape[0] % tiles.ALIGN == 0 and part.shape[1] % tiles.ALIGN == 0
    dark = (part[:, :, 0] < 128).astype(np.float32)
    return cv2.dilate(dark, np.ones((5, 9), np.uint8))


def page_with_lines(spans: list[tuple[int, int, int]], height: int = 300, width: int = 420) -> np.ndarray:
    page = np.full((height, width, 3), 255, np.uint8)
    for row, left, right in spans:
        page[row : row + 8, left:right] = 0
    return page


@st.composite
def line_spans(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    rows = draw(st.lists(st.integers(0, 12), min_size=1, max_size=8, unique=True))
    spans = []
    for row in rows:
        left = draw(st.integers(5, 300))
        spans.append((10 + 22 * row, left, draw(st.integers(left + 20, 410))))
    return spans


@settings(max_examples=40, deadline=None)
@given(spans=line_spans(), side=st.integers(33, 500))
def test_every_line_is_found_once_whatever_the_tiles(spans: list[tuple[int, int, int]], side: int) -> None:
    page = page_with_lines(spans)
    found = tiles.page_map(page, local_detector, side=side, halo=HALO, busy=lambda _: True)
    whole = tiles.page_map(page, local_detector, side=1000, halo=HALO, busy=lambda _: True)
    assert np.array_equal(found, whole)
    lines = quads.find(found, threshold=0.3, keep=0.4, unclip=0.0, min_side=2, straight=3)
    assert len(lines) == len(spans)
    boxes = sorted((round(f.quad[:, 1].min()), f.quad[:, 0].min(), f.quad[:, 0].max()) for f in lines)
    for (top, left, right), (row, start, stop) in zip(boxes, sorted(spans), strict=True):
        assert abs(top - (row - 2)) <= 1
        assert left <= start and right >= stop


@given(
    height=st.integers(1, 900), width=st.integers(1, 900), side=st.integers(32, 400), halo=st.sampled_from([0, 32, 96])
)
def test_tiles_cover_every_pixel_once_and_are_seen_with_their_surroundings(
    height: int, width: int, side: int, halo: int
) -> None:
    seen = np.zeros((height, width), np.uint8)
    windows = set()
    for tile in tiles.plan(height, width, side, halo):
        seen[tile.down.start : tile.down.stop, tile.across.start : tile.across.stop] += 1
        for span, length in ((tile.down, height), (tile.across, width)):
            assert span.seen_from % tiles.ALIGN == 0 == span.seen_to % tiles.ALIGN
            assert 0 <= span.seen_from <= max(0, span.start - halo) or span.seen_from == 0 == span.start
            assert span.seen_to >= min(length, span.stop + halo)
            assert span.seen_to - span.seen_from <= side + 2 * halo + tiles.ALIGN
        windows.add((tile.down.seen_to - tile.down.seen_from, tile.across.seen_to - tile.across.seen_from))
    assert (seen == 1).all()
    assert len(windows) == 1, "a network prepares itself for every size it meets"


def test_blank_tiles_are_not_shown_to_the_network() -> None:
    def refuse(part: np.ndarray) -> np.ndarray:
        raise AssertionError("a blank tile was read")

    page = page_with_lines([])
    assert not tiles.page_map(page, refuse, side=100, halo=HALO, busy=lambda _: False).any()


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_do_not_change_the_map(threads: int) -> None:
    page = page_with_lines([(20, 30, 400), (60, 10, 200)])
    one = tiles.page_map(page, local_detector, side=90, halo=HALO, busy=lambda _: True, threads=threads)
    assert np.array_equal(one, tiles.page_map(page, local_detector, side=400, halo=HALO, busy=lambda _: True))
