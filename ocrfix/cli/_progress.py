"""How a run is shown: a bar on a terminal, JSON lines elsewhere, and a log file."""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from ocrfix import batch
from ocrfix.cli._streams import hang_up
from ocrfix.errors import CannotWrite, ExitCode, OcrfixError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

KINDS = ("auto", "bar", "json", "none")
LONGEST_NAME = 24
"""Characters of a file's name that the bar shows."""


@dataclass(slots=True)
class Tally:
    """What a run has done. ``rate`` is in pages a second, of the pages this run converted."""

    expected: int = 0
    written: int = 0
    copied: int = 0
    """Of the pages written, those that had the content of another."""
    skipped: int = 0
    failed: int = 0
    start: float | None = None
    current: dict[str, str] = field(default_factory=dict)
    """The pages being converted: place to what is shown of it."""

    def count(self, event: batch.Event) -> None:
        if isinstance(event, batch.Planned):
            self.expected = event.pages
        elif isinstance(event, batch.Skipped):
            self.skipped += event.pages
        elif isinstance(event, batch.Started):
            self.start = self.start or time.monotonic()
            self.current[event.place] = event.source.name
        elif isinstance(event, batch.Written):
            self.written += 1
            self.copied += event.same_as is not None
            self.current.pop(event.place, None)
        elif isinstance(event, batch.Failed):
            self.failed += 1
            self.current.pop(event.place, None)

    @property
    def settled(self) -> int:
        return self.written + self.skipped + self.failed

    @property
    def rate(self) -> float | None:
        if self.start is None or not self.written:
            return None
        return (self.written + self.failed) / max(time.monotonic() - self.start, 1e-3)

    @property
    def seconds_left(self) -> float | None:
        return (self.expected - self.settled) / self.rate if self.rate else None

    def figures(self) -> dict[str, Any]:
        """As a line of JSON has them."""
        rate, left = self.rate, self.seconds_left
        return {
            "written": self.written, "skipped": self.skipped, "failed": self.failed, "expected": self.expected,
            "pages_per_minute": None if rate is None else round(60 * rate, 2),
            "seconds_left": None if left is None else round(left),
        }  # fmt: skip


class Progress:
    """Takes events and lines for people, and shows both. ``kind`` is one of ``KINDS``; a context manager.

    With ``auto`` it is a bar where stderr is a terminal, else lines of JSON on stderr, beside the errors and notes
    for people, which never begin with a brace.

    Raises:
        CannotWrite: the log file cannot be opened.
    """

    def __init__(self, kind: str, log: Path | None, *, quiet: bool) -> None:
        terminal = sys.stderr.isatty()
        kind = ("bar" if terminal else "json") if kind == "auto" else kind
        self._kind = "none" if quiet else kind
        self._terminal = terminal and not quiet
        self._path = log
        self._tally = Tally()
        self._log: IO[str] | None = None
        self._bar: _Bar | None = None

    def __enter__(self) -> Progress:
        if self._path is not None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._log = self._path.open("a", encoding="utf-8", errors="backslashreplace")
            except OSError as error:
                raise _log_refused(self._path, error) from error
        if self._kind == "bar":
            self._bar = _Bar()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar is not None:
            self._bar.close()
        if self._log is not None:
            with contextlib.suppress(OSError):  # its lines were flushed, or told not to be
                self._log.close()

    def say(self, line: str) -> None:
        """A line for people."""
        if self._bar is not None:
            self._bar.say(line)
        else:
            _told(line)

    def event(self, event: batch.Event) -> None:
        self._tally.count(event)
        if self._bar is not None:
            self._bar.show(self._tally)
        if self._log is not None or self._kind == "json":
            self._lines(event)

    def end(self, out: str, verbose: bool) -> None:
        """All is done: a summary for people where they look, and the last line of JSON."""
        tally = self._tally
        if self._log is not None or self._kind == "json":
            self._write({"event": "end", **tally.figures()})
        if verbose or self._terminal:
            pages = f"{tally.written} page{'' if tally.written == 1 else 's'} written to {out}"
            skipped = f", {tally.skipped} finished before" if tally.skipped else ""
            failed = f", {tally.failed} failed" if tally.failed else ""
            copied = f", {tally.copied} of them from others of the same content" if tally.copied else ""
            self.say(pages + copied + skipped + failed)

    def _lines(self, event: batch.Event) -> None:
        line = _line(event)
        if line is None:
            return
        if isinstance(event, (batch.Written, batch.Failed, batch.Skipped)):
            line["run"] = self._tally.figures()
        self._write(line)

    def _write(self, line: Mapping[str, Any]) -> None:
        text = json.dumps({"time": round(time.time(), 3), **line}, ensure_ascii=False)
        if self._kind == "json":
            shown = {k: v for k, v in {"time": round(time.time(), 3), **line}.items() if k != "traceback"}
            _told(json.dumps(shown, ensure_ascii=False).encode("utf-8", "backslashreplace"))
        if self._log is not None:
            try:
                self._log.write(text + "\n")
                self._log.flush()
            except OSError as error:
                raise _log_refused(self._path, error) from error


def _told(line: str | bytes) -> None:
    """To stderr. Where nobody reads it any more the run goes on: the ledger tells how far it is."""
    try:
        click.echo(line, err=True)
    except BrokenPipeError:
        hang_up()


def _log_refused(path: Path | None, error: OSError) -> CannotWrite:
    return CannotWrite(
        f"the log cannot be written ({(error.strerror or str(error)).lower()})",
        file=path,
        next_step="Make room for it, or name another file with --log-file, and run the same command again.",
    )


def _line(event: batch.Event) -> dict[str, Any] | None:
    """An event as JSON; ``None`` for what is told with the next one."""
    if isinstance(event, batch.Planned):
        return None
    if isinstance(event, batch.Skipped):
        return {"event": "skipped", "pages": event.pages}
    if isinstance(event, batch.Started):
        return {"event": "started", "file": str(event.source), "page": event.page, "place": event.place}
    if isinstance(event, batch.Written):
        return {
            "event": "written", "file": str(event.source), "page": event.page, "place": event.place,
            "outputs": [str(f) for f in event.files], "seconds": round(event.seconds, 3), "worker": event.worker,
            **({} if event.same_as is None else {"same_as": event.same_as}),
        }  # fmt: skip
    if isinstance(event, batch.IssueWritten):
        return {"event": "issue", "place": event.place, "outputs": [str(f) for f in event.files]}
    if isinstance(event, batch.Failed):
        known = isinstance(event.error, OcrfixError)
        return {
            "event": "failed", "file": str(event.source), "page": event.page, "error": type(event.error).__name__,
            "exit_code": int(event.error.exit_code if known else ExitCode.INTERNAL),  # type: ignore[attr-defined]
            "cause": event.error.cause if known else str(event.error),  # type: ignore[attr-defined]
            "next_step": event.error.next_step if known else None,  # type: ignore[attr-defined]
            "traceback": event.traceback or None,
        }  # fmt: skip
    return {"event": "note", "message": event.message}


class _Bar:
    """Pages, rate, time left, failures and current files, redrawn a few times a second."""

    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - only for terminals
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

        columns = (
            BarColumn(bar_width=24), MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}", markup=False), TextColumn("{task.description}", markup=False),
        )  # fmt: skip
        self._console: Console = Console(stderr=True)
        self._progress: RichProgress = Progress(*columns, console=self._console, transient=True, refresh_per_second=4)
        self._task: TaskID = self._progress.add_task("starting", total=None, pace="")
        self._progress.start()

    def show(self, tally: Tally) -> None:
        names = [n if len(n) <= LONGEST_NAME else f"{n[: LONGEST_NAME - 1]}…" for n in tally.current.values()]
        self._progress.update(
            self._task, total=tally.expected or None, completed=tally.settled, pace=_pace(tally),
            description=", ".join(names) or "looking",
        )  # fmt: skip

    def say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        self._progress.stop()


def _pace(tally: Tally) -> str:
    rate, left = tally.rate, tally.seconds_left
    parts = []
    if rate is not None and left is not None:
        parts += [f"{60 * rate:.1f}/min", f"{duration(left)} left"]
    if tally.failed:
        parts.append(f"{tally.failed} failed")
    return " · ".join(parts)


def duration(seconds: float) -> str:
    """As people say it, in two units at most."""
    whole = round(seconds)
    days, hours, minutes = whole // 86400, whole // 3600 % 24, whole // 60 % 60
    if days:
        return f"{days} d {hours} h"
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"
