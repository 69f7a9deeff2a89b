"""``python -m benchmarks.fuzz``: all readers in turn, for an hour; needs ``pip install '.[fuzz]'``."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import click

from benchmarks.fuzz.targets import TARGETS

TURN_S = 60
"""Seconds a target has before the next one's turn; what was learnt stays in its corpus."""
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


@click.command()
@click.option("--minutes", default=60.0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Corpus and findings; kept between runs.")
@click.option("--only", multiple=True, type=click.Choice(list(TARGETS)), help="May be repeated.")
@click.option("--seed", default=1, show_default=True)
def main(minutes: float, out: Path, only: tuple[str, ...], seed: int) -> None:
    """Print how many inputs each reader was given, and what was found. Exits 1 where anything was."""
    end = time.monotonic() + 60 * minutes
    given: Counter[str] = Counter()
    turn = 0
    names = list(only or TARGETS)
    while (left := end - time.monotonic()) > 1:
        name = names[turn % len(names)]
        turn += 1
        command = [sys.executable, "-m", "benchmarks.fuzz.child", name, str(out)]
        done = subprocess.run(
            [*command, str(max(1, round(min(left, TURN_S)))), str(seed + turn)],
            capture_output=True, text=True, errors="replace", check=False,
        )  # fmt: skip
        count = _RUNS.search(done.stderr)
        given[name] += int(count[1]) if count else 0
        if done.returncode:
            (out / f"last-{name}.log").write_text(done.stderr, encoding="utf-8")
        found = len(_findings(out))
        click.echo(f"{name}: {given[name]:,} inputs so far, exit code {done.returncode}, {found} findings in all")
        sys.stdout.flush()
    for file in _findings(out):
        click.echo(f"found: {file}")
    sys.exit(1 if _findings(out) else 0)


def _findings(out: Path) -> list[Path]:
    return sorted(p for p in (out / "found").glob("*") if p.suffix != ".txt")


if __name__ == "__main__":
    main()
