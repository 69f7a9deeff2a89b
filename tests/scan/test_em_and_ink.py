"""The size of body characters and the ink."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrfix.page import Source
from ocrfix.scan import Raster, rectify
from ocrfix.scan.em import measure_em
from ocrfix.scan.frame import find_frame
from ocrfix.scan.ink import find_ink
from ocrfix.settings.scan import ScanSettings
from tests.scan.drawn import page
from tests.scan.typeset import han_page, latin_page

SETTINGS = ScanSettings()


def raster(sheet: np.ndarray) -> Raster:
    return rectify(cv2.cvtColor(sheet, cv2.COLOR_GRAY2BGR), Source("drawn"), SETTINGS)


def em_of(sheet: np.ndarray) -> float | None:
    ink = find_ink(sheet, SETTINGS.ink_window_unknown, SETTINGS.ink_k)
    return measure_em(ink, SETTINGS.em_smallest, SETTINGS.em_largest)


@pytest.mark.parametrize("vertical", [False, True])
@pytest.mark.parametrize("em", [9, 11, 16, 24, 48])
def test_em_of_han_text(em: int, vertical: bool) -> None:
    for face, leading in (("NotoSerifCJK-Regular", 1.5), ("NotoSansCJK-Bold", 1.3)):
        sheet = han_page(em, vertical=vertical, leading=leading, face=face, headline=em < 24)
        assert em_of(sheet) == pytest.approx(em, rel=0.15)


@pytest.mark.parametrize("em", [24, 40])
@pytest.mark.parametrize("face", ["DejaVuSerif.ttf", "DejaVuSans.ttf"])
def test_em_of_latin_text(em: int, face: str) -> None:
    assert em_of(latin_page(em, face)) == pytest.approx(em, rel=0.15)


@pytest.mark.parametrize("vertical", [False, True])
def test_em_with_pictures_and_headlines(vertical: bool) -> None:
    sheet = page(width=1100, height=1400, em=15, vertical=vertical, picture=True, headline=True, rules=True)
    assert em_of(sheet) == pytest.approx(15, rel=0.15)


def test_no_text_no_em() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (40, 30), np.uint8)
    picture = cv2.resize(noise, (900, 1200), interpolation=cv2.INTER_CUBIC)
    assert em_of(np.full((500, 400), 255, np.uint8)) is None
    assert em_of(picture) is None
    assert raster(np.zeros((300, 200), np.uint8)).em is None


def test_tiny_images_are_read() -> None:
    for size in ((1, 1), (1, 50), (7, 3)):
        found = raster(np.full(size, 255, np.uint8))
        assert (found.height, found.width) == size and not found.ink.any()


def test_ink_is_what_is_darker_than_its_ground() -> None:
    sheet = np.full((300, 400), 230, np.uint8)
    sheet[100:200, 200:300] = 180
    cv2.putText(sheet, "ink", (40, 160), cv2.FONT_HERSHEY_SIMPLEX, 2, 30, 5)
    cv2.putText(sheet, "o", (225, 170), cv2.FONT_HERSHEY_SIMPLEX, 2, 10, 5)
    dark = sheet < 60
    ink = find_ink(sheet, 61, 0.2)
    assert ink[dark].mean() > 0.97
    assert ink[:80].sum() == 0
    assert ink[130:150, 205:215].mean() < 0.05


def test_strips_leave_no_seam() -> None:
    sheet = np.random.default_rng(2).integers(0, 255, (1300, 200), np.uint8)
    whole = find_ink(sheet, 41, 0.2)
    part = find_ink(sheet[400:700], 41, 0.2)
    assert np.array_equal(whole[450:650], part[50:250])


def test_uneven_light_is_evened_and_tints_stay() -> None:
    sheet = page(width=900, height=1200, em=14, columns=2).astype(np.float32)
    sheet[500:700, 480:840] *= 0.85
    y, x = np.mgrid[0:1200, 0:900]
    lit = (sheet * (1 - 0.45 * x / 900 - 0.1 * y / 1200)).astype(np.uint8)
    found = raster(lit)
    corners = [found.image[a, b].mean() for a, b in ((5, 5), (5, 890), (1190, 5), (1190, 890))]
    assert max(corners) - min(corners) < 20
    ground = np.percentile(found.image[500:700, 480:840], 90)
    assert 0.75 * max(corners) < ground < 0.95 * max(corners)
    assert np.percentile(found.gray, 60) > 245
    even = raster(np.asarray(sheet, np.uint8)).ink
    assert (found.ink ^ even).mean() < 0.02


def test_an_evenly_lit_page_keeps_its_pixels() -> None:
    sheet = page(width=700, height=900, em=14)
    sheet[sheet == 255] = 236
    assert np.array_equal(raster(sheet).image[..., 1], sheet)


def test_a_dark_border_goes_and_the_text_stays() -> None:
    sheet = page(width=900, height=1200, em=14, columns=2)
    framed = cv2.copyMakeBorder(sheet, 40, 60, 70, 30, cv2.BORDER_CONSTANT, value=12)
    found = raster(framed)
    assert found.upright.angle == 0
    assert found.ink[:20].sum() == 0 and found.ink[:, :40].sum() == 0
    plain = raster(sheet).ink
    inside = found.ink[40:-60, 70:-30]
    assert (inside[20:-20, 20:-20] ^ plain[20:-20, 20:-20]).mean() < 0.005
    assert found.width == 1000


def test_what_looks_like_a_border_and_is_none() -> None:
    advert = np.full((800, 600), 255, np.uint8)
    advert[500:] = 10
    for row in range(540, 780, 60):
        cv2.putText(advert, "SALE TODAY 50", (30, row), cv2.FONT_HERSHEY_SIMPLEX, 2, 250, 8)
    assert find_frame(advert, 0.4, 0.12, 0.01) is None
    text = page(width=600, height=800, em=14)
    assert find_frame(text, 0.4, 0.12, 0.01) is None
