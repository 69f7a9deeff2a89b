"""A page from a file of any format that the formats room can read; a new reader there needs no change here."""

from __future__ import annotations

from pathlib import Path

from ocrfix import formats
from ocrfix.errors import UnreadableInput
from ocrfix.formats.base import Format
from ocrfix.page import Page

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


def read_page(path: Path, name: str) -> Page:
    """The page of a file: of the format its whole ending names (``.alto.xml``); where that says too little
    (``.xml``), of the first format that can read it.

    Raises:
        UnreadableInput: the file cannot be read, or is of no format that can be scored.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(str(error.strerror), file=path, next_step="Check the path.") from error
    refused: list[UnreadableInput] = []
    for candidate in _candidates(path):
        assert candidate.read is not None
        try:
            return candidate.read(data, name)
        except UnreadableInput as error:
            refused.append(error)
    causes = dict.fromkeys(error.cause for error in refused)
    if len(causes) == 1:
        raise UnreadableInput(refused[0].cause, file=path, next_step=refused[0].next_step) from refused[0]
    raise UnreadableInput(
        "is of no format that can be scored" + (f" ({'; '.join(causes)})" if causes else ""),
        file=path,
        next_step=f"Give one of {', '.join(sorted(f.suffix for f in _readable()))}.",
    )


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
