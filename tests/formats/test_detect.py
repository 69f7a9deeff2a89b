"""Files are told apart by name and content, and repaired in their own format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ocrfix import formats
from ocrfix.cli.repair import repair
from ocrfix.errors import UnreadableInput
from ocrfix.formats import alto, hocr, page_xml, text
from ocrfix.formats import json as json_format
from ocrfix.formats.detect import form_of
from tests.formats.test_foreign import STRUCTURE

FLAWED = "河口晚报\n\n昨天下午，，市民服务中心启用。首日有八百人前来,秩序良好。\n"
PAGE = text.read(FLAWED, "page")


@pytest.mark.parametrize(
    ("data", "file", "name"),
    [
        (alto.write(PAGE), "a.xml", "alto"),
        (page_xml.write(PAGE), "a.gt.xml", "page"),
        (hocr.write(PAGE), "a.html", "hocr"),
        (hocr.write(PAGE), "a.hocr", "hocr"),
        (json_format.write(PAGE), "a.json", "json"),
        (json.dumps(STRUCTURE).encode(), "a.json", "paddle"),
        (json.dumps(STRUCTURE).encode(), "a_res.json", "paddle"),
        (b"", "a.txt", "txt"),
        (b"%PDF", "a.pdf", "pdf"),
    ],
)
def test_formats_are_told_apart(data: bytes, file: str, name: str) -> None:
    assert form_of(data, file) is formats.get(name)


def test_what_cannot_be_read_is_no_format() -> None:
    assert form_of(b"<TEI/>", "a.tei.xml") is None
    assert form_of(b"", "a.docx") is None
    with pytest.raises(UnreadableInput, match="entities"):
        form_of(b'<!DOCTYPE a [<!ENTITY b "c">]><alto>&b;</alto>', "a.xml")


@pytest.mark.parametrize("name", ["alto", "page", "hocr"])
def test_pages_are_repaired_in_their_own_format(tmp_path: Path, name: str) -> None:
    form = formats.get(name)
    assert form.write is not None and form.read is not None
    path = tmp_path / f"page{form.suffix}"
    path.write_bytes(form.write(PAGE))
    result = CliRunner().invoke(repair, [str(path), "-o", str(tmp_path / "out"), "-f", name, "-f", "txt"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    stem = path.name.removesuffix(path.suffix)
    plain = (tmp_path / f"out/{stem}.txt").read_text(encoding="utf-8")
    assert "昨天下午，市民服务中心启用。首日有八百人前来，秩序良好。" in plain
    CliRunner().invoke(repair, [str(path), "-o", str(tmp_path / "own")])
    again = form.read((tmp_path / f"own/{path.name}").read_bytes(), "page")
    right = "河口晚报昨天下午，市民服务中心启用。首日有八百人前来，秩序良好。"
    assert "".join(line.text for line in again.lines) == right
    assert (tmp_path / f"own/{stem}.edits.json").exists()


def test_results_of_paddleocr_become_pages_of_ocrfix(tmp_path: Path) -> None:
    path = tmp_path / "river_res.json"
    path.write_text(json.dumps(STRUCTURE), encoding="utf-8")
    CliRunner().invoke(repair, [str(path), "-o", str(tmp_path / "out")])
    page = json_format.read((tmp_path / "out/river_res.json").read_bytes(), "river")
    assert "清晨五点" in "".join(line.text for line in page.lines)
