"""Every format, written here and read back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, TiffImagePlugin

from ocrfix.scan import BrokenPage, Raster, count_pages, decode, load_page, read
from ocrfix.scan.files import identify
from ocrfix.scan.images import load_image
from ocrfix.scan.transform import Affine, warp
from ocrfix.settings.scan import ScanSettings

SETTINGS = ScanSettings()


def marked(size: tuple[int, int] = (90, 60)) -> Image.Image:
    """White with a red corner top left, a blue one top right and a black bar below: shows every turn."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 19, 19), fill=(220, 20, 20))
    draw.rectangle((size[0] - 20, 0, size[0] - 1, 19), fill=(20, 20, 220))
    draw.rectangle((0, size[1] - 10, size[0] - 1, size[1] - 1), fill=(0, 0, 0))
    return image


def pixels(path: Path, frame: int = 0, settings: ScanSettings = SETTINGS) -> np.ndarray:
    return load_image(path, identify(path), frame, settings).astype(int)


def close(found: np.ndarray, image: Image.Image, tolerance: float = 12) -> None:
    wanted = np.asarray(image.convert("RGB"))[..., ::-1].astype(int)
    assert found.shape == wanted.shape
    assert np.abs(found - wanted).mean() < tolerance


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("p.jpg", {"quality": 95}),
        ("p.png", {}),
        ("p.tif", {}),
        ("p.tif", {"compression": "tiff_lzw"}),
        ("p.tif", {"compression": "jpeg"}),
        ("p.webp", {"lossless": True}),
        ("p.bmp", {}),
        ("p.jp2", {}),
        ("p.gif", {}),
    ],
)
def test_colour_survives_every_format(tmp_path: Path, name: str, options: dict[str, object]) -> None:
    path = tmp_path / name
    marked().save(path, **options)
    close(pixels(path), marked())


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "LA", "PA", "YCbCr"])
def test_every_mode_of_tiff_or_png(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("p.png" if mode in ("LA", "PA") else "p.tif")
    image = marked().convert(mode if mode != "PA" else "P")
    if mode == "PA":
        image.save(path, transparency=image.getpixel((5, 5)))  # the red corner
    else:
        image.save(path)
    found = pixels(path)
    assert found.shape == (60, 90, 3)
    assert found[55, 45].max() < 40 and found[30, 45].min() > 230


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "tif", "png"])
def test_exif_orientation(tmp_path: Path, orientation: int, suffix: str) -> None:
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = marked().transpose(back[orientation]) if orientation > 1 else marked()
    exif = Image.Exif()
    exif[274] = orientation
    path = tmp_path / f"p.{suffix}"
    if suffix == "tif":
        stored.save(path, tiffinfo={274: orientation})
    else:
        stored.save(path, exif=exif)
    close(pixels(path), marked())


@pytest.mark.parametrize("depth", [10, 12, 16])
def test_deep_gray_keeps_its_range(tmp_path: Path, depth: int) -> None:
    ramp = np.linspace(0, 2**depth - 1, 90).astype(np.uint16)[None].repeat(60, axis=0)
    for name in ("p.tif", "p.png"):
        Image.fromarray(ramp).save(tmp_path / name)
        found = pixels(tmp_path / name)
        assert found[0, 0, 0] == 0 and found[0, -1, 0] == 255
        assert abs(found[0, 45, 0] - 255 * 45 / 89) < 2


def test_white_is_zero_in_deep_tiff(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 90).astype(np.uint16)[None].repeat(60, axis=0)
    Image.fromarray(ramp).save(tmp_path / "p.tif", tiffinfo={262: 0})
    found = pixels(tmp_path / "p.tif")
    assert found[0, 0, 0] == 255 and found[0, -1, 0] == 0


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.0, 255.0), (-3.0, 5.0)])
def test_float_tiff(tmp_path: Path, low: float, high: float) -> None:
    ramp = np.linspace(low, high, 90, dtype=np.float32)[None].repeat(60, axis=0)
    ramp[5, 5] = np.nan
    Image.fromarray(ramp).save(tmp_path / "p.tif")
    found = pixels(tmp_path / "p.tif")
    assert found[0, 0, 0] == 0 and found[0, -1, 0] == 255
    assert abs(found[0, 45, 0] - 255 * 45 / 89) < 2


def test_alpha_is_laid_on_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (40, 30), (0, 0, 0, 0))
    image.paste((0, 0, 0, 128), (0, 0, 20, 30))
    image.save(tmp_path / "p.png")
    found = pixels(tmp_path / "p.png")
    assert found[5, 30].tolist() == [255] * 3
    assert abs(found[5, 5, 0] - 127) < 3


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "p.jpg"
    marked().save(path, format="PNG")
    close(pixels(path), marked())


def test_pages_of_a_tiff_come_in_order(tmp_path: Path) -> None:
    path = tmp_path / "p.tif"
    images = [Image.new("L", (50 + 10 * i, 40), 200) for i in range(4)]
    images[0].save(path, save_all=True, append_images=images[1:])
    assert count_pages(path) == 4
    found = list(read(path, SETTINGS))
    assert [p.width for p in found if isinstance(p, Raster)] == [50, 60, 70, 80]
    assert [p.source.page for p in found if isinstance(p, Raster)] == [1, 2, 3, 4]
    chosen = list(read(path, SETTINGS, pages=[3, 1]))
    assert [p.source.page for p in chosen if isinstance(p, Raster)] == [3, 1]


def test_thumbnails_of_a_tiff_are_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "p.tif"
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[254] = 1
    small = Image.new("L", (20, 10), 255)
    small.encoderinfo = {"tiffinfo": info}
    Image.new("L", (80, 40), 255).save(path, save_all=True, append_images=[small, Image.new("L", (70, 40), 255)])
    assert count_pages(path) == 2
    assert [p.width for p in read(path, SETTINGS) if isinstance(p, Raster)] == [80, 70]


def scan_pdf(path: Path, *images: Image.Image, rotation: int = 0, dpi: float = 150) -> None:
    document = pdfium.PdfDocument.new()
    for image in images:
        size = image.width * 72 / dpi, image.height * 72 / dpi
        page = document.new_page(*size)
        thing = pdfium.PdfImage.new(document)
        thing.set_bitmap(pdfium.PdfBitmap.from_pil(image))
        thing.set_matrix(pdfium.PdfMatrix().scale(*size))
        page.insert_obj(thing)
        page.gen_content()
        page.set_rotation(rotation)
    document.save(path)


def test_a_scanned_pdf_gives_its_own_pixels(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (60, 90, 3), np.uint8))
    scan_pdf(path, noise, marked((70, 50)))
    assert count_pages(path) == 2
    assert np.array_equal(decode(path, 1, SETTINGS), np.asarray(noise)[..., ::-1])
    assert decode(path, 2, SETTINGS).shape == (50, 70, 3)


def test_a_turned_pdf_page_is_shown_turned(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    scan_pdf(path, marked(), rotation=90)
    close(decode(path, 1, SETTINGS).astype(int), marked().transpose(Image.Transpose.ROTATE_270))


def test_a_drawn_pdf_page_has_the_wanted_resolution(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    document = pdfium.PdfDocument.new()
    document.new_page(200, 100)
    document.save(path)
    page = load_page(path, 1, ScanSettings(pdf_dpi=144))
    assert (page.width, page.height) == (400, 200)
    assert page.image.min() == 255 and page.em is None and not page.ink.any()


def test_an_image_on_a_larger_pdf_page_is_not_the_page(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    document = pdfium.PdfDocument.new()
    page = document.new_page(200, 100)
    thing = pdfium.PdfImage.new(document)
    thing.set_bitmap(pdfium.PdfBitmap.from_pil(marked()))
    thing.set_matrix(pdfium.PdfMatrix().scale(100, 50))
    page.insert_obj(thing)
    page.gen_content()
    document.save(path)
    found = decode(path, 1, ScanSettings(pdf_dpi=72))
    assert found.shape[:2] == (100, 200)
    assert found[20, 150].min() > 250 and found[98, 50].max() < 60


def test_no_page_is_broken_here(tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    marked().save(path)
    assert not any(isinstance(p, BrokenPage) for p in read(path, SETTINGS))


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "jpeg", "group4"])
def test_every_page_of_a_tiff_is_opened_as_if_it_were_the_first(tmp_path: Path, compression: str, big: bool) -> None:
    path = tmp_path / "p.tif"
    images = [marked((50 + 10 * n, 60)).convert("1" if compression == "group4" else "RGB") for n in range(4)]
    images[0].save(path, save_all=True, append_images=images[1:], compression=compression, big_tiff=big)
    for number, image in enumerate(images, 1):
        close(decode(path, number, SETTINGS).astype(int), image)


def test_a_page_of_60_000_pixels_is_turned_upright(tmp_path: Path) -> None:
    wide = np.full((64, 60_000, 3), 255, np.uint8)
    wide[20:40, 59_000:59_900] = 0
    steps = [Affine(np.array([[1.0, 0.001, 0], [-0.001, 1.0, 60]]))]
    found = warp(wide, steps, (60_000, 64))
    assert found.shape == wide.shape
    row = found[:, 59_450, 0]
    places = steps[0].back(np.array([[59_450.5, y + 0.5] for y in range(64)]))[:, 1]
    inside = (places > 21) & (places < 39)
    assert inside.any() and (row[inside] < 60).all()
