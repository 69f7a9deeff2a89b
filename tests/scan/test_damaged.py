"""What cannot be read is refused with file, cause and next step, and never half read in silence."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from ocrfix.errors import UnreadableInput
from ocrfix.scan import BrokenPage, Raster, count_pages, decode, load_page, read
from ocrfix.settings.scan import ScanSettings

SETTINGS = ScanSettings()
FORMATS = {
    "jpg": {},
    "png": {},
    "tif": {},
    "lzw.tif": {"compression": "tiff_lzw"},
    "jpeg.tif": {"compression": "jpeg"},
    "g4.tif": {"compression": "group4"},
    "webp": {},
    "bmp": {},
    "jp2": {},
    "gif": {},
}


def noise(size: tuple[int, int] = (200, 150)) -> Image.Image:
    values = np.random.default_rng(0).integers(0, 255, (size[1], size[0], 3), np.uint8)
    return Image.fromarray(values)


def saved(tmp_path: Path, suffix: str) -> Path:
    path = tmp_path / f"p.{suffix}"
    image = noise().convert("1") if suffix == "g4.tif" else noise()
    image.save(path, **FORMATS[suffix])
    return path


def refused(path: Path, settings: ScanSettings = SETTINGS) -> UnreadableInput:
    with pytest.raises(UnreadableInput) as caught:
        list(read(path, settings))
    error = caught.value
    assert error.file == str(path) and error.cause and error.next_step
    return error


@pytest.mark.parametrize("keep", [0.15, 0.5, 0.9])
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_truncated_file_is_an_error(tmp_path: Path, suffix: str, keep: float) -> None:
    path = saved(tmp_path, suffix)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    assert "too early" in refused(path).cause


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif"])
def test_a_truncated_file_is_read_when_allowed(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path, suffix)
    whole = decode(path, 1, SETTINGS).astype(int)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    part = decode(path, 1, ScanSettings(allow_truncated=True))
    assert part.shape == whole.shape
    assert np.abs(part[:40] - whole[:40]).mean() < 10


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.png").cause


def test_a_directory(tmp_path: Path) -> None:
    assert "directory" in refused(tmp_path).cause


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    path.touch()
    assert "empty" in refused(path).cause


@pytest.mark.parametrize("content", [b"hello, this is text\n" * 10, b"\0" * 500, b"<svg/>"])
def test_no_image(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.jpg"
    path.write_bytes(content)
    assert "known format" in refused(path).cause


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission_denied(tmp_path: Path) -> None:
    path = saved(tmp_path, "png")
    path.chmod(0)
    assert "permission" in refused(path).cause


def test_permission_denied_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, "png")

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert "permission" in refused(path).cause


@pytest.mark.parametrize("suffix", ["png", "tif", "jpg", "webp", "jp2", "gif", "bmp"])
def test_too_large_a_page_is_refused_before_decoding(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path, suffix)
    assert "megapixels" in refused(path, ScanSettings(max_megapixels=0.02)).cause
    assert len(list(read(path, ScanSettings(max_megapixels=0.04)))) == 1


def test_a_png_bomb(tmp_path: Path) -> None:
    path = saved(tmp_path, "png")
    data = bytearray(path.read_bytes())
    data[16:24] = struct.pack(">II", 100_000, 100_000)
    path.write_bytes(data)
    refused(path)


def test_large_scans_pass_the_default_limit() -> None:
    assert SETTINGS.max_megapixels > 20_000 * 15_000 / 1e6


def test_there_is_no_such_page(tmp_path: Path) -> None:
    path = saved(tmp_path, "png")
    for page in (0, 2):
        with pytest.raises(UnreadableInput, match="no page"):
            load_page(path, page, SETTINGS)


def tiff_pages(tmp_path: Path) -> Path:
    path = tmp_path / "p.tif"
    pages = [noise((100 + i, 80)) for i in range(3)]
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return path


def test_a_broken_tiff_page_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    path = tiff_pages(tmp_path)
    with Image.open(path) as image:
        image.seek(1)
        start, length = image.tag_v2[273][0], image.tag_v2[279][0]
    data = bytearray(path.read_bytes())
    data[start : start + length] = b"\xff" * length
    path.write_bytes(data)
    first, second, third = read(path, SETTINGS)
    assert isinstance(first, Raster) and isinstance(third, Raster)
    assert isinstance(second, BrokenPage)
    assert second.page == 2 and second.error.file == str(path)


def test_a_tiff_cut_in_its_last_page(tmp_path: Path) -> None:
    path = tiff_pages(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * 0.8)])
    found = list(read(path, SETTINGS))
    assert [type(p) for p in found] == [Raster, Raster, BrokenPage]


def test_a_tiff_whose_directories_run_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "p.tif"
    noise().save(path)
    data = bytearray(path.read_bytes())
    (start,) = struct.unpack_from("<I", data, 4)
    (entries,) = struct.unpack_from("<H", data, start)
    struct.pack_into("<I", data, start + 2 + 12 * entries, start)
    path.write_bytes(data)
    assert count_pages(path) == 1
    assert len(list(read(path, SETTINGS))) == 1


def pdf(path: Path, pages: int = 2) -> bytes:
    document = pdfium.PdfDocument.new()
    for _ in range(pages):
        document.new_page(100, 100)
    document.save(path)
    return path.read_bytes()


def test_a_truncated_pdf(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    data = pdf(path)
    path.write_bytes(data[:60])
    assert "PDF" in refused(path).cause


def test_a_protected_pdf(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(PROTECTED)
    error = refused(path)
    assert "password" in error.cause and "password" in error.next_step


PROTECTED = b"""%PDF-1.4
1 0 obj
<</Type/Catalog/Pages 2 0 R>>
endobj
2 0 obj
<</Type/Pages/Count 1/Kids[3 0 R]>>
endobj
3 0 obj
<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]>>
endobj
4 0 obj
<</Filter/Standard/V 1/R 2/P -44/O<000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f>
/U<1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100>>>
endobj
trailer
<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>
%%EOF
"""


def test_libraries_are_silent(tmp_path: Path) -> None:
    """Warnings of Pillow, libtiff, libpng and PDFium would land in the user's terminal."""
    paths = []
    for suffix in FORMATS:
        path = saved(tmp_path, suffix)
        data = path.read_bytes()
        path.rename(tmp_path / f"whole.{suffix}")
        cut = tmp_path / f"cut.{suffix}"
        cut.write_bytes(data[: len(data) // 2])
        paths += [cut, tmp_path / f"whole.{suffix}"]
    damaged = bytearray((tmp_path / "whole.jpg").read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 60] = b"\xff\xd9\0" * 20
    (tmp_path / "hole.jpg").write_bytes(damaged)
    (tmp_path / "p.pdf").write_bytes(PROTECTED)
    code = (
        "import sys\nfrom ocrfix.errors import UnreadableInput\nfrom ocrfix.scan import read\n"
        "from ocrfix.settings.scan import ScanSettings\n"
        "for path in sys.argv[1:]:\n"
        "    try:\n        list(read(path, ScanSettings()))\n"
        "    except UnreadableInput:\n        pass\n"
    )
    paths += [tmp_path / "hole.jpg", tmp_path / "p.pdf"]
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", code, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "" and done.stderr == ""
