"""The formats pages are written in and read from. One file or folder a format; this is their list.

A new format is a module with a ``FORMAT`` and a line in ``MODULES``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocrfix.formats.base import Format
    from ocrfix.page import Document, Page
    from ocrfix.scan.files import Checksums

MODULES = {
    "md": "markdown",
    "txt": "text",
    "json": "json",
    "jsonl": "jsonl",
    "alto": "alto",
    "page": "page_xml",
    "hocr": "hocr",
    "tei": "tei",
    "pdf": "pdf",
    "mets": "mets",
    "paddle": "paddle",
    "tsv": "tsv",
}
"""Name of the format to the module that holds it."""

WRITTEN = tuple(name for name in MODULES if name not in ("paddle", "tsv"))
"""What ``--format`` takes: those that are not only read."""

DEFAULT = ("md", "json")
"""What ``convert`` writes when nothing else is asked for."""


def get(name: str) -> Format:
    """The format of this name; its module is imported only now.

    Raises:
        KeyError: there is none.
    """
    found: Format = import_module(f"ocrfix.formats.{MODULES[name]}").FORMAT
    return found


def written(
    page: Page, names: Iterable[str], folder: Path | None = None, checksums: Checksums | None = None
) -> dict[str, bytes]:
    """The page in each of these formats, content by suffix. What several formats need is made once.

    ``folder`` is where the files will lie: from there ALTO, PAGE-XML, hOCR and TEI name the scan, as their readers
    look for it. Without it they name it as the page does. ``checksums`` are those of scans that were looked at before.
    """
    chosen = [get(name) for name in names]
    sheet = seen = None
    if any(form.write_sheet is not None or form.write_scanned is not None for form in chosen):
        from ocrfix.formats.sheet import seen_from, sheet_of  # noqa: PLC0415 - not needed for Markdown and JSON

        sheet = sheet_of(page)
        seen = seen_from(sheet, folder)
    found: dict[str, bytes] = {}
    for form in chosen:
        if form.write_scanned is not None and sheet is not None:
            from ocrfix.scan.files import Checksums  # noqa: PLC0415 - as above

            found[form.suffix] = form.write_scanned(sheet, checksums or Checksums())
        elif form.write_sheet is not None and seen is not None:
            found[form.suffix] = form.write_sheet(seen)
        elif form.write is not None:
            found[form.suffix] = form.write(page)
    return found


def written_issue(document: Document, names: Iterable[str], folder: Path) -> Iterator[tuple[str, bytes]]:
    """An issue in each of these formats, ending and content one after the other; last those that tell of the others,
    which must by then lie in ``folder``. Of an issue of one page there are only the last: its own files hold it."""
    chosen = [get(name) for name in names]
    for form in chosen if len(document.pages) > 1 else ():
        if form.write_document is not None:
            yield form.suffix, form.write_document(document)
    for form in chosen:
        if form.write_issue is not None:
            yield form.suffix, form.write_issue(document, folder, [f.suffix for f in chosen if f is not form])


def for_file(file: str) -> Format | None:
    """The format whose files end like this one, the longest suffix first; ``None`` when there is none."""
    formats = sorted(map(get, MODULES), key=lambda f: len(f.suffix), reverse=True)
    return next((f for f in formats if file.lower().endswith(f.suffix)), None)
