"""A look at a file before its pages are converted: what it holds, how many pages, how large."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from ocrfix.batch.stamps import Stamp
from ocrfix.batch.work import Seen
from ocrfix.scan import count_pages
from ocrfix.scan.files import sha256

UNKNOWN = 20_000_000
"""Pixels a page is taken to have where its file does not tell cheaply: a broadsheet at 300 dpi has so many."""


def look(path: Path, stamp: Stamp) -> Seen:
    """Hash, page count, and the predicted pixels of every page. ``stamp`` is that of the input.

    Raises:
        UnreadableInput: it cannot be opened.
    """
    count = count_pages(path)
    return Seen(stamp, sha256(path), (_pixels(path),) * count)


def _pixels(path: Path) -> int:
    """Of the first page: pages of one file are alike."""
    try:
        with Image.open(path) as image:
            width, height = image.size
            return width * height
    except Exception:  # whatever is wrong is told when the page is read
        return UNKNOWN
