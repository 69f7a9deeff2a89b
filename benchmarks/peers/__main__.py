"""``python -m benchmarks.peers``: read the same pages with every tool, score, write the JSON and the table."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import click

from benchmarks.peers import run
from benchmarks.peers.pages import ROOT, Pages, fresh, real, samples
from benchmarks.peers.table import put_into, table
from benchmarks.peers.tools import TOOLS, why_not

RESULT = ROOT / "benchmarks" / "results" / "peers.json"
README = ROOT / "README.md"
SETS = ("samples", "press", "real")


@click.command()
@click.option("--only", multiple=True, type=click.Choice([t.name for t in TOOLS]), help="These tools only; the others "
              "keep their figures.")  # fmt: skip
@click.option("--set", "chosen", multiple=True, type=click.Choice(SETS), help="These pages only.")
@click.option("--seed", type=int, help="Of the first fresh page. Default: that of the figures that are kept, with "
              "--only; else the day.")  # fmt: skip
@click.option("--count", type=click.IntRange(1), help="Fresh pages. Default: as many as before, or 4.")
@click.option("--threads", default=os.cpu_count() or 1, show_default=True, help="Threads of ocrfix; the others take "
              "what they find.")  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Keep what was read in this folder; what "
              "lies there already is not read again.")  # fmt: skip
@click.option("--table-only", is_flag=True, help="Write the table from the figures that are kept.")
def main(
    only: tuple[str, ...], chosen: tuple[str, ...], seed: int | None, count: int | None, threads: int,
    out: Path | None, table_only: bool,
) -> None:  # fmt: skip
    """Compare ocrfix with its peers on the same pages.

    Figures go to benchmarks/results/peers.json and into the README's table. Tools and pages that are not at
    hand are skipped, and it is said why.
    """
    old: run.Json | None = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.is_file() else None
    if table_only:
        if old is None:
            raise click.ClickException(f"{RESULT} is not there yet: run without --table-only")
        _write_table(old)
        return
    before: run.Json = next((s for s in old["sets"] if s["name"] == "press"), {}) if old else {}
    if seed is None:
        seed = before["seed"] if only and before else int(date.today().strftime("%Y%m%d"))
    count = count or before.get("count", 4)
    with tempfile.TemporaryDirectory() as scratch:
        _run(old, only, chosen or SETS, seed, count, threads, out or Path(scratch))


def _run(
    old: run.Json | None, only: tuple[str, ...], chosen: tuple[str, ...], seed: int, count: int,
    threads: int, out: Path,
) -> None:  # fmt: skip
    skipped: list[dict[str, str]] = []
    found: list[Pages] = []
    for name in chosen:
        pages = _pages(name, seed, count, out)
        if isinstance(pages, str):
            skipped.append({"set": name, "why": pages})
        else:
            found.append(pages)
    tools = []
    for tool in TOOLS:
        if only and tool.name not in only:
            continue
        if reason := why_not(tool):
            skipped.append({"tool": tool.name, "why": reason})
        else:
            tools.append(tool)
    for one in skipped:
        click.echo(f"skipped {one.get('set') or one.get('tool')}: {one['why']}", err=True)
    for pages in found:
        for tool in tools:
            click.echo(f"{pages.name}: {tool.name}", err=True)
            try:
                run.read(tool, pages, out / pages.name, threads)
            except subprocess.CalledProcessError as error:
                raise click.ClickException(f"{tool.title} failed on {pages.name} (exit {error.returncode})") from error
    entries = [run.entry(tool, pages, out / pages.name, threads) for pages in found for tool in tools]
    sets = [
        {
            "name": pages.name,
            "pages": [p.stem for p in pages.images],
            "characters": next((e["characters"] for e in entries if e["set"] == pages.name), 0),
            "digest": pages.digest,
            **({"seed": seed, "count": count} if pages.name == "press" else {}),
        }
        for pages in found
    ]
    result = run.merged(old, sets, entries, skipped)
    RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _write_table(result)


def _pages(name: str, seed: int, count: int, out: Path) -> Pages | str:
    if name == "press":
        return fresh(seed, count, out / "press" / "pages")
    return samples() if name == "samples" else real()


def _write_table(result: run.Json) -> None:
    README.write_text(put_into(README.read_text(encoding="utf-8"), table(result)), encoding="utf-8")
    click.echo(table(result))


if __name__ == "__main__":
    main()
