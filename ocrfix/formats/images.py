"""The image of a page that came from elsewhere: beside its file, where the file says, or where METS says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from PIL import Image

from ocrfix.errors import OcrfixError
from ocrfix.page import Page, Source

ENDINGS = (".tif", ".tiff", ".jpg", ".jpeg", ".png", ".jp2", ".webp")


def with_image(page: Page, file: Path) -> Page:
    """The page with its image as its source, where one of the page's size is found (where the page tells the image's
    checksum, that very one); else the page as it is.

    Looked for are: the image the file names, from the file's folder and the one above; an image of the file's name
    beside it; the image of the same page in a METS file beside it or above. Addresses and absolute paths, which
    could name anything, are left alone.
    """
    known = page.source.sha256 if page.source is not None else ""
    for path in dict.fromkeys(_candidates(page, file)):
        if known and not path.is_file():
            continue
        if known or _fits(path, page):
            found = hashlib.sha256(path.read_bytes()).hexdigest()
            number = page.source.page if page.source is not None else 1
            if found == known or not known:
                return replace(page, source=Source(str(path), number, found))
    return page


def _candidates(page: Page, file: Path) -> Iterator[Path]:
    folders = (file.parent, file.parent.parent)
    named = page.source.file.replace("\\", "/") if page.source is not None else ""
    if named and "://" not in named and not PurePosixPath(named).is_absolute():
        yield from (folder / named for folder in folders)
        yield from (folder / PurePosixPath(named).name for folder in folders)
    stem = file.name
    while "." in stem.strip("."):
        stem = stem.rpartition(".")[0]
        yield from (file.parent / f"{stem}{ending}" for ending in ENDINGS)
    for folder in folders:
        for mets in sorted((*folder.glob("mets.xml"), *folder.glob("*.mets.xml"))):
            yield from _by_mets(mets, file)


def _by_mets(mets: Path, file: Path) -> Iterator[Path]:
    from ocrfix.formats.mets.read import images  # noqa: PLC0415 - only where there is one

    try:
        found = images(mets.read_bytes(), str(mets))
    except (OSError, OcrfixError):
        return  # it may be of another issue, and is no input
    for text, image in found.items():
        if "://" not in image and not PurePosixPath(image).is_absolute() and _same(mets.parent / text, file):
            yield mets.parent / image


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _fits(path: Path, page: Page) -> bool:
    """Whether it is an image of the page's size."""
    try:
        if not path.is_file():
            return False
        with Image.open(path) as image:
            return page.width is None or image.size == (page.width, page.height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
