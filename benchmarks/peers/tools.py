"""The tools: how each is called, which versions it has, why it cannot be run here."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.peers.pages import ROOT, Pages
from benchmarks.peers.xycut import runs_down, xy_cut

LANGUAGES = {"chi_sim": False, "chi_tra": True, "chi_tra+chi_tra_vert": True}
"""Tesseract has to be told the script: its languages, and whether they are for traditional pages. Of several,
the best of each page counts.
"""


@dataclass(frozen=True)
class Tool:
    """``packages`` are the distributions whose versions are named; ``runs`` the calls it takes, each a folder
    of results; ``lines_of`` another tool whose lines it puts in order.
    """

    name: str
    title: str
    packages: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    lines_of: str = ""


TOOLS = (
    Tool("ocrfix", "ocrfix", ("ocrfix", "paddleocr", "onnxruntime", "rapidocr"), ("ocrfix",)),
    Tool("paddleocr", "PaddleOCR, same weights", ("paddleocr", "paddlex", "onnxruntime"), ("paddleocr",)),
    Tool("xy-cut", "the same lines, X-Y cut", ("paddleocr",), lines_of="paddleocr"),
    Tool("rapidocr", "RapidOCR", ("rapidocr", "onnxruntime"), ("rapidocr",)),
    Tool("tesseract", "Tesseract", (), tuple(f"tesseract:{languages}" for languages in LANGUAGES)),
)


def images(run: str, pages: Pages) -> tuple[Path, ...]:
    """The images that are given to a run: with Tesseract, those of its script."""
    if not run.startswith("tesseract:"):
        return pages.images
    traditional = LANGUAGES[run.partition(":")[2]]
    return tuple(p for p in pages.images if pages.traditional(p) is traditional)


def command(run: str, pages: Pages, out: Path, threads: int) -> list[str]:
    """What reads the pages into ``out``."""
    paths = [str(p) for p in images(run, pages)]
    if run == "ocrfix":
        return [sys.executable, "-m", "ocrfix", "convert", *paths, "-o", str(out), "--threads", str(threads)]
    return [sys.executable, "-m", "benchmarks.peers.read", run, str(out), *paths]


def put_in_order(lines: Path, out: Path) -> None:
    """Write the lines that another tool found in the order of the X-Y cut."""
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted(lines.glob("*.lines.json")):
        found = json.loads(file.read_text(encoding="utf-8"))
        boxes = [
            (min(x for x, _ in p), min(y for _, y in p), max(x for x, _ in p), max(y for _, y in p)) for p, _ in found
        ]
        order = xy_cut(boxes, right_to_left=runs_down(boxes))
        name = file.name.removesuffix(".lines.json")
        (out / f"{name}.txt").write_text("".join(f"{found[k][1]}\n" for k in order), encoding="utf-8")


def why_not(tool: Tool) -> str | None:
    """Why the tool cannot be run here; ``None`` when it can."""
    if tool.name == "tesseract":
        if shutil.which("tesseract") is None:
            return "tesseract is not installed"
        wanted = {part for languages in LANGUAGES for part in languages.split("+")}
        missing = sorted(wanted - set(_said("--list-langs").split()))
        return f"tesseract lacks {', '.join(missing)}" if missing else None
    missing = [name for name in tool.packages if not _version(name)]
    return f"not installed: {', '.join(missing)}" if missing else None


def versions(tool: Tool) -> dict[str, str]:
    """Distribution to version; of ocrfix also the commit, as its number changes with releases only."""
    found = {name: number for name in tool.packages if (number := _version(name))}
    if tool.name == "tesseract":
        found["tesseract"] = (re.findall(r"tesseract v?([\d.]+)", _said("--version")) or ["unknown"])[0]
    if tool.name == "ocrfix" and (commit := _commit()):
        found["ocrfix"] += f" ({commit})"
    return found


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _said(*arguments: str) -> str:
    done = subprocess.run(["tesseract", *arguments], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _commit() -> str | None:
    call: Sequence[str] = ("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD")
    try:
        done = subprocess.run(call, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() or None
