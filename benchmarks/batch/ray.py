"""``python -m benchmarks.batch.ray``: what a page costs beside its conversion on a cluster, and a machine that dies.

Two nodes of one processor on this machine. A stand-in converts in no time, so that all that is measured is
scheduling: sending the task, writing and recording its outputs, telling. Then pages that take a while, and the second
node is removed amid them: every page must be done, with the bytes of a run without Ray.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import click

from ocrfix.batch import Written, convert
from ocrfix.batch.cluster import Cluster
from ocrfix.settings.batch import BatchSettings
from tests.batch.fake import Fake, contents, job, picture, run, worker

SETTINGS = BatchSettings(ray_cpus=1)
WARM = 10
"""Pages before which the actors are still being started."""


def overhead(folder: Path, address: str, pages: int) -> tuple[float, float]:
    """Milliseconds from page to page: the mean, and the median, of a stand-in that takes no time."""
    made = job(folder)
    told: list[float] = []
    for event in convert(made, Cluster(worker(made, Fake()), address, 0.0, SETTINGS)):
        if isinstance(event, Written):
            told.append(time.monotonic())
    assert len(told) == pages
    gaps = [1000 * (b - a) for a, b in zip(told[WARM:], told[WARM + 1 :], strict=False)]
    return statistics.fmean(gaps), statistics.median(gaps)


def bereft(folder: Path, nodes: Any, second: Any, pages: int, seconds: float) -> int:
    """Pages that are done though a node is removed after a third of them; the outputs must be those of one process."""
    run(job(folder))
    here = contents(folder / "out")
    (folder / "out").rename(folder / "local")
    made = job(folder)
    written = 0
    for event in convert(made, Cluster(worker(made, Fake(seconds=seconds)), nodes.address, 0.0, SETTINGS)):
        written += isinstance(event, Written)
        if second is not None and written == pages // 3:
            nodes.remove_node(second)
            second = None
    assert second is None and contents(folder / "out") == here, "other bytes than without Ray"
    return written


@click.command()
@click.option("--pages", default=300, show_default=True)
@click.option("--seconds", default=0.2, show_default=True, help="That a page takes when a node is lost.")
def main(pages: int, seconds: float) -> None:
    """Print the overhead a page, the load of the machine, and how many pages were done after a node was lost."""
    import ray  # noqa: PLC0415 - an extra
    from ray.cluster_utils import Cluster as Nodes  # noqa: PLC0415

    nodes = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 80_000_000})
    try:
        second = nodes.add_node(num_cpus=1, object_store_memory=80_000_000)
        nodes.wait_for_nodes()
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            for n in range(pages):
                picture(folder / "in" / str(n // 50) / f"p{n:04}.png")
            mean, median = overhead(folder, nodes.address, pages)
            load = os.getloadavg()[0]
            click.echo(f"{pages} pages: {mean:.1f} ms a page (median {median:.1f}), load {load:.1f}")
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            for n in range(pages // 5):
                picture(folder / "in" / str(n // 20) / f"p{n:04}.png")
            done = bereft(folder, nodes, second, pages // 5, seconds)
            click.echo(f"a node lost: {done} of {pages // 5} pages done, the same bytes as without Ray")
    finally:
        ray.shutdown()
        nodes.shutdown()


if __name__ == "__main__":
    main()
