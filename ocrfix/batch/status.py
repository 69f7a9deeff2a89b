"""How far the conversion into a folder is, read from its ledger while it is being written or afterwards."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ocrfix.batch.ledger import FILE, LOCK, Kind, State, check_version, connect, read_outputs, refused
from ocrfix.batch.work import HIDDEN
from ocrfix.errors import UsageError

MANIFEST = "ocrfix-manifest/1"
RECENT = 200
"""Pages whose dates give the rate: enough to smooth large and small ones, few enough to follow a change."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Pages that failed for one reason; ``examples`` are some of their files."""

    error: str
    cause: str
    next_step: str | None
    pages: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """Pages by state; ``unplanned`` are those a running conversion has not come to (a file counts as one page)."""

    folder: str
    run: str
    """running, complete, interrupted, stopped or killed."""
    version: str
    workers: int
    done: int
    failed: int
    running: int
    pending: int
    unplanned: int
    issues: int
    """Issues that are written as a whole."""
    pages_per_minute: float | None
    """Of the run that is going on, or of the last one."""
    seconds_left: float | None
    page_seconds: float | None
    """Mean time a worker takes for a page."""
    bytes: int
    """Of all outputs."""
    current: tuple[str, ...]
    causes: tuple[Cause, ...]

    @property
    def pages(self) -> int:
        return self.done + self.failed + self.running + self.pending + self.unplanned

    def as_dict(self) -> dict[str, Any]:
        return {"pages": self.pages, **asdict(self)}


def status(out: Path, *, elsewhere: bool = False) -> Status:
    """What the ledger of a folder tells; ``elsewhere``: it is the copy of another machine's.

    Raises:
        UsageError: there is no ledger.
        CannotWrite: it is damaged.
    """
    with _ledger(out) as db:
        counts = dict(_pairs(db, "SELECT state, count(*) FROM pages WHERE kind != 'issue' GROUP BY state"))
        (issues,) = db.execute("SELECT count(*) FROM pages WHERE kind = 'issue' AND state = 'done'").fetchone()
        run, state, version, workers, expected, started = db.execute(
            "SELECT id, state, version, workers, expected, started FROM runs ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if state == State.RUNNING and not elsewhere and not _locked(out):
            state = "killed"
        alive = state == State.RUNNING
        (planned,) = db.execute("SELECT count(*) FROM pages WHERE kind != 'issue'").fetchone()
        pending = counts.get(State.PENDING, 0) + (0 if alive else counts.get(State.RUNNING, 0))
        unplanned = max(0, expected - planned) if alive or state != "complete" else 0
        rate = _rate(db, run, started, alive)
        open_pages = pending + unplanned + (counts.get(State.RUNNING, 0) if alive else 0)
        (seconds,) = db.execute("SELECT avg(seconds) FROM pages WHERE kind = 'page' AND state = 'done'").fetchone()
        return Status(
            folder=str(out), run=state, version=version, workers=workers,
            done=counts.get(State.DONE, 0), failed=counts.get(State.FAILED, 0),
            running=counts.get(State.RUNNING, 0) if alive else 0, pending=pending, unplanned=unplanned, issues=issues,
            pages_per_minute=rate and round(60 * rate, 2),
            seconds_left=round(open_pages / rate) if rate and open_pages else None,
            page_seconds=seconds and round(seconds, 2),
            bytes=sum(o.stamp.size for (text,) in _outputs(db) for o in read_outputs(text)),
            current=tuple(p for (p,) in db.execute("SELECT place FROM pages WHERE state = 'running'")) if alive else (),
            causes=tuple(_causes(db)),
        )  # fmt: skip


def manifest(out: Path) -> Iterator[dict[str, Any]]:
    """What lies in the folder, as values of JSON: first what this is, then every page and issue in the order of
    their names, with the hashes of its input and outputs, or why it failed.

    Raises:
        UsageError: there is no ledger.
        CannotWrite: it is damaged.
    """
    columns = (
        "place", "kind", "source", "page", "sha256", "key", "state", "attempts", "worker", "started", "ended",
        "seconds", "versions", "outputs", "same_as", "error", "exit_code", "cause", "next_step",
    )  # fmt: skip
    with _ledger(out) as db:
        (version,) = db.execute("SELECT version FROM runs ORDER BY id DESC LIMIT 1").fetchone()
        counts = dict(_pairs(db, "SELECT state, count(*) FROM pages GROUP BY state"))
        yield {"format": MANIFEST, "ocrfix": version, "states": counts}
        for row in db.execute(f"SELECT {', '.join(columns)} FROM pages ORDER BY place"):
            entry = dict(zip(columns, row, strict=True))
            entry["versions"] = json.loads(entry["versions"] or "{}")
            outputs = read_outputs(entry["outputs"]) if entry["state"] == State.DONE else ()
            entry["outputs"] = [
                {"path": o.path, "bytes": o.stamp.size, "sha256": o.sha256}
                for o in outputs
                if not o.path.startswith(f"{HIDDEN}/")
            ]
            yield {name: value for name, value in entry.items() if value not in (None, "")}


def tracebacks(out: Path) -> Iterator[tuple[str, str]]:
    """Of every page that failed, its place and where in the program."""
    with _ledger(out) as db:
        yield from db.execute(
            "SELECT place, traceback FROM pages WHERE state = 'failed' AND traceback != '' ORDER BY place"
        )


@contextmanager
def _ledger(out: Path) -> Iterator[sqlite3.Connection]:
    file = out / HIDDEN / FILE
    if not file.is_file():
        raise UsageError(
            "there is no ledger in this folder",
            file=out,
            next_step="Name the folder that was given to `ocrfix convert` with -o.",
        )
    try:
        with closing(connect(file, read_only=True)) as db:
            check_version(db, file)
            db.execute("BEGIN")  # all of it from one moment
            yield db
    except sqlite3.Error as error:
        raise refused(error, file) from error


def _pairs(db: sqlite3.Connection, question: str) -> list[tuple[str, int]]:
    return list(db.execute(question))


def _outputs(db: sqlite3.Connection) -> Iterator[tuple[str]]:
    yield from db.execute("SELECT outputs FROM pages WHERE state = 'done'")


def _rate(db: sqlite3.Connection, run: int, started: float, alive: bool) -> float | None:
    """Pages a second, by the last pages of the run."""
    ends = [
        end
        for (end,) in db.execute(
            "SELECT ended FROM pages WHERE run = ? AND kind = ? AND state IN ('done', 'failed') ORDER BY ended DESC "
            "LIMIT ?",
            (run, Kind.PAGE, RECENT + 1),
        )
    ]
    if not ends:
        return None
    whole = len(ends) <= RECENT
    since = started if whole else ends[-1]
    until = time.time() if alive else ends[0]
    return (len(ends) if whole else RECENT) / max(until - since, 1e-3)


def _causes(db: sqlite3.Connection) -> Iterator[Cause]:
    rows = db.execute(
        "SELECT error, cause, max(next_step), count(*) AS n FROM pages WHERE state = 'failed' "
        "GROUP BY error, cause ORDER BY n DESC, error, cause"
    ).fetchall()
    for error, cause, step, count in rows:
        found = db.execute(
            "SELECT source, page FROM pages WHERE state = 'failed' AND error = ? AND cause = ? ORDER BY place LIMIT 3",
            (error, cause),
        )
        examples = tuple(f"{source}, page {page}" if page is not None else source for source, page in found)
        yield Cause(error, cause, step, count, examples)


def _locked(out: Path) -> bool:
    """Whether a run has the folder."""
    lock = FileLock(out / HIDDEN / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return False  # a folder that cannot be written is not being written
    lock.release()
    return False
