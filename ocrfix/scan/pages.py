"""From a file to its pages, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocrfix.errors import UnreadableInput
from ocrfix.page import Source
from ocrfix.scan.files import Format, identify, sha256
from ocrfix.scan.images import Pixels, image_size, load_image
from ocrfix.scan.pdf import count_pdf_pages, load_pdf_page, pdf_page_size
from ocrfix.scan.quarter import Facing
from ocrfix.scan.raster import Raster
from ocrfix.scan.tiff import page_directories
from ocrfix.scan.upright import rectify
from ocrfix.settings.scan import ScanSettings


@dataclass(frozen=True, slots=True)
class BrokenPage:
    """A page of a file of several that cannot be read. ``page`` counts from 1."""

    page: int
    error: UnreadableInput


def count_pages(path: str | Path) -> int:
    """The number of pages of a file, found without decoding one.

    Raises:
        UnreadableInput: the file cannot be opened.
    """
    return len(_frames(Path(path)))


def page_size(path: str | Path, page: int) -> tuple[int, int]:
    """Width and height in pixels of a page (from 1) of a file, found without decoding it.

    Raises:
        UnreadableInput: the file cannot be opened, or has no such page.
    """
    path = Path(path)
    frames = _frames(path)
    _check_page(path, page, len(frames))
    kind = identify(path)
    return pdf_page_size(path, page, ScanSettings()) if kind is Format.PDF else image_size(path, kind, frames[page - 1])


def _check_page(path: Path, page: int, count: int) -> None:
    if not 1 <= page <= count:
        raise UnreadableInput(
            f"there is no page {page}, the file has {count}",
            file=path,
            next_step=f"Ask for pages between 1 and {count}.",
        )


def _frames(path: Path) -> Sequence[int]:
    kind = identify(path)
    if kind is Format.PDF:
        return range(count_pdf_pages(path))
    return page_directories(path) if kind is Format.TIFF else (0,)


def read(
    path: str | Path,
    settings: ScanSettings,
    pages: Iterable[int] | None = None,
    facing: Facing | None = None,
    digest: str | None = None,
) -> Iterator[Raster | BrokenPage]:
    """The pages of a file, lazily, one at a time. ``pages`` are page numbers from 1 (all by default), ``digest`` is
    the SHA-256 of the file where it is known: it takes a while for a large one.

    A page of a file of several that cannot be read comes as ``BrokenPage``, and the next one follows.

    Raises:
        UnreadableInput: the file cannot be read at all, or its only page cannot.
    """
    path = Path(path)
    count = count_pages(path)
    digest = digest or sha256(path)
    for number in range(1, count + 1) if pages is None else pages:
        try:
            yield _load(path, number, digest, settings, facing)
        except UnreadableInput as error:
            if count == 1:
                raise
            yield BrokenPage(number, error)


def load_page(path: str | Path, page: int, settings: ScanSettings, facing: Facing | None = None) -> Raster:
    """One page of a file; ``page`` counts from 1.

    Raises:
        UnreadableInput: the file or the page cannot be read.
    """
    path = Path(path)
    return _load(path, page, sha256(path), settings, facing)


def _load(path: Path, page: int, digest: str, settings: ScanSettings, facing: Facing | None) -> Raster:
    source = Source(file=str(path), page=page, sha256=digest)
    return rectify(decode(path, page, settings), source, settings, facing)


def decode(path: Path, page: int, settings: ScanSettings) -> Pixels:
    """The pixels of a page as the file has them, Exif orientation applied: BGR, uint8, (height, width, 3).

    Raises:
        UnreadableInput: the file or the page cannot be read.
    """
    frames = _frames(path)
    _check_page(path, page, len(frames))
    kind = identify(path)
    if kind is Format.PDF:
        return load_pdf_page(path, page, settings)
    return load_image(path, kind, frames[page - 1], settings)
