"""A real browser for the tests of the review: Debian's Chromium, driven by Playwright; skipped where it is missing.
And reviews that run in a process of their own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 30
"""Seconds to wait for what is to come, on a machine that has other things to do."""


def expect(found: Locator) -> Any:
    """What is to be seen in the end: a page is painted after what it shows has happened."""
    from playwright.sync_api import expect as within  # noqa: PLC0415 - there may be no Playwright

    within.set_options(timeout=1000 * PATIENCE)
    return within(found)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser. A test opens a context of its own in it, with the size, theme and language it wants."""
    api = pytest.importorskip("playwright.sync_api", reason="no Playwright: pip install '.[test]'")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path)
        yield started
        started.close()


class Running:
    """`ocrfix review` in a process of its own. ``address`` has the token in it."""

    def __init__(self, out: Path, *words: str) -> None:
        command = [sys.executable, "-m", "ocrfix", "review", str(out), "--no-open", "--who", "lin", *words]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.address = ""
        for line in self.process.stderr:
            if found := re.search(r"http://\S+", line):
                self.address = found[0]
                break
        assert self.address, "the review did not start"

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(20)
        assert self.process.stderr is not None
        self.process.stderr.close()


@pytest.fixture
def review_of() -> Iterator[Callable[..., Running]]:
    """Starts a review of a folder; all are ended with the test."""
    started: list[Running] = []

    def start(out: Path, *words: str) -> Running:
        started.append(Running(out, *words))
        return started[-1]

    yield start
    for running in started:
        if running.process.poll() is None:
            running.kill()
