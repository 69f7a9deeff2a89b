"""The scan behind a page: found again, checked, and made small enough to stand in a file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from ocrfix import scan
from ocrfix.errors import OcrfixError, UnreadableInput
from ocrfix.formats.images import ENDINGS, Images
from ocrfix.page import Page
from ocrfix.review.model import PageDiff
from ocrfix.scan.files import sha256
from ocrfix.settings.scan import ScanSettings

Pixels = npt.NDArray[np.uint8]

_SHAPE = 0.01
"""Share by which the sides' ratio of an image may differ from the page's: a PDF drawn at another dpi differs by
rounding only."""
_MOST_PIXELS = 24e6
"""More are not kept: at 300 dpi a broadsheet has 60 million, and its print can be read at half of that."""
_QUALITY = 52
"""Of WebP: print stays clean, and a page of 8 million pixels takes about 1 MB."""
_STEP = 0.97
"""What the estimate of the next size is taken down by, so that it seldom misses twice."""
_LEAST = 400
"""Pixels of the longer side below which a page says nothing any more."""


class Absence(str, Enum):
    """Why a page is shown without its scan."""

    UNNAMED = "unnamed"
    """The page does not say where it came from."""
    MISSING = "missing"
    CHANGED = "changed"
    """The file is another one by now (its SHA-256, or the shape of its page)."""
    UNREADABLE = "unreadable"
    TOO_BIG = "too-big"
    """It does not fit into the file."""


@dataclass(frozen=True, slots=True, eq=False)
class Scan:
    """The image of a page, BGR (height, width, 3), or why there is none."""

    pixels: Pixels | None
    absence: Absence | None = None


def find_scan(diff: PageDiff, beside: Path | None = None, images: Path | None = None) -> Scan:
    """The scan of a page that lies in the folder ``beside``, where ``find_image`` finds it and its sides fit."""
    page = Page(diff.name, diff.width, diff.height, source=diff.source)
    folder = beside if beside is not None else Path()
    found = find_image(page, folder / f"{Path(diff.name).name}.json", images, (folder, folder.parent))
    if isinstance(found, Absence):
        return Scan(None, found)
    try:
        pixels = scan.decode(*found, ScanSettings())
    except OcrfixError:
        return Scan(None, Absence.UNREADABLE)
    return Scan(pixels) if _fits(pixels, diff) else Scan(None, Absence.CHANGED)


def find_image(
    page: Page, file: Path, images: Path | None, folders: Sequence[Path]
) -> tuple[Path, int] | Absence:
    """The image that was read, and which page of it: by its content, for a page could name any file. It is looked for
    where it was, in ``images`` (also by the page's name), and where it would be seen from ``folders``. Of a page from
    elsewhere, whose image nobody has read, one in ``images`` or beside its file.
    """
    source = page.source
    if source is None or not source.sha256:
        found = Images(images).added(page, file).source
        if found is not None and found.sha256:
            return Path(found.file), found.page
        return Absence.MISSING if source is not None and source.file else Absence.UNNAMED
    why = Absence.MISSING
    for path in dict.fromkeys(_candidates(page.name, Path(source.file), images, folders)):
        try:
            if path.is_file():
                if sha256(path) == source.sha256:
                    return path, source.page
                why = Absence.CHANGED
        except (OSError, ValueError, UnreadableInput):
            continue
    return why


def _candidates(name: str, named: Path, images: Path | None, folders: Sequence[Path]) -> Iterator[Path]:
    yield named
    if images is not None:
        for stem in dict.fromkeys((name, Path(name).name)):
            yield from (images / f"{stem}{ending}" for ending in ENDINGS)
    for folder in (images, *folders):
        if folder is not None:
            yield from (folder / named, folder / named.name)


def _fits(pixels: Pixels, diff: PageDiff) -> bool:
    if diff.width is None or diff.height is None:
        return True
    height, width = map(int, pixels.shape[:2])
    return abs(width * diff.height - height * diff.width) <= _SHAPE * width * diff.height + diff.width


def web_image(pixels: Pixels, most: int) -> bytes | None:
    """The image as WebP of at most ``most`` bytes, as large as that allows; ``None`` where nothing useful does."""
    height, width = pixels.shape[:2]
    factor = min(1.0, (_MOST_PIXELS / (width * height)) ** 0.5, 16383 / max(width, height))
    while max(width, height) * factor >= min(_LEAST, max(width, height)):
        data = _webp(pixels, factor)
        if len(data) <= most:
            return data
        factor *= min(0.9, (most / len(data)) ** 0.5 * _STEP)
    return None


def _webp(pixels: Pixels, factor: float) -> bytes:
    height, width = (max(1, round(n * factor)) for n in pixels.shape[:2])
    small = pixels if factor >= 1 else cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    out = io.BytesIO()
    Image.fromarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB)).save(out, "WEBP", quality=_QUALITY, method=2)
    return out.getvalue()
