"""The decisions of people about a batch, kept in ``OUT/.ocrfix/review.sqlite`` as a log that only grows.

What was decided in one go is a *step*. A step is taken back by an event that withdraws it, and brought again by
one that restores it; nothing is ever changed or deleted. Every step is on the disk before it is answered.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from ocrfix.errors import CannotWrite, UnreadableInput
from ocrfix.review.decisions import Action, from_json, to_json

FOLDER = ".ocrfix"
FILE = "review.sqlite"
VERSION = 1
WITHDRAW, RESTORE = "withdraw", "restore"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    seq  INTEGER PRIMARY KEY AUTOINCREMENT,
    step INTEGER NOT NULL,
    at   TEXT NOT NULL,
    who  TEXT NOT NULL,
    page TEXT NOT NULL,
    do   TEXT NOT NULL,
    what TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS events_page ON events (page, seq);
CREATE INDEX IF NOT EXISTS events_step ON events (step);
CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the log of decisions only grows'); END;
CREATE TRIGGER IF NOT EXISTS events_remain BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the log of decisions only grows'); END;
CREATE TABLE IF NOT EXISTS machine (page TEXT PRIMARY KEY, content BLOB NOT NULL, made TEXT NOT NULL);
"""
_HELD = """
    SELECT step FROM events AS e WHERE do IN ('withdraw', 'restore')
    AND seq = (SELECT max(seq) FROM events WHERE step = e.step AND do IN ('withdraw', 'restore'))
    AND do = 'withdraw'
"""
"""The steps that are withdrawn."""


_COLUMNS = "seq, step, at, who, page, what"


@dataclass(frozen=True, slots=True)
class Event:
    """One decision: who decided what about which page (its key), when (UTC, ISO 8601). ``step`` is shared by
    what was decided in one go."""

    seq: int
    step: int
    at: str
    who: str
    page: str
    action: Action


class Store:
    """The log of one output folder. May be used from several threads.

    Raises:
        CannotWrite: the folder cannot be written.
        UnreadableInput: what is in its place is no log, or one of a newer ocrfix.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / FOLDER / FILE
        self._lock = threading.RLock()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=30)
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = FULL")
            version = self.connection.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise UnreadableInput(
                    f"the log of decisions is of version {version}, newer than {VERSION}",
                    file=self.path,
                    next_step="Install a newer ocrfix.",
                )
            self.connection.executescript(_SCHEMA)
            self.connection.execute(f"PRAGMA user_version = {VERSION}")
        except sqlite3.DatabaseError as error:
            raise _refused(self.path, error) from error
        except OSError as error:
            raise CannotWrite(
                f"decisions cannot be kept there ({(error.strerror or str(error)).lower()})",
                file=self.path,
                next_step="Check the rights of the folder and the free space of the disk.",
            ) from error

    def close(self) -> None:
        with self._lock:
            self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept or nothing."""
        with self._lock:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """The rows of a query."""
        with self._lock:
            return self.connection.execute(query, values).fetchall()

    def add(self, who: str, actions: Sequence[tuple[str, Action]]) -> int:
        """Keep what was decided in one go, as (page, action). Returns its step; it is on the disk then."""
        if not actions:
            raise ValueError("nothing was decided")
        at = _now()
        with self.writing() as connection:
            step = int(connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM events").fetchone()[0])
            connection.executemany(
                "INSERT INTO events (step, at, who, page, do, what) VALUES (?, ?, ?, ?, ?, ?)",
                [(step, at, who, page, action.do, to_json(action)) for page, action in actions],
            )
        return step

    def withdraw(self, who: str, step: int) -> tuple[Event, ...]:
        """Take a step back. Returns its events; none when there is nothing to take back."""
        return self._turn(who, step, WITHDRAW)

    def restore(self, who: str, step: int) -> tuple[Event, ...]:
        """Bring a withdrawn step again."""
        return self._turn(who, step, RESTORE)

    def _turn(self, who: str, step: int, do: str) -> tuple[Event, ...]:
        with self.writing() as connection:
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM events WHERE step = ? AND do NOT IN ('withdraw', 'restore') ORDER BY seq",
                (step,),
            ).fetchall()
            held = connection.execute(f"SELECT 1 FROM ({_HELD}) WHERE step = ?", (step,)).fetchone() is not None
            if not rows or held is (do == WITHDRAW):
                return ()
            connection.execute(
                "INSERT INTO events (step, at, who, page, do, what) VALUES (?, ?, ?, '', ?, '{}')",
                (step, _now(), who, do),
            )
        return tuple(map(_event, rows))

    def last_step(self) -> int | None:
        """The step that undo takes back."""
        found = self.rows(f"SELECT max(step) FROM events WHERE do NOT IN ('withdraw', 'restore')"
                          f" AND step NOT IN ({_HELD})")[0][0]
        return int(str(found)) if found is not None else None

    def last_withdrawn(self) -> int | None:
        """The step that redo brings again: the one withdrawn last, if nothing was decided since."""
        newest = self.rows("SELECT step, do FROM events ORDER BY seq DESC LIMIT 1")
        if not newest or newest[0][1] not in (WITHDRAW, RESTORE):
            return None
        held = self.rows(
            f"SELECT step FROM events WHERE do = 'withdraw' AND step IN ({_HELD})"
            " AND seq > (SELECT max(seq) FROM events WHERE do NOT IN ('withdraw', 'restore'))"
            " ORDER BY step LIMIT 1"
        )
        return int(str(held[0][0])) if held else None

    def events(self, page: str | None = None) -> tuple[Event, ...]:
        """The decisions that hold, of one page or of all, in the order in which they were made."""
        where, values = ("", ()) if page is None else (" AND page = ?", (page,))
        rows = self.rows(
            f"SELECT {_COLUMNS} FROM events WHERE do NOT IN ('withdraw', 'restore')"
            f" AND step NOT IN ({_HELD}){where} ORDER BY seq",
            values,
        )
        return tuple(map(_event, rows))

    def marks(self) -> dict[str, str]:
        """For every page with decisions that hold, a mark that changes with them."""
        rows = self.rows(
            "SELECT page, max(seq), count(*) FROM events WHERE do NOT IN ('withdraw', 'restore')"
            f" AND step NOT IN ({_HELD}) GROUP BY page"
        )
        return {str(page): f"{newest}:{count}" for page, newest, count in rows}


def _event(row: Sequence[object]) -> Event:
    seq, step, at, who, page, what = map(str, row)
    return Event(int(seq), int(step), at, who, page, from_json(what))


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


def _refused(path: Path, error: sqlite3.DatabaseError) -> Exception:
    if isinstance(error, sqlite3.OperationalError):
        return CannotWrite(
            f"decisions cannot be kept there ({error})",
            file=path,
            next_step="Check the rights of the folder, the free space of the disk, and whether the file is locked.",
        )
    return UnreadableInput(
        f"this is no log of decisions ({error})", file=path, next_step="Move the file away; it is made anew."
    )
