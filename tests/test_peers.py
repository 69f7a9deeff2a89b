"""The comparison with other tools: its order, its bookkeeping, its table."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from subprocess import run as call
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.peers import tools
from benchmarks.peers.pages import ROOT, Pages, fresh, real
from benchmarks.peers.run import FIGURES, entry, merged
from benchmarks.peers.table import BEGIN, COLUMNS, END, put_into, table, taken_from
from benchmarks.peers.tools import TOOLS, images, put_in_order, why_not
from benchmarks.peers.xycut import Box, runs_down, xy_cut


def test_every_column_is_explained() -> None:
    text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert all(f"| {title} |" in text for title in COLUMNS.values())


# A page of two columns below a headline; the lines of both columns stand on the same heights.
HEAD: Box = (0, 0, 210, 20)
LEFT: list[Box] = [(0, 40 + 12 * k, 100, 50 + 12 * k) for k in range(4)]
RIGHT: list[Box] = [(110, 40 + 12 * k, 210, 50 + 12 * k) for k in range(4)]


def test_columns_are_read_one_after_the_other() -> None:
    boxes = [RIGHT[2], LEFT[0], RIGHT[0], LEFT[3], HEAD, LEFT[1], RIGHT[3], LEFT[2], RIGHT[1]]
    assert [boxes[k] for k in xy_cut(boxes)] == [HEAD, *LEFT, *RIGHT]


def test_columns_of_characters_are_read_from_the_right() -> None:
    boxes: list[Box] = [(20.0 * k, 0, 20 * k + 10, 200) for k in range(5)]
    assert runs_down(boxes) and not runs_down([HEAD, *LEFT])
    assert xy_cut(boxes, right_to_left=True) == [4, 3, 2, 1, 0]


corners = st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(1, 80), st.integers(1, 80))


@given(st.lists(corners, max_size=25), st.booleans())
def test_no_line_is_lost_or_doubled(found: list[tuple[int, int, int, int]], right_to_left: bool) -> None:
    boxes: list[Box] = [(x, y, x + w, y + h) for x, y, w, h in found]
    assert sorted(xy_cut(boxes, right_to_left)) == list(range(len(boxes)))


def test_lines_of_another_tool_are_put_in_order(tmp_path: Path) -> None:
    boxes = [LEFT[0], RIGHT[0], LEFT[1], RIGHT[1], HEAD]
    lines = [
        ([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], c) for (x0, y0, x1, y1), c in zip(boxes, "甲丙乙丁题", strict=True)
    ]
    (tmp_path / "p.lines.json").write_text(json.dumps(lines), encoding="utf-8")
    put_in_order(tmp_path, tmp_path / "cut")
    assert (tmp_path / "cut" / "p.txt").read_text(encoding="utf-8").split() == list("题甲乙丙丁")


def made_up(tmp_path: Path) -> Pages:
    """A simplified and a traditional page, without real images: only their names and truths matter."""
    for name, truth in (
        ("hans", "# 长河开通新航线\n\n昨日上午第一艘渡轮离开。\n"),
        ("hant", "# 長河開通新航線\n\n渡輪離開碼頭。\n"),
    ):
        (tmp_path / f"{name}.png").write_bytes(name.encode())
        (tmp_path / f"{name}.gt.md").write_text(truth, encoding="utf-8")
    return Pages("samples", (tmp_path / "hans.png", tmp_path / "hant.png"), tmp_path)


def test_tesseract_is_told_the_script(tmp_path: Path) -> None:
    pages = made_up(tmp_path)
    given_to = {run: [p.stem for p in images(run, pages)] for run in TOOLS[-1].runs}
    assert given_to["tesseract:chi_sim"] == ["hans"]
    assert given_to["tesseract:chi_tra"] == given_to["tesseract:chi_tra+chi_tra_vert"] == ["hant"]
    assert images("paddleocr", pages) == pages.images


def test_the_best_of_several_runs_counts_page_by_page(tmp_path: Path) -> None:
    pages, out = made_up(tmp_path), tmp_path / "out"
    texts = {
        "tesseract-chi_sim": {"hans": "长河开通新航线昨日上午第一艘渡轮离开。"},
        "tesseract-chi_tra": {"hant": "長河"},
        "tesseract-chi_tra+chi_tra_vert": {"hant": "長河開通新航線渡輪離開碼頭。"},
    }
    for cpu, (run, read) in enumerate(texts.items(), start=1):
        (out / run).mkdir(parents=True)
        (out / f"{run}.cost.json").write_text(json.dumps({"wall": 9, "cpu": cpu, "peak_mib": 10 * cpu}))
        for name, text in read.items():
            (out / run / f"{name}.txt").write_text(text, encoding="utf-8")
    found = entry(TOOLS[-1], pages, out, 2)
    assert [(p["page"], p["run"], p["page_distance"]) for p in found["pages"]] == [
        ("hans", "tesseract:chi_sim", 0),
        ("hant", "tesseract:chi_tra+chi_tra_vert", 0),
    ]
    # pages cost 1 and 3 CPU seconds with the runs that were taken
    assert (found["cpu_s"], found["peak_mib"], found["characters"]) == (2.0, 30, 33)
    assert set(found["all"]) == set(FIGURES)
    assert "cores" in found["machine"] and "GiB" in found["machine"]


def one(tool: str, distance: float, pages: str = "samples", day: str = "2031-05-06") -> dict[str, Any]:
    figures = dict.fromkeys(FIGURES, 0.5) | {"page_distance": distance}
    return {
        "set": pages, "tool": tool, "date": day, "machine": "2 cores", "versions": {"python": "3", tool: "1"},
        "profile": "width/1", "characters": 1234, "wall_s": 2.0, "cpu_s": 1.0, "peak_mib": 900.0,
        "all": figures, "pages": [{"page": "p", **figures}],
    }  # fmt: skip


def a_set(digest: str, name: str = "samples") -> dict[str, Any]:
    return {"name": name, "pages": ["p"], "characters": 1234, "digest": digest}


def test_one_tool_can_be_measured_anew_and_the_others_stay() -> None:
    old = merged(None, [a_set("d")], [one("ocrfix", 0.2), one("tesseract", 0.9)], [])
    new = merged(old, [a_set("d")], [one("ocrfix", 0.1)], [])
    assert [(e["tool"], e["all"]["page_distance"]) for e in new["entries"]] == [("ocrfix", 0.1), ("tesseract", 0.9)]


def test_figures_of_other_pages_are_not_put_beside_new_ones() -> None:
    old = merged(None, [a_set("d"), a_set("r", "real")], [one("tesseract", 0.9), one("tesseract", 0.8, "real")], [])
    new = merged(old, [a_set("changed")], [one("ocrfix", 0.1)], [])
    assert [(e["set"], e["tool"]) for e in new["entries"]] == [("samples", "ocrfix"), ("real", "tesseract")]


def test_the_table_names_who_is_best_and_where_others_are_ahead() -> None:
    found = merged(None, [a_set("d")], [one("ocrfix", 0.2), one("tesseract", 0.1), one("rapidocr", 0.3)], [])
    text = table(found)
    row = next(line for line in text.splitlines() if "Tesseract" in line)
    assert "**0.100**" in row
    assert "p (Tesseract 0.100, ocrfix 0.200)" in text and "RapidOCR 0.300" not in text
    assert "2031-05-06" in text and "2 cores" in text and "tesseract 1" in text


def test_text_goes_between_the_marks_and_nowhere_else() -> None:
    once = put_into(f"a\n{BEGIN}\nold\n{END}\nb\n", "new")
    assert once == f"a\n{BEGIN}\nnew\n{END}\nb\n" and taken_from(once) == "new"
    with pytest.raises(ValueError, match="marks"):
        put_into("no marks", "new")


def test_what_is_not_at_hand_is_skipped_with_a_reason(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("OCRFIX_SHARED", raising=False)
    assert "OCRFIX_SHARED" in str(real())
    monkeypatch.setenv("OCRFIX_SHARED", str(tmp_path))
    assert "holds no image" in str(real())
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert why_not(TOOLS[-1]) == "tesseract is not installed"
    monkeypatch.setattr("benchmarks.press.fonts.missing_fonts", lambda: ["Ming"])
    assert fresh(1, 1, tmp_path) == "fonts are missing: Ming"


def test_cost_is_that_of_the_command(tmp_path: Path) -> None:
    script = Path(tools.__file__).with_name("measure.py")
    code = "x = bytearray(200 << 20); import sys; sys.exit(3)"
    done = call([sys.executable, str(script), str(tmp_path / "c"), sys.executable, "-c", code], check=False)
    cost = json.loads((tmp_path / "c").read_text())
    assert done.returncode == 3
    assert 200 < cost["peak_mib"] < 300
    assert 0 < cost["cpu"] < 60 and cost["wall"] > 0
