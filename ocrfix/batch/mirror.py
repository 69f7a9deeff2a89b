"""The ledger of an output on storage that is reached by URL.

SQLite needs a file of this machine, so the ledger in use lies in a folder of it; a copy goes to
``OUT/.ocrfix/ledger.sqlite`` every ``batch.ledger_seconds`` and at the end. Another machine begins with that copy:
pages that were done after it was made are then done again, with the same bytes.
"""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ocrfix.batch import remote
from ocrfix.batch.ledger import FILE
from ocrfix.batch.storage import Bucket
from ocrfix.batch.work import HIDDEN
from ocrfix.errors import CannotWrite

PLACE = f"{HIDDEN}/{FILE}"


class Mirror:
    """The copy of the ledger at ``home``, a folder of this machine, on the storage of ``url``."""

    def __init__(self, url: str, home: Path, seconds: float) -> None:
        self._url, self._home, self._seconds = url, home, seconds
        self._next = time.monotonic() + seconds

    def fetch(self) -> None:
        """Take the storage's copy where this machine has none, or an older one.

        Raises:
            CannotWrite: the storage cannot be reached, or there is no place here.
        """
        file = self._home / PLACE
        try:
            content = remote.read(f"{self._url}/{PLACE}")
        except FileNotFoundError:
            return
        except OSError as error:
            raise _unreachable(self._url, error) from error
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent) as scratch:
            other = Path(scratch) / FILE
            other.write_bytes(content)
            if not file.exists() or _runs(file) < _runs(other):
                for left in file.parent.glob(f"{FILE}-*"):
                    left.unlink()
                other.replace(file)

    def keep(self) -> None:
        """Renew the copy, if it is time for that."""
        if time.monotonic() >= self._next:
            self.push()

    def push(self) -> None:
        """Renew the copy.

        Raises:
            CannotWrite: the storage cannot be written.
        """
        with tempfile.TemporaryDirectory(prefix="ocrfix-") as scratch:
            copy = Path(scratch) / FILE
            with (
                contextlib.closing(sqlite3.connect(self._home / PLACE)) as one,
                contextlib.closing(sqlite3.connect(copy)) as other,
            ):
                one.backup(other)
            Bucket(self._url).write(PLACE, copy.read_bytes())
        self._next = time.monotonic() + self._seconds


@contextlib.contextmanager
def fetched(url: str) -> Iterator[Path]:
    """A folder with the storage's copy of the ledger, where there is one.

    Raises:
        CannotWrite: the storage cannot be reached.
    """
    with tempfile.TemporaryDirectory(prefix="ocrfix-") as scratch:
        Mirror(url, Path(scratch), 0.0).fetch()
        yield Path(scratch)


def _runs(file: Path) -> int:
    """How many runs it tells of: every run adds one."""
    try:
        with contextlib.closing(sqlite3.connect(file)) as db:
            (found,) = db.execute("SELECT max(id) FROM runs").fetchone()
    except sqlite3.Error:
        return 0  # damaged: told when it is opened
    return int(found or 0)


def _unreachable(url: str, error: OSError) -> CannotWrite:
    return CannotWrite(
        f"the storage cannot be reached ({error.strerror or error})",
        file=url,
        next_step="Check the URL, your rights there, and the network.",
    )
