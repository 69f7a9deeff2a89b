"""``python -m benchmarks.batch.soak``: memory and speed of a run of 500 small pages, with a stand-in recogniser.

Every page costs the stand-in some sleep, so that two workers can be compared on a busy machine; what is
measured is the machinery: planning, writing, recording, telling. Memory is that of every process, read once a second.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import click
import numpy as np
import psutil

from tests.batch.fake import picture
from tests.batch.kills import begun, start


def soak(folder: Path, pages: int, jobs: int, seconds: float) -> tuple[float, dict[str, float]]:
    """Pages a second from the first to the last, and by process the growth of its memory in MB in 100 pages."""
    for n in range(pages):
        picture(folder / "in" / str(n // 20) / f"p{n:04d}.png")
    log = folder / "log"
    run = start(folder / "in", folder / "out", log, seconds, "--jobs", str(jobs), "--progress", "none")
    parent = psutil.Process(run.pid)
    memory: dict[str, list[tuple[int, float]]] = defaultdict(list)
    first: float | None = None
    while run.poll() is None:
        count = sum(begun(log).values())
        first = first or (time.monotonic() if count else None)
        for process in [parent, *parent.children(recursive=True)] if count > pages // 10 else []:
            try:
                name = "main" if process.pid == run.pid else f"worker {process.pid}"
                memory[name].append((count, process.memory_info().rss / 1e6))
            except psutil.NoSuchProcess:
                continue
        time.sleep(1)
    assert run.returncode == 0 and first is not None
    rate = pages / (time.monotonic() - first)
    slopes = {n: 100 * float(np.polyfit(*zip(*v, strict=True), 1)[0]) for n, v in memory.items() if len(v) > 10}
    return rate, slopes


@click.command()
@click.option("--pages", default=500, show_default=True)
@click.option("--seconds", default=0.2, show_default=True, help="That a page takes.")
def main(pages: int, seconds: float) -> None:
    """Print pages a second and the growth of memory, with one worker and with two."""
    rates = []
    for jobs in (1, 2):
        with tempfile.TemporaryDirectory() as scratch:
            rate, slopes = soak(Path(scratch), pages, jobs, seconds)
        rates.append(rate)
        told = ", ".join(f"{name} {slope:+.2f}" for name, slope in slopes.items())
        click.echo(f"{jobs} worker(s): {rate:.2f} pages a second; MB in 100 pages: {told}")
        sys.stdout.flush()
    click.echo(f"two workers over one: {rates[1] / rates[0]:.2f}")


if __name__ == "__main__":
    main()
