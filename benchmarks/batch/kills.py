"""``python -m benchmarks.batch.kills``: a run of 60 pages killed at 50 random moments, the whole tree of processes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from tests.batch.kills import killed


@click.command()
@click.option("--pages", default=60, show_default=True)
@click.option("--kills", default=50, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(pages: int, kills: int, seed: int) -> None:
    """Print how many kills came while pages were converted, and how many pages were done twice, outputs differ."""
    with tempfile.TemporaryDirectory() as scratch:
        found = killed(Path(scratch), pages, kills, seconds=0.4, longest=1.0, seed=seed)
    click.echo(", ".join(f"{name}: {count}" for name, count in found.items()))


if __name__ == "__main__":
    main()
