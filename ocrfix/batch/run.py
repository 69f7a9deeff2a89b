"""Every page of every input: converted, written, recorded, and reported as it comes."""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ocrfix import formats
from ocrfix.batch import fingerprint
from ocrfix.batch.events import Event, Failed, IssueWritten, Notice, Planned, Started, Written
from ocrfix.batch.inputs import Input
from ocrfix.batch.issues import Issues, Open
from ocrfix.batch.job import Job
from ocrfix.batch.ledger import Kind, Ledger, New
from ocrfix.batch.mirror import Mirror
from ocrfix.batch.plan import Found, Plan, found_of
from ocrfix.batch.pool import Outcome, Pool
from ocrfix.batch.storage import Bucket
from ocrfix.batch.work import (
    EDITED,
    HIDDEN,
    MEMBERS,
    STORE,
    Done,
    IssueTask,
    Look,
    PageTask,
    Seen,
    Task,
    Trouble,
    member_file,
    stored,
)
from ocrfix.errors import CannotWrite, OcrfixError
from ocrfix.formats.output import SCRATCH

TICK_S = 0.2
"""Seconds after which the run looks up from its workers: for Ctrl-C, and for the clock of the bar."""


NAMED = 3
"""Collections that are named one by one; of more only the number is told."""


@dataclass(slots=True)
class Stop:
    """How often the run was asked to stop: once, and pages being converted are finished; twice, and they are not."""

    asked: int = 0


def convert(job: Job, pool: Pool, stop: Stop | None = None) -> Iterator[Event]:
    """Convert page by page, in any order; the outputs do not depend on it. The pool is closed at the end.

    A page is told as ``Written`` once that is recorded in the ledger of the output folder. Pages that are
    recorded, with the same image, settings and formats, and whose outputs are still there, are skipped. Files are
    written whole or not at all. The pages of one file, or the single-page files of one folder, are an issue: where
    there are two or more, up to ``batch.issue_pages``, it is also written as a whole, as ``ISSUE.issue.*``.

    Raises:
        CannotWrite: nothing more can be written; what was written is whole, and the next run goes on from there.
        EngineMissing: the recogniser cannot be started.
        KeyboardInterrupt: the run was asked to stop, and has.
        UsageError: another run is writing into the folder.
    """
    ended = begun = False
    mirror = Mirror(job.remote, job.out, job.settings.ledger_seconds) if job.remote else None
    try:
        if mirror is not None:
            mirror.fetch()
        with Ledger(job.out, pool.size) as ledger:
            begun = True
            _sweep(job.out, ledger.left_running())
            shutil.rmtree(job.out / MEMBERS, ignore_errors=True)
            run = _Run(job, pool, ledger, stop or Stop())
            try:
                for event in run.events():
                    yield event
                    if mirror is not None:
                        mirror.keep()
                ended = True
            finally:
                pool.close(at_once=not ended)
                shutil.rmtree(job.out / MEMBERS, ignore_errors=True)
                _sweep(job.out, run.broken_off if ended else run.broken_off | {*ledger.left_running()})
        if mirror is not None:
            mirror.push()
    except BaseException:
        if mirror is not None and begun:
            with contextlib.suppress(CannotWrite):  # what stopped the run is told
                mirror.push()
        raise
    finally:
        pool.close(at_once=True)


class _Run:
    """One run. Tasks are given while there is room, and what comes of them is recorded before it is told."""

    def __init__(self, job: Job, pool: Pool, ledger: Ledger, stop: Stop) -> None:
        self._job, self._pool, self._ledger, self._stop = job, pool, ledger, stop
        self._storage = job.storage
        if isinstance(self._storage, Bucket):
            self._storage.list()
        indexed = any(formats.get(name).write_issue is not None for name in job.formats)
        issues = Issues(job, 1 if indexed else 2)
        self._plan = Plan(job, ledger, issues, job.settings.ahead * max(1, pool.size), self._storage)
        self._looks: deque[Task] = deque()
        self._again: deque[Task] = deque()
        self._issues: deque[Task] = deque()
        self._lost: Counter[str] = Counter()
        self.broken_off: set[str] = set()
        """Places whose writing may have been broken off with its worker."""
        self._running = 0
        self._failures = 0
        self._collections = 0
        """Folders of more pages than an issue has."""
        self._expected = -1
        self._fatal: Exception | None = None
        self._stopping = False

    def events(self) -> Iterator[Event]:
        """Runs until all is done, or stopped."""
        while True:
            if not self._halted:
                events = list(self._planned())
                self._ledger.commit()
                yield from events
            yield from self._give()
            if self._stop.asked > 1:
                raise KeyboardInterrupt
            if self._stop.asked and self._running and not self._stopping:
                self._stopping = True
                yield Notice("stopping when the pages being converted are finished; Ctrl-C again stops at once")
            if self._running:
                events = [e for outcome in self._pool.wait(TICK_S) for e in self._settled(outcome)]
                self._ledger.commit()
                yield from events
            elif self._halted or self._nothing_left:
                break
        if self._collections > NAMED:
            yield Notice(f"{self._collections - NAMED} more folders are collections, not issues")
        if self._plan.changed:
            yield Notice(
                f"outputs of {self._plan.changed} finished pages and issues were changed since they were written; they "
                "are left as they are (--force converts the pages again and keeps a copy of what was changed)"
            )
        if self._fatal is not None:
            raise self._fatal
        if self._stop.asked:
            raise KeyboardInterrupt
        if self._too_many_failures:
            self._ledger.ending = "stopped"
            yield Notice(
                f"stopped after {self._failures} failures (--max-failures); run the same command again to go on"
            )

    @property
    def _halted(self) -> bool:
        """Whether nothing new is begun."""
        return self._fatal is not None or self._stop.asked > 0 or self._too_many_failures

    @property
    def _too_many_failures(self) -> bool:
        most = self._job.max_failures
        return most is not None and self._failures >= max(1, most)

    @property
    def _nothing_left(self) -> bool:
        plan = self._plan
        return plan.exhausted and not (plan.ready or plan.complete or self._again or self._issues)

    def _planned(self) -> Iterator[Event]:
        for event in self._plan.advance():
            self._failures += isinstance(event, Failed)
            yield event
        self._looks.extend(self._plan.looks())
        complete, self._plan.complete = self._plan.complete, []
        for issue in complete:
            yield from self._completed(issue)
        if self._expected != self._plan.expected:
            self._expected = self._plan.expected
            self._ledger.expect(self._expected)
            yield Planned(self._expected)

    def _completed(self, issue: Open) -> Iterator[Event]:
        """An issue all of whose pages are settled is put together, unless it already was."""
        job, place = self._job, issue.place
        if issue.count > job.settings.issue_pages:
            self._collections += 1
        if issue.count > job.settings.issue_pages and self._collections <= NAMED:
            where = self._storage.at(place.removesuffix(".issue"))
            yield Notice(
                f"{where}: {issue.count} pages are a collection, not an issue, so no "
                f"issue file is written (setting batch.issue_pages is {job.settings.issue_pages})"
            )
        if not self._plan.issues.enough(issue):
            return
        pages = issue.done()
        key = fingerprint.of_issue(issue.name, job.settings_key, job.formats, pages)
        row = self._ledger.rows([place]).get(place)
        if row is not None and row.done and row.key == key and not job.force:
            found = found_of(self._ledger, place, self._storage, row)
            self._plan.changed += found is Found.CHANGED
            if found is not Found.GONE:
                return
        self._ledger.plan([New(place, Kind.ISSUE, str(self._storage.at(issue.folder.as_posix())), None, "", key)])
        sources = tuple(stored(page, job.formats) for page, _ in pages)
        before = row.outputs if row is not None else ()
        self._issues.append(IssueTask(issue.name, place, job.formats, key, sources, before))

    def _give(self) -> Iterator[Event]:
        """Begin tasks while there is room. Looks come first while few pages are ready."""
        while not self._halted:
            ready = self._plan.ready
            pages: tuple[deque[Task], ...] = (self._again, self._issues, ready)  # type: ignore[assignment]
            queues = (self._looks, *pages) if len(ready) < self._pool.size else (*pages, self._looks)
            queue = next(filter(None, queues), None)
            if queue is None or not self._pool.room(queue[0]):
                return
            task = queue.popleft()
            if not isinstance(task, Look):
                self._ledger.start(task.place)
                self._ledger.commit()
            if isinstance(task, PageTask):
                yield Started(task.item.source, task.page, task.place)
            self._running += 1
            self._pool.submit(task)

    def _settled(self, outcome: Outcome) -> Iterator[Event]:
        self._running -= 1
        task, result = outcome.task, outcome.result
        if isinstance(result, Trouble):
            yield from self._troubled(task, result)
        elif isinstance(task, Look):
            assert isinstance(result, Seen)
            self._plan.told(task, result)
        else:
            assert isinstance(result, Done)
            self._ledger.done(task.place, result, outcome.worker)
            files = tuple(self._storage.at(o.path) for o in result.outputs if not o.path.startswith(f"{HIDDEN}/"))
            if isinstance(task, PageTask):
                self._plan.settle(task.place, result.outputs)
                self._release(task.item)
                yield Written(
                    task.item.source, task.page, task.place, files, result.seconds, outcome.worker, result.same_as
                )
            else:
                yield IssueWritten(task.place, files)
            for path in result.aside:
                edited, kept = self._storage.at(task.place), self._storage.at(path)
                yield Notice(f"{edited}: an output was edited since it was written; kept as {kept}")

    def _troubled(self, task: Task, trouble: Trouble) -> Iterator[Event]:
        if trouble.stops:
            self._fatal = self._fatal or trouble.error
            if not isinstance(task, Look):
                self._ledger.back(task.place)
            return
        name = str(task.item) if isinstance(task, Look) else task.place
        source = self._storage.at(task.place) if isinstance(task, IssueTask) else task.item.source
        number = task.page if isinstance(task, PageTask) else None
        if trouble.again:
            if not isinstance(task, Look):
                self.broken_off.add(task.place)
            self._lost[name] += 1
            if self._lost[name] < self._job.settings.attempts:
                page = f", page {number}" if number is not None else ""
                yield Notice(f"{source}{page}: {_cause(trouble.error)}; tried once more")
                self._again.append(task if isinstance(task, Look) else replace(task, alone=True))
                if not isinstance(task, Look):
                    self._ledger.back(task.place)
                return
        if isinstance(task, Look):
            self._plan.told(task, trouble)  # told as failed when its turn comes
            return
        error = trouble.error
        if isinstance(error, OcrfixError) and error.file is None:
            error = type(error)(error.cause, file=str(source), next_step=error.next_step)
        self._ledger.failed(task.place, error, trouble.traceback)
        self._failures += 1
        if isinstance(task, PageTask):
            self._plan.settle(task.place, None)
            self._release(task.item)
        yield Failed(source, number, error, trouble.traceback, task.place)


    def _release(self, item: Input) -> None:
        """What was taken out of an archive goes once its pages are settled."""
        if item.member is not None and not self._plan.open_pages(item):
            with contextlib.suppress(OSError):
                member_file(self._job.out, item).unlink(missing_ok=True)


def _cause(error: Exception) -> str:
    return error.cause if isinstance(error, OcrfixError) else str(error)


def _sweep(out: Path, places: Iterable[str]) -> None:
    """Removes the half files of pages whose writing was broken off."""
    folders = {(out / root / place).parent for place in places for root in ("", STORE, EDITED)}
    for folder in folders:
        with contextlib.suppress(OSError):  # gone, or soon told by the writing
            for scratch in folder.glob(SCRATCH):
                scratch.unlink()
