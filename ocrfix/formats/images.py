"""The image of a page that came from elsewhere: beside its file, where the file says, or where METS says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np

from ocrfix import scan
from ocrfix.errors import OcrfixError, UnreadableInput
from ocrfix.formats.base import ASSUMED_DPI
from ocrfix.formats.xml import floated
from ocrfix.page import Page, Source
from ocrfix.page.mapping import map_page
from ocrfix.scan.files import Checksums

ENDINGS = (".tif", ".tiff", ".jpg", ".jpeg", ".png", ".jp2", ".webp", ".pdf")

_SHAPE = 0.01
"""Share by which the sides' ratio may differ: files have whole tenths of millimetres."""


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
        pages the page is that of the same number. A page whose resolution was only assumed fits an image of its shape,
        and comes in the pixels of that. Addresses and absolute paths, which could name anything, are left
        alone.
        """
        known = page.source.sha256 if page.source is not None else ""
        seen: set[tuple[Path, int]] = set()
        for path, wanted, alone in self._candidates(page, file, number):
            if (path, wanted) in seen or not path.is_file():
                continue
            seen.add((path, wanted))
            size, frame = _looked_at(path, wanted, alone=alone)
            fitted = page if size is None else _in_pixels_of(page, size)
            if not known and (size is None or (page.width is not None and size != (fitted.width, fitted.height))):
                continue
            found = self._hash(path)
            if found and (found == known or not known):
                return replace(fitted, source=Source(str(path), frame, found))
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


def _in_pixels_of(page: Page, size: tuple[int, int]) -> Page:
    """A page whose resolution was assumed, in the pixels of an image of its shape; any other as it is."""
    assumed = floated(page.metadata.get(ASSUMED_DPI))
    if assumed is None or page.width is None or page.height is None:
        return page
    factors = size[0] / page.width, size[1] / page.height
    if abs(factors[0] / factors[1] - 1) > _SHAPE:
        return page
    scale = np.array(factors)
    left = {k: v for k, v in page.metadata.items() if k != ASSUMED_DPI}
    metadata = {**left, "dpi": f"{assumed * factors[0]:.0f}"}
    return map_page(replace(page, width=size[0], height=size[1], metadata=metadata), lambda points: points * scale)


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
