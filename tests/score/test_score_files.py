"""Pairing, gates, comparison, reports and the command line, on files."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import validate
from PIL import Image

import ocrfix.score
from ocrfix.cli.score import score as command
from ocrfix.errors import UnreadableInput, UsageError
from ocrfix.formats import get
from ocrfix.formats.markdown import write
from ocrfix.page import (
    Article,
    Block,
    Box,
    Edit,
    Glyph,
    Kind,
    Operation,
    Page,
    Span,
    TextLine,
)
from ocrfix.score import collect, score_page
from ocrfix.score.bootstrap import compare
from ocrfix.score.files import find_pairs
from ocrfix.score.gates import gates
from ocrfix.score.measure import Agreement
from ocrfix.score.metrics.calibration import Calibration
from ocrfix.score.reading import read_page
from tests.score.score_pages import MARKET, RIVER, SCHOOL, THREE, page

COMPARISON = json.loads((Path(ocrfix.score.__file__).parent / "schema/comparison.schema.json").read_text())
SCHEMA = json.loads((Path(ocrfix.score.__file__).parent / "schema/score.schema.json").read_text())


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    out, truth = tmp_path / "out", tmp_path / "truth"
    (out / "1939").mkdir(parents=True)
    (truth / "1939").mkdir(parents=True)
    (truth / "a.gt.md").write_text(write(THREE))
    (truth / "b.gt.md").write_text(write(page(RIVER)))
    (truth / "1939/c.gt.md").write_text(write(page(SCHOOL)))
    (out / "a.md").write_text(write(page(MARKET, SCHOOL, RIVER)))
    (out / "1939/c.txt").write_text("山村小学迎来新教室\n三间砖房代替了漏雨的旧屋，孩子们搬进了桌椅。\n")
    (out / "extra.md").write_text("# 多出来的一页\n")
    return out, truth


def run(*arguments: object) -> tuple[int, str]:
    found = CliRunner().invoke(command, [str(a) for a in arguments])
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found.exit_code, found.output


def test_pages_are_paired_by_name_and_the_others_listed(folders: tuple[Path, Path]) -> None:
    files = find_pairs(*folders)
    assert [p.name for p in files] == ["1939/c", "a", "b"]
    assert files.missing == ("b",)
    assert files.without_truth == ("extra",)
    code, text = run(*folders)
    assert code == 0
    assert "no output, counted as empty: b" in text
    assert "no truth, not scored: extra" in text


def test_truths_of_whole_issues_are_no_pages(folders: tuple[Path, Path]) -> None:
    before = find_pairs(*folders)
    (folders[1] / "b.issue.gt.md").write_text("# 老桥\n", encoding="utf-8")
    (folders[0] / "b.issue.md").write_text("# 老桥\n", encoding="utf-8")
    assert find_pairs(*folders) == before


def test_json_is_preferred_because_it_knows_more(folders: tuple[Path, Path]) -> None:
    out, truth = folders
    (out / "a.json").write_bytes(get("json").write(replace(THREE, name="a")))  # type: ignore[misc]
    assert {p.name: p.output and p.output.name for p in find_pairs(out, truth)}["a"] == "a.json"


def test_two_single_files_are_a_pair_whatever_their_names(folders: tuple[Path, Path]) -> None:
    code, text = run(folders[0] / "a.md", folders[1] / "b.gt.md", "--json", "-")
    assert code == 0
    document = json.loads(text)
    assert [p["page"] for p in document["scores"][0]["by_page"]] == ["b"]


def test_the_json_follows_its_schema_and_has_errors_and_denominators(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    code, _ = run(*folders, "--profile", "raw", "--profile", "content", "--json", tmp_path / "s.json", "--max", "cer=1")
    assert code == 0
    document = json.loads((tmp_path / "s.json").read_text())
    validate(document, SCHEMA)
    assert [s["profile"] for s in document["scores"]] == ["raw/1", "content/1"]
    assert document["gates"] == [{"metric": "cer", "at_most": 1.0, "holds": True}]
    figure = document["scores"][0]["figures"]["cer"]
    assert figure["value"] == figure["errors"] / figure["n"]


def test_what_is_counted_against_nothing_is_null_in_json(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("多出来的一行\n")
    (tmp_path / "a.gt.md").write_text("")
    document = json.loads(run(tmp_path / "a.md", tmp_path / "a.gt.md", "--json", "-")[1])
    validate(document, SCHEMA)
    assert document["scores"][0]["figures"]["cer"] == {"value": None, "errors": 6, "n": 0}


@pytest.mark.parametrize(
    ("option", "code"),
    [(("--max", "cer=0.99"), 0), (("--max", "cer=0.1"), 1), (("--min", "bcubed=0.99"), 1), (("--min", "harm=0.1"), 1)],
)
def test_gates(folders: tuple[Path, Path], option: tuple[str, str], code: int) -> None:
    assert run(*folders, *option)[0] == code


@pytest.mark.parametrize("wrong", ["cers=1", "cer", "cer=low"])
def test_a_gate_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError, match=re.escape(wrong)):
        gates([wrong], [])


def test_variants_are_folded_in_a_second_score_with_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "v.json").write_text('{"為": "爲", "爲": "為", "啟": "啓"}')
    (tmp_path / "o.md").write_text("為啟\n")
    (tmp_path / "t.gt.md").write_text("爲啓\n")
    document = json.loads(
        run(tmp_path / "o.md", tmp_path / "t.gt.md", "--variants", tmp_path / "v.json", "--json", "-")[1]
    )
    assert [(s["profile"], s["figures"]["cer"]["errors"]) for s in document["scores"]] == [
        ("width/1", 2),
        ("width+variants/1", 0),
    ]


def test_simplified_is_folded_on_request(tmp_path: Path) -> None:
    (tmp_path / "o.md").write_text("國际\n")
    (tmp_path / "t.gt.md").write_text("国際\n")
    document = json.loads(run(tmp_path / "o.md", tmp_path / "t.gt.md", "--simplified", "--json", "-")[1])
    assert document["scores"][1]["profile"] == "width+t2s/1"
    assert document["scores"][1]["figures"]["cer"]["errors"] == 0


@pytest.mark.parametrize("content", ["[1]", '{"ab": "c"}', "{"])
def test_variants_that_are_none_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "v.json").write_text(content)
    (tmp_path / "o.md").write_text("文\n")
    with pytest.raises(UnreadableInput):
        run(tmp_path / "o.md", tmp_path / "o.md", "--variants", tmp_path / "v.json")


def test_a_repair_is_measured_against_what_was_before(folders: tuple[Path, Path], tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    # before: 昨曰 is wrong. after: it is mended, and 北岸 became 比岸: one of the right characters was broken
    story = [b.text for b in RIVER.blocks]
    (before / "b.md").write_text(f"# {story[0]}\n\n{story[1].replace('昨日', '昨曰')}\n\n{story[2]}\n")
    (folders[0] / "b.md").write_text(f"# {story[0]}\n\n{story[1].replace('北岸', '比岸')}\n\n{story[2]}\n")
    document = json.loads(
        run(folders[0] / "b.md", folders[1] / "b.gt.md", "--before", before / "b.md", "--json", "-")[1]
    )
    figures = document["scores"][0]["figures"]
    assert figures["harm"] == {"value": 1 / 35, "errors": 1, "n": 35}
    assert figures["gain"] == {"value": 1.0, "right": 1, "n": 1}


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        run(tmp_path / "nowhere", tmp_path)


def test_comparison_finds_what_is_better_and_repeats_with_its_seed(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    truth = tmp_path / "truth"
    for folder in (good, bad, truth):
        folder.mkdir()
    for n in range(12):
        made = write(page(*((RIVER, SCHOOL, MARKET)[: n % 3 + 1])))
        (truth / f"p{n:02}.gt.md").write_text(made)
        (good / f"p{n:02}.md").write_text(made)
        (bad / f"p{n:02}.md").write_text(made.replace("上", "土"))
    arguments = ("--compare", good, bad, truth, "--json", "-", "--seed", 7)
    code, text = run(*arguments)
    assert code == 0
    document = json.loads(text)
    validate(document, COMPARISON)
    found = {d["metric"]: d for d in document["comparisons"][0]["differences"]}
    assert found["cer"]["sure"] is True and found["cer"]["low"] > 0 and found["cer"]["second_better_in"] == 0
    assert found["bcubed"]["sure"] is False
    assert run(*arguments)[1] == text


def test_comparison_of_different_pages_is_refused() -> None:
    one = collect([score_page(THREE, THREE)])
    other = collect([score_page(replace(THREE, name="q"), replace(THREE, name="q"))])
    with pytest.raises(UsageError):
        compare(one, other)


def with_glyphs(confidences: list[float], read: str, edits: tuple[Edit, ...] = ()) -> Page:
    glyphs = tuple(
        Glyph(c, Box(10 + 20 * k, 10, 28 + 20 * k, 28), p)
        for k, (c, p) in enumerate(zip(read, confidences, strict=True))
    )
    line = TextLine("l1", polygon=((0, 0), (400, 0), (400, 30)), glyphs=glyphs)
    block = Block(Kind.PARAGRAPH, read, (Span("l1", 0, len(glyphs)),))
    return Page("p", 400, 40, lines=(line,), articles=(Article("a", (block,)),), edits=edits)


TEN = "天地玄黄宇宙洪荒日月"


def test_calibration_by_hand() -> None:
    # two characters at 0.55, one of them wrong; eight at 0.95, all right:
    # (|1 - 1.1| + |8 - 7.6|) / 10 = 0.05
    made = with_glyphs([0.55, 0.55] + [0.95] * 8, "夭" + TEN[1:])
    truth = page(Article("a", (Block(Kind.PARAGRAPH, TEN),)))
    found = score_page(made, truth).figures["calibration"]
    assert isinstance(found, Calibration)
    assert found.value == pytest.approx(0.05)


def test_flags_by_hand() -> None:
    # characters 0 and 9 are wrong; 0 and 1 are flagged: one of two flags is right, one of two errors flagged
    edits = tuple(Edit(f"e{k}", "doubt", 1, Operation.MARK, (Span("l1", k, k + 1),)) for k in (0, 1))
    made = with_glyphs([0.9] * 10, "夭" + TEN[1:9] + "曰", edits)
    truth = page(Article("a", (Block(Kind.PARAGRAPH, TEN),)))
    assert score_page(made, truth).figures["flags"] == Agreement(1, 2, 1, 2)


def test_the_report_is_one_file_with_every_difference_escaped(tmp_path: Path) -> None:
    made = with_glyphs([0.9] * 10, "夭" + TEN[1:])
    (tmp_path / "out").mkdir()
    (tmp_path / "out/p.json").write_bytes(get("json").write(made))  # type: ignore[misc]
    (tmp_path / "out/q.md").write_text("# <script>alert(1)</script>\n\n正文与其余内容 & 一切\n")
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth/p.gt.md").write_text(TEN + "\n")
    (tmp_path / "truth/q.gt.md").write_text("# <script>alert(2)</script>\n\n正文与其余内容 & 一切\n")
    Image.new("L", (400, 40), 255).save(tmp_path / "p.png")
    code, _ = run(tmp_path / "out", tmp_path / "truth", "--html", tmp_path / "r.html", "--images", tmp_path)
    assert code == 0
    text = (tmp_path / "r.html").read_text()
    assert "<script" not in text
    assert "<del>天</del><ins>夭</ins>" in text
    assert "<del>2</del><ins>1</ins>" in text
    assert text.count("data:image/jpeg;base64,") == 1
    assert not re.search(r'(?:src|href)="(?!data:)', text)
    assert "&amp;" in text


def test_the_worst_page_comes_first(folders: tuple[Path, Path], tmp_path: Path) -> None:
    run(*folders, "--html", tmp_path / "r.html")
    order = re.findall(r'<details class="page"><summary>([^<]*)', (tmp_path / "r.html").read_text())
    assert order in (["b", "1939/c", "a"], ["b", "a", "1939/c"])


HOSTILE = b"""<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "b">]><PcGts><Page/></PcGts>"""


def test_xml_with_a_document_type_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(HOSTILE)
    with pytest.raises(UnreadableInput, match="document type"):
        read_page(tmp_path / "a.xml", "a")
    (tmp_path / "b.xml").write_bytes(b"<PcGts>" + b"<a>" * 200 + b"</a>" * 200 + b"</PcGts>")
    with pytest.raises(UnreadableInput, match="nested"):
        read_page(tmp_path / "b.xml", "b")


def test_page_xml_is_read_with_article_ids(tmp_path: Path) -> None:
    def line(text: str, article: str) -> str:
        custom = f'custom="readingOrder {{index:0;}} structure {{id:{article}; type:article;}}"' if article else ""
        return (
            f'<TextLine id="x" {custom}><Coords points="0,0 9,0 9,9 0,9"/>'
            f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>"
        )

    lines = line("Zeitung", "") + line("Man meldet", "a2") + line("aus Wien", "a2") + line("Preise", "a1")
    (tmp_path / "a.xml").write_text(
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2013-07-15">'
        f'<Page imageWidth="100" imageHeight="50"><TextRegion id="r">{lines}</TextRegion></Page></PcGts>'
    )
    found = read_page(tmp_path / "a.xml", "a")
    assert [(a.id, a.blocks[0].text) for a in found.articles] == [("a2", "Man meldet aus Wien"), ("a1", "Preise")]
    assert [b.text for b in found.furniture] == ["Zeitung"]
    assert (found.width, found.height, len(found.lines)) == (100, 50, 4)


@pytest.mark.parametrize(("count", "warned"), [(2, True), (10, False)])
def test_a_comparison_of_few_pages_says_so(count: int, warned: bool, tmp_path: Path) -> None:
    for n in range(count):
        (tmp_path / f"p{n}.gt.md").write_text(write(THREE))
        (tmp_path / f"p{n}.md").write_text(write(THREE))
    _, text = run("--compare", tmp_path, tmp_path, tmp_path)
    assert ("say little" in text) is warned
