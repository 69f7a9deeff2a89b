"""A text that `ocrfix repair` wrote back in its own format, as a page again: the text it was made of, and its edits."""

from __future__ import annotations

from pathlib import Path

from ocrfix.errors import UnreadableInput
from ocrfix.formats import edits as edit_file
from ocrfix.formats import rows
from ocrfix.formats.detect import form_of
from ocrfix.formats.images import with_image
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
    data = source.read_bytes()
    if found.encoding is None:
        form = form_of(data, str(source))
        page = form.read(data, found.name) if form is not None and form.read is not None else Page(found.name)
        page = page if form is not None and form.name == "json" else with_image(page, source)
    else:
        text = data.decode(found.encoding, "replace")
        markdown = source.suffix.lower() in (".md", ".markdown")
        page = rows.page_of((rows.markdown_rows if markdown else rows.plain_rows)(text), found.name)
    try:
        page = apply(page, found.edits)
    except ValueError as error:
        raise UnreadableInput(
            f"the text it is of, {source}, has changed since ({error})", file=path, next_step=_AGAIN
        ) from error
    return page if found.encoding is None else structured(page)
