"""Seconds and memory of each stage of each page."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ocrfix.errors import CannotWrite

FORMAT = "ocrfix-profile/1"
Measure = Callable[[str], AbstractContextManager[None]]
"""Gives the context in which a stage of this name runs."""


def unmeasured(stage: str) -> AbstractContextManager[None]:
    """The context of a stage that nobody measures."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a stage took: seconds by the clock and of all cores together, the process's memory when it ended
    and the most it ever held until then (MiB)."""

    stage: str
    wall_s: float
    cpu_s: float
    resident_mib: float
    peak_mib: float


@dataclass(slots=True)
class Profile:
    """Collects costs. :meth:`measure` is what a pipeline is given; :meth:`page` says whose costs follow."""

    start: list[Cost] = field(default_factory=list)
    pages: list[dict[str, Any]] = field(default_factory=list)
    pending: list[Cost] = field(default_factory=list)

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Keeps what the block takes, also when it fails."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            resident, peak = memory_mib()
            self.pending.append(
                Cost(stage, time.perf_counter() - wall, time.process_time() - cpu, resident, peak)
            )  # fmt: skip

    def started(self) -> None:
        """What was measured until now is the cost of starting, which no page bears."""
        self.start, self.pending = [*self.start, *self.pending], []

    def page(self, file: str, page: int, **sizes: int) -> None:
        """What was measured since the last page belongs to this one; ``sizes`` are its pixels, lines and so on."""
        self.pages.append({"file": file, "page": page, **sizes, "stages": [_record(c) for c in self.pending]})
        self.pending = []

    def save(self, file: Path) -> None:
        """Write all as JSON.

        Raises:
            CannotWrite: the file cannot be written.
        """
        whole = time.process_time()
        content = {
            "format": FORMAT,
            "machine": {"system": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version()},
            "total": {"cpu_s": round(whole, 3), "peak_mib": round(memory_mib()[1], 1)},
            "start": [_record(c) for c in self.start],
            "pages": self.pages,
        }
        try:
            file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            raise CannotWrite(
                f"the profile cannot be written: {error.strerror or error}",
                file=file,
                next_step="Name a folder that can be written with --out.",
            ) from error


def memory_mib() -> tuple[float, float]:
    """What this process holds now and the most it ever held, MiB."""
    import psutil  # noqa: PLC0415 - not needed where nothing is measured

    info = psutil.Process().memory_info()
    if sys.platform == "win32":
        return info.rss / 2**20, info.peak_wset / 2**20
    import resource  # noqa: PLC0415 - Unix only

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return info.rss / 2**20, peak / (2**20 if sys.platform == "darwin" else 2**10)


def _record(cost: Cost) -> dict[str, Any]:
    return {
        "stage": cost.stage,
        "wall_s": round(cost.wall_s, 3),
        "cpu_s": round(cost.cpu_s, 3),
        "resident_mib": round(cost.resident_mib, 1),
        "peak_mib": round(cost.peak_mib, 1),
    }
