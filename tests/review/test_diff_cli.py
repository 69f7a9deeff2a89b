"""``ocrfix diff`` as a person and as a program meet it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import validate
from rich.console import Console

import ocrfix.review
from ocrfix import cli
from ocrfix.errors import ExitCode
from ocrfix.formats.json import write as to_json
from ocrfix.page import Glyph, Operation, Span, Standing
from ocrfix.repair import apply
from ocrfix.review import page_diff
from ocrfix.review.selection import Selection
from ocrfix.review.terminal import Printer, safe
from tests.review.review_pages import BARE, LOOK_ALIKE, TOWN, edit

SCHEMA = json.loads((Path(ocrfix.review.__file__).parent / "schema/diff.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "town.json").write_bytes(to_json(TOWN))
    (folder / "bare.json").write_bytes(to_json(replace(BARE, name="bare")))
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.run(["diff", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_page_is_told_article_by_article_with_reasons(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, err = run(capsys, out / "town")
    assert code == ExitCode.OK and not err
    rows = told.splitlines()
    assert "■ 老桥下的菜市场  a1  about 2 errors left (1 to 5)" in told
    assert rows[0] == "town  5 applied, 1 suggested, 1 flagged, 1 rejected"
    headline = next(r for r in rows if "[-莱-]" in r)
    assert headline.startswith("  headline: 老桥下的[-莱-]{+菜+}¹市场") and "¹ 莱 → 菜  look-alike 0.95" in headline
    assert "the word 菜市场 is common" in told
    assert "清晨五点，[-，-]²灯亮了{+。+}³人多了起来[-␣-]⁴。" in told
    assert "今年的[?鱼?]⁵比去年[!多!]⁶" in told and "鱼 → 渔  look-alike suggested 0.70" in told
    assert "outside the articles" in told and "[-灯亮了-]" in told
    assert "⋯ 1 unchanged paragraph" in told
    assert "\x1b" not in told, "no colour where the output is no terminal"
    assert "6 characters taken away, 2 put in their place" in told


def test_filters_leave_the_rest_as_it_stands(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told, _ = run(capsys, out / "town", "--rule", "look-alike", "--standing", "applied")
    assert "1 of 8 shown" in told and "[-莱-]{+菜+}" in told and "doubled-mark" not in told.split("1 page, ")[0]
    _, told, _ = run(capsys, out / "town", "--min-confidence", "0.97")
    assert "1 of 8 shown" in told and "[-␣-]" in told and "清晨五点，灯亮了。人多了起来" in told
    _, told, _ = run(capsys, out / "town", "--rule", "nobody")
    assert "0 of 8 shown" in told and "■" not in told


def test_full_tells_everything(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told, _ = run(capsys, out / "town", "--full")
    assert "河口晚报 第3版" in told and "渡轮开通" in told
    assert (
        "language gain 7.25" in told and "needed: lookalike_change 5" in told and "recogniser: 菜 (-1.2 nats)" in told
    )


def test_all_pages_of_a_folder_and_their_sum(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, told, _ = run(capsys, out)
    assert "bare  nothing changed" in told and "2 pages" in told


def test_colours_on_a_terminal_and_none_where_they_are_unwanted(
    monkeypatch: pytest.MonkeyPatch, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    _, told, _ = run(capsys, out / "town")
    assert "\x1b[9;31m莱" in told and "[-莱-]" not in told
    _, told, _ = run(capsys, out / "town", "--no-color")
    assert "[-莱-]" in told and "{+菜+}" in told and "31m" not in told
    monkeypatch.setenv("NO_COLOR", "1")
    _, told, _ = run(capsys, out / "town")
    assert "[-莱-]" in told and "{+菜+}" in told and "31m" not in told


def test_long_unchanged_text_is_folded_around_a_change() -> None:
    line = replace(BARE.lines[1], glyphs=tuple(map(Glyph, "天" * 100 + "莱" + "地" * 100)))
    span = replace(LOOK_ALIKE.spans[0], start=100, stop=101)
    alike = replace(LOOK_ALIKE, spans=(span,), removed=(line.glyphs[100],))
    block = replace(BARE.articles[0].blocks[0], text=line.text, spans=(replace(span, start=0, stop=201),))
    page = replace(BARE, lines=(line,), furniture=(), articles=(replace(BARE.articles[0], blocks=(block,)),), edits=())
    console = Console(record=True, width=200, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115
    Printer(console, Selection(), plain=True, full=False).page(page_diff(apply(page, [alike])))
    assert f"…{'天' * 24}[-莱-]{{+菜+}}¹{'地' * 24}…" in console.export_text()


def test_the_same_change_for_the_same_reason_has_one_note(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    spans = [(Span("one", at, at + 1),) for at in (4, 5)]
    alike = [edit("width", Operation.REPLACE, s, "、", confidence=c) for s, c in zip(spans, (0.92, 0.99), strict=True)]
    (tmp_path / "p.json").write_bytes(to_json(apply(BARE, alike)))
    _, told, _ = run(capsys, tmp_path / "p.json")
    assert "清晨五点[-，-]{+、+}¹[-，-]{+、+}¹灯亮了" in told
    assert told.count("， → 、") == 1 and "width 0.92–0.99 ×2" in told
    _, told, _ = run(capsys, tmp_path / "p.json", "--full")
    assert told.count("， → 、") == 2


def test_text_cannot_command_the_terminal(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert safe("a\x1b[31mb\u202ec\x9b\n") == "a�[31mb�c�\n"
    line = replace(BARE.lines[1], glyphs=(Glyph("\x1b]0;x\x07"), *BARE.lines[1].glyphs[1:]))
    odd = replace(LOOK_ALIKE, rule="\x1b[2J", standing=Standing.SUGGESTED)
    lines = tuple(line if x.id == "head" else x for x in BARE.lines)
    (out / "evil.json").write_bytes(to_json(replace(BARE, lines=lines, edits=(odd,), name="evil")))
    _, told, _ = run(capsys, out / "evil", "--full")
    assert "\x1b" not in told and "\x07" not in told and "�[2J" in told


def test_changes_for_programs(out: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, told, _ = run(capsys, out, "--json", "-", "--standing", "suggested")
    found = json.loads(told)
    validate(found, SCHEMA)
    assert code == 0 and (found["schema"], found["version"]) == ("ocrfix/diff", 1)
    bare, town = found["pages"]
    assert bare["name"] == "bare" and bare["changes"] == []
    (change,) = town["changes"]
    assert (change["before"], change["after"], change["section"]) == ("鱼", "渔", "a1")
    assert change["edit"]["rule"] == "look-alike" and change["edit"]["confidence"] == 0.7
    assert town["figures"]["standings"] == {"applied": 5, "suggested": 1, "flagged": 1, "rejected": 1}
    run(capsys, out, "--json", tmp_path / "diff.json")
    everything = json.loads((tmp_path / "diff.json").read_text("utf-8"))
    validate(everything, SCHEMA)
    assert len(everything["pages"][1]["changes"]) == 8


def test_pages_for_a_browser(out: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, told, _ = run(capsys, out / "town", "--html", tmp_path / "one.html")
    assert code == 0 and "老桥下的" in (tmp_path / "one.html").read_text("utf-8") and "characters taken away" in told
    code, _, _ = run(capsys, out, "--html", tmp_path / "site")
    assert sorted(p.name for p in (tmp_path / "site").iterdir()) == ["bare.html", "index.html", "town.html"]
    code, _, err = run(capsys, out, "--html", tmp_path / "two.html")
    assert code == ExitCode.USAGE and "there are 2 pages" in err and not (tmp_path / "two.html").exists()


def test_two_runs_beside_each_other(out: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "town.json").write_bytes(to_json(BARE))
    (other / "alone.md").write_text("# 渡轮开通\n\n第一艘。\n", encoding="utf-8")
    (other / "profile.json").write_text("{}", encoding="utf-8")
    code, told, _ = run(capsys, other, out)
    assert code == 0
    assert "alone  in the old one only" in told and "bare  in the new one only" in told and "profile" not in told
    assert "town  6 characters gone, 2 new" in told
    headline = next(r for r in told.splitlines() if "[-莱-]{+菜+}" in r)
    assert "¹ new: look-alike" in headline
    code, told, _ = run(capsys, other, out, "--json", "-")
    found = json.loads(told)
    validate(found, SCHEMA)
    pages = {p["name"]: p for p in found["pages"]}
    assert pages["alone"]["new"] is None and pages["town"]["removed"] == 6
    first = pages["town"]["articles"][0]["differences"][0]
    assert (first["old"]["text"], first["new"]["text"]) == ("莱", "菜")
    assert first["new"]["edits"] == [{"id": LOOK_ALIKE.id, "rule": "look-alike"}]


def test_two_runs_in_a_browser(out: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "town.json").write_bytes(to_json(BARE))
    code, _, _ = run(capsys, other, out, "--html", tmp_path / "site")
    page = (tmp_path / "site" / "town.html").read_text("utf-8")
    assert code == 0 and "<del>莱</del><ins>菜</ins>" in page and 'data-rule="recognition"' in page
    assert (tmp_path / "site" / "bare.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["nowhere"], ExitCode.USAGE, "does not exist. Name an output folder, or a page in it."),
        (["a", "b", "c"], ExitCode.USAGE, "OUT, or OUT and OUT_B expected"),
        (["nowhere", "elsewhere"], ExitCode.USAGE, "does not exist"),
        (["a", "--truth", "t"], ExitCode.USAGE, "--truth and --images are for --html"),
        (["a", "b", "--html", "h", "--truth", "t"], ExitCode.USAGE, "are for the changes of one output"),
        (["a", "b", "--rule", "width"], ExitCode.USAGE, "are for the changes of one output"),
        (["a", "--min-confidence", "2"], ExitCode.USAGE, "0<=x<=1"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    found, _, err = run(capsys, *arguments)
    assert found == code and told in err


def test_a_place_that_cannot_be_written_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, out, "--json", out / "town.json" / "where.json")
    assert code == ExitCode.CANNOT_WRITE and "town.json" in err
    code, _, err = run(capsys, out, "--html", out / "town.json" / "site")
    assert code == ExitCode.CANNOT_WRITE
