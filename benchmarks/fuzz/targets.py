"""What is fuzzed: every reader of files from elsewhere, and what must be true of whatever it is given."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ocrfix import formats, scan
from ocrfix.batch import Input, gather
from ocrfix.batch.shelf import Shelf
from ocrfix.errors import OcrfixError, UsageError
from ocrfix.formats import rows
from ocrfix.formats.detect import form_of
from ocrfix.formats.encoding import decoded
from ocrfix.page import Page
from ocrfix.scan import BrokenPage
from ocrfix.settings.load import load
from ocrfix.settings.scan import ScanSettings

SETTINGS = ScanSettings(max_megapixels=0.2, pdf_dpi=72.0, pdf_max_dpi=72.0, archive_member_mb=0.5)
"""Small limits: what is beyond them is refused by the same code as at the true ones, and sooner."""
PAGES = 2
"""Of a file of several, as many are read."""
EXCHANGED = ("md", "txt", "json", "jsonl", "alto", "page", "hocr", "tei")
"""What a page is written to once it was read; PDF needs its scan."""
PNG = b"\x89PNG\r\n\x1a\n"

Check = Callable[[bytes, Path], None]


@dataclass(frozen=True, slots=True)
class Target:
    """A reader. ``check`` takes content and an empty folder; it raises only where something is wrong with ocrfix."""

    name: str
    check: Check


def image(data: bytes, folder: Path) -> None:
    """A scan: counted, decoded, set upright."""
    path = _file(folder, "page.bin", with_checksums(data))
    try:
        count = scan.count_pages(path)
        wanted = range(1, min(count, PAGES) + 1)
        for raster in scan.read(path, SETTINGS, wanted):
            assert isinstance(raster, BrokenPage) or raster.image.size
    except OcrfixError as error:
        _well_told(error)


def archive(data: bytes, folder: Path) -> None:
    """An archive: listed, and its first members copied out."""
    path = _file(folder, "box.zip", data)
    found = _gathered(path)
    with Shelf(SETTINGS, folder / "shelf") as shelf:
        for item in found[:3]:
            try:
                with shelf.local(item) as file:
                    assert folder / "shelf" in file.parents or file == path
            except OcrfixError as error:
                _well_told(error)
    strays = [p for p in folder.rglob("*") if p.is_file() and p != path]
    assert not strays, f"left or written elsewhere: {strays}"


def csv(data: bytes, folder: Path) -> None:
    _gathered(_file(folder, "list.csv", data))


def jsonl(data: bytes, folder: Path) -> None:
    _gathered(_file(folder, "list.jsonl", data))


def config(data: bytes, folder: Path) -> None:
    try:
        load(_file(folder, "ocrfix.toml", data))
    except OcrfixError as error:
        _well_told(error)


def text(data: bytes, folder: Path) -> None:
    """Plain text and Markdown: decoded, cut into rows, and the same rows put together again."""
    try:
        found, _ = decoded(data, "page.txt", lambda part: 0.0, 3.0)
    except OcrfixError as error:
        _well_told(error)
        return
    for read, markdown in ((rows.plain_rows(found), False), (rows.markdown_rows(found), True)):
        page = rows.page_of(read, "page")
        assert rows.written(page, read, markdown).split("\n") == [row.raw for row in read], "text changes without edits"


_MOST_PAGES = 3
"""Of a file are looked at: each is written in every format."""


def exchange(suffix: str) -> Check:
    """The pages of a format of the field: read, kept by our JSON as they are, and written in all others."""

    def check(data: bytes, folder: Path) -> None:
        name = f"page{suffix}"
        try:
            form = form_of(data, name)
            if form is None:
                return
            assert form.read is not None
            read = form.read_pages(data, "page") if form.read_pages is not None else iter((form.read(data, "page"),))
            pages = [page for page in islice(read, _MOST_PAGES) if isinstance(page, Page)]
        except OcrfixError as error:
            _well_told(error)
            return
        for page in pages:
            _kept(page, folder)

    return check


def _kept(page: Page, folder: Path) -> None:
    json = formats.get("json")
    assert json.write is not None and json.read is not None
    once = json.write(page)
    assert json.read(once, page.name) == page, "not the page that was written"
    formats.written(page, EXCHANGED, folder)


def _gathered(path: Path) -> tuple[Input, ...]:
    try:
        found = gather([str(path)], settings=SETTINGS)
    except UsageError as error:
        _well_told(error)
        return ()
    for item in found:
        assert not item.folder.is_absolute() and ".." not in item.folder.parts, f"leads out: {item.folder}"
        assert item.stem and "/" not in item.stem, f"no name: {item.stem!r}"
        if item.refused is not None:
            _well_told(item.refused)
    return found


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _well_told(error: OcrfixError) -> None:
    assert error.cause and error.next_step, "an error without cause or next step"
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in str(error)), ascii(str(error))


def with_checksums(data: bytes) -> bytes:
    """A PNG with the checksums of its chunks set right, so that more than its first chunk is read; else the same."""
    if not data.startswith(PNG):
        return data
    made, at = bytearray(data), len(PNG)
    while at + 12 <= len(made):
        end = at + 8 + int.from_bytes(made[at : at + 4], "big")
        if end + 4 > len(made):
            break
        made[end : end + 4] = struct.pack(">I", zlib.crc32(made[at + 4 : end]))
        at = end + 4
    return bytes(made)


TARGETS = {
    target.name: target
    for target in (
        Target("image", image),
        Target("pdf", image),
        Target("tiff", image),
        Target("archive", archive),
        Target("csv", csv),
        Target("jsonl", jsonl),
        Target("config", config),
        Target("text", text),
        *(Target(s.strip(".").replace(".", "-"), exchange(s)) for s in (".xml", ".html", ".json", ".tsv", ".md")),
    )
}
