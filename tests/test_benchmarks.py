"""The README's table is that of the last benchmark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.table import BEGIN, COLUMNS, END, put_into, table, taken_from

ROOT = Path(__file__).parents[1]
RESULT = json.loads((ROOT / "benchmarks" / "results" / "latest.json").read_text(encoding="utf-8"))


def test_the_readme_shows_the_last_result() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert taken_from(readme) == table(RESULT), "run python -m benchmarks.run, or put its table into the README"


def test_every_sample_is_in_it() -> None:
    (samples,) = (s for s in RESULT["sets"] if s["name"] == "samples")
    pages = {p.stem for p in (ROOT / "samples" / "pages").iterdir()}
    assert {p["page"] for p in samples["pages"]} == pages


def test_every_column_is_explained() -> None:
    text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert all(f"| {title} |" in text for key, title in COLUMNS.items() if key != "characters")


def test_text_goes_between_the_marks_and_nowhere_else() -> None:
    once = put_into(f"a\n{BEGIN}\nold\n{END}\nb\n", "new")
    assert once == f"a\n{BEGIN}\nnew\n{END}\nb\n"
    assert put_into(once, "new") == once and taken_from(once) == "new"
    with pytest.raises(ValueError, match="marks"):
        put_into("no marks", "new")
