"""The pages of a TIFF file, found by walking its directories."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

_NEW_SUBFILE_TYPE = 254
_SUBFILE_TYPE = 255
_NOT_A_PAGE = 0b101
"""Bits of NewSubfileType: a reduced copy of another image, a transparency mask (TIFF 6.0, page 36)."""
_REDUCED = 2
_MOST = 65536


def page_frames(path: Path) -> tuple[int, ...]:
    """The numbers (from 0) of the directories that hold pages; thumbnails and masks are none.

    Where the chain of directories breaks, the broken place counts as one more page, so that the loss
    shows when it is read. The file must be a TIFF or BigTIFF.
    """
    frames = []
    with path.open("rb") as file:
        order, big, offset = _header(file)
        seen: set[int] = set()
        while offset and offset not in seen and len(seen) < _MOST:
            number = len(seen)
            seen.add(offset)
            try:
                is_page, offset = _directory(file, offset, order, big)
            except (struct.error, OSError, OverflowError):
                frames.append(number)
                break
            if is_page:
                frames.append(number)
    return tuple(frames) or (0,)


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
