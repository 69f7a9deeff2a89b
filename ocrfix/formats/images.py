"""The image of a page that came from elsewhere: beside its file, where the file says, or where METS says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ocrfix import scan
from ocrfix.errors import OcrfixError, UnreadableInput
from ocrfix.page import Page, Source
from ocrfix.scan.files import Checksums

ENDINGS = (".tif", ".tiff", ".jpg", ".jpeg", ".png", ".jp2", ".webp", ".pdf")


def with_image(page: Page, file: Path) -> Page:
    """``Images.added`` for the page of a file of one."""
    return Images().added(page, file)


class Images:
    """Finds images, for the pages of one file or of several. ``folder`` is where the user says they are.

    What was read of a file of many pages, its checksum and what METS says, is kept for the next page.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._checksums = Checksums()
        self._mets: dict[Path, dict[str, str]] = {}

    def added(self, page: Page, file: Path, number: int = 1) -> Page:
        """The page with its image as its source, where one of the page's size is found (where the page tells the
        image's checksum, that very one); else the page as it is. ``number`` is which page of the file it is.

        Looked for are: in the user's folder, and then beside the file, an image of the page's name
        (``NAME-0003.png``), the one the file names (from the file's folder also its path, and from the one above), one
        of the file's name; the image of the same page in a METS file beside it or above. Of an image file of several
        pages the page is that of the same number. Addresses and absolute paths, which could name anything, are left
        alone.
        """
        known = page.source.sha256 if page.source is not None else ""
        seen: set[tuple[Path, int]] = set()
        for path, wanted, alone in self._candidates(page, file, number):
            if (path, wanted) in seen or not path.is_file():
                continue
            seen.add((path, wanted))
            size, frame = _looked_at(path, wanted, alone=alone)
            if not known and (size is None or (page.width is not None and size != (page.width, page.height))):
                continue
            found = self._hash(path)
            if found and (found == known or not known):
                return replace(page, source=Source(str(path), frame, found))
        return page

    def _candidates(self, page: Page, file: Path, number: int) -> Iterator[tuple[Path, int, bool]]:
        """Where the image may be, which page of it, and whether it may be an image of this one page alone."""
        source = page.source
        named = source.file.replace("\\", "/") if source is not None else ""
        frame = source.page if source is not None else number
        stems = list(_stems(file))
        if self._folder is not None:
            yield from ((self._folder / f"{page.name}{ending}", 1, True) for ending in ENDINGS)
            if named and "://" not in named:
                yield self._folder / PurePosixPath(named).name, frame, True
            for stem in stems:
                yield from ((self._folder / f"{stem}{ending}", number, number == 1) for ending in ENDINGS)
        folders = (file.parent, file.parent.parent)
        if named and "://" not in named and not PurePosixPath(named).is_absolute():
            yield from ((folder / named, frame, True) for folder in folders)
            yield from ((folder / PurePosixPath(named).name, frame, True) for folder in folders)
        yield from ((file.parent / f"{page.name}{ending}", 1, True) for ending in ENDINGS if page.name not in stems)
        for stem in stems:
            yield from ((file.parent / f"{stem}{ending}", frame, number == 1) for ending in ENDINGS)
        for folder in folders:
            for mets in sorted((*folder.glob("mets.xml"), *folder.glob("*.mets.xml"))):
                yield from ((path, frame, True) for path in self._by_mets(mets, file))

    def _by_mets(self, mets: Path, file: Path) -> Iterator[Path]:
        from ocrfix.formats.mets.read import images  # noqa: PLC0415 - only where there is one

        if mets not in self._mets:
            try:
                self._mets[mets] = images(mets.read_bytes(), str(mets))
            except (OSError, OcrfixError):
                self._mets[mets] = {}  # it may be of another issue, and is no input
        for text, image in self._mets[mets].items():
            if "://" not in image and not PurePosixPath(image).is_absolute() and _same(mets.parent / text, file):
                yield mets.parent / image

    def _hash(self, path: Path) -> str:
        """The checksum; empty where the file cannot be read."""
        try:
            return self._checksums.of(path)
        except UnreadableInput:
            return ""


def _stems(file: Path) -> Iterator[str]:
    stem = file.name
    while "." in stem.strip("."):
        stem = stem.rpartition(".")[0]
        yield stem


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _looked_at(path: Path, frame: int, *, alone: bool) -> tuple[tuple[int, int] | None, int]:
    """The size of a page of an image file, ``None`` where it has no such page, and which page it is: the only one of
    a file of one that may stand ``alone`` for any."""
    try:
        frame = 1 if alone and scan.count_pages(path) == 1 else frame
        return scan.page_size(path, frame), frame
    except (OSError, UnreadableInput):
        return None, frame
