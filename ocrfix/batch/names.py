"""What outputs are called: the input's stem, and what to do where two inputs have the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from ocrfix.batch.inputs import Input

PAGED = frozenset({".pdf", ".tif", ".tiff", ".gif"})
"""Suffixes of files that may hold several pages."""

_PAGE = re.compile(r"(.+)-\d{4,}")


def page_name(name: str, page: int, count: int) -> str:
    """``NAME`` for the page of a file of one, ``NAME-0007`` for page 7 of several."""
    return name if count == 1 else f"{name}-{page:04d}"


def named(inputs: Sequence[Input]) -> dict[Input, str]:
    """A name for every input, unique within its folder whatever the case of letters.

    It is the stem. Inputs that would share one, and an input that is called like a page of another, are
    all called by their full name (``a.jpg``, ``a.png``); those still alike are numbered (``a.jpg``,
    ``a.jpg-2``). The result depends on the inputs and their order alone.
    """
    names: dict[Input, str] = {}
    taken: dict[Path, set[str]] = defaultdict(set)
    alike = _alike(inputs)
    for item in inputs:
        first = item.path.name if item in alike else item.path.stem
        names[item] = distinct(first, taken[item.folder])
    return names


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
        groups[item.folder, item.path.stem.casefold()].append(item)
    alike = {item for group in groups.values() if len(group) > 1 for item in group}
    for item in inputs:
        page = _PAGE.fullmatch(item.path.stem.casefold())
        others = groups.get((item.folder, page[1]), []) if page else []
        if paged := [other for other in others if other.path.suffix.lower() in PAGED]:
            alike.update(paged)
    return alike
