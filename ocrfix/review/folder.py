"""The pages of an output folder. A page is known by its key, the path of its JSON below the folder without ``.json``;
files are looked up among those found, never by a path that somebody names."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from ocrfix.errors import UnreadableInput

_PAGE = re.compile(rb'\s*\{\s*"schema"\s*:\s*"ocrfix/page"')
_HEAD = 200
"""Bytes in which the schema of a page stands."""


@dataclass(frozen=True, slots=True)
class PageFile:
    """The JSON of a page; ``size`` in bytes, ``changed`` in nanoseconds since the epoch."""

    key: str
    path: Path
    size: int
    changed: int

    @property
    def stamp(self) -> str:
        return f"{self.size}:{self.changed}"


def find_pages(out: Path) -> dict[str, PageFile]:
    """The pages of a folder by key, in the order of their keys. Hidden folders hold no outputs, and links are not
    followed out of the folder.

    Raises:
        UnreadableInput: there is no such folder, or no page in it.
    """
    if not out.is_dir():
        raise UnreadableInput("no such folder", file=out, next_step="Name the folder that `ocrfix convert` wrote.")
    found: dict[str, PageFile] = {}
    root = out.resolve()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(n for n in folders if not n.startswith("."))
        for name in names:
            path = Path(folder, name)
            if name.endswith(".json") and not name.startswith(".") and _is_page(path, root):
                status = path.stat()
                key = path.relative_to(root).as_posix().removesuffix(".json")
                found[key] = PageFile(key, path, status.st_size, status.st_mtime_ns)
    if not found:
        raise UnreadableInput(
            "there is no page of ocrfix in it",
            file=out,
            next_step="A review needs the JSON of pages: convert with `-f json`, as is done without -f.",
        )
    return dict(sorted(found.items()))


def _is_page(path: Path, root: Path) -> bool:
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return False
    try:
        with path.open("rb") as file:
            return _PAGE.match(file.read(_HEAD)) is not None
    except OSError:
        return False  # it is told when the page is asked for
