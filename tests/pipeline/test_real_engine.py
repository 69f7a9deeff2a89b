"""``ocrfix convert`` with the embedded recogniser: same input, same output, whatever the threads."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import ocrfix
from ocrfix import cli
from ocrfix.errors import ExitCode
from tests.pipeline.recorded import HORIZONTAL

FOLIO_AND_HEAD = (0, 0, 1708, 740)
"""The sample down to the end of its first story."""


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scan") / "head.png"
    with Image.open(HORIZONTAL.image) as picture:
        picture.crop(FOLIO_AND_HEAD).save(path)
    return path


def converted(scan: Path, out: Path, *options: str) -> dict[str, bytes]:
    assert cli.run(["convert", str(scan), "-o", str(out), *options]) == ExitCode.OK
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


def test_twice_and_with_one_thread_or_two_the_same_bytes(scan: Path, tmp_path: Path) -> None:
    one = converted(scan, tmp_path / "one", "--threads", "1", "--debug-images")
    pictures = [one.pop(f"head.{kind}.png") for kind in ("debug", "layout", "ink")]
    assert set(one) == {"head.md", "head.json"}
    assert converted(scan, tmp_path / "again", "--threads", "1") == one
    assert converted(scan, tmp_path / "two", "--threads", "2") == one
    text = one["head.md"].decode()
    assert "# 樓上書店最後一夜" in text and "深灣街46號二樓" in text.replace(" ", "")
    page = ocrfix.read(tmp_path / "one" / "head.json")
    assert (page.width, page.height) == (1708, 740)
    for picture in pictures:
        with Image.open(BytesIO(picture)) as drawn:
            assert drawn.size == (1708, 740) and drawn.mode == "RGB"
