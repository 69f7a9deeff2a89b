"""The scan of a page in tiles, and its ink account: made when first asked for, kept within a bound of memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix import scan
from ocrfix.errors import UnreadableInput
from ocrfix.page import Page, Source
from ocrfix.repair.account import CLAIMED, TWICE, UNREAD, account
from ocrfix.review.image import Absence, find_image
from ocrfix.settings.load import Settings

Picture = npt.NDArray[np.uint8]

_SMALLEST = 256
"""Longer side of the smallest level in pixels: one tile."""
_COLOURS = {CLAIMED: (90, 160, 60, 150), UNREAD: (40, 40, 230, 255), TWICE: (20, 150, 240, 255)}
"""BGR and how much it covers."""


@dataclass(frozen=True, slots=True, eq=False)
class Pyramid:
    """``levels`` are the scan in original pixels, then halved again and again (BGR, uint8)."""

    levels: tuple[Picture, ...]

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return sum(level.nbytes for level in self.levels)

    def tile(self, level: int, column: int, row: int, side: int, quality: int) -> bytes | None:
        """A tile as JPEG; ``None`` where there is none."""
        if not 0 <= level < len(self.levels) or min(column, row) < 0:
            return None
        picture = self.levels[level]
        part = picture[row * side : (row + 1) * side, column * side : (column + 1) * side]
        if not part.size:
            return None
        return bytes(cv2.imencode(".jpg", part, [cv2.IMWRITE_JPEG_QUALITY, quality])[1])


class Scans:
    """The scans of a review. ``images`` is a folder in which they are looked for by name as well."""

    def __init__(self, out: Path, images: Path | None, settings: Settings) -> None:
        self._out, self._images, self._settings = out, images, settings
        self._kept: OrderedDict[str, Pyramid] = OrderedDict()
        self._ink: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._busy: dict[str, threading.Lock] = {}

    def pyramid(self, key: str, page: Page, file: Path) -> Pyramid:
        """The scan of a page.

        Raises:
            UnreadableInput: it is not at hand, is another one by now, or cannot be decoded.
        """
        with self._lock:
            busy = self._busy.setdefault(key, threading.Lock())
        with busy:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
            made = _pyramid(self._pixels(page, file))
            with self._lock:
                self._kept[key] = made
                most = self._settings.review.scan_memory * 2**20
                while len(self._kept) > 1 and sum(p.size for p in self._kept.values()) > most:
                    self._kept.popitem(last=False)
            return made

    def ink(self, key: str, page: Page, file: Path) -> bytes:
        """The ink account of a page as PNG, see-through where there is no text, as large as settings allow: what was
        read is green, what was read twice orange, what was not read red.

        Raises:
            UnreadableInput: as ``pyramid``.
        """
        with self._lock:
            if key in self._ink:
                return self._ink[key]
        pixels = self.pyramid(key, page, file).levels[0]
        flat = self._settings.scan.model_copy(update={"deskew_largest": 0.0, "flatten_curl": False})
        source = page.source or Source(str(file))
        raster = scan.rectify(pixels.copy(), source, flat)
        states = account(page, raster, self._settings.repair).map
        coloured = np.zeros((*states.shape, 4), np.uint8)
        for state, colour in _COLOURS.items():
            coloured[states == state] = colour
        factor = min(1.0, self._settings.review.ink_most / max(states.shape))
        size = (max(1, round(states.shape[1] * factor)), max(1, round(states.shape[0] * factor)))
        made = bytes(cv2.imencode(".png", cv2.resize(coloured, size, interpolation=cv2.INTER_AREA))[1])
        with self._lock:
            self._ink[key] = made
            while len(self._ink) > self._settings.review.pages_kept:
                self._ink.popitem(last=False)
        return made

    def _pixels(self, page: Page, file: Path) -> Picture:
        found = find_image(page, file, self._images, (self._out, self._out.parent))
        if isinstance(found, Absence):
            raise _gone(page.source.file if page.source is not None else page.name)
        path, number = found
        pixels = scan.decode(path, number, self._settings.scan)
        if page.width is not None and (pixels.shape[1], pixels.shape[0]) != (page.width, page.height):
            raise UnreadableInput(
                f"the image has {pixels.shape[1]} x {pixels.shape[0]} pixels, the page {page.width} x {page.height}",
                file=path,
                next_step="Put the image that was read in its place.",
            )
        return pixels


def _gone(file: str) -> UnreadableInput:
    return UnreadableInput(
        "the scan is not there, or is another one by now",
        file=file,
        next_step="Name the folder it lies in with --images.",
    )


def _pyramid(pixels: Picture) -> Pyramid:
    levels = [pixels]
    while max(levels[-1].shape[:2]) > _SMALLEST:
        height, width = levels[-1].shape[:2]
        size = ((width + 1) // 2, (height + 1) // 2)
        levels.append(np.asarray(cv2.resize(levels[-1], size, interpolation=cv2.INTER_AREA), np.uint8))
    return Pyramid(tuple(levels))
