"""Files of pages with lines, read page by page, repaired and written: one page at a time is in memory, unless all come
back in one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ocrfix import formats
from ocrfix.batch.events import Failed, Notice
from ocrfix.batch.mended import Mended, Proof, bytes_of, write
from ocrfix.errors import CannotWrite, UnreadableInput
from ocrfix.formats.base import Binder, Format, numbered
from ocrfix.formats.detect import form_of
from ocrfix.formats.output import whole_file
from ocrfix.page import Edit, Page
from ocrfix.repair import Repairer
from ocrfix.scan import BrokenPage

BACK = ("json", "alto", "page", "hocr")
"""Formats of pages that are written back in their own; the others (PDF, Tesseract's TSV, PaddleOCR's JSON) as JSON."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is written of a file: ``each`` are formats with a file a page, with their endings; ``binder`` puts all
    pages into one file, which ends in ``suffix``."""

    each: tuple[tuple[Format, str], ...]
    binder: Binder | None
    suffix: str


def pages_of(
    path: Path, target: Path | None, repairer: Repairer, wanted: Sequence[str], proof: Proof
) -> Iterator[Mended | Failed | Notice]:
    """Repair the pages of a file. In its own format they come back as one file where it has a ``binder``, else as a
    file a page (``NAME-0003.json``), and so do the edits. XML is written anew: what ocrfix does not know of it
    (styles, metadata) is not kept.

    Raises:
        UnreadableInput: the file as a whole cannot be read.
    """
    form = _form(path, repairer.settings.json_most)
    count = form.count(path) if form.count is not None else 1
    plan = _plan(form, path, target, wanted, count)
    images = proof.images()
    kept: list[Mended] = []
    failed = False
    number = 0
    for number, found in enumerate(_read(form, path, repairer.settings.json_most), start=1):
        page = number if count > 1 else None
        try:
            if isinstance(found, BrokenPage):
                raise found.error
            old = found if form.name == "json" else images.added(found, path, number)
            mended, edits = _repaired(old, path, repairer, proof)
            place = None if target is None else target.with_name(numbered(target.name, number, count))
            files: tuple[Path, ...] = ()
            if place is not None:
                contents = formats.written(mended, [f.name for f, _ in plan.each], place.parent)
                named = {suffix: contents[f.suffix] for f, suffix in plan.each}
                files = write(named, place, path, edits, page=page)
            if plan.binder is not None:
                plan.binder.add(mended)
        except CannotWrite:
            raise
        except Exception as error:
            if page is None:
                raise
            failed = True
            yield Failed(path, page, error)
        else:
            whole = next((f for f in files if f.name.endswith(path.suffix)), None)
            kept.append(Mended(path, edits, files, page, whole if count == 1 else None))
            if plan.binder is None:
                yield kept.pop()
    if number != count:
        raise UnreadableInput(
            f"{count} pages were expected, {number} found", file=path, next_step="Export the file again."
        )
    if plan.binder is None or target is None:
        return
    if failed:
        yield Notice(f"{path}: without all its pages it is not written; those that could be repaired have their edits")
        yield from kept
        return
    whole = target.with_name(target.name + plan.suffix)
    with whole_file(whole) as file:
        plan.binder.finish(file)
    yield from (replace(mended, files=(whole, *mended.files), whole=whole) for mended in kept)


def _plan(form: Format, path: Path, target: Path | None, wanted: Sequence[str], count: int) -> _Plan:
    back = form if form.name in BACK else formats.get("json")
    chosen = [(f, f.suffix) for f in map(formats.get, wanted)] or [(back, path.suffix if back is form else back.suffix)]
    chosen = [(f, suffix) for f, suffix in chosen if f.write is not None]
    bound = next((suffix for f, suffix in chosen if f is form), None)
    if count == 1 or form.binder is None or bound is None or target is None:
        return _Plan(tuple(chosen), None, "")
    return _Plan(tuple((f, s) for f, s in chosen if f is not form), form.binder(target.name, target.parent), bound)


def _repaired(old: Page, path: Path, repairer: Repairer, proof: Proof) -> tuple[Page, tuple[Edit, ...]]:
    if not old.lines and old.blocks:
        raise UnreadableInput(
            "the page has articles but no lines to repair", file=path, next_step="Name its .md or .txt file instead."
        )
    page = repairer.page(old, proof.raster(old))
    known = {e.id for e in old.edits}
    return page, tuple(e for e in page.edits if e.id not in known)


def _form(path: Path, most: int) -> Format:
    suffix = path.suffix.lower()
    found = form_of(b"" if suffix == formats.get("pdf").suffix else bytes_of(path, most), str(path))
    if found is None:
        raise UnreadableInput(
            f"{path.suffix or 'a name without suffix'} is no format that can be repaired",
            file=path,
            next_step="Name text, Markdown, JSON, ALTO, PAGE-XML, hOCR, METS, a PDF with text, or Tesseract's TSV.",
        )
    return found


def _read(form: Format, path: Path, most: int) -> Iterator[Page | BrokenPage]:
    try:
        if form.read_pages is not None:
            yield from form.read_pages(path if form.large else bytes_of(path, most), path.stem)
        else:
            assert form.read is not None
            yield form.read(bytes_of(path, most), path.stem)
    except UnreadableInput as error:
        raise UnreadableInput(error.cause, file=path, next_step=error.next_step) from error
