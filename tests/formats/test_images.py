"""Images of pages from elsewhere are found beside their files and through METS."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from ocrfix import formats
from ocrfix.formats.images import with_image
from ocrfix.page import Page, Source
from ocrfix.scan import files

PAGE = Page("river", 60, 40, Source("scans/river.tif", 2))
METS = """<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:xlink="http://www.w3.org/1999/xlink"><mets:fileSec>
<mets:file ID="i" MIMETYPE="image/png"><mets:FLocat xlink:href="{image}"/></mets:file>
<mets:file ID="t" MIMETYPE="text/xml"><mets:FLocat xlink:href="text/river.xml"/></mets:file></mets:fileSec>
<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="page"><mets:fptr FILEID="i"/><mets:fptr FILEID="t"/></mets:div>
</mets:structMap></mets:mets>"""


def image(path: Path, size: tuple[int, int] = (60, 40)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", size).save(path)
    return path


@pytest.mark.parametrize("place", ["text/scans/river.tif", "scans/river.tif", "text/river.tif", "text/river.png"])
def test_beside_the_file_or_where_it_says(tmp_path: Path, place: str) -> None:
    path = image(tmp_path / place)
    found = with_image(PAGE, tmp_path / "text/river.page.xml").source
    assert found is not None and Path(found.file).resolve() == path
    assert found.page == 1, "page 2 of a file that has one was written by a tool that counts pages of its own"
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_through_mets(tmp_path: Path) -> None:
    path = image(tmp_path / "images/0001 a.png")
    (tmp_path / "mets.xml").write_text(METS.format(image="images/0001%20a.png"))
    found = with_image(PAGE, tmp_path / "text/river.xml").source
    assert found is not None and Path(found.file).resolve() == path
    assert with_image(PAGE, tmp_path / "text/other.xml") == PAGE


def test_what_does_not_fit_or_could_be_anything_is_left_alone(tmp_path: Path) -> None:
    image(tmp_path / "river.png", (61, 40))
    elsewhere = image(tmp_path / "else/where.png")
    for page in (PAGE, replace(PAGE, source=None), replace(PAGE, source=Source(str(elsewhere)))):
        assert with_image(page, tmp_path / "river.xml") == page
    (tmp_path / "mets.xml").write_text("<mets")
    known = replace(PAGE, source=Source("a.png", 1, "ab"))
    assert with_image(known, tmp_path / "river.xml") == known


def test_files_of_a_page_name_its_scan_from_where_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = image(tmp_path / "scans/河.png")
    monkeypatch.chdir(tmp_path)
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    page = Page("river", 60, 40, Source("scans/河.png", 1, checksum))
    folder = tmp_path / "out/1931"
    folder.mkdir(parents=True)
    for suffix, content in formats.written(page, ["alto", "page", "hocr"], folder).items():
        form = formats.for_file(f"river{suffix}")
        assert form is not None and form.read is not None
        again = form.read(content, "river")
        assert again.source is not None and again.source.file == "../../scans/河.png"
        found = with_image(again, folder / f"river{suffix}").source
        assert found is not None and Path(found.file).resolve() == path and found.sha256 == checksum
        image(path, (70, 40))
        assert with_image(again, folder / f"river{suffix}") == again, "another image under that name"
        path = image(tmp_path / "scans/河.png")
    (pdf,) = formats.written(page, ["pdf"], folder).values()
    with pikepdf.open(BytesIO(pdf)) as made:
        assert "/XObject" in made.pages[0].Resources, "the PDF has the scan"


def test_a_long_pdf_is_hashed_once_and_keeps_the_size_of_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Written page by page, as `convert` does."""
    path = tmp_path / "volume.pdf"
    Image.new("RGB", (400, 200), "white").save(path, resolution=200, save_all=True, append_images=[
        Image.new("RGB", (400, 200), "grey")])  # fmt: skip
    hashed: list[Path] = []

    def counted(file: Path) -> str:
        hashed.append(file)
        return hashlib.sha256(file.read_bytes()).hexdigest()

    monkeypatch.setattr(files, "sha256", counted)
    known = files.Checksums()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    for number in (1, 2):
        page = Page(f"volume-{number:04d}", 400, 200, Source(str(path), number, digest))
        (pdf,) = formats.written(page, ["pdf"], tmp_path, known).values()
        with pikepdf.open(BytesIO(pdf)) as made:
            assert "/XObject" in made.pages[0].Resources
            assert [float(v) for v in made.pages[0].mediabox[2:]] == pytest.approx([144, 72], abs=0.1), "2 by 1 inches"
    assert hashed == [path]
    path.write_bytes(path.read_bytes() + b"\n")
    assert known.of(path) != digest
