"""What outputs are called: the input's stem, and what to do where two inputs have the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ocrfix.batch.inputs import Input
from ocrfix.scan.archives import Member

PAGED = frozenset({".pdf", ".tif", ".tiff", ".gif"})
"""Suffixes of files that may hold several pages."""

_PAGE = re.compile(r"(.+)-\d{4,}")


LONGEST = 200
"""Bytes of a name in UTF-8. File systems take 255; a page's number and the longest suffix need the rest."""


def page_name(name: str, page: int, count: int, item: Input | None = None) -> str:
    """``NAME`` for the page of a file of one, ``NAME-0007`` for page 7 of several, unless a list names this page."""
    one = count == 1 or (item is not None and item.page is not None and bool(item.name))
    return name if one else f"{name}-{page:04d}"


def named(inputs: Sequence[Input]) -> dict[Input, str]:
    """A name for every input, unique within its folder whatever the case of letters.

    It is the stem. Inputs that would share one, and an input that is called like a page of another, are
    all called by their full name (``a.jpg``, ``a.png``); those still alike are numbered (``a.jpg``,
    ``a.jpg-2``). Names from a list are left as they are. Pages of one file, listed one by one, share its name.
    The result depends on the inputs and their order alone.
    """
    names: dict[Input, str] = {}
    taken: dict[Path, set[str]] = defaultdict(set)
    alike = _alike(inputs)
    for item in inputs:
        if item.name:
            names[item] = distinct(_cut(item.name), taken[item.folder])
    files: dict[tuple[Path, Path, Member | None], str] = {}
    for item in inputs:
        if item.name:
            continue
        file = item.folder, item.path, item.member
        if item.page is None or file not in files:
            files[file] = distinct(_cut(item.file_name if item in alike else item.stem), taken[item.folder])
        names[item] = files[file]
    return {item: names[item] for item in inputs}


def _cut(name: str) -> str:
    return name if len(name) * 4 <= LONGEST else name.encode()[:LONGEST].decode(errors="ignore")


def distinct(name: str, taken: set[str]) -> str:
    """The name, numbered from 2 when it is taken; what is returned is then taken too."""
    free, number = name, 1
    while free.casefold() in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free.casefold())
    return free


def _alike(inputs: Sequence[Input]) -> set[Input]:
    groups: dict[tuple[Path, str], list[Input]] = defaultdict(list)
    for item in inputs:
        groups[item.folder, item.stem.casefold()].append(item)
    alike = {i for group in groups.values() if len({(i.path, i.member) for i in group}) > 1 for i in group}
    for item in inputs:
        page = _PAGE.fullmatch(item.stem.casefold())
        others = groups.get((item.folder, page[1]), []) if page else []
        if paged := [other for other in others if PurePosixPath(other.file_name).suffix.lower() in PAGED]:
            alike.update(paged)
    return alike
