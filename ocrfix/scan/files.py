"""What a file is, decided by its first bytes, never by its name."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from enum import Enum
from pathlib import Path

from ocrfix.errors import UnreadableInput, shown


class Format(str, Enum):
    JPEG = "JPEG"
    PNG = "PNG"
    TIFF = "TIFF"
    WEBP = "WebP"
    BMP = "BMP"
    JP2 = "JPEG 2000"
    GIF = "GIF"
    PDF = "PDF"


_MAGIC = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF),
    (b"II+\0", Format.TIFF),
    (b"MM\0+", Format.TIFF),
    (b"\0\0\0\x0cjP  \r\n\x87\n", Format.JP2),
    (b"\xff\x4f\xff\x51", Format.JP2),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"BM", Format.BMP),
)
_PACKED = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
)
_SPECIAL = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_KNOWN = "JPEG, PNG, TIFF, WebP, BMP, JPEG 2000, GIF or PDF"
_PDF_SEARCH = 1024
"""A PDF header may stand anywhere in the first kilobyte (PDF 1.7, implementation note 13)."""


def identify(path: Path) -> Format:
    """The format of a file.

    Raises:
        UnreadableInput: the file cannot be opened, is empty, or is of no known format.
    """
    head = first_bytes(path)
    if not head:
        raise UnreadableInput(
            "the file is empty (0 bytes)", file=path, next_step="Copy or scan it again, or leave it out."
        )
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    if b"%PDF-" in head:
        return Format.PDF
    if name := _packed(head):
        raise UnreadableInput(
            f"this is {name}, no page",
            file=path,
            next_step="Give it the name of an archive (.zip, .tar.gz) or unpack it.",
        )
    raise UnreadableInput(
        f"not an image or PDF of a known format (it begins with {head[:8]!r})",
        file=path,
        next_step=f"Convert it to {_KNOWN}.",
    )


def sha256(path: Path) -> str:
    """The SHA-256 of a whole file, as hex digits.

    Raises:
        UnreadableInput: the file cannot be read to its end.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise _refused(path, error) from error
    return digest.hexdigest()


class Checksums:
    """Remembers the SHA-256 of files, as long as these keep their size and time of change: every page of a long PDF
    asks for that of the whole file."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, int, int], str] = {}

    def of(self, path: Path) -> str:
        """As ``sha256``.

        Raises:
            UnreadableInput: as ``sha256``.
        """
        try:
            about = path.stat()
        except OSError as error:
            raise _refused(path, error) from error
        key = path, about.st_size, about.st_mtime_ns
        if key not in self._known:
            self._known[key] = sha256(path)
        return self._known[key]


def first_bytes(path: Path) -> bytes:
    """The first kilobyte of a file. What is no file (a pipe, a socket, a device) is never opened: it could wait
    for ever, or have no end.

    Raises:
        UnreadableInput: it is no file, or cannot be opened.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            kind = next((name for test, name in _SPECIAL if test(mode)), "something special")
            raise UnreadableInput(
                f"this is {kind}, not a file", file=path, next_step="Save what it gives to a file, and name that."
            )
        with path.open("rb") as file:
            return file.read(_PDF_SEARCH)
    except OSError as error:
        raise _refused(path, error) from error


def _packed(head: bytes) -> str | None:
    """What sort of archive or compressed file it is, ``None`` where it is none."""
    return next((name for magic, name in _PACKED if head.startswith(magic)), None)


def _refused(path: Path, error: OSError) -> UnreadableInput:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return UnreadableInput(
            f"the link leads nowhere (to {shown(os.readlink(path))})",
            file=path,
            next_step="Mend the link, or leave it out.",
        )
    if error.errno == errno.ELOOP:
        return UnreadableInput("the link leads in a circle", file=path, next_step="Mend the link, or leave it out.")
    if isinstance(error, FileNotFoundError):
        return UnreadableInput("no such file", file=path, next_step="Check the path.")
    if isinstance(error, IsADirectoryError):
        return UnreadableInput(
            "this is a directory, not a page",
            file=path,
            next_step="Name the files in it, one page or PDF each.",
        )
    if isinstance(error, PermissionError):
        return UnreadableInput(
            "permission denied", file=path, next_step="Give yourself the right to read it (chmod +r)."
        )
    return UnreadableInput(
        f"the file cannot be read ({error.strerror or error})",
        file=path,
        next_step="Check the disk or the network share, then try again.",
    )
