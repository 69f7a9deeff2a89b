"""Opening times and key presses of ``ocrfix review``, as the browser reports them.

    python -m benchmarks.review.run WORK [--pages 200] [--edits 100] [--keys 60]

WORK is a folder for the batch (1 GB for 200 pages). Needs the extras ``review`` and ``test``, and Chromium.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.review.batch import page as sheet
from benchmarks.review.batch import scan, write
from ocrfix.formats import json as page_json
from ocrfix.page import Source

_WATCH = """() => { window.presses = []; new PerformanceObserver((list) => { for (const e of list.getEntries())
  if (e.name === 'keydown') window.presses.push([e.duration, e.processingEnd - e.processingStart]); })
  .observe({ type: 'event', durationThreshold: 16 }); }"""


class Served:
    """`ocrfix review` in a process of its own."""

    def __init__(self, out: Path) -> None:
        self.begun = time.perf_counter()
        command = [sys.executable, "-m", "ocrfix", "review", str(out), "--no-open", "--who", "benchmark"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert self.process.stderr is not None
        self.address = next(m[0] for m in (re.search(r"http://\S+", line) for line in self.process.stderr) if m)
        self.listening = time.perf_counter() - self.begun

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def open_page(browser: Browser, served: Served) -> tuple[Page, dict[str, float]]:
    """The review opened; seconds from the command until it listened, and until a change could be decided."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked = time.perf_counter()
    page.goto(served.address)
    page.wait_for_selector("#card .swap", timeout=120_000)
    now = time.perf_counter()
    return page, {"command to address": served.listening, "address to first change": now - asked,
                  "command to first change": now - served.begun}  # fmt: skip


def total(page: Page) -> int:
    return int(page.evaluate("fetch('/api/queue?most=1').then(r => r.json()).then(q => q.total)"))


def press(page: Page, keys: str) -> dict[str, Any]:
    """Milliseconds of key presses: until painted (Event Timing), in script, and until the decision was on the disk."""
    page.evaluate(_WATCH)
    page.evaluate("window.ocrfix.times.kept.length = 0")
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(350)
    page.wait_for_timeout(1500)
    presses = page.evaluate("window.presses")
    kept = page.evaluate("window.ocrfix.times.kept")
    return {
        "presses": len(presses),
        "painted": spread([p[0] for p in presses]),
        "script": spread([p[1] for p in presses]),
        "kept": spread(kept),
    }


def large(browser: Browser, work: Path) -> dict[str, Any]:
    """A scan of 8000 x 12000: seconds until it is seen, milliseconds to draw while it is moved and zoomed."""
    out = work / "large"
    if not out.is_dir():
        out.mkdir(parents=True)
        content = scan(8000, 12000)
        (work / "large.jpg").write_bytes(content)
        source = Source(str(work / "large.jpg"), 1, hashlib.sha256(content).hexdigest())
        made = replace(sheet("large", 100, 1, source), width=8000, height=12000)
        (out / "large.json").write_bytes(page_json.write(made))
    shutil.rmtree(out / ".ocrfix", ignore_errors=True)
    served = Served(out)
    page, _ = open_page(browser, served)
    begun = time.perf_counter()
    while not page.evaluate("window.ocrfix.viewer.levels.length"):
        page.wait_for_timeout(50)
    opened = time.perf_counter() - begun
    page.evaluate(
        "() => { const v = window.ocrfix.viewer, draw = v.draw.bind(v); window.drawn = [];"
        " v.draw = () => { const t = performance.now(); draw(); window.drawn.push(performance.now() - t); }; }"
    )
    page.locator("#canvas").hover()
    for n in range(80):
        page.mouse.wheel(0, -120 if n < 30 else 90)
        page.evaluate("window.ocrfix.viewer.pan(-40, -25)")
        page.wait_for_timeout(30)
    page.wait_for_timeout(800)
    found = {"change to scan": round(opened, 2), "draw": spread(page.evaluate("window.drawn"))}
    page.close()
    served.end()
    return found


def spread(values: list[float]) -> dict[str, float]:
    if not values:
        return {}
    ordered = sorted(values)
    return {"median": round(statistics.median(ordered), 1), "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 1),
            "worst": round(ordered[-1], 1)}  # fmt: skip


@click.command()
@click.argument("work", type=click.Path(path_type=Path))
@click.option("--pages", default=200, show_default=True)
@click.option("--edits", default=100, show_default=True)
@click.option("--keys", default=60, show_default=True)
@click.option("--json", "file", type=click.Path(path_type=Path))
def main(work: Path, pages: int, edits: int, keys: int, file: Path | None) -> None:
    out = write(work, pages, edits)
    shutil.rmtree(out / ".ocrfix", ignore_errors=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    found: dict[str, Any] = {"pages": pages, "edits": pages * edits}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        served = Served(out)
        page, found["first time"] = open_page(browser, served)
        while page.evaluate("fetch('/api/batch').then(r => r.json()).then(b => b.unindexed)"):
            page.wait_for_timeout(500)
        found["first time"]["command to all pages known"] = time.perf_counter() - served.begun
        page.close()
        served.end()
        served = Served(out)
        page, found["again"] = open_page(browser, served)
        found["waiting"] = total(page)
        page.wait_for_timeout(2500)
        found["next"] = press(page, "j" * keys)
        found["accept and reject"] = press(page, "ar" * (keys // 2))
        page.close()
        served.end()
        found["8000 x 12000"] = large(browser, work)
        browser.close()
    text = json.dumps(found, indent=2)
    click.echo(text)
    if file is not None:
        file.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
