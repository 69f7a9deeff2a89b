"""Outputs and truths of every format that can be read are scored, whatever wrote them."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

from ocrfix import formats
from ocrfix.errors import UnreadableInput
from ocrfix.formats.base import Format
from ocrfix.page import Article, Box, Glyph, Page, Span, TextLine
from ocrfix.score.files import find_pairs
from ocrfix.score.profile import WIDTH_PROFILE
from ocrfix.score.reading import endings, read_page
from ocrfix.score.run import score_files
from ocrfix.score.set_score import SetScore
from tests.score.score_pages import MARKET, RIVER, SCHOOL, page

EM = 20


def typeset(made: Page) -> Page:
    """The page with every block set as one line, one below the other, as formats with geometry want it."""
    lines: list[TextLine] = []

    def set_(article: Article) -> Article:
        blocks = []
        for block in article.blocks:
            top = 2.0 * EM * (len(lines) + 1)
            glyphs = tuple(
                Glyph(c, Box(EM * (k + 1), top, EM * (k + 2), top + EM), 0.9) for k, c in enumerate(block.text)
            )
            right = EM * (len(glyphs) + 1)
            around = ((EM, top), (right, top), (right, top + EM), (EM, top + EM))
            lines.append(TextLine(f"l{len(lines) + 1}", around, glyphs))
            blocks.append(replace(block, spans=(Span(lines[-1].id, 0, len(glyphs)),)))
        return replace(article, blocks=tuple(blocks))

    articles = tuple(map(set_, made.articles))
    return replace(made, width=1000, height=2 * EM * (len(lines) + 3), lines=tuple(lines), articles=articles)


NAMES = ["md"] + [n for n in formats.MODULES if n != "md" and formats.get(n).read and formats.get(n).write]
MADE = typeset(page(RIVER, SCHOOL, MARKET))


def write(name: str, made: Page, folder: Path, stem: str) -> Path:
    form = formats.get(name)
    assert form.write is not None
    folder.mkdir(exist_ok=True)
    path = folder / f"{stem}{form.suffix}"
    path.write_bytes(form.write(replace(made, name="p")))
    return path


def scored(output: Path, truth: Path) -> SetScore:
    (found,), _ = score_files(output, truth, (WIDTH_PROFILE,))
    return found


@pytest.mark.parametrize(("output", "truth"), sorted({*product(NAMES, ["md"]), *product(["md"], NAMES)}))
def test_every_format_is_scored_as_output_and_as_truth(output: str, truth: str, tmp_path: Path) -> None:
    write(output, MADE, tmp_path / "out", "p")
    write(truth, MADE, tmp_path / "truth", "p.gt")
    found = scored(tmp_path / "out", tmp_path / "truth")
    assert [p.name for p in found.pages] == ["p"]
    assert (found["page_distance"], found["missing"], found["excess"]) == (0, 0, 0)
    assert found["joins"] == 1 or {"txt", "pdf"} & {output, truth}  # which paragraphs go on is not in them


ALTO = """<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page ID="p1" WIDTH="200" HEIGHT="100">
<PrintSpace><TextBlock ID="b1"><TextLine ID="l1" HPOS="0" VPOS="0" WIDTH="100" HEIGHT="10">
<String CONTENT="长河开通新航线" HPOS="0" VPOS="0" WIDTH="70" HEIGHT="10"/></TextLine></TextBlock></PrintSpace>
</Page></Layout></alto>"""
PAGE = """<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageFilename="p.png"
imageWidth="200" imageHeight="100"><TextRegion id="r1"><Coords points="0,0 100,0 100,10 0,10"/><TextLine id="l1">
<Coords points="0,0 100,0 100,10 0,10"/><TextEquiv><Unicode>长河开通新航线</Unicode></TextEquiv></TextLine></TextRegion>
</Page></PcGts>"""
HOCR = """<html xmlns="http://www.w3.org/1999/xhtml"><head><meta name="ocr-system" content="x"/></head><body>
<div class="ocr_page" id="page_1" title="bbox 0 0 200 100"><p class="ocr_par" id="par_1_1" title="bbox 0 0 100 10">
<span class="ocr_line" id="line_1_1" title="bbox 0 0 100 10"><span class="ocrx_word" id="word_1_1"
title="bbox 0 0 100 10">长河开通新航线</span></span></p></div></body></html>"""


@pytest.mark.parametrize(
    ("file", "content", "needs"),
    [
        ("p.xml", PAGE, None),
        ("p.page.xml", PAGE, None),
        ("p.txt", "长河开通\n新航线\n", "txt"),
        ("p.xml", ALTO, "alto"),
        ("p.alto.xml", ALTO, "alto"),
        ("p.hocr", HOCR, "hocr"),
        ("p.html", HOCR, "hocr"),
    ],
)
def test_files_of_other_tools_are_told_by_their_content(
    file: str, content: str, needs: str | None, tmp_path: Path
) -> None:
    if needs is not None and (needs not in formats.MODULES or formats.get(needs).read is None):
        pytest.skip(f"{needs} cannot be read yet")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / file).write_text(content, encoding="utf-8")
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "p.gt.md").write_text("长河开通新航线\n", encoding="utf-8")
    assert scored(tmp_path / "out", tmp_path / "truth")["page_distance"] == 0


@pytest.fixture
def shout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format nobody has heard of, put among the formats."""

    def read(data: bytes, name: str) -> Page:
        if not data.startswith(b"!"):
            raise UnreadableInput("no shout", file=name, next_step="Shout.")
        return replace(page(Article("a", RIVER.blocks)), name=name)

    module = ModuleType("ocrfix.formats.shout")
    module.FORMAT = Format("shout", ".shout.xml", read=read)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ocrfix.formats.shout", module)
    monkeypatch.setitem(formats.MODULES, "shout", "shout")


@pytest.mark.usefixtures("shout")
@pytest.mark.parametrize("file", ["p.shout.xml", "p.xml"])
def test_a_new_reader_is_used_at_once(file: str, tmp_path: Path) -> None:
    (tmp_path / file).write_bytes(b"!")
    assert read_page(tmp_path / file, "p").articles[0].blocks == RIVER.blocks


@pytest.mark.usefixtures("shout")
def test_a_file_no_reader_takes_names_every_reason(tmp_path: Path) -> None:
    (tmp_path / "p.xml").write_bytes(b"<a/>")
    with pytest.raises(UnreadableInput, match=r"p\.xml.*no shout"):
        read_page(tmp_path / "p.xml", "p")


def test_files_of_formats_that_are_only_written_are_no_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("ocrfix.formats.whisper")
    module.FORMAT = Format("whisper", ".whisper.xml", write=lambda _: b"")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ocrfix.formats.whisper", module)
    monkeypatch.setitem(formats.MODULES, "whisper", "whisper")
    (tmp_path / "truth").mkdir()
    for name in ("p.whisper.xml", "p.md", "q.issue.whisper.xml", "truth/p.gt.md"):
        (tmp_path / name).write_text("长河\n", encoding="utf-8")
    files = find_pairs(tmp_path, tmp_path / "truth")
    assert [p.output and p.output.name for p in files] == ["p.md"]
    assert files.without_truth == ()


def test_a_format_that_cannot_be_scored_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.docx").write_bytes(b"PK")
    with pytest.raises(UnreadableInput, match=r"p\.docx.*\.md"):
        read_page(tmp_path / "p.docx", "p")


def test_of_several_outputs_the_one_that_knows_most_is_taken(tmp_path: Path) -> None:
    order = [e for e in endings() if e in (".json", ".md", ".xml", ".txt", ".pdf")]
    assert order[:3] == [".json", ".md", ".xml"] and order[3] == ".txt"
    for ending in order:
        (tmp_path / f"p{ending}").touch()
    (tmp_path / "p.edits.json").touch()
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "p.gt.page.xml").touch()
    (pair,) = find_pairs(tmp_path, tmp_path / "truth")
    assert (pair.name, pair.output and pair.output.name) == ("p", "p.json")
