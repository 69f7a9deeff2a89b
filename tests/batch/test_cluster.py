"""A batch on a Ray cluster of two machines, played by two nodes on this one."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ocrfix.batch import Job, Written, convert
from ocrfix.batch.cluster import Cluster
from ocrfix.errors import EngineMissing
from ocrfix.settings.batch import BatchSettings
from tests.batch.fake import Fake, contents, failures, job, picture, places, run, skipped, worker

ray = pytest.importorskip("ray", reason="needs Ray: pip install 'ocrfix[ray]'")
SETTINGS = BatchSettings(ray_cpus=1)


@pytest.fixture(scope="module")
def nodes() -> Iterator[Any]:
    from ray.cluster_utils import Cluster as Nodes  # noqa: PLC0415

    made = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": 80_000_000})
    yield made
    ray.shutdown()
    made.shutdown()


def two(nodes: Any) -> Any:
    return nodes.add_node(num_cpus=1, object_store_memory=80_000_000)


@pytest.mark.filterwarnings("ignore")
def test_two_machines_write_the_bytes_of_one_and_go_on_when_one_is_lost(nodes: Any, tmp_path: Path) -> None:
    for n in range(12):
        picture(tmp_path / "in" / f"{n:02}.png")
    second = two(nodes)
    nodes.wait_for_nodes()
    here = job(tmp_path)
    run(here)
    there = replace(here, out=tmp_path / "far")
    tools = Fake(log=tmp_path / "log", seconds=0.2)
    pool = Cluster(worker(there, tools), nodes.address, 0.0, SETTINGS)
    assert pool.size == 2
    events, killed = [], False
    for event in convert(there, pool):
        events.append(event)
        if isinstance(event, Written) and len(places(events)) == 4 and not killed:
            nodes.remove_node(second)
            killed = True
    assert killed and failures(events) == []
    assert sorted(places(events)) == [f"{n:02}" for n in range(12)]
    assert contents(tmp_path / "far") == contents(tmp_path / "out")
    assert len({line.split()[-1] for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()}) >= 2
    assert skipped(run(there, Fake())) == 12


@pytest.mark.filterwarnings("ignore")
def test_a_crash_costs_its_page_only(nodes: Any, tmp_path: Path) -> None:
    for name in ("a", "crash", "once", "bad", "z"):
        picture(tmp_path / "in" / f"{name}.png")
    made = job(tmp_path)
    events = list(convert(made, Cluster(worker(made, Fake()), nodes.address, 0.0, SETTINGS)))
    assert failures(events) == [("crash.png", 1)]
    assert sorted(places(events)) == ["a", "bad", "once", "z"]


@pytest.mark.filterwarnings("ignore")
def test_machines_too_small_for_a_worker_are_told(nodes: Any, tmp_path: Path) -> None:
    picture(tmp_path / "in" / "a.png")
    large = BatchSettings(ray_cpus=1000)
    with pytest.raises(EngineMissing, match="no machine of the cluster has 1000 processors"):
        Cluster(worker(job(tmp_path), Fake()), nodes.address, 0.0, large)


@pytest.mark.parametrize("answers", [False, True])
def test_an_address_where_no_cluster_is_is_told_soon(tmp_path: Path, answers: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        if answers:
            threading.Thread(target=lambda: server.accept()[0].sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")).start()
        start = time.monotonic()
        with pytest.raises(EngineMissing, match="is no Ray cluster" if answers else "nobody answers"):
            Cluster(
                worker(job_of_one(tmp_path), Fake()), f"127.0.0.1:{server.getsockname()[1]}", 0.0,
                BatchSettings(ray_seconds=0.5),
            )  # fmt: skip
        assert time.monotonic() - start < 10


def job_of_one(folder: Path) -> Job:
    picture(folder / "in" / "a.png")
    return job(folder)
