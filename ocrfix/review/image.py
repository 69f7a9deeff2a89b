"""The scan behind a page: found again, checked, and made small enough to stand in a file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from ocrfix import scan
from ocrfix.errors import OcrfixError
from ocrfix.review.model import PageDiff
from ocrfix.scan.files import sha256
from ocrfix.score.crops import find_image
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
    """The scan of a page: in ``images`` by the page's name, else the file it came from, where it was, or where it
    would be seen from the folder ``beside`` (the output's) and the one above.

    A file whose SHA-256 is not the page's is not taken; one from ``images`` is, if its sides fit.
    """
    why = Absence.UNNAMED
    for path, number, digest in _candidates(diff, beside, images):
        why = Absence.MISSING if why is Absence.UNNAMED else why
        if not path.is_file():
            continue
        try:
            if digest and sha256(path) != digest:
                why = Absence.CHANGED
                continue
            pixels = scan.decode(path, number, ScanSettings())
        except OcrfixError:
            why = Absence.UNREADABLE
            continue
        if _fits(pixels, diff):
            return Scan(pixels)
        why = Absence.CHANGED
    return Scan(None, why)


def _candidates(diff: PageDiff, beside: Path | None, images: Path | None) -> Iterator[tuple[Path, int, str]]:
    """Files to look at, the page in each, and the SHA-256 it must have (empty: any)."""
    if images is not None:
        for name in dict.fromkeys((diff.name, Path(diff.name).name)):
            found = find_image(images, name)
            if found is not None:
                yield found, 1, ""
    source = diff.source
    if source is None or not source.file:
        return
    named = Path(source.file)
    folders = (images,) if images is not None else ()
    places = [named, *(f / named.name for f in folders)]
    if beside is not None:
        places += [beside / named, beside.parent / named, beside / named.name, beside.parent / named.name]
    for path in dict.fromkeys(places):
        yield path, source.page, source.sha256


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
