"""Workers on a Ray cluster: the same tasks as those of local processes, done by actors that hold the models.

Inputs and the output folder must be at the same place on every machine, as on shared storage, or be URLs.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ocrfix.batch.limits import seconds as limit_of
from ocrfix.batch.pool import Outcome
from ocrfix.batch.work import Result, Task, Trouble, Worker
from ocrfix.errors import EngineFailed, EngineMissing
from ocrfix.settings.batch import BatchSettings

_HELLO = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0"
"""How HTTP/2, which Ray's services speak, begins: its preface and empty settings (RFC 9113, 3.4 and 6.5)."""
_SETTINGS = 4
_ADDRESS = re.compile(r"(?:ray://)?([^/\s]+):(\d+)")
"""A host and its port, with or without the sign of Ray's client."""


@dataclass(slots=True)
class _Actor:
    name: str
    handle: Any
    task: Task | None = None
    answer: Any = None
    deadline: float = 0.0
    pages: int = field(default=0)


class Cluster:
    """A pool of actors: as many as the cluster has room for, ``batch.ray_cpus`` and ``gpus`` each.

    ``address`` is that of the cluster, ``auto`` for the one this machine is part of. No more tasks are given than
    there are actors. A task whose actor or machine was lost comes back as ``Trouble`` with ``again``.

    Raises:
        EngineMissing: Ray is not installed, there is no cluster at the address, or it has no room for an actor.
    """

    def __init__(self, worker: Worker, address: str, gpus: float, settings: BatchSettings) -> None:
        self._ray = _imported()
        self._settings = settings
        self._mine = not self._ray.is_initialized()
        if self._mine:
            _answers(address, settings.ray_seconds)
        try:
            if self._mine:
                self._ray.init(address=address, log_to_driver=False, logging_level="ERROR", include_dashboard=False)
        except (ConnectionError, TimeoutError, ValueError, RuntimeError) as error:
            raise _missing(f"no Ray cluster can be reached at {address} ({_first(error)})") from error
        self._gpus = gpus
        self._given = self._ray.put((worker, os.getcwd()))
        self._actors: list[_Actor] = []
        self._started = 0
        self.size = self._places()
        if self.size == 0:
            self.close(at_once=True)
            raise _missing(f"no machine of the cluster has {settings.ray_cpus:g} processors and {gpus:g} GPUs")

    def room(self, task: Task) -> bool:
        return sum(a.task is not None for a in self._actors) < self.size

    def submit(self, task: Task) -> str:
        actor = next((a for a in self._actors if a.task is None), None) or self._start()
        fresh = self._settings.start_seconds if actor.pages == 0 else 0.0
        actor.task, actor.answer = task, actor.handle.perform.remote(task)
        actor.deadline = time.monotonic() + limit_of(task, self._settings) + fresh
        actor.pages += 1
        return actor.name

    def wait(self, seconds: float) -> Sequence[Outcome]:
        busy = {a.answer: a for a in self._actors if a.task is not None}
        if not busy:
            return []
        ready, _ = self._ray.wait(list(busy), num_returns=1, timeout=seconds)
        ready, _ = self._ray.wait(list(busy), num_returns=len(busy), timeout=0) if ready else ([], [])
        late = [a for r, a in busy.items() if r not in ready and time.monotonic() >= a.deadline]
        return [*(self._answered(busy[r]) for r in ready), *map(self._late, late)]

    def close(self, *, at_once: bool) -> None:
        for actor in self._actors:
            self._ray.kill(actor.handle)
        self._actors = []
        if self._mine and self._ray.is_initialized():
            self._ray.shutdown()

    def _places(self) -> int:
        """How many actors fit on the machines that are there."""
        cpus = self._settings.ray_cpus
        found = 0
        for node in self._ray.nodes():
            has = node["Resources"] if node["Alive"] else {}
            by_gpu = has.get("GPU", 0.0) / self._gpus if self._gpus else has.get("CPU", 0.0) / cpus
            found += int(min(has.get("CPU", 0.0) / cpus, by_gpu) + 1e-6)
        return found

    def _start(self) -> _Actor:
        self._started += 1
        made = self._ray.remote(_Tasks).options(num_cpus=self._settings.ray_cpus, num_gpus=self._gpus)
        actor = _Actor(f"actor-{self._started}", made.remote(self._given))
        self._actors.append(actor)
        return actor

    def _answered(self, actor: _Actor) -> Outcome:
        task, name = actor.task, actor.name
        assert task is not None
        try:
            result: Result = self._ray.get(actor.answer)
        except self._ray.exceptions.RayError as error:
            return self._lost(actor, f"its worker, or the machine it ran on, was lost ({_first(error)})")
        actor.task = actor.answer = None
        gone = isinstance(result, Trouble) and result.again
        if gone or actor.pages >= self._settings.worker_pages:
            self._drop(actor)
        return Outcome(task, result, name)

    def _late(self, actor: _Actor) -> Outcome:
        return self._lost(actor, "it took longer than it may (batch.page_seconds)")

    def _lost(self, actor: _Actor, cause: str) -> Outcome:
        assert actor.task is not None
        self._drop(actor)
        self.size = max(1, self._places())  # a machine may have gone, or come
        error = EngineFailed(cause, next_step="Look at the page; a smaller or a repaired copy of it may do.")
        return Outcome(actor.task, Trouble(error, again=True), actor.name)

    def _drop(self, actor: _Actor) -> None:
        self._ray.kill(actor.handle)
        self._actors.remove(actor)


class _Tasks:
    """The actor: a worker on another machine."""

    def __init__(self, given: tuple[Worker, str]) -> None:
        self._worker, folder = given
        with contextlib.suppress(OSError):  # paths may be relative; where all are URLs it need not be there
            os.chdir(folder)

    def perform(self, task: Task) -> Result:
        return self._worker.perform(task)


def _imported() -> Any:
    try:
        import ray  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EngineMissing("Ray is not installed", next_step="Install it with `pip install 'ocrfix[ray]'`.") from error
    return ray


def _answers(address: str, seconds: float) -> None:
    """Make sure that a service such as Ray's answers at an address, which Ray itself would try for minutes.

    Raises:
        EngineMissing: none does.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None or os.environ.get("RAY_USE_TLS") == "1":
        return
    try:
        with socket.create_connection((found[1].strip("[]"), int(found[2])), seconds) as connection:
            connection.sendall(_HELLO)
            head = connection.recv(9, socket.MSG_WAITALL)
    except (OSError, OverflowError) as error:
        raise _missing(f"nobody answers at {address} ({_first(error).lower()})") from error
    if len(head) < 9 or head[3] != _SETTINGS:
        raise _missing(f"what answers at {address} is no Ray cluster")


def _missing(cause: str) -> EngineMissing:
    return EngineMissing(cause, next_step="Start one with `ray start --head`, or check the address after --ray.")


def _first(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
