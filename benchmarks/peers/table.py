"""The figures of all tools as Markdown, and where others are ahead of ocrfix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.marks import Marks
from benchmarks.peers.tools import TOOLS

BEGIN, END = "<!-- peers: begin -->", "<!-- peers: end -->"
_MARKS = Marks(BEGIN, END)
put_into, taken_from = _MARKS.put_into, _MARKS.taken_from
COLUMNS = {
    "page_distance": "page edit distance",
    "article_cer": "article CER",
    "bcubed": "grouping F1",
    "missing": "missing",
    "excess": "excess",
    "duplicates": "duplicates",
    "cpu_s": "CPU s a page",
    "wall_s": "s a page",
    "peak_mib": "peak MiB",
}
HIGHER = frozenset({"bcubed"})
_TITLES = {t.name: t.title for t in TOOLS}
Entry = Mapping[str, Any]


def table(result: Mapping[str, Any]) -> str:
    """A block of rows for every set of pages, the best of each column in bold; what was measured with what;
    pages on which another tool has the smaller page edit distance.
    """
    lines = [f"| pages | tool | {' | '.join(COLUMNS.values())} |", "|---|---|" + "---:|" * len(COLUMNS)]
    for pages in result["sets"]:
        rows = [e for e in result["entries"] if e["set"] == pages["name"]]
        label = f"{pages['name']}: {len(pages['pages'])} pages, {pages['characters']:,} characters"
        lines += [_row(label if not k else "", row, rows) for k, row in enumerate(rows)]
    return "\n".join([*lines, "", _said(result), "", _ahead(result)])


def _row(label: str, row: Entry, rows: Sequence[Entry]) -> str:
    cells = []
    for key in COLUMNS:
        pick = max if key in HIGHER else min
        text = _cell(key, _value(row, key))
        best = _cell(key, pick(_value(r, key) for r in rows))
        cells.append(f"**{text}**" if text == best and len(rows) > 1 else text)
    return f"| {label} | {_TITLES[row['tool']]} | {' | '.join(cells)} |"


def _value(row: Entry, key: str) -> float:
    value: float = row[key] if key in row else row["all"][key]
    return value


def _cell(key: str, value: float) -> str:
    if key == "peak_mib":
        return f"{value:,.0f}"
    if key in ("cpu_s", "wall_s"):
        return f"{value:.1f}"
    return f"{value:.4f}" if key == "duplicates" else f"{value:.3f}"


def _said(result: Mapping[str, Any]) -> str:
    days: dict[tuple[str, str], list[str]] = {}
    numbers: dict[str, set[str]] = {}
    for e in result["entries"]:
        days.setdefault((e["date"], e["machine"]), []).append(e["tool"])
        for name, number in e["versions"].items():
            numbers.setdefault(name, set()).add(number)
    when = "; ".join(
        f"{day}, {machine}" + (f" ({', '.join(dict.fromkeys(tools))})" if len(days) > 1 else "")
        for (day, machine), tools in days.items()
    )
    versions = ", ".join(f"{name} {' and '.join(sorted(found))}" for name, found in sorted(numbers.items()))
    profiles = ", ".join(sorted({e["profile"] for e in result["entries"]}))
    return f"Profile `{profiles}`, sums over characters. {when}. Versions: {versions}."


def _ahead(result: Mapping[str, Any]) -> str:
    """Every page on which another tool has the smaller page edit distance, by name and figure."""
    own = {(e["set"], p["page"]): p for e in result["entries"] if e["tool"] == "ocrfix" for p in e["pages"]}
    found = [
        f"{p['page']} ({_TITLES[e['tool']]} {p['page_distance']:.3f}, ocrfix {mine['page_distance']:.3f})"
        for e in result["entries"]
        if e["tool"] != "ocrfix"
        for p in e["pages"]
        if (mine := own.get((e["set"], p["page"]))) is not None and p["page_distance"] < mine["page_distance"]
    ]
    if not own:
        return "ocrfix was not measured."
    if not found:
        return f"Of {len(own)} pages there is none on which another tool has the smaller page edit distance."
    return f"Pages on which another tool has the smaller page edit distance ({len(own)} pages): {'; '.join(found)}."
