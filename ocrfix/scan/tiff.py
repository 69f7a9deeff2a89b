"""The pages of a TIFF file, found by walking its directories, and each opened as if it were the only one."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from typing_extensions import Buffer

_NEW_SUBFILE_TYPE = 254
_SUBFILE_TYPE = 255
_NOT_A_PAGE = 0b101
"""Bits of NewSubfileType: a reduced copy of another image, a transparency mask (TIFF 6.0, page 36)."""
_REDUCED = 2
_MOST = 65536


def page_directories(path: Path) -> tuple[int, ...]:
    """Where in the file, in bytes, the directories stand that are pages; thumbnails and masks are none.

    Where the chain of directories breaks, the broken place counts as one more page, so that the loss
    shows when it is read. The file must be a TIFF or BigTIFF.
    """
    pages = []
    with path.open("rb") as file:
        order, big, offset = _header(file)
        seen: set[int] = set()
        while offset and offset not in seen and len(seen) < _MOST:
            here = offset
            seen.add(here)
            try:
                is_page, offset = _directory(file, here, order, big)
            except (struct.error, OSError, OverflowError):
                pages.append(here)
                break
            if is_page:
                pages.append(here)
    return tuple(pages) or (0,)


def opened_at(path: Path, directory: int) -> io.BufferedReader:
    """The file with a header that leads to this directory first (0: as it is).

    Readers go from directory to directory: page 5,000 would cost them thousands of steps.
    """
    return io.BufferedReader(_Led(path, directory))


class _Led(io.FileIO):
    """A file whose first bytes, when they are read, are others than on the disk."""

    def __init__(self, path: Path, directory: int) -> None:
        super().__init__(path)
        head = super().read(16)
        order, big, first = _header(io.BytesIO(head))
        place = struct.pack(order + ("Q" if big else "I"), directory or first)
        start = 8 if big else 4
        self._head = head[:start] + place + head[start + len(place) :]
        self.seek(0)

    def readinto(self, buffer: Buffer, /) -> int:
        place = self.tell()
        count = super().readinto(buffer)
        if place < len(self._head) and count:
            changed = self._head[place : place + count]
            memoryview(buffer).cast("B")[: len(changed)] = changed
        return count or 0


def _header(file: BinaryIO) -> tuple[str, bool, int]:
    head = file.read(16).ljust(16, b"\0")
    order = "<" if head[:2] == b"II" else ">"
    big = struct.unpack(order + "H", head[2:4])[0] == 43
    place = head[8:16] if big else head[4:8]
    return order, big, int(struct.unpack(order + ("Q" if big else "I"), place)[0])


def _directory(file: BinaryIO, offset: int, order: str, big: bool) -> tuple[bool, int]:
    """Whether the directory at ``offset`` is a page, and the offset of the next one (0: none)."""
    count_type, entry_size, next_type = ("Q", 20, "Q") if big else ("H", 12, "I")
    file.seek(offset)
    (count,) = struct.unpack(order + count_type, file.read(struct.calcsize(count_type)))
    if count > _MOST:
        raise struct.error("impossible number of entries")
    entries = file.read(count * entry_size)
    (following,) = struct.unpack(order + next_type, file.read(struct.calcsize(next_type)))
    is_page = True
    for start in range(0, len(entries) - entry_size + 1, entry_size):
        tag, kind = struct.unpack_from(order + "HH", entries, start)
        if tag not in (_NEW_SUBFILE_TYPE, _SUBFILE_TYPE):
            continue
        place = start + (12 if big else 8)
        (value,) = struct.unpack_from(order + ("H" if kind == 3 else "I"), entries, place)
        is_page = not value & _NOT_A_PAGE if tag == _NEW_SUBFILE_TYPE else value != _REDUCED
    return is_page, int(following)
