"""Every page of every input: converted, written, and reported as it comes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from ocrfix import formats
from ocrfix.batch.grouping import Issue, grouped
from ocrfix.batch.inputs import Input
from ocrfix.batch.names import distinct, named, page_name
from ocrfix.batch.selection import PageSelection
from ocrfix.batch.shelf import Shelf
from ocrfix.errors import CannotWrite, EngineMissing, OcrfixError, UnreadableInput
from ocrfix.formats.output import write_whole
from ocrfix.page import Document, Page
from ocrfix.scan import count_pages
from ocrfix.settings.scan import ScanSettings


class Failure(Protocol):
    """A page that could not be converted, as the pipeline reports it."""

    @property
    def page(self) -> int: ...
    @property
    def error(self) -> OcrfixError: ...


@dataclass(frozen=True, slots=True)
class Made:
    """A converted page, and what else is to be written beside it: content by suffix."""

    page: Page
    extras: Mapping[str, bytes] = field(default_factory=dict)


Read = Callable[[Path, Sequence[int]], Iterable[Made | Failure]]
"""Converts the pages of these numbers (from 1) of a file, in their order."""

Assemble = Callable[[str, Sequence[Page]], Document]
"""Makes an issue of its name and its pages."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to convert, where to, and in which formats (names of ``ocrfix.formats``)."""

    inputs: tuple[Input, ...]
    out: Path
    formats: tuple[str, ...] = formats.DEFAULT
    pages: PageSelection | None = None
    issue_pages: int = 64
    issues: re.Pattern[str] | None = None
    scan: ScanSettings = field(default_factory=ScanSettings)


@dataclass(frozen=True, slots=True)
class Written:
    """A page was converted; ``files`` are its outputs."""

    source: Path
    page: Page
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A page, or with ``page`` ``None`` a whole file, could not be converted. The others go on."""

    source: Path
    page: int | None
    error: Exception


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know though nothing failed."""

    message: str


Event = Written | Failed | Notice


def convert(job: Job, read: Read, assemble: Assemble) -> Iterator[Event]:
    """Convert page by page; what happened to a page is told before the next is begun.

    Files are written whole or not at all, those of earlier runs are replaced. Where an issue (the pages of one
    file, or what ``ocrfix.batch.grouping`` says) has two pages or more, up to ``job.issue_pages``, it is also
    written as a whole, as ``ISSUE.issue.*``.

    Raises:
        CannotWrite: nothing more can be written; what was written is whole.
        EngineMissing: the recogniser cannot be started.
    """
    names = named(job.inputs)
    for item, name in names.items():
        if name != item.stem:
            yield Notice(f"{item}: its name is another input's too, so its outputs are called {name}")
    taken: dict[Path, set[str]] = defaultdict(set)
    issues_taken: dict[Path, set[str]] = defaultdict(set)
    groups = grouped(job.inputs, job.issues)
    left = Counter(groups.values())
    around: dict[Issue, _Pages] = {}
    with Shelf(job.scan, job.out / ".ocrfix" / "members") as shelf:
        for item, name in names.items():
            group, folder = groups[item], job.out / item.folder
            own = _Pages(name, folder, job.issue_pages)
            issue = around.setdefault(group, _Pages(group.name, job.out / group.folder, job.issue_pages))
            try:
                with shelf.local(item) as path:
                    count = count_pages(path)
                    mine = own if count > 1 and not group.told and item.page is None else issue
                    for event in _file(item, path, name, count, job, read, taken[item.folder]):
                        if isinstance(event, Written):
                            mine.add(event.page, item.place)
                        yield event
            except (CannotWrite, EngineMissing):
                raise
            except Exception as error:
                yield Failed(Path(str(item)), None, error)
            yield from own.finish(job.formats, assemble, issues_taken)
            left[group] -= 1
            if not left[group]:
                yield from around.pop(group).finish(job.formats, assemble, issues_taken)


def _file(
    item: Input, path: Path, name: str, count: int, job: Job, read: Read, taken: set[str]
) -> Iterator[Written | Failed]:
    """Page by page; one that meets a fault of the program is reported, and the next one follows."""
    source = Path(str(item))
    left = list(range(1, count + 1) if job.pages is None else job.pages.of(count))
    if item.page is not None:
        left = [item.page] if item.page <= count else []
    if not left:
        raise UnreadableInput(
            f"none of the pages asked for are in it (it has {count})",
            file=source,
            next_step="Ask for other pages with --pages or in the list, or leave the file out.",
        )
    while left:
        try:
            for made in read(path, tuple(left)):
                number = left.pop(0)
                if isinstance(made, Made):
                    page = told(made.page, item, distinct(page_name(name, number, count, item), taken))
                    yield Written(source, page, _written(page, made.extras, job.out / item.folder, job.formats))
                else:
                    yield Failed(source, number, made.error)
            for number in left:
                yield Failed(source, number, RuntimeError("the page came back neither converted nor failed"))
            return
        except (CannotWrite, EngineMissing, UnreadableInput):
            raise
        except Exception as error:
            yield Failed(source, left.pop(0) if left else None, error)


def _written(page: Page, extras: Mapping[str, bytes], folder: Path, names: Sequence[str]) -> tuple[Path, ...]:
    contents = formats.written(page, names)
    files: list[Path] = []
    for suffix, content in {**contents, **extras}.items():
        files.append(folder / f"{page.name}{suffix}")
        write_whole(files[-1], content)
    return tuple(files)


class _Pages:
    """The pages of an issue while they come in, slimmed, and dropped when they become too many."""

    def __init__(self, name: str, folder: Path, most: int) -> None:
        self._name, self._folder, self._most = name, folder, most
        self._pages: list[tuple[int, Page]] = []
        self._seen = 0

    def add(self, page: Page, place: int) -> None:
        self._seen += 1
        self._pages = [*self._pages, (place, slim(page))] if self._seen <= self._most else []

    def finish(self, names: Sequence[str], assemble: Assemble, taken: Mapping[Path, set[str]]) -> Iterator[Event]:
        if self._seen > self._most:
            yield Notice(
                f"{self._folder / self._name}: {self._seen} pages are a collection, not an issue, so no issue "
                f"file is written (setting batch.issue_pages is {self._most})"
            )
        tells_of_others = any(formats.get(name).write_issue is not None for name in names)
        if len(self._pages) < (1 if tells_of_others else 2):
            return
        name = distinct(self._name, taken[self._folder])
        try:
            document = assemble(name, [page for _, page in sorted(self._pages, key=lambda pair: pair[0])])
            for suffix, content in formats.written_issue(document, names, self._folder):
                write_whole(self._folder / f"{name}.issue{suffix}", content)
        except CannotWrite:
            raise
        except Exception as error:
            yield Failed(self._folder / f"{name}.issue", None, error)


def slim(page: Page) -> Page:
    """The page without the recogniser's alternatives, which are nine tenths of it."""
    lines = (replace(line, glyphs=tuple(replace(g, alternatives=()) for g in line.glyphs)) for line in page.lines)
    return replace(page, lines=tuple(lines))


def told(page: Page, item: Input, name: str) -> Page:
    """The page under its name in the output, from the input as the user knows it, with what a list says of it."""
    source = replace(page.source, file=str(item)) if page.source is not None else None
    return replace(renamed(page, name), source=source, metadata=dict(item.metadata))


def renamed(page: Page, name: str) -> Page:
    """The page under another name, with its articles speaking of it by that name."""
    if page.name == name:
        return page
    articles = tuple(
        replace(
            article,
            pages=tuple(name if p == page.name else p for p in article.pages),
            blocks=tuple(replace(b, page=name) if b.page == page.name else b for b in article.blocks),
        )
        for article in page.articles
    )
    furniture = tuple(replace(b, page=name) if b.page == page.name else b for b in page.furniture)
    return replace(page, name=name, articles=articles, furniture=furniture)
