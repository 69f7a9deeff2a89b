"""The whole tree of processes is killed at random moments; and Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
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


def test_a_log_that_cannot_be_written_any_more_is_told_and_the_next_run_goes_on(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    inputs, log, out = scans(tmp_path, 10), tmp_path / "log", tmp_path / "out"
    run = start(inputs, out, log, 0.0, "--jobs", "0", "--progress", "none", "--log-file", "/dev/full")
    _, shown = run.communicate(timeout=120)
    assert (run.returncode, b"/dev/full: the log cannot be written (no space left" in shown) == (6, True), shown
    last = start(inputs, out, log, 0.0, "--jobs", "0")
    last.communicate(timeout=120)
    assert (last.returncode, len(recorded(out))) == (0, 10)


def test_nobody_needs_to_read_what_is_said(tmp_path: Path) -> None:
    inputs, log, out = scans(tmp_path, 10), tmp_path / "log", tmp_path / "out"
    run = start(inputs, out, log, 0.0, "--jobs", "0", "--progress", "json")
    assert run.stderr is not None
    run.stderr.close()
    assert (run.wait(timeout=120), len(recorded(out))) == (0, 10)


def test_standard_streams_may_be_closed(tmp_path: Path) -> None:
    command = f"{sys.executable} -m ocrfix status {tmp_path} <&- >&- 2>&-"
    assert subprocess.run(command, shell=True, check=False, timeout=60).returncode == 2, "there is no ledger"
