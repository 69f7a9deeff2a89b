"""The whole tree of processes is killed at random moments; and Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.batch.kills import begun, killed, recorded, scans, start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups are those of Unix")


def test_no_page_is_lost_or_done_twice_by_kills(tmp_path: Path) -> None:
    found = killed(tmp_path, pages=20, kills=3, seconds=0.1, longest=1.0, seed=1)
    assert found["amid"] >= 2, "else this proves nothing"
    assert (found["twice"], found["differing"]) == (0, 0)
    assert found["outputs"] == 2 * (20 + 2 + 2)


@pytest.mark.parametrize("times", [1, 2])
def test_ctrl_c_finishes_the_pages_begun_and_a_second_one_does_not(tmp_path: Path, times: int) -> None:
    inputs, log, out = scans(tmp_path, 20), tmp_path / "log", tmp_path / "out"
    run = start(inputs, out, log, 2.0 if times == 1 else 600.0, "--jobs", "2")
    until = time.monotonic() + 60
    while len(begun(log)) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    for _ in range(times):
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all of them
        time.sleep(0.5)
    _, shown = run.communicate(timeout=60)
    assert run.returncode == 130, shown.decode()
    assert b"interrupted" in shown and b"Traceback" not in shown
    assert len(recorded(out)) == (len(begun(log)) if times == 1 else 0)
    assert not list(out.rglob("*.tmp"))
    last = start(inputs, out, log, 0.0)
    last.communicate(timeout=120)
    assert (last.returncode, len(recorded(out))) == (0, 20)
