"""The README shows the last comparison with other tools, and that is of all tools on the samples as they are."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.peers.pages import ROOT, samples
from benchmarks.peers.table import table, taken_from
from benchmarks.peers.tools import TOOLS

RESULT_FILE = ROOT / "benchmarks" / "results" / "peers.json"


def result() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RESULT_FILE.read_text(encoding="utf-8"))
    return found


def test_the_readme_shows_the_last_result() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert taken_from(readme) == table(result()), "run python -m benchmarks.peers --table-only"


def test_every_tool_was_measured_on_the_samples_as_they_are() -> None:
    found = result()
    (sample_set,) = (s for s in found["sets"] if s["name"] == "samples")
    assert sample_set["pages"] == [p.stem for p in samples().images]
    assert sample_set["digest"] == samples().digest, "samples or their truths changed: run python -m benchmarks.peers"
    measured = {e["tool"] for e in found["entries"] if e["set"] == "samples"}
    assert measured == {t.name for t in TOOLS}
