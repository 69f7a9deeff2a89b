"""Worker processes of this machine, each watched: one that dies or hangs costs its page, not the run."""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from ocrfix.batch.limits import page_mib, resident_mib, seconds
from ocrfix.batch.pool import Outcome
from ocrfix.batch.work import PageTask, Task, Trouble, Worker
from ocrfix.batch.worker import main
from ocrfix.errors import EngineFailed
from ocrfix.settings.batch import BatchSettings

GRACE_S = 5.0
"""Seconds a worker gets to end by itself when there is nothing more to do, and to be gone once it is killed."""

WATCH_S = 0.5
"""Seconds between two looks at what workers hold in memory: a hostile file can take a GiB a second."""


@dataclass(slots=True)
class _Worker:
    name: str
    process: BaseProcess
    connection: Connection
    task: Task | None = None
    limit: float = 0.0
    deadline: float = 0.0
    pages: int = 0

    def kill(self) -> None:
        self.process.kill()
        self.process.join(GRACE_S)
        self.connection.close()


class Processes:
    """A pool of ``jobs`` processes, started when there is work for them.

    ``budget`` is the memory of all workers in MiB. A worker is replaced after so many pages as the settings say,
    or when it holds too much between two; what it was doing when it died or hung comes back as ``Trouble`` with
    ``again``.
    """

    def __init__(self, worker: Worker, jobs: int, budget: float, settings: BatchSettings) -> None:
        self.size = jobs
        self._worker = pickle.dumps(worker)
        self._budget, self._settings = budget, settings
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._leaving: list[_Worker] = []
        self._started = 0

    def room(self, task: Task) -> bool:
        busy = [w.task for w in self._workers if w.task is not None]
        if not busy:
            return True
        if len(busy) >= self.size or _alone(task) or any(map(_alone, busy)):
            return False
        base = self.size * self._settings.base_mib
        return base + sum(page_mib(t, self._settings) for t in (*busy, task)) <= self._budget

    def submit(self, task: Task) -> str:
        while True:
            worker = next((w for w in self._workers if w.task is None), None) or self._start()
            try:
                worker.connection.send(task)
            except OSError:  # it died while it had nothing to do
                self._workers.remove(worker)
                worker.kill()
                continue
            worker.task = task
            fresh = self._settings.start_seconds if worker.pages == 0 else 0.0
            worker.limit = seconds(task, self._settings) + fresh
            worker.deadline = time.monotonic() + worker.limit
            return worker.name

    def wait(self, seconds: float) -> Sequence[Outcome]:
        self._leaving = [w for w in self._leaving if not _gone(w)]
        busy = [w for w in self._workers if w.task is not None]
        if not busy:
            return []
        patience = max(0.0, min(seconds, WATCH_S, min(w.deadline for w in busy) - time.monotonic()))
        ready = set(wait([x for w in busy for x in (w.connection, w.process.sentinel)], patience))
        found = []
        for worker in busy:
            if worker.connection in ready:
                found.append(self._answer(worker))
            elif worker.process.sentinel in ready:
                found.append(self._lost(worker, _how(worker)))
            elif time.monotonic() >= worker.deadline:
                found.append(self._lost(worker, f"it took longer than {worker.limit:.0f} seconds (batch.page_seconds)"))
            elif resident_mib(worker.process.pid) > (most := self._most(worker)):
                found.append(self._lost(worker, f"it took more than {most:,.0f} MiB of memory (batch.memory_mib)"))
        return found

    def _most(self, worker: _Worker) -> float:
        """MiB at which a worker is ended before the system runs out: all there is, and far beyond what is usual."""
        assert worker.task is not None
        usual = self._settings.base_mib + page_mib(worker.task, self._settings)
        return max(self._budget, self._settings.memory_excess * usual)

    def close(self, *, at_once: bool) -> None:
        for worker in self._workers:
            if at_once or worker.task is not None:
                worker.kill()
            else:
                self._leave(worker)
        self._workers = []
        until = time.monotonic() + GRACE_S
        for worker in self._leaving:
            worker.process.join(max(0.0, until - time.monotonic()))
            worker.kill()
        self._leaving = []

    def _start(self) -> _Worker:
        self._started += 1
        here, there = self._context.Pipe()
        name = f"worker-{self._started}"
        process = self._context.Process(target=main, args=(there, self._worker, sys.path), name=name, daemon=True)
        with _no_interrupt():
            process.start()
        there.close()
        worker = _Worker(name, process, here)
        self._workers.append(worker)
        return worker

    def _answer(self, worker: _Worker) -> Outcome:
        assert worker.task is not None
        try:
            result, resident = worker.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._lost(worker, _how(worker))
        outcome = Outcome(worker.task, result, worker.name)
        worker.pages += isinstance(worker.task, PageTask)
        worker.task = None
        lost = isinstance(result, Trouble) and result.again
        if lost or worker.pages >= self._settings.worker_pages or resident > self._settings.worker_mib:
            self._workers.remove(worker)
            self._leave(worker)
        return outcome

    def _leave(self, worker: _Worker) -> None:
        """Lets an idle worker end; nobody waits for it."""
        with contextlib.suppress(OSError):
            worker.connection.send(None)
        self._leaving.append(worker)

    def _lost(self, worker: _Worker, cause: str) -> Outcome:
        assert worker.task is not None
        self._workers.remove(worker)
        worker.kill()
        error = EngineFailed(cause, next_step="Look at the page; a smaller or a repaired copy of it may do.")
        return Outcome(worker.task, Trouble(error, again=True), worker.name)


def _alone(task: Task) -> bool:
    return isinstance(task, PageTask) and task.alone


def _gone(worker: _Worker) -> bool:
    if worker.process.is_alive():
        return False
    worker.connection.close()
    return True


def _how(worker: _Worker) -> str:
    """How a worker ended, as a cause."""
    worker.process.join(GRACE_S)
    code = worker.process.exitcode
    if code is not None and code < 0:
        number = -code
        known = number in set(signal.Signals)
        name = signal.Signals(number).name if known else f"signal {number}"
        short = ", which the system does when memory runs out" if name == "SIGKILL" else ""
        return f"it ended its worker process ({name}{short})"
    return f"it ended its worker process (exit code {code})"


@contextlib.contextmanager
def _no_interrupt() -> Iterator[None]:
    """A process started in here is born deaf to Ctrl-C; one that comes meanwhile is heard afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
