"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from ocrfix.errors import CannotWrite

SCRATCH = ".ocrfix-*.tmp"
"""Names of half files: what is left of them after a kill may be removed."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there, so that nobody ever meets half of it.

    Raises:
        CannotWrite: the folder or the file cannot be written; what was at ``path`` is still there.
    """
    with whole_file(path) as file:
        file.write(content)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """``write_whole`` piece by piece, for what is too large to be in memory at once. Where an exception is raised
    meanwhile, nothing is written.

    Raises:
        CannotWrite: as ``write_whole``.
    """
    with _refusals(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(SCRATCH.replace("*", uuid.uuid4().hex))
        try:
            with scratch.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                scratch.unlink()
            raise


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write text piece by piece: to standard output where the path is ``-``, straight into what is no file of its own
    (a pipe, a device), else as ``write_whole``.

    Raises:
        CannotWrite: as ``write_whole``.
    """
    if str(path) == "-":
        sys.stdout.writelines(pieces)
    elif path.exists() and not path.is_file() and not path.is_dir():
        with _refusals(path), path.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
    else:
        with whole_file(path) as whole:
            whole.writelines(piece.encode() for piece in pieces)


def writable_folder(folder: Path) -> None:
    """Make sure, before the work begins, that files can be written into a folder; it is created.

    Raises:
        CannotWrite: it cannot be created or written, or it is a file.
    """
    with _refusals(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".ocrfix-", suffix=".tmp"):
            pass


@contextlib.contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise CannotWrite(
            "a file is in the way of a folder, or a folder in the way of a file",
            file=error.filename or path,
            next_step="Name another output folder with -o, or move what is in the way.",
        ) from error
    except OSError as error:
        raise CannotWrite(
            f"cannot be written ({(error.strerror or str(error)).lower()})",
            file=path,
            next_step="Check the rights of the folder and the free space of the disk, or name another with -o.",
        ) from error
