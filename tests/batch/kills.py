"""A run that is killed again and again, and what is to be true of it afterwards."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.batch.fake import contents, picture

ROOT = Path(__file__).parents[2]


def scans(folder: Path, pages: int) -> Path:
    """So many pages: half of them in two issues by folder, half in files of five pages."""
    for n in range(pages // 2):
        picture(folder / "in" / f"issue{n % 2}" / f"p{n:03d}.png")
    for n in range(pages // 2 // 5):
        picture(folder / "in" / f"book{n}.tif", pages=5)
    return folder / "in"


def start(inputs: Path, out: Path, log: Path, seconds: float, *options: str) -> subprocess.Popen[bytes]:
    """The command, in a process group of its own."""
    command = [sys.executable, "-m", "tests.batch.driver", "convert", str(inputs), "-o", str(out), *options]
    environment = {**os.environ, "FAKE_LOG": str(log), "FAKE_SECONDS": str(seconds)}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, start_new_session=True)


def recorded(out: Path) -> set[str]:
    """The pages that the ledger says are done, as ``FILE PAGE``."""
    file = out / ".ocrfix" / "ledger.sqlite"
    if not file.exists():
        return set()
    db = sqlite3.connect(file)
    try:
        rows = db.execute("SELECT source, page FROM pages WHERE state = 'done' AND kind = 'page'").fetchall()
    except sqlite3.OperationalError:  # killed before there were tables
        return set()
    finally:
        db.close()
    return {f"{Path(source).name} {page}" for source, page in rows}


def begun(log: Path) -> Counter[str]:
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return Counter(" ".join(line.split()[1:3]) for line in lines if line.startswith("begin"))


def killed(folder: Path, pages: int, kills: int, seconds: float, longest: float, seed: int) -> dict[str, int]:
    """Kill a run ``kills`` times within ``longest`` seconds of its first page, resume each time, let the last finish.

    Returns the number of kills, of kills that came while pages were being converted, of resumes that began a page
    already recorded, and of outputs that are missing, superfluous or other than those of an undisturbed run.
    """
    dice = random.Random(seed)
    inputs, log = scans(folder, pages), folder / "log"
    whole = start(inputs, folder / "whole", folder / "whole.log", 0.0, "--jobs", "2")
    whole.communicate()
    assert whole.returncode == 0
    twice = amid = 0
    for _ in range(kills):
        done, before = recorded(folder / "out"), begun(log)
        run = start(inputs, folder / "out", log, seconds, "--jobs", "2")
        until = time.monotonic() + 30
        while time.monotonic() < until and run.poll() is None and begun(log) == before and dice.random() > 0.01:
            time.sleep(0.02)
        time.sleep(dice.uniform(0, longest))
        amid += run.poll() is None
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        twice += sum(n for page, n in (begun(log) - before).items() if page in done)
    done, before = recorded(folder / "out"), begun(log)
    last = start(inputs, folder / "out", log, 0.0, "--jobs", "2")
    last.communicate()
    assert last.returncode == 0
    twice += sum(n for page, n in (begun(log) - before).items() if page in done)
    one, other = contents(folder / "whole"), contents(folder / "out")
    differing = sum(one.get(name) != other.get(name) for name in one.keys() | other.keys())
    return {"kills": kills, "amid": amid, "twice": twice, "differing": differing, "outputs": len(one)}
