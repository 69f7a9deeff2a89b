"""A benchmark's result as a Markdown table, and its place in a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.marks import Marks

BEGIN, END = "<!-- benchmark: begin -->", "<!-- benchmark: end -->"
_MARKS = Marks(BEGIN, END)
put_into, taken_from = _MARKS.put_into, _MARKS.taken_from

COLUMNS = {
    "characters": "characters",
    "page_distance": "page edit distance",
    "article_cer": "article CER",
    "bcubed": "grouping F1",
    "missing": "missing",
    "duplicates": "duplicates",
    "headline_fuzzy": "headlines found",
    "exact_articles": "articles exact",
}


def table(result: Mapping[str, Any]) -> str:
    """One row a page, a bold one for each set, and below what it was measured with."""
    rows = [f"| page | {' | '.join(COLUMNS.values())} |", "|---|" + "---:|" * len(COLUMNS)]
    notes = []
    for pages in result["sets"]:
        rows += [_row(page["page"], page) for page in pages["pages"]]
        rows.append(_row(f"**{pages['name']}, {len(pages['pages'])} pages**", pages["all"]))
        notes.append(
            f"{pages['name']}: {pages['seconds_a_page']} s and {pages['cpu_seconds_a_page']} CPU-seconds a page, "
            f"{pages['peak_mib']} MiB at the peak"
        )
    versions = ", ".join(f"{name} {number}" for name, number in result["versions"].items())
    profiles = ", ".join(sorted({pages["profile"] for pages in result["sets"]}))
    said = f"Profile `{profiles}`, sums over characters. {result['date']}, {result['machine']}; {versions}."
    return "\n".join([*rows, "", said, "; ".join(notes) + "."])


def _row(name: str, figures: Mapping[str, float | None]) -> str:
    return f"| {name} | " + " | ".join(_cell(key, figures.get(key)) for key in COLUMNS) + " |"


def _cell(key: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if key == "characters" else f"{value:.4f}" if key == "duplicates" else f"{value:.3f}"
