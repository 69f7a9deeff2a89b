"""A page from a file of any format that the formats room can read; a new reader there needs no change here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ocrfix import formats
from ocrfix.errors import UnreadableInput
from ocrfix.formats.base import Format, content_of
from ocrfix.page import Block, Page

_ALSO = {".html": ".hocr", ".htm": ".hocr", ".xhtml": ".hocr"}
"""Endings under which other tools write a format."""
_FIRST, _LAST = (".json", ".md", ".xml", ".hocr"), (".tsv", ".txt", ".pdf")
"""Of several outputs of one page the one that knows most: JSON has confidences and boxes, text has words only."""


def endings() -> tuple[str, ...]:
    """The last parts of the names of files that can be scored, the one that knows most first."""
    known = {Path(f.suffix).suffix or f.suffix for f in _readable()}
    known |= {also for also, as_if in _ALSO.items() if as_if in known}
    return tuple(sorted(known, key=_rank))


def can_be_scored(file: str) -> bool:
    """Whether a file of this name may hold a page that can be read."""
    named = _named(file)
    return (Path(file).suffix.lower() in endings()) if named is None else named.read is not None


def bare_name(file: str) -> str:
    """The name without the ending of its format: of ``a.page.xml`` and ``a.md`` it is ``a``."""
    named = _named(file)
    return file[: -len(named.suffix)] if named is not None else Path(file).stem


def read_page(path: Path, name: str, number: int | None = None) -> Page:
    """The page of a file, or page ``number`` (from 1) of one of several; without a number all its pages as one.

    Raises:
        UnreadableInput: the file cannot be read, or is of no format that can be scored.
    """
    return Pages().read(path, name, number)


class Pages:
    """Reads pages of files. Of a file of several the next one is read on from where the last one ended."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._rest: Iterator[Page] = iter(())
        self._next = 1

    def read(self, path: Path, name: str, number: int | None = None) -> Page:
        """As ``read_page``.

        Raises:
            UnreadableInput: as ``read_page``.
        """
        if number is None:
            return one(_pages(path, name), name)
        if path != self._path or number < self._next:
            self._path, self._rest, self._next = path, _pages(path, name), 1
        for found in self._rest:
            self._next += 1
            if self._next > number:
                return replace(found, name=name)
        raise UnreadableInput(f"it has no page {number}", file=path, next_step="Export the file again.")


def count_pages(path: Path) -> int:
    """How many pages a file has; 1 for one that cannot be read, which whoever reads it will say."""
    counts = [form.count for form in _candidates(path) if form.count is not None]
    try:
        return max((count(path) for count in counts), default=1)
    except UnreadableInput:
        return 1


def one(pages: Iterable[Page], name: str) -> Page:
    """Several pages as one: all that is said on them, without places. A single one stays as it is."""
    found = list(pages)
    if len(found) == 1:
        return found[0]
    articles = [a for page in found for a in page.articles]
    bare = [replace(a, id=f"a{n}", blocks=tuple(map(_bare, a.blocks))) for n, a in enumerate(articles, start=1)]
    return Page(name, furniture=tuple(_bare(b) for page in found for b in page.furniture), articles=tuple(bare))


def _bare(block: Block) -> Block:
    return replace(block, spans=(), page=None)


def _pages(path: Path, name: str) -> Iterator[Page]:
    """The pages of a file: of the format its whole ending names (``.alto.xml``); where that says too little
    (``.xml``), of the first format that can read it."""
    refused: list[UnreadableInput] = []
    for candidate in _candidates(path):
        pages = _read(candidate, path, name)
        try:
            first = next(pages, None)
        except UnreadableInput as error:
            refused.append(error)
            continue
        if first is not None:
            yield first
        yield from pages
        return
    causes = dict.fromkeys(error.cause for error in refused)
    if len(causes) == 1:
        raise UnreadableInput(refused[0].cause, file=path, next_step=refused[0].next_step) from refused[0]
    raise UnreadableInput(
        "is of no format that can be scored" + (f" ({'; '.join(causes)})" if causes else ""),
        file=path,
        next_step=f"Give one of {', '.join(sorted(f.suffix for f in _readable()))}.",
    )


def _read(form: Format, path: Path, name: str) -> Iterator[Page]:
    if form.read_pages is None:
        assert form.read is not None
        yield form.read(content_of(path), name)
        return
    for found in form.read_pages(path if form.large else content_of(path), name):
        if not isinstance(found, Page):
            raise UnreadableInput(f"page {found.page}: {found.error.cause}", file=path, next_step=found.error.next_step)
        yield found


def _candidates(path: Path) -> list[Format]:
    """The formats the file may be of, the longest ending first."""
    lower = path.name.lower()
    last = _ALSO.get(Path(lower).suffix, Path(lower).suffix)
    found = [f for f in _readable() if (Path(f.suffix).suffix or f.suffix) == last]
    return sorted(found, key=lambda f: (not lower.endswith(f.suffix), -len(f.suffix)))


def _named(file: str) -> Format | None:
    """The format that the whole ending of a name stands for."""
    found = [f for f in _all() if file.lower().endswith(f.suffix)]
    return max(found, key=lambda f: len(f.suffix)) if found else None


def _readable() -> list[Format]:
    return [f for f in _all() if f.read is not None]


def _all() -> list[Format]:
    return [formats.get(name) for name in formats.MODULES]


def _rank(ending: str) -> tuple[int, str]:
    if ending in _FIRST:
        return _FIRST.index(ending), ending
    return (100 + _LAST.index(ending), ending) if ending in _LAST else (50, ending)
