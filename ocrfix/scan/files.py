"""What a file is, decided by its first bytes, never by its name."""

from __future__ import annotations

import hashlib
from enum import Enum
from pathlib import Path

from ocrfix.errors import UnreadableInput


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
_KNOWN = "JPEG, PNG, TIFF, WebP, BMP, JPEG 2000, GIF or PDF"
_PDF_SEARCH = 1024
"""A PDF header may stand anywhere in the first kilobyte (PDF 1.7, implementation note 13)."""


def identify(path: Path) -> Format:
    """The format of a file.

    Raises:
        UnreadableInput: the file cannot be opened, is empty, or is of no known format.
    """
    head = _first_bytes(path)
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


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_PDF_SEARCH)
    except OSError as error:
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> UnreadableInput:
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
