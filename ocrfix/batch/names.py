"""What outputs are called: the input's stem, and what to do where two inputs have the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from ocrfix.batch.inputs import Input
from ocrfix.scan.archives import Member

PAGED = frozenset({".pdf", ".tif", ".tiff", ".gif", ".xml", ".hocr", ".html", ".tsv"})
"""Suffixes of files that may hold several pages."""

_PAGE = re.compile(r"(.+)-\d{4,}")


LONGEST = 200
"""Bytes of a name in UTF-8. File systems take 255; a page's number and the longest suffix need the rest."""


def page_name(name: str, page: int, count: int, item: Input | None = None) -> str:
    """``NAME`` for the page of a file of one, ``NAME-0007`` for page 7 of several, unless a list names this page."""
    one = count == 1 or (item is not None and item.page is not None and bool(item.name))
    return name if one else f"{name}-{page:04d}"


def named(inputs: Sequence[Input]) -> list[str]:
    """A name for every input, in their order, unique within its folder whatever the case of letters.

    It is the stem. Inputs that would share one, and an input that is called like a page of another, are
    all called by their full name (``a.jpg``, ``a.png``); those still alike are numbered (``a.jpg``,
    ``a.jpg-2``). Names from a list are left as they are. Pages of one file, listed one by one, share its name.
    The result depends on the inputs and their order alone.
    """
    names = [""] * len(inputs)
    taken: dict[Path, set[str]] = defaultdict(set)
    alike = _alike(inputs)
    for n, item in enumerate(inputs):
        if item.name:
            names[n] = distinct(_cut(item.name), taken[item.folder])
    files: dict[tuple[Path, Path, Member | None], str] = {}
    for n, item in enumerate(inputs):
        if item.name:
            continue
        file = None if item.page is None else (item.folder, item.path, item.member)
        if file is not None and file in files:
            names[n] = files[file]
            continue
        names[n] = distinct(_cut(item.file_name if n in alike else item.stem), taken[item.folder])
        if file is not None:
            files[file] = names[n]
    return names


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


def _alike(inputs: Sequence[Input]) -> set[int]:
    """The places among the inputs of those that would share a name."""
    folders: dict[Path, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, item in enumerate(inputs):
        folders[item.folder][item.stem.casefold()].append(n)
    alike: set[int] = set()
    for groups in folders.values():
        for stem, group in groups.items():
            if len(group) > 1 and len({(inputs[n].path, inputs[n].member) for n in group}) > 1:
                alike.update(group)
            page = _PAGE.fullmatch(stem)
            others = groups.get(page[1], ()) if page else ()
            alike.update(n for n in others if PurePosixPath(inputs[n].file_name).suffix.lower() in PAGED)
    return alike
