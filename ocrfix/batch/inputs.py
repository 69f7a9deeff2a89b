"""Which files are converted: files, folders and patterns, in an order that does not depend on the disk."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ocrfix.errors import UnreadableInput, UsageError

SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".pdf"}
    | {".jp2", ".j2k", ".j2c", ".jpc", ".jpf", ".jpx"}
)
"""What is taken from a folder. A file that is named is tried whatever its suffix."""

_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Input:
    """One file. ``folder`` is where it lies below what the user named, and where its outputs go below OUT."""

    path: Path
    folder: Path = Path()


def gather(arguments: Sequence[str], out: Path | None = None) -> tuple[Input, ...]:
    """The files that the arguments name, each once. Folders are searched with all folders below them.

    Hidden files, links to folders, and the folder ``out`` are left out of a search.

    Raises:
        UsageError: an argument names nothing that can be converted.
        UnreadableInput: a folder cannot be listed.
    """
    found: dict[Path, Input] = {}
    for argument in arguments:
        here = list(_of(argument, out))
        if not here:
            raise UsageError(
                "no page scans here" if Path(argument).is_dir() else "no such file or folder",
                file=argument,
                next_step="Name image files or PDFs, folders that hold some, or a pattern such as 'scans/*.jpg'.",
            )
        for item in here:
            found.setdefault(item.path.resolve(), item)
    return tuple(found.values())


def _of(argument: str, out: Path | None) -> Iterator[Input]:
    path = Path(argument)
    if path.is_dir():
        yield from _below(path, path, out)
    elif path.exists() or path.is_symlink():
        yield Input(path)
    elif wild := _WILD.search(argument):
        root = Path(os.path.dirname(argument[: wild.start()]))
        for match in sorted(map(Path, glob.glob(argument, recursive=True)), key=natural):
            if match.is_dir():
                yield from _below(match, root, out)
            elif match.suffix.lower() in SUFFIXES:
                yield Input(match, match.parent.relative_to(root))


def _below(folder: Path, root: Path, out: Path | None) -> Iterator[Input]:
    try:
        entries = sorted(folder.iterdir(), key=natural)
    except OSError as error:
        raise UnreadableInput(
            f"the folder cannot be listed ({error.strerror or error})",
            file=folder,
            next_step="Give yourself the right to read it (chmod +rx), or leave it out.",
        ) from error
    visible = [e for e in entries if not e.name.startswith(".")]
    for file in visible:
        if file.is_file() and file.suffix.lower() in SUFFIXES:
            yield Input(file, folder.relative_to(root))
    for inner in visible:
        if inner.is_dir() and not inner.is_symlink() and not (out and out.exists() and inner.samefile(out)):
            yield from _below(inner, root, out)


def natural(path: Path) -> tuple[list[list[tuple[int, str]]], str]:
    """A sort key under which page 2 comes before page 10."""
    parts = [re.split(r"(\d+)", part.casefold()) for part in path.parts]
    return [[(int(p) if p.isdecimal() else 0, p) for p in part] for part in parts], str(path)
