"""``python -m benchmarks.batch.soak``: memory and speed of a run of 500 small pages, with one worker and with two.

Pages are set by the press, recognised once, and then converted again and again with the recognition replayed: reading
the scan, layout, order, articles, repair and all writing are done as ever. With ``--stand-in`` a page costs some sleep
instead and nothing else, so that the machinery alone can be compared on a busy machine. Memory is that of every
process, read once a second from a tenth of the pages on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import click
import numpy as np
import psutil

from benchmarks.batch.replayed import record, varied
from tests.batch.fake import picture

DIFFERENT = 6
"""Pages that are set and recognised; the others have their pixels in files of other content."""
FIRST_SEED = 70
FEWEST = 10
"""Readings of a process's memory from which a slope is told."""


def soak(command: list[str], pages: int, environment: dict[str, str]) -> tuple[float, float, dict[str, float]]:
    """Pages a second from the first that is written to the last, CPU seconds a page of all processes, and by process
    the growth of its memory in MB in 100 pages."""
    log = Path(environment["SOAK_LOG"])
    run = subprocess.Popen([*command, "--log-file", str(log)], env=environment, stderr=subprocess.PIPE)
    parent = psutil.Process(run.pid)
    memory: dict[str, list[tuple[int, float]]] = defaultdict(list)
    spent: dict[str, float] = {}
    while run.poll() is None:
        count = len(_written(log))
        for process in [parent, *parent.children(recursive=True)]:
            try:
                name = "main" if process.pid == run.pid else f"worker {process.pid}"
                times = process.cpu_times()
                spent[name] = times.user + times.system
                if count > pages // 10:
                    memory[name].append((count, process.memory_info().rss / 1e6))
            except psutil.NoSuchProcess:
                continue
        time.sleep(1)
    ends = _written(log)
    assert run.returncode == 0 and len(ends) == pages, f"{len(ends)} of {pages} pages"
    rate = (len(ends) - 1) / (ends[-1] - ends[0])
    slopes = {n: 100 * float(np.polyfit(*zip(*v, strict=True), 1)[0]) for n, v in memory.items() if len(v) > FEWEST}
    return rate, sum(spent.values()) / pages, slopes


def _written(log: Path) -> list[float]:
    """When each page was written."""
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return [json.loads(line)["time"] for line in lines if '"event": "written"' in line]


def press(folder: Path, pages: int) -> None:
    """So many pages, of which ``DIFFERENT`` differ in their pixels, and the record of their recognition."""
    command = [sys.executable, "-m", "benchmarks.press", "--seed", str(FIRST_SEED), "--count", str(DIFFERENT)]
    subprocess.run([*command, "--em", "14", "--family", "tabloid", "--out", str(folder / "set")], check=True)
    made = sorted((folder / "set").rglob("*.png"))
    record(made, folder / "record")
    for n in range(pages):
        varied(made[n % len(made)], n, folder / "in" / f"{n // 20:03}" / f"p{n:04}.png")


@click.command()
@click.option("--pages", default=500, show_default=True)
@click.option("--stand-in", type=float, metavar="SECONDS", help="A page costs this sleep and nothing else.")
@click.option("--jobs", multiple=True, type=int, default=(1, 2), show_default=True)
def main(pages: int, stand_in: float | None, jobs: tuple[int, ...]) -> None:
    """Print pages a second, CPU seconds a page, and the growth of memory of every process."""
    rates = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if stand_in is None:
            press(folder, pages)
        else:
            for n in range(pages):
                picture(folder / "in" / f"{n // 20:03}" / f"p{n:04}.png")
        driver = "benchmarks.batch.replayed" if stand_in is None else "tests.batch.driver"
        for count in jobs:
            environment = {
                **os.environ, "REPLAY": str(folder / "record"), "FAKE_SECONDS": str(stand_in),
                "FAKE_LOG": str(folder / "fake"), "SOAK_LOG": str(folder / f"log{count}"),
            }  # fmt: skip
            command = [sys.executable, "-m", driver, "convert", str(folder / "in"), "-o", str(folder / f"out{count}")]
            options = ["--jobs", str(count), "--threads", "1", "--progress", "none", "-q"]
            rate, spent, slopes = soak([*command, *options], pages, environment)
            rates.append(rate)
            told = ", ".join(f"{name} {slope:+.2f}" for name, slope in slopes.items())
            load = os.getloadavg()[0]
            click.echo(
                f"{count} worker(s): {rate:.2f} pages a second, {spent:.2f} CPU seconds a page, load {load:.1f}; "
                f"MB in 100 pages: {told}"
            )
            sys.stdout.flush()
    if len(rates) > 1:
        click.echo(f"{jobs[-1]} workers over {jobs[0]}: {rates[-1] / rates[0]:.2f}")


if __name__ == "__main__":
    main()
