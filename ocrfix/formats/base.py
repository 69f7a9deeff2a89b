"""What a format is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from ocrfix.errors import UnreadableInput
from ocrfix.page import Document, Page

if TYPE_CHECKING:
    from ocrfix.formats.sheet import Sheet
    from ocrfix.scan.files import Checksums
    from ocrfix.scan.pages import BrokenPage


ASSUMED_DPI = "assumed dpi"
"""In a page's ``metadata``: its file has lengths in millimetres or inches, and its pixels are of this resolution until
the image shows the true one."""

Content = bytes | Path
"""What a file holds, or the file: then only what is needed of it is in memory."""


class Binder(Protocol):
    """A file of several pages while it is written, page by page."""

    def add(self, page: Page) -> None:
        """One more page, behind the others."""

    def finish(self, file: BinaryIO) -> None:
        """Write the file. Nothing can be added afterwards."""


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    ``suffix`` ends the names of its files. ``write`` and ``write_document`` return the whole content of a
    file, text as UTF-8 with ``\\n`` line ends. ``read`` takes a file's content and the name the page is to
    have. ``write_sheet`` writes the page already cut to the shape of the field's formats, ``write_scanned`` also with
    its scan, which it opens; ``write_issue`` takes an issue, the folder in which the files of its pages already lie,
    and their endings. What a format cannot do is ``None``.

    Of a format whose files may hold several pages, ``read_pages`` gives all of them, one after the other, named by
    ``numbered``, a damaged one as ``BrokenPage``; ``count`` tells how many a file has without reading their text;
    ``binder`` begins a file of several, of this name and in this folder. ``read`` refuses such a file: what is left
    out silently is lost. ``read_pages`` of a format that is ``large`` is given the file, not its content.

    Raises (``read``, ``read_pages``):
        UnreadableInput: the content is not of this format.
    """

    name: str
    suffix: str
    write: Callable[[Page], bytes] | None = None
    write_document: Callable[[Document], bytes] | None = None
    read: Callable[[bytes, str], Page] | None = None
    write_sheet: Callable[[Sheet], bytes] | None = None
    write_issue: Callable[[Document, Path, Sequence[str]], bytes] | None = None
    write_scanned: Callable[[Sheet, Checksums], bytes] | None = None
    read_pages: Callable[[Content, str], Iterator[Page | BrokenPage]] | None = None
    count: Callable[[Path], int] | None = None
    binder: Callable[[str, Path | None], Binder] | None = None
    large: bool = False

    @property
    def writes(self) -> bool:
        """Whether it can be asked for with ``--format``."""
        return any(way is not None for way in (self.write, self.write_document, self.write_issue))


def numbered(name: str, number: int, count: int) -> str:
    """``NAME`` for the page of a file of one, ``NAME-0007`` for page 7 (from 1) of several."""
    return name if count == 1 else f"{name}-{number:04d}"


def content_of(content: Content) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableInput: it cannot be read.
    """
    if isinstance(content, bytes):
        return content
    try:
        return content.read_bytes()
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UnreadableInput(cause, file=content, next_step="Check the path and its rights.") from error


def only(pages: Iterator[Page | BrokenPage], file: str) -> Page:
    """The page of a file that has no other.

    Raises:
        UnreadableInput: it has several, or none.
    """
    found = list(islice(pages, 2))
    if len(found) == 1 and isinstance(found[0], Page):
        return found[0]
    if not found:
        raise UnreadableInput("the file holds no page", file=file, next_step="Export it again.")
    raise UnreadableInput(
        "the file holds several pages where one was asked for",
        file=file,
        next_step="Read all of them: `ocrfix.read_pages` in Python, or `ocrfix repair`.",
    )


def decode(data: bytes, file: str) -> str:
    """The text of a text file: UTF-8, or UTF-16 with a byte order mark.

    Other encodings are not guessed: GB 18030 and Big5 decode each other's bytes into wrong characters.

    Raises:
        UnreadableInput: the bytes are in another encoding.
    """
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"the text is not UTF-8 (byte {error.start})",
            file=file,
            next_step="Convert it, for example with `iconv -f GB18030 -t UTF-8` or `iconv -f BIG5 -t UTF-8`.",
        ) from error
