"""Run the tools over the pages, score what they wrote, and put new figures among those that are kept."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.peers.pages import ROOT, Pages
from benchmarks.peers.tools import Tool, command, images, put_in_order, versions

FIGURES = ("page_distance", "article_cer", "bcubed", "missing", "excess", "duplicates", "headline_fuzzy", "cer")
PROFILE = "width"
_BEST_BY = "page_distance"
Json = dict[str, Any]


def read(tool: Tool, pages: Pages, out: Path, threads: int) -> None:
    """Run the tool, each of its runs in a process of its own. A run whose cost is in ``out`` is not repeated.

    Raises:
        subprocess.CalledProcessError: the tool failed.
    """
    if tool.lines_of:
        put_in_order(out / tool.lines_of, out / tool.name)
        return
    for run in tool.runs:
        folder, cost = _folder(out, run), _cost(out, run)
        if cost.is_file() or not images(run, pages):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        measure = [sys.executable, str(Path(__file__).with_name("measure.py")), str(cost) + ".part"]
        subprocess.run([*measure, *command(run, pages, folder, threads)], check=True, cwd=ROOT)
        Path(str(cost) + ".part").replace(cost)


def entry(tool: Tool, pages: Pages, out: Path, threads: int) -> Json:
    """The figures of a tool: text quality page by page and summed, and what it cost.

    Of several runs (Tesseract's languages) the one with the smallest page distance is taken page by page,
    chosen with the truth in hand; the cost is that of the runs taken.
    """
    from ocrfix.score.measure import Ratio  # noqa: PLC0415 - nothing may be loaded before the tools have run
    from ocrfix.score.page_score import PageScore  # noqa: PLC0415
    from ocrfix.score.profile import profile  # noqa: PLC0415
    from ocrfix.score.run import score_files  # noqa: PLC0415
    from ocrfix.score.set_score import collect  # noqa: PLC0415

    tried: dict[str, list[tuple[str, PageScore]]] = {}
    for run in tool.runs or (tool.name,):
        (score,), _ = score_files(_folder(out, run), pages.truth, (profile(PROFILE),))
        given = {p.stem for p in images(run, pages)}
        for page in score.pages:
            if page.name in given:
                tried.setdefault(page.name, []).append((run, page))
    best = [min(tried[name], key=lambda one: one[1][_BEST_BY]) for name in sorted(tried)]
    chosen = collect([page for _, page in best], profile(PROFILE))
    costs = [_cost_of_page(out, tool.lines_of or run, pages) for run, _ in best]
    length = chosen.figures["cer"]
    assert isinstance(length, Ratio)
    return {
        "set": pages.name,
        "tool": tool.name,
        "date": date.today().isoformat(),
        "machine": machine(threads),
        "versions": {"python": platform.python_version(), **versions(tool)},
        "profile": chosen.profile,
        "characters": int(length.whole),
        "wall_s": round(_mean(costs, "wall"), 1),
        "cpu_s": round(_mean(costs, "cpu"), 1),
        "peak_mib": round(max(c["peak_mib"] for c in costs)),
        "all": {name: round(chosen[name], 4) for name in FIGURES},
        "pages": [
            {
                "page": page.name,
                **({"run": run} if len(tool.runs) > 1 else {}),
                **{f: round(page[f], 4) for f in FIGURES},
            }
            for run, page in best
        ],
    }


def machine(threads: int) -> str:
    """Cores and memory, not a name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    cores = f"{os.cpu_count()} cores {platform.machine().replace('_', '-')}, {memory:.0f} GiB"
    return f"{cores}, {threads} threads"


def merged(old: Json | None, sets: Sequence[Json], entries: Sequence[Json], skipped: Sequence[Json]) -> Json:
    """The new figures, and of the old ones those of the same pages that were not measured anew."""
    kept_sets = {s["name"]: s for s in (old["sets"] if old else ())}
    changed = {s["name"] for s in sets if kept_sets.get(s["name"], s)["digest"] != s["digest"]}
    kept_sets |= {s["name"]: s for s in sets}
    fresh = {(e["set"], e["tool"]) for e in entries}
    kept = [
        e
        for e in (old["entries"] if old else ())
        if (e["set"], e["tool"]) not in fresh and e["set"] not in changed and e["set"] in kept_sets
    ]
    return {
        "schema": "ocrfix/peers",
        "version": 1,
        "sets": [kept_sets[n] for n in ("samples", "press", "real") if n in kept_sets],
        "entries": sorted((*kept, *entries), key=_place),
        "skipped": list(skipped),
    }


def _place(found: Mapping[str, Any]) -> tuple[int, int]:
    order = ("ocrfix", "paddleocr", "xy-cut", "rapidocr", "tesseract")
    return ("samples", "press", "real").index(found["set"]), order.index(found["tool"])


def _folder(out: Path, run: str) -> Path:
    return out / run.replace(":", "-")


def _cost(out: Path, run: str) -> Path:
    return out / f"{run.replace(':', '-')}.cost.json"


def _cost_of_page(out: Path, run: str, pages: Pages) -> Mapping[str, float]:
    """Seconds of one page of a run, on average, and the run's peak."""
    cost = json.loads(_cost(out, run).read_text(encoding="utf-8"))
    count = len(images(run, pages))
    return {"wall": cost["wall"] / count, "cpu": cost["cpu"] / count, "peak_mib": cost["peak_mib"]}


def _mean(costs: Sequence[Mapping[str, float]], key: str) -> float:
    return sum(c[key] for c in costs) / len(costs)
