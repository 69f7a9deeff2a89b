"""How much of the machine a batch may take: processes, threads, memory, time."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from ocrfix.batch.work import PageTask, Task
from ocrfix.settings.batch import BatchSettings

MIB = 2**20
_CGROUP = Path("/sys/fs/cgroup")


def cores() -> int:
    """Processor cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def free_mib() -> float:
    """MiB of memory that are free, inside the limits of a container."""
    import psutil  # noqa: PLC0415 - not needed to resume a finished batch

    free = float(psutil.virtual_memory().available)
    with contextlib.suppress(OSError, ValueError):  # no control group, or one without a limit ("max")
        most = int((_CGROUP / "memory.max").read_text())
        free = min(free, most - int((_CGROUP / "memory.current").read_text()))
    return max(0.0, free / MIB)


def budget_mib(settings: BatchSettings) -> float:
    """MiB that all workers together may take."""
    return settings.memory_mib or settings.memory_share * free_mib()


def workers(settings: BatchSettings, budget: float) -> int:
    """How many processes: those asked for, or as many as cores and memory allow."""
    if settings.jobs != "auto":
        return settings.jobs
    each = settings.base_mib + settings.megapixel_mib * TYPICAL_MEGAPIXELS
    return max(1, min(cores(), int(budget // each)))


TYPICAL_MEGAPIXELS = 20.0
"""Of a broadsheet at 300 dpi."""


def threads(asked: int | None, jobs: int, default: int) -> int:
    """Threads of each of ``jobs`` processes: those asked for, else the cores divided among several."""
    if asked is not None:
        return asked
    return default if jobs <= 1 else max(1, cores() // jobs)


def page_mib(task: Task, settings: BatchSettings) -> float:
    """MiB a task is predicted to take beside what its worker holds anyway."""
    return settings.megapixel_mib * task.pixels / 1e6 if isinstance(task, PageTask) else 0.0


def seconds(task: Task, settings: BatchSettings) -> float:
    """How long a task may take."""
    pixels = task.pixels if isinstance(task, PageTask) else 0
    return settings.page_seconds + settings.page_seconds_megapixel * pixels / 1e6


def resident_mib(pid: int | None) -> float:
    """MiB that a process holds in memory; 0 when it is gone."""
    import psutil  # noqa: PLC0415 - as above

    try:
        return float(psutil.Process(pid).memory_info().rss) / 2**20 if pid is not None else 0.0
    except psutil.Error:
        return 0.0
