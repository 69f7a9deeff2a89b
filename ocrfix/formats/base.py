"""What a format is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ocrfix.errors import UnreadableInput
from ocrfix.page import Document, Page

if TYPE_CHECKING:
    from ocrfix.formats.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    ``suffix`` ends the names of its files. ``write`` and ``write_document`` return the whole content of a
    file, text as UTF-8 with ``\\n`` line ends. ``read`` takes a file's content and the name the page is to
    have. ``write_sheet`` writes the page already cut to the shape of the field's formats; ``write_issue`` takes
    an issue, the folder in which the files of its pages already lie, and their endings. What a format cannot do
    is ``None``. ``needs_scan``: its writer opens the page's source.

    Raises (``read``):
        UnreadableInput: the content is not of this format.
    """

    name: str
    suffix: str
    write: Callable[[Page], bytes] | None = None
    write_document: Callable[[Document], bytes] | None = None
    read: Callable[[bytes, str], Page] | None = None
    write_sheet: Callable[[Sheet], bytes] | None = None
    write_issue: Callable[[Document, Path, Sequence[str]], bytes] | None = None
    needs_scan: bool = False

    @property
    def writes(self) -> bool:
        """Whether it can be asked for with ``--format``."""
        return any(way is not None for way in (self.write, self.write_document, self.write_issue))


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
