"""What the description of the scores says of each metric is what the code does."""

from __future__ import annotations

import inspect
import math
import re
from dataclasses import replace
from pathlib import Path

import click
import pytest

import ocrfix.score
from ocrfix.cli.score import score as command
from ocrfix.page import Block, Kind, Page
from ocrfix.score import METRICS, score_page
from ocrfix.score.metrics import calibration, flags, harm
from tests.score.score_pages import RIVER, SCHOOL, page

README = (Path(ocrfix.score.__file__).parent / "README.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("` "): [c.strip() for c in cells[1:]]
    for line in README.splitlines()
    if (cells := line.strip("|").split(" | ")) and re.match(r"\| `\w+` \|", line)
}
EMPTY = page()
FULL = page(
    replace(RIVER, blocks=(*RIVER.blocks, Block(Kind.CAPTION, "渡轮驶离北岸码头"))), SCHOOL, furniture=("晨报",)
)
NEEDS_MORE = {"flags": flags.flags, "calibration": calibration.calibration, "harm": harm.harm, "gain": harm.gain}


def test_every_metric_has_a_row() -> None:
    assert list(ROWS) == [m.name for m in METRICS]
    assert all(len(row) == 6 and all(row) for row in ROWS.values())


@pytest.mark.parametrize("name", list(ROWS))
@pytest.mark.parametrize(
    ("column", "output", "truth"),
    [(3, EMPTY, EMPTY), (4, EMPTY, FULL), (5, FULL, EMPTY)],
    ids=["both empty", "output empty", "truth empty"],
)
def test_the_edges_are_those_that_are_written_down(name: str, column: int, output: Page, truth: Page) -> None:
    figures = score_page(output, truth, "width", truth).figures
    said = ROWS[name][column]
    if said == "–":
        assert name not in figures
    else:
        assert figures[name].value == (math.inf if said == "∞" else float(said))


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_every_metric_says_its_formula_its_range_and_its_edges_in_the_code(metric: object) -> None:
    function = metric.measure or NEEDS_MORE[metric.name]  # type: ignore[attr-defined]
    text = " ".join((inspect.getdoc(function) or "").split())
    assert "Range" in text
    assert "Source" in text or "As ``" in text or "as ``" in text
    assert re.search(r"empty|[Nn]o |[Nn]othing|Edges as|not there|unknown|None", text)


def test_every_option_is_in_the_projects_readme_and_the_other_way_round() -> None:
    project = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = project.split("### Scores\n", 1)[1].split("\n### ", 1)[0]
    written = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", " ".join(re.findall(r"`(-[^`]*)`", section))))
    assert written == {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
