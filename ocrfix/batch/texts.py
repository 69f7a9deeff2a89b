"""Files of text from elsewhere: read, repaired, and written back in their own format with the edits beside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocrfix import formats
from ocrfix.batch.events import Failed, Notice
from ocrfix.batch.inputs import Input
from ocrfix.batch.names import named
from ocrfix.errors import CannotWrite, UnreadableInput, UsageError
from ocrfix.formats import edits as edit_file
from ocrfix.formats import rows
from ocrfix.formats.base import Format
from ocrfix.formats.detect import form_of
from ocrfix.formats.encoding import decoded
from ocrfix.formats.images import with_image
from ocrfix.formats.output import write_whole
from ocrfix.page import Edit, Page, Standing
from ocrfix.repair import Repairer, decide

TEXTS = {".txt": "txt", ".md": "md", ".markdown": "md"}
"""What is repaired row by row, by suffix."""
BACK = ("json", "alto", "page", "hocr")
"""Formats of pages that are written back in their own; the others (PDF, Tesseract's TSV, PaddleOCR's JSON) as JSON."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after repair. ``edits`` are the new ones; ``files`` what was written."""

    source: Path
    edits: tuple[Edit, ...]
    files: tuple[Path, ...] = ()

    def count(self, standing: Standing) -> int:
        return sum(e.standing is standing for e in self.edits)


@dataclass(frozen=True, slots=True)
class _Result:
    """``form`` is the format that was read, ``suffix`` ends the file that ``content`` is for."""

    page: Page
    edits: tuple[Edit, ...]
    content: bytes
    encoding: str | None
    form: str
    suffix: str


def repair(
    paths: Sequence[Path], out: Path | None, repairer: Repairer, wanted: Sequence[str] = ()
) -> Iterator[Mended | Failed | Notice]:
    """Repair file by file. ``wanted`` are names of formats to write in the place of each file's own.

    With ``out`` ``None`` nothing is written. A file that cannot be read fails and the others go on.

    Raises:
        UsageError: an output would replace its input.
        CannotWrite: nothing more can be written; what was written is whole.
    """
    inputs = list(dict.fromkeys(map(Input, paths)))
    names = named(inputs)
    for item in inputs:
        if out is not None and (out / item.path.name).resolve() == item.path.resolve():
            raise UsageError(
                "the repaired file would replace it", file=item.path, next_step="Name another folder with -o."
            )
    for item, name in zip(inputs, names, strict=True):
        if name != item.path.stem and out is not None:
            yield Notice(f"{item.path}: its name is another input's too, so its outputs are called {name}")
        try:
            result = _repaired(item.path, repairer)
            files = () if out is None else _write(result, item.path, out / name, wanted)
        except CannotWrite:
            raise
        except Exception as error:
            yield Failed(item.path, None, error)
        else:
            yield Mended(item.path, result.edits, files)


def _repaired(path: Path, repairer: Repairer) -> _Result:
    settings = repairer.settings
    kind = TEXTS.get(path.suffix.lower())
    if kind is not None:
        return _text(path, _bytes(path, settings.text_most), repairer, kind)
    data = _bytes(path, settings.json_most)
    form = form_of(data, str(path))
    if form is None:
        raise UnreadableInput(
            f"{path.suffix or 'a name without suffix'} is no format that can be repaired",
            file=path,
            next_step="Name text, Markdown, JSON, ALTO, PAGE-XML, hOCR, PDF with a text layer, or Tesseract's TSV.",
        )
    return _page_file(path, data, form, repairer)


def _text(path: Path, data: bytes, repairer: Repairer, kind: str) -> _Result:
    markdown = kind == "md"

    def surprise(text: str) -> float:
        return -repairer.language.logprob(text) / max(len(text), 1)

    text, encoding = decoded(data, str(path), surprise, repairer.settings.text_surprise)
    read = (rows.markdown_rows if markdown else rows.plain_rows)(text)
    page = rows.page_of(read, path.stem)
    if markdown:
        page = repairer.text(page)
        for refused in rows.divided(page, read):
            page = decide(page, refused, Standing.SUGGESTED)
    else:
        page = repairer.page(page)
    return _Result(page, page.edits, rows.written(page, read, markdown).encode(), encoding, kind, path.suffix)


def _page_file(path: Path, data: bytes, form: Format, repairer: Repairer) -> _Result:
    """A page with lines. XML is written anew: what ocrfix does not know of it (styles, metadata) is not kept."""
    assert form.read is not None
    own = form.name in BACK
    back = form if own else formats.get("json")
    assert back.write is not None
    try:
        old = form.read(data, path.stem)
    except UnreadableInput as error:
        raise UnreadableInput(error.cause, file=path, next_step=error.next_step) from error
    if form.name != "json":
        old = with_image(old, path)
    if not old.lines and old.blocks:
        raise UnreadableInput(
            "the page has articles but no lines to repair", file=path, next_step="Name its .md or .txt file instead."
        )
    page = repairer.page(old)
    known = {e.id for e in old.edits}
    edits = tuple(e for e in page.edits if e.id not in known)
    return _Result(page, edits, back.write(page), None, form.name, path.suffix if own else back.suffix)


def _write(result: _Result, source: Path, target: Path, wanted: Sequence[str]) -> tuple[Path, ...]:
    contents: dict[str, bytes] = {}
    for name in wanted:
        form = formats.get(name)
        if form.write is not None:
            contents[form.suffix] = form.write(_page(result, source))
    if not wanted:
        contents[result.suffix] = result.content
    contents[edit_file.SUFFIX] = edit_file.write(target.name, str(source), result.encoding, result.edits)
    files = []
    for suffix, content in contents.items():
        files.append(target.with_name(target.name + suffix))
        write_whole(files[-1], content)
    return tuple(files)


def _page(result: _Result, source: Path) -> Page:
    """The page as other formats want it: Markdown's articles are those its marks tell of."""
    if result.form != "md":
        return result.page
    form = formats.get("md")
    assert form.read is not None
    return form.read(result.content, source.stem)


def _bytes(path: Path, most: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > most:
            raise UnreadableInput(
                f"the file has {size:,} bytes, more than the {most:,} that a page may have",
                file=path,
                next_step="Cut it into pages, or raise repair.text_most or repair.json_most with --set.",
            )
        return path.read_bytes()
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UnreadableInput(cause, file=path, next_step="Check the path and its rights.") from error
