"""Worker processes: results are those of one process, and a page that ends or blocks its worker costs only itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from ocrfix.batch import Event, Failed, Job, Notice, Written, convert
from ocrfix.batch.processes import Processes
from ocrfix.settings.batch import BatchSettings
from tests.batch.fake import Fake, contents, failures, job, picture, places, run, worker

QUICK = BatchSettings(page_seconds=2, page_seconds_megapixel=0, start_seconds=10, base_mib=1)


def spread(made: Job, tools: Fake, jobs: int = 2, settings: BatchSettings = QUICK, budget: float = 1e6) -> list[Event]:
    return list(convert(made, Processes(worker(made, tools), jobs, budget, settings)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(6):
        picture(tmp_path / "in" / f"p{n}.png")
    picture(tmp_path / "in" / "book.tif", pages=5)
    return tmp_path


def processes(log: Path) -> list[str]:
    """Of every page that was begun, the process."""
    return [line.split()[3] for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("begin")]


def most_at_once(log: Path) -> int:
    now = most = 0
    for line in log.read_text(encoding="utf-8").splitlines():
        now += 1 if line.startswith("begin") else -1
        most = max(most, now)
    return most


def test_workers_write_the_same_bytes_as_one_process(folder: Path) -> None:
    log = folder / "log"
    events = spread(job(folder), Fake(log, seconds=0.05))
    assert len(set(processes(log))) == 2, "both worked"
    made = contents(folder / "out")
    (folder / "out").rename(folder / "spread")
    run(job(folder))
    assert contents(folder / "out") == made
    pages = (f.removesuffix(".md") for f in made if f.endswith(".md") and "issue" not in f)
    assert sorted(places(events)) == sorted(pages)


@pytest.mark.parametrize(("name", "cause"), [("crash", "exit code 7"), ("hang", "took longer than 2 seconds")])
def test_a_page_that_ends_or_blocks_its_worker_is_tried_twice_and_fails(folder: Path, name: str, cause: str) -> None:
    picture(folder / "in" / "last" / f"{name}.png")
    log = folder / "log"
    events = spread(job(folder), Fake(log))
    (failed,) = (e for e in events if isinstance(e, Failed))
    assert (failed.source.name, failed.page) == (f"{name}.png", 1)
    assert cause in str(failed.error)
    assert sum(line.startswith(f"begin {name}.png") for line in log.read_text(encoding="utf-8").splitlines()) == 2
    assert len([e for e in events if isinstance(e, Notice) and "tried once more" in e.message]) == 1
    assert len(places(events)) == 11


def test_a_page_that_takes_all_memory_is_ended_before_the_system_runs_out(folder: Path) -> None:
    picture(folder / "in" / "last" / "swell.png")
    patient = QUICK.model_copy(update={"page_seconds": 60.0})
    events = spread(job(folder), Fake(), settings=patient, budget=500)
    (failed,) = (e for e in events if isinstance(e, Failed))
    assert failed.source.name == "swell.png" and "took more than 500 MiB of memory" in str(failed.error)
    assert len(places(events)) == 11


def test_a_page_that_ends_its_worker_once_is_converted(folder: Path) -> None:
    picture(folder / "in" / "once.png")
    events = spread(job(folder), Fake())
    assert not failures(events)
    assert "once" in places(events)


@pytest.mark.parametrize(
    ("settings", "greedy"), [({"worker_pages": 2}, False), ({"worker_mib": 200.0}, True)], ids=["pages", "memory"]
)
def test_workers_are_replaced(folder: Path, settings: dict[str, float], greedy: bool) -> None:
    for n in range(3) if greedy else ():
        picture(folder / "in" / str(n) / "greedy.png", grey=250 - n)
    log = folder / "log"
    events = spread(job(folder), Fake(log), 1, QUICK.model_copy(update=settings))
    assert not failures(events)
    pids = processes(log)
    if greedy:
        assert len(set(pids)) == 3, "after each greedy page"
    else:
        assert max(pids.count(pid) for pid in pids) == 2


def test_pages_that_would_not_fit_together_are_read_one_after_the_other(folder: Path) -> None:
    log = folder / "log"
    settings = QUICK.model_copy(update={"megapixel_mib": 1e6})  # 400 pixels are predicted to take 400 MiB
    spread(job(folder), Fake(log, seconds=0.05), settings=settings, budget=500)
    assert most_at_once(log) == 1
    log.unlink()
    spread(job(folder, force=True), Fake(log, seconds=0.05), settings=settings, budget=900)
    assert most_at_once(log) == 2


def test_no_worker_is_left(folder: Path) -> None:
    spread(job(folder), Fake())
    me: Callable[[], list[psutil.Process]] = psutil.Process(os.getpid()).children
    assert not [p for p in me() if "spawn_main" in " ".join(p.cmdline()) and p.status() != psutil.STATUS_ZOMBIE]


def test_a_finished_folder_needs_no_worker(folder: Path) -> None:
    spread(job(folder), Fake())
    pool = Processes(worker(job(folder), Fake()), 2, 1e6, QUICK)
    assert not [e for e in convert(job(folder), pool) if isinstance(e, Written)]
    assert pool._started == 0
