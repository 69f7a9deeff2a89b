"""``python -m benchmarks.speed start|pair|batch|share|scaling``: seconds, memory, and what they grow with.

Each writes its figures into ``benchmarks/results/speed.json`` beside those of the others, and prints them. Whole
processes are measured from outside; what is compared runs in turn, A B A B, and medians are told, so that a machine
that does other work as well slows both.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import click

import ocrfix
from benchmarks.speed.inside import shares
from benchmarks.speed.outside import Cost, cost, median
from benchmarks.speed.sheets import SHEETS, sheet

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "speed.json"
PAGES = ROOT / "samples" / "pages"
ONE = PAGES / "many-narrow-hant-scan.jpg"
BATCH = 20

Figures = dict[str, Any]


@click.group(help=__doc__)
def main() -> None:
    """The commands below."""


runs_option = click.option("--runs", default=3, show_default=True, help="Counted runs of each, after one that is not.")
page_option = click.option("--page", type=click.Path(exists=True, path_type=Path), default=ONE, show_default=True)


@main.command()
@runs_option
def start(runs: int) -> None:
    """Import of the package, --help, and a run with nothing left to do, beside a bare Python."""
    python = sys.executable
    commands = {
        "python": [python, "-c", "pass"],
        "import ocrfix": [python, "-c", "import ocrfix"],
        "ocrfix --help": [python, "-m", "ocrfix", "--help"],
        "until the first page can be read": [python, "-c", _READY],
    }
    _keep("start", {name: median(_several(c, runs)).told() for name, c in commands.items()})


_READY = "from ocrfix.pipeline import Converter; from ocrfix.settings.load import Settings; Converter(Settings())"


@main.command()
@runs_option
@page_option
def pair(runs: int, page: Path) -> None:
    """One page: ocrfix with all it does, and plain PaddleOCR with the same weights."""
    _keep("pair", _beside([page], runs))


@main.command()
@click.option("--runs", default=1, show_default=True)
def batch(runs: int) -> None:
    """Twenty pages in one call of each."""
    with tempfile.TemporaryDirectory() as folder:
        images = sorted(PAGES.glob("*.jpg"))
        pages = []
        for i in range(BATCH):
            pages.append(Path(folder) / f"p{i:02d}.jpg")
            pages[-1].symlink_to(images[i % len(images)])
        _keep("batch", _beside(pages, runs))


@main.command()
@page_option
def share(page: Path) -> None:
    """The two networks' part of the seconds of all cores, stage by stage, on one thread."""
    _keep("share", shares(page))


@main.command()
def scaling() -> None:
    """Seconds a character and a megapixel, from a piece of a page to sheets of several."""
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in SHEETS:
            image = sheet(ONE, name, Path(folder) / f"{name}.png")
            out = Path(folder) / name
            took = cost([sys.executable, "-m", "ocrfix", "convert", str(image), "-o", str(out), "-q", "--threads", "1"])
            page = ocrfix.read(out / f"{name}.json")
            characters = sum(len(line.glyphs) for line in page.lines)
            told[name] = {
                "characters": characters,
                "megapixels": (page.width or 0) * (page.height or 0) / 1e6,
                "cpu_s": took.cpu_s,
                "cpu_ms_a_character": 1000 * took.cpu_s / max(characters, 1),
                "peak_mib": took.peak_mib,
            }
    _keep("scaling", told)


def _beside(pages: Sequence[Path], runs: int) -> Figures:
    paths = [str(p) for p in pages]
    with tempfile.TemporaryDirectory() as folder:

        def ours() -> Cost:
            command = [sys.executable, "-m", "ocrfix", "convert", *paths, "-o", f"{folder}/o", "--force", "-q"]
            return cost(command)

        def theirs() -> Cost:
            return cost([sys.executable, "-m", "benchmarks.peers.read", "paddleocr", f"{folder}/p", *paths])

        pairs = _in_turn(ours, theirs, runs)
    a, b = median([x for x, _ in pairs]), median([y for _, y in pairs])
    ratios = {
        key: statistics.median(getattr(x, key) / getattr(y, key) for x, y in pairs)
        for key in ("cpu_s", "wall_s", "peak_mib")
    }
    return {"pages": len(pages), "runs": runs, "ocrfix": a.told(), "paddleocr": b.told(), "ratios": ratios}


def _in_turn(a: Callable[[], Cost], b: Callable[[], Cost], runs: int) -> list[tuple[Cost, Cost]]:
    """The first pair fills the caches of files and of compiled modules, and does not count."""
    return [(a(), b()) for _ in range(runs + 1)][1:]


def _several(command: Sequence[str], runs: int) -> list[Cost]:
    return [cost(command) for _ in range(runs + 1)][1:]


def _keep(name: str, figures: Figures) -> None:
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    known[name] = {
        "date": datetime.now(timezone.utc).date().isoformat(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "figures": _rounded(figures),
    }
    RESULTS.write_text(json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    click.echo(json.dumps(known[name], ensure_ascii=False, indent=1))


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    return round(value, 3) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
