"""``python -m benchmarks.run``: convert the samples and, where they are at hand, the real pages; score; report."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from benchmarks.table import put_into, table
from ocrfix.score.measure import Measure
from ocrfix.score.profile import profile
from ocrfix.score.registry import METRICS
from ocrfix.score.run import score_files

ROOT = Path(__file__).parents[1]
RESULT = Path(__file__).parent / "results" / "latest.json"
README = ROOT / "README.md"
BARS = tuple(m.name for m in METRICS if m.bar)
VERSIONS = ("ocrfix", "paddleocr", "onnxruntime", "rapidocr")


@dataclass(frozen=True)
class PageSet:
    """Pages with truth: ``NAME.gt.md`` for some of the images."""

    name: str
    images: tuple[Path, ...]
    truth: Path


def page_sets() -> list[PageSet]:
    """The samples, and the pages with truth below ``OCRFIX_SHARED``, where that is set."""
    samples = ROOT / "samples"
    found = [PageSet("samples", tuple(sorted((samples / "pages").iterdir())), samples / "truth")]
    if shared := os.environ.get("OCRFIX_SHARED"):
        folder = Path(shared) / "data" / "real"
        truths = {p.name.removesuffix(".gt.md") for p in folder.glob("*.gt.md")}
        images = (p for p in folder.iterdir() if p.stem in truths and p.suffix in (".png", ".jpg"))
        found.append(PageSet("real", tuple(sorted(images)), folder))
    return found


def measured(pages: PageSet, threads: int, out: Path) -> dict[str, Any]:
    """Convert the pages in a process of their own and score what came out.

    Raises:
        subprocess.CalledProcessError: a page could not be converted.
    """
    command = [sys.executable, "-m", "ocrfix", "convert", *map(str, pages.images), "-o", str(out)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*command, "--threads", str(threads)], check=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    (score,), _ = score_files(out, pages.truth, (profile("width"),))
    return {
        "name": pages.name,
        "profile": score.profile,
        "seconds_a_page": round(seconds / len(pages.images), 1),
        "cpu_seconds_a_page": round((_cpu(after) - _cpu(before)) / len(pages.images), 1),
        "peak_mib": round(after.ru_maxrss / 1024),
        "pages": [{"page": p.name, **_figures(p.figures)} for p in score.pages],
        "all": _figures(score.figures),
    }


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _figures(figures: Mapping[str, Measure]) -> dict[str, float | None]:
    kept: dict[str, float | None] = {"characters": figures["cer"].parts()["n"]}
    return kept | {name: round(figures[name].value, 4) for name in BARS if name in figures}


def report(sets: Sequence[Mapping[str, Any]], threads: int) -> dict[str, Any]:
    """All measurements with what they were taken on."""
    return {
        "schema": "ocrfix/benchmark",
        "version": 1,
        "date": date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores {platform.machine().replace('_', '-')}, {threads} threads",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in VERSIONS}},
        "sets": list(sets),
    }


@click.command()
@click.option("--threads", default=2, show_default=True, help="Threads of the recogniser.")
@click.option("--out", type=click.Path(path_type=Path), help="Keep the converted pages in this folder.")
def main(threads: int, out: Path | None) -> None:
    """Convert and score all pages, write results/latest.json and the table in README.md."""
    with tempfile.TemporaryDirectory() as scratch:
        place = out or Path(scratch)
        found = report([measured(s, threads, place / s.name) for s in page_sets()], threads)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    README.write_text(put_into(README.read_text(encoding="utf-8"), table(found)), encoding="utf-8")
    click.echo(table(found))


if __name__ == "__main__":
    main()
