"""The public Python API: convert scans, read and write pages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ocrfix import formats, pipeline
from ocrfix.errors import UsageError
from ocrfix.formats.base import Format, content_of
from ocrfix.formats.output import write_whole
from ocrfix.page import Page
from ocrfix.scan import BrokenPage
from ocrfix.settings.load import Settings, load


def convert(path: str | Path, *, pages: Iterable[int] | None = None, settings: Settings | None = None) -> list[Page]:
    """The pages of a scan (image, PDF, multi-page TIFF), in original pixels, with their articles.

    ``pages`` are page numbers from 1, all by default; ``settings`` those of the environment by default.
    Models are loaded anew for every call: for many files use ``pipeline.Converter`` or ``ocrfix convert``.

    Raises:
        UnreadableInput: the file or one of the pages cannot be read.
        EngineMissing: the recogniser or a model is not installed.
        EngineFailed: the recogniser could not be run on a page.
    """
    converter = pipeline.Converter(settings if settings is not None else load(environment=os.environ))
    return list(_pages(converter, path, pages))


def _pages(converter: pipeline.Converter, path: str | Path, pages: Iterable[int] | None) -> Iterator[Page]:
    for page in converter.pages(path, pages):
        if isinstance(page, pipeline.PageFailure):
            raise page.error
        yield page


def read(path: str | Path, format: str | None = None) -> Page:
    """The page of a file that ``write`` or ``ocrfix convert`` made. The format is told by the suffix.

    Raises:
        UnreadableInput: the file is missing, damaged, of a newer version, or has several pages (``read_pages``).
        UsageError: the format is unknown or cannot be read.
    """
    path = Path(path)
    form = _format(path, format)
    if form.read is None:
        raise UsageError(f"{form.name} files are only written", file=path, next_step="Read the .json beside it.")
    return form.read(content_of(path), _stem(path, form))


def read_pages(path: str | Path, format: str | None = None) -> Iterator[Page]:
    """All pages of a file (PDF, hOCR, ALTO and Tesseract's TSV may have several), one after the other, called
    ``NAME-0001`` and so on where there are several. The format is told by the suffix.

    Raises:
        UnreadableInput: as ``read``; or a page is damaged.
        UsageError: as ``read``.
    """
    path = Path(path)
    form = _format(path, format)
    if form.read_pages is None:
        yield read(path, format)
        return
    for page in form.read_pages(path if form.large else content_of(path), _stem(path, form)):
        if isinstance(page, BrokenPage):
            raise page.error
        yield page


def _stem(path: Path, form: Format) -> str:
    return path.name[: -len(form.suffix)] or path.name


def write(page: Page, path: str | Path, format: str | None = None) -> Path:
    """Write a page, whole or not at all. The format is told by the suffix.

    Raises:
        CannotWrite: the place cannot be written.
        UsageError: the format is unknown or cannot be written.
    """
    path = Path(path)
    form = _format(path, format)
    if form.write is None:
        raise UsageError(f"{form.name} files are only read", file=path, next_step="Choose another format.")
    write_whole(path, form.write(page))
    return path


def _format(path: Path, name: str | None) -> Format:
    form: Format | None = None
    if name is None:
        form = formats.for_file(path.name)
    elif name in formats.MODULES:
        form = formats.get(name)
    if form is None:
        raise UsageError(
            f"no known format: {name or path.suffix or 'a name without suffix'}",
            file=path,
            next_step=f"Use one of {', '.join(formats.MODULES)}.",
        )
    return form
