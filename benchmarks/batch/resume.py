"""``python -m benchmarks.batch.resume [--pages N]``: seconds that ``ocrfix convert`` takes over a finished folder.

Inputs and outputs are tiny files; the ledger is filled as if all of them had been converted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from ocrfix.batch import fingerprint
from ocrfix.batch.ledger import Kind, Ledger, New
from ocrfix.batch.stamps import Stamp
from ocrfix.batch.work import Done, Output, Seen
from ocrfix.settings.load import load

FOLDERS = 100
OLD = 1_700_000_000


def fill(folder: Path, pages: int) -> None:
    """A folder of ``pages`` inputs, and one of their outputs with its ledger."""
    scans, out = folder / "in", folder / "out"
    settings = fingerprint.of_settings(load())
    out.mkdir()
    with Ledger(out) as ledger:
        for number in range(pages):
            place = f"{number % FOLDERS:03d}/page-{number:06d}"
            scan = scans / f"{place}.png"
            scan.parent.mkdir(parents=True, exist_ok=True)
            (out / place).parent.mkdir(exist_ok=True)
            scan.write_bytes(b"x")
            os.utime(scan, (OLD, OLD))
            seen = Seen(Stamp.of(scan), "0" * 64, (12_000_000,))
            ledger.see(str(scan), seen)
            formats = ("md", "json")
            key = fingerprint.of_page("0" * 64, 1, fingerprint.of_run(settings, formats))
            ledger.plan([New(place, Kind.PAGE, str(scan), 1, "0" * 64, key)])
            outputs = []
            for suffix in formats:
                file = out / f"{place}.{suffix}"
                file.write_bytes(b"y")
                outputs.append(Output(f"{place}.{suffix}", Stamp.of(file), "0" * 64))
            ledger.done(place, Done(tuple(outputs), 1.0), "worker-1")


@click.command()
@click.option("--pages", default=100_000, show_default=True)
def main(pages: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        fill(folder, pages)
        # as installed: compiled files are kept, whatever this environment says
        told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**told, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        subprocess.run([sys.executable, "-m", "ocrfix", "--version"], env=environment, capture_output=True, check=True)
        command = [sys.executable, "-m", "ocrfix", "convert", str(folder / "in"), "-o", str(folder / "out")]
        for attempt in ("first", "second", "third"):
            start, before = time.perf_counter(), os.times()
            options = ["--progress", "none", "-v"]
            done = subprocess.run([*command, *options], env=environment, capture_output=True, text=True, check=True)
            cpu = os.times().children_user + os.times().children_system - before.children_user - before.children_system
            last = done.stderr.splitlines()[-1]
            click.echo(f"{attempt}: {time.perf_counter() - start:.2f} s by the clock, {cpu:.2f} s of CPU: {last}")
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "ocrfix", "status", str(folder / "out")], capture_output=True, check=True)
        click.echo(f"status: {time.perf_counter() - start:.2f} s by the clock")


if __name__ == "__main__":
    main()
