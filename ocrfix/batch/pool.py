"""Who does the tasks: this very process, worker processes, or other machines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ocrfix.batch.work import Result, Task, Trouble, Worker


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task. A ``Trouble`` with ``again`` is one whose worker was lost."""

    task: Task
    result: Result
    worker: str


class Pool(Protocol):
    """Takes tasks and gives outcomes, in any order. Used by one thread."""

    size: int
    """How many tasks run at the same time."""

    def room(self, task: Task) -> bool:
        """Whether the task can begin now, with what it needs of memory."""
        ...

    def submit(self, task: Task) -> str:
        """Begin a task for which there is room. Returns the name of the worker."""
        ...

    def wait(self, seconds: float) -> Sequence[Outcome]:
        """Outcomes that are there, or the first to come within so many seconds."""
        ...

    def close(self, *, at_once: bool) -> None:
        """Let the workers go; ``at_once``: whatever they are doing."""
        ...


class Inline:
    """Does every task in this process, while it is given. No time limit holds, and a crash is a crash."""

    size = 1

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._outcomes: list[Outcome] = []

    def room(self, task: Task) -> bool:
        return not self._outcomes

    def submit(self, task: Task) -> str:
        result = self._worker.perform(task)
        if isinstance(result, Trouble) and result.again:
            result = Trouble(result.error, result.traceback)  # there is no fresh worker
        self._outcomes.append(Outcome(task, result, "here"))
        return "here"

    def wait(self, seconds: float) -> Sequence[Outcome]:
        found, self._outcomes = self._outcomes, []
        return found

    def close(self, *, at_once: bool) -> None:
        """Nothing is running."""
