"""Where outputs lie: in a folder, or on storage that is reached by URL. Paths are those below OUT, with ``/``."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Protocol

from ocrfix.batch import remote
from ocrfix.batch.stamps import Stamp
from ocrfix.errors import CannotWrite
from ocrfix.formats.output import write_whole


class Storage(Protocol):
    """Can be pickled."""

    def stamp(self, path: str) -> Stamp:
        """Raises OSError where there is no such file."""
        ...

    def read(self, path: str) -> bytes:
        """Raises OSError."""
        ...

    def write(self, path: str, content: bytes) -> Stamp:
        """Write a file whole or not at all.

        Raises:
            CannotWrite: it cannot be written.
        """
        ...

    def at(self, path: str) -> Path | remote.Url:
        """The path as users know it."""
        ...

    def folder(self, place: str) -> Path | None:
        """From where the files of a page find others of this machine; ``None`` where they cannot."""
        ...


class Folder:
    """A folder of this machine, or one that all machines have under the same path."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._prefix = f"{root}{os.sep}"

    def stamp(self, path: str) -> Stamp:
        found = os.stat(self._prefix + path)
        return Stamp(found.st_size, found.st_mtime_ns)

    def read(self, path: str) -> bytes:
        return (self._root / path).read_bytes()

    def write(self, path: str, content: bytes) -> Stamp:
        write_whole(self._root / path, content)
        return Stamp.of(self._root / path)

    def at(self, path: str) -> Path:
        return self._root / path

    def folder(self, place: str) -> Path | None:
        return (self._root / place).parent


class Bucket:
    """Storage that is reached by URL."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._known: dict[str, Stamp] = {}

    def list(self) -> None:
        """Ask for all files at once, before a run looks which of them are still there.

        Raises:
            CannotWrite: the storage cannot be reached.
        """
        try:
            self._known = {inner.as_posix(): stamp for _, inner, stamp in remote.below(self._url)}
        except FileNotFoundError:
            self._known = {}
        except OSError as error:
            raise self._refused(error, self._url) from error

    def stamp(self, path: str) -> Stamp:
        found = self._known.get(path)
        return remote.stamp(self._of(path)) if found is None else found

    def read(self, path: str) -> bytes:
        return remote.read(self._of(path))

    def write(self, path: str, content: bytes) -> Stamp:
        try:
            return remote.write(self._of(path), content)
        except OSError as error:
            raise self._refused(error, self._of(path)) from error

    def at(self, path: str) -> remote.Url:
        return remote.Url(self._of(path))

    def folder(self, place: str) -> Path | None:
        return None

    def forget(self) -> None:
        """Ask for each file from now on: others write."""
        self._known = {}

    def _of(self, path: str) -> str:
        return f"{self._url}/{path}"

    @staticmethod
    def _refused(error: OSError, url: str) -> CannotWrite:
        return CannotWrite(
            f"cannot be written ({error.strerror or error})",
            file=url,
            next_step="Check the URL and your rights there, then run the same command again.",
        )


def home(url: str, state: Path) -> Path:
    """The folder of this machine for what a run into a URL needs: its ledger, and files that are in use."""
    return state / "out" / hashlib.sha256(url.rstrip("/").encode()).hexdigest()[:20]
