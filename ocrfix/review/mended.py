"""A text that `ocrfix repair` wrote back in its own format, as a page again: the text it was made of, and its edits."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

from ocrfix.errors import UnreadableInput
from ocrfix.formats import edits as edit_file
from ocrfix.formats import rows
from ocrfix.formats.detect import form_of
from ocrfix.formats.images import Images
from ocrfix.page import Page
from ocrfix.repair import apply
from ocrfix.repair.structure import structured

_AGAIN = "Put it back, or repair it again, with `--format json` to keep it with its edits."


def mended_page(path: Path) -> Page:
    """The page of ``NAME.edits.json``: its source read again, where it was or beside it, and the edits applied.

    Raises:
        UnreadableInput: the file is damaged, or its source is gone or has changed.
    """
    found = edit_file.read(path.read_bytes(), str(path))
    source = next((p for p in (Path(found.source), path.parent / Path(found.source).name) if p.is_file()), None)
    if source is None:
        raise UnreadableInput(f"the text it is of, {found.source}, is gone", file=path, next_step=_AGAIN)
    if found.encoding is None:
        page = _page(source, found.name, found.page or 1)
    else:
        text = source.read_bytes().decode(found.encoding, "replace")
        markdown = source.suffix.lower() in (".md", ".markdown")
        page = rows.page_of((rows.markdown_rows if markdown else rows.plain_rows)(text), found.name)
    try:
        page = apply(page, found.edits)
    except ValueError as error:
        raise UnreadableInput(
            f"the text it is of, {source}, has changed since ({error})", file=path, next_step=_AGAIN
        ) from error
    return page if found.encoding is None else structured(page)


def _page(source: Path, name: str, number: int) -> Page:
    """A page (from 1) of a file, under the name that it has among the outputs."""
    form = form_of(b"" if source.suffix.lower() == ".pdf" else source.read_bytes(), str(source))
    if form is None or form.read is None:
        return Page(name)
    if form.read_pages is None:
        page = form.read(source.read_bytes(), name)
    else:
        pages = form.read_pages(source if form.large else source.read_bytes(), name)
        found = next(islice(pages, number - 1, None), None)
        if not isinstance(found, Page):
            raise UnreadableInput(f"{source} has no page {number} that can be read", file=source, next_step=_AGAIN)
        page = replace(found, name=name)
    return page if form.name == "json" else Images().added(page, source, number)
