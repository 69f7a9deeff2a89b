"""The ledger of an output folder: one row a page, what became of it, and what lies in its outputs.

SQLite with a write-ahead log in ``OUT/.ocrfix/ledger.sqlite``: one process writes, others may read meanwhile. What
was committed survives a kill at any moment. A page is ``pending`` once it is known, ``running`` while a worker has
it, then ``done`` or ``failed``. Rows found ``running`` when a run begins are those of a run that was killed.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from filelock import FileLock, Timeout

from ocrfix import __version__
from ocrfix.batch.fingerprint import MORE, of_content
from ocrfix.batch.stamps import Stamp
from ocrfix.batch.work import HIDDEN, Done, Output, Seen
from ocrfix.errors import CannotWrite, ExitCode, OcrfixError, UsageError

FILE = "ledger.sqlite"
LOCK = "lock"
VERSION = 2
"""Of the tables. A ledger of a newer one is refused, one of an older one is brought up to date."""
NEWER = {1: "ALTER TABLE pages ADD COLUMN same_as TEXT"}
"""What makes the tables of a version those of the next."""
BUSY_S = 30.0
"""Seconds to wait for a reader that is copying the ledger."""
AT_ONCE = 500
"""Rows asked for in one question: SQLite takes no more than 999 values."""
TWINS = 5
"""Finished pages of the same content that are looked at for one whose outputs are still as they were written."""
AFTER_MORE = chr(ord(MORE) + 1)
RACE_NS = 2_000_000_000
"""A file changed less than this before it was looked at may change again within the same tick of its clock (2 s on
FAT); it is looked at again by the next run."""

TABLES = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, started REAL NOT NULL, ended REAL, state TEXT NOT NULL, host TEXT NOT NULL,
    pid INTEGER NOT NULL, version TEXT NOT NULL, workers INTEGER NOT NULL, expected INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, looked_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL, pixels TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE pages (
    place TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, page INTEGER, sha256 TEXT NOT NULL,
    key TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, run INTEGER, worker TEXT,
    started REAL, ended REAL, seconds REAL, pixels INTEGER, versions TEXT, outputs TEXT NOT NULL DEFAULT '[]',
    error TEXT, exit_code INTEGER, cause TEXT, next_step TEXT, traceback TEXT, same_as TEXT
) WITHOUT ROWID;
CREATE INDEX pages_by_key ON pages (key);
CREATE INDEX pages_by_state ON pages (state);
"""


class State(str, Enum):
    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Kind(str, Enum):
    """What a row is about. A ``file`` is one that could not be looked at, so that its pages are not known."""

    PAGE = "page"
    ISSUE = "issue"
    FILE = "file"


class Row(NamedTuple):
    """What resuming needs to know of a page."""

    key: str
    done: bool
    stored: list[tuple[str, int, int, str]]
    """Its outputs as they stand in the ledger: path, size, nanoseconds of the last change, hash."""

    @property
    def outputs(self) -> tuple[Output, ...]:
        return tuple(Output(path, Stamp(size, mtime), digest) for path, size, mtime, digest in self.stored)


@dataclass(frozen=True, slots=True)
class New:
    """A page that is to be done."""

    place: str
    kind: Kind
    source: str
    page: int | None
    sha256: str
    key: str
    pixels: int = 0


class Ledger:
    """The ledger, open for writing: for one run, which no other may share. A context manager.

    Raises (all methods):
        CannotWrite: the disk is full, or the ledger cannot be written.
    """

    def __init__(self, out: Path, workers: int = 0) -> None:
        self.out = out
        self.file = out / HIDDEN / FILE
        self.ending = "complete"
        """What the run is called when it ends without an error."""
        self._workers = workers
        self._lock = FileLock(out / HIDDEN / LOCK)

    def __enter__(self) -> Ledger:
        """Raises:
        UsageError: another run is writing into this folder, or the ledger is of a newer version.
        CannotWrite: it cannot be written, or is damaged.
        """
        with self._refusals():
            self.file.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._lock.acquire(timeout=1)
            except Timeout as error:
                raise UsageError(
                    "another ocrfix is converting into this folder",
                    file=self.out,
                    next_step="Wait until it is done (`ocrfix status` tells), or name another folder with -o.",
                ) from error
            try:
                self._db = connect(self.file)
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute("PRAGMA synchronous=NORMAL")
                with self._db:
                    check_version(self._db, self.file, create=True)
                    self.run = self._begin()
            except BaseException:
                self._lock.release()
                raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        state = self.ending if kind is None else "interrupted" if kind is KeyboardInterrupt else "stopped"
        try:
            with contextlib.suppress(CannotWrite) if kind else contextlib.nullcontext(), self._refusals():
                self._db.execute("UPDATE pages SET state = 'pending' WHERE state = 'running'")
                self._db.execute("UPDATE runs SET ended = ?, state = ? WHERE id = ?", (time.time(), state, self.run))
                self._db.commit()
        finally:
            self._db.close()
            self._lock.release()

    def _begin(self) -> int:
        at = self._db.execute(
            "INSERT INTO runs (started, state, host, pid, version, workers) VALUES (?, 'running', ?, ?, ?, ?)",
            (time.time(), socket.gethostname(), os.getpid(), __version__, self._workers),
        )
        self._db.execute(
            "UPDATE runs SET state = 'killed', ended = started WHERE ended IS NULL AND id < ?", (at.lastrowid,)
        )
        assert at.lastrowid is not None
        return at.lastrowid

    def left_running(self) -> list[str]:
        """The places of pages and issues that a killed run was writing; they are pending from now on."""
        with self._refusals():
            found = [p for (p,) in self._db.execute("SELECT place FROM pages WHERE state = 'running'")]
            self._db.execute("UPDATE pages SET state = 'pending' WHERE state = 'running'")
            self._db.commit()
        return found

    def commit(self) -> None:
        """From here on what was said is kept, come what may."""
        with self._refusals():
            self._db.commit()

    def expect(self, pages: int) -> None:
        """How many pages this run will have, as far as is known: what ``status`` reckons with."""
        with self._refusals():
            self._db.execute("UPDATE runs SET expected = ? WHERE id = ?", (pages, self.run))

    def seen(self, stamps: Mapping[str, Stamp]) -> dict[str, Seen]:
        """What is known of those of these files that are unchanged since they were looked at."""
        found: dict[str, Seen] = {}
        columns = "path, size, mtime_ns, looked_ns, sha256, pixels"
        by_text = {text(path): path for path in stamps}
        for stored, size, mtime, looked, digest, pixels in self._among("files", "path", columns, by_text):
            path = by_text[stored]
            stamp = stamps[path]
            if stamp.size == size and stamp.mtime_ns == mtime < looked - RACE_NS:
                found[path] = Seen(stamp, digest, tuple(map(int, pixels[1:-1].split(","))) if len(pixels) > 2 else ())
        return found

    def see(self, path: str, seen: Seen) -> None:
        """A file was looked at."""
        with self._refusals():
            self._db.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
                (text(path), *_stamp(seen.stamp), time.time_ns(), seen.sha256, json.dumps(seen.pixels)),
            )

    def rows(self, places: Sequence[str]) -> dict[str, Row]:
        """What is known of these pages."""
        columns = "place, key, state, outputs"
        by_text = {text(place): place for place in places}
        found = list(self._among("pages", "place", columns, by_text))
        outputs = json.loads(f"[{','.join(row[3] for row in found)}]")  # at once: one by one takes twice the time
        return {
            by_text[stored]: Row(key, state == "done", written)
            for (stored, key, state, _), written in zip(found, outputs, strict=True)
        }

    def twins(self, key: str, place: str, *, of_this_run: bool) -> list[tuple[str, Row]]:
        """Pages other than that at ``place`` that are done and were made of the same content, with their places."""
        content = of_content(key)
        with self._refusals():
            found = self._db.execute(
                "SELECT place, key, outputs FROM pages WHERE key >= ? AND key < ? AND state = 'done' AND place != ? "
                "AND run >= ? LIMIT ?",
                (content, content + AFTER_MORE, text(place), self.run if of_this_run else 0, TWINS),
            ).fetchall()
        return [(other, Row(its, True, json.loads(outputs))) for other, its, outputs in found]

    def plan(self, news: Iterable[New]) -> None:
        """Pages are to be done. What earlier runs wrote stays known until they are."""
        with self._refusals():
            self._db.executemany(
                "INSERT INTO pages (place, kind, source, page, sha256, key, state, pixels, run) "
                "VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (place) DO UPDATE SET kind = excluded.kind, "
                "source = excluded.source, page = excluded.page, sha256 = excluded.sha256, key = excluded.key, "
                "state = 'pending', pixels = excluded.pixels, run = excluded.run, "
                "attempts = iif(key = excluded.key, attempts, 0), "
                "error = NULL, exit_code = NULL, cause = NULL, next_step = NULL, traceback = NULL",
                ((text(n.place), n.kind, text(n.source), n.page, n.sha256, n.key, n.pixels, self.run) for n in news),
            )

    def start(self, place: str) -> None:
        """A worker gets the page."""
        with self._refusals():
            self._db.execute(
                "UPDATE pages SET state = 'running', attempts = attempts + 1, run = ?, started = ? WHERE place = ?",
                (self.run, time.time(), text(place)),
            )

    def back(self, place: str) -> None:
        """The page was not done, and not for a fault of its own."""
        with self._refusals():
            self._db.execute("UPDATE pages SET state = 'pending' WHERE place = ?", (text(place),))

    def done(self, place: str, done: Done, worker: str) -> None:
        """The page's outputs lie in their places."""
        who, versions = f"{socket.gethostname()}/{worker}", json.dumps(dict(done.versions))
        with self._refusals():
            self._db.execute(
                "UPDATE pages SET state = 'done', ended = ?, seconds = ?, worker = ?, versions = ?, outputs = ?, "
                "same_as = ?, error = NULL, exit_code = NULL, cause = NULL, next_step = NULL, traceback = NULL "
                "WHERE place = ?",
                (time.time(), done.seconds, who, versions, write_outputs(done.outputs), done.same_as, text(place)),
            )

    def restamp(self, place: str, outputs: Sequence[Output]) -> None:
        """The outputs are the same under other dates: they were copied, say."""
        with self._refusals():
            self._db.execute("UPDATE pages SET outputs = ? WHERE place = ?", (write_outputs(outputs), text(place)))

    def failed(self, place: str, error: Exception, traceback: str) -> None:
        """The page cannot be done."""
        known = isinstance(error, OcrfixError)
        code = error.exit_code if known else ExitCode.INTERNAL  # type: ignore[attr-defined]
        values = (
            type(error).__name__, int(code), text(error.cause if known else str(error)),  # type: ignore[attr-defined]
            text(error.next_step) if known else None, text(traceback),  # type: ignore[attr-defined]
        )  # fmt: skip
        with self._refusals():
            self._db.execute(
                "UPDATE pages SET state = 'failed', ended = ?, error = ?, exit_code = ?, cause = ?, next_step = ?, "
                "traceback = ? WHERE place = ?",
                (time.time(), *values, text(place)),
            )

    def forget(self, place: str) -> None:
        """There is no such page: the file it was thought to be has several."""
        with self._refusals():
            self._db.execute("DELETE FROM pages WHERE place = ? AND kind = 'file'", (text(place),))

    def _among(self, table: str, column: str, columns: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        wanted = list(values)
        with self._refusals():
            for start in range(0, len(wanted), AT_ONCE):
                part = wanted[start : start + AT_ONCE]
                marks = ",".join("?" * len(part))
                yield from self._db.execute(f"SELECT {columns} FROM {table} WHERE {column} IN ({marks})", part)

    @contextlib.contextmanager
    def _refusals(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise refused(error, self.file) from error
        except OSError as error:
            raise CannotWrite(
                f"the ledger cannot be written ({(error.strerror or str(error)).lower()})",
                file=error.filename or self.file,
                next_step="Check the rights of the folder and the free space of the disk, or name another with -o.",
            ) from error


def connect(file: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection; where the folder cannot be written, one that takes the ledger as it lies."""
    if not read_only:
        return sqlite3.connect(file, timeout=BUSY_S)
    address = file.resolve().as_uri()
    try:
        db = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=BUSY_S)
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        db = sqlite3.connect(f"{address}?immutable=1", uri=True)
    return db


def check_version(db: sqlite3.Connection, file: Path, *, create: bool = False) -> None:
    """Makes the tables where there are none.

    Raises:
        UsageError: the ledger is of a newer version, or no ledger.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version == 0 and create:
        for statement in TABLES.split(";"):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {VERSION}")
    elif create and version in NEWER:
        db.execute(NEWER[version])
        db.execute(f"PRAGMA user_version = {version + 1}")
    elif version != VERSION:
        older = version in NEWER
        raise UsageError(
            f"the ledger has version {version}, this ocrfix knows {VERSION}",
            file=file,
            next_step="Run `ocrfix convert` as before: it brings the ledger up to date."
            if older
            else "Use the ocrfix that wrote it, or another output folder.",
        )


def refused(error: sqlite3.Error, file: Path) -> CannotWrite:
    """What SQLite says, with the next step."""
    if isinstance(error, sqlite3.OperationalError):
        step = "Check the rights of the folder and the free space of the disk, then run the same command again."
    else:
        step = "Move the file away: finished pages are then converted again."
    return CannotWrite(f"the ledger cannot be written ({error})", file=file, next_step=step)


def text(value: str) -> str:
    """As it can be stored: a file name of other bytes than UTF-8 shows them escaped, and stays distinct."""
    return value if value.isascii() else value.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _stamp(stamp: Stamp) -> tuple[int, int]:
    return stamp.size, stamp.mtime_ns


def write_outputs(outputs: Sequence[Output]) -> str:
    return json.dumps([[o.path, *_stamp(o.stamp), o.sha256] for o in outputs])


def read_outputs(content: str) -> tuple[Output, ...]:
    return tuple(Output(path, Stamp(size, mtime), digest) for path, size, mtime, digest in json.loads(content))
