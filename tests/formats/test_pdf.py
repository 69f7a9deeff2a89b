"""Searchable PDF: the text is found where it stands, in reading order, and comes back when it is read."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from PIL import Image

from ocrfix.errors import UnreadableInput
from ocrfix.formats import pdf
from ocrfix.formats.sheet import sheet_of
from ocrfix.page import Article, Block, Box, Direction, Document, Glyph, Kind, Page, Source, Span, TextLine
from tests.formats.newspaper import HEADLINE, PAGE, column, row
from tests.pages import pages


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


@pytest.fixture
def scanned(tmp_path: Path) -> Page:
    """The page with a scan, grey, at 150 dpi."""
    path = tmp_path / "river.png"
    Image.linear_gradient("L").resize((600, 400)).save(path, dpi=(150, 150))
    return replace(PAGE, source=Source(str(path), 1, hashlib.sha256(path.read_bytes()).hexdigest()))


def test_the_scan_is_below_the_text_at_its_own_resolution(scanned: Page) -> None:
    made = opened(pdf.write(scanned))
    (page,) = made.pages
    assert [float(n) for n in page.mediabox] == pytest.approx([0, 0, 288, 192], abs=0.1)
    image = pikepdf.PdfImage(page.Resources.XObject.Scan)
    assert (image.width, image.height) == (600, 400)


def test_a_jpeg_is_taken_as_it_is(scanned: Page, tmp_path: Path) -> None:
    path = tmp_path / "river.jpg"
    Image.linear_gradient("L").resize((600, 400)).save(path)
    content = path.read_bytes()
    page = replace(scanned, source=Source(str(path), 1, hashlib.sha256(content).hexdigest()))
    made = opened(pdf.write(page))
    assert made.pages[0].Resources.XObject.Scan.read_raw_bytes() == content


def test_another_file_under_the_name_of_the_scan_is_not_taken(scanned: Page) -> None:
    assert scanned.source is not None
    for source in (
        replace(scanned.source, sha256=""),
        replace(scanned.source, sha256="ab"),
        Source("/nowhere", 1, "ab"),
    ):
        made = opened(pdf.write(replace(scanned, source=source)))
        assert "/XObject" not in made.pages[0].Resources


def test_every_line_is_found_and_stands_where_it_is_printed(scanned: Page) -> None:
    document = pdfium.PdfDocument(pdf.write(scanned))
    text = document[0].get_textpage()
    for line in sheet_of(scanned).lines:
        if len(line.text) < 2:
            continue
        found = text.search(line.text).get_next()
        assert found is not None, line.text
        boxes = [text.get_charbox(i, loose=True) for i in range(found[0], found[0] + found[1])]
        scale = 600 / 288
        box = Box(
            min(b[0] for b in boxes) * scale, 400 - max(b[3] for b in boxes) * scale,
            max(b[2] for b in boxes) * scale, 400 - min(b[1] for b in boxes) * scale,
        )  # fmt: skip
        assert box.iou(line.box) > 0.8, (line.text, box, line.box)


def in_order(page: Page) -> str:
    """All text of a page in reading order, without white space."""
    return "".join("".join(line.text for line in sheet_of(page).lines).split())


def by_pdfium(page: Page) -> str:
    text = pdfium.PdfDocument(pdf.write(page))[0].get_textpage()
    return "".join(text.get_text_range().split())


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_pdftotext_has_the_text_in_reading_order(tmp_path: Path) -> None:
    """As it stands in the file (``-raw``); without, it orders text by place alone, whatever the file says."""
    (tmp_path / "a.pdf").write_bytes(pdf.write(PAGE))
    run = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, check=True)
    assert "".join(run.stdout.decode().split()) == in_order(PAGE)


def as_one_block(*lines: TextLine) -> Page:
    spans = tuple(Span(line.id, 0, len(line.glyphs)) for line in lines)
    block = Block(Kind.PARAGRAPH, "".join(line.text for line in lines), spans)
    return Page("p", 800, 600, lines=lines, articles=(Article("a1", (block,)),))


ALIKE = {
    "columns that begin at one height": (column("a", "客人上岸去", 400, 100), column("b", "夜航船靠岸", 370, 100)),
    "columns of one character": (column("a", "客", 400, 100), column("b", "人", 370, 100), column("c", "去", 340, 100)),
    "a column that begins where the one before is cut": (
        column("a", "客人上岸", 400, 100), column("b", "夜航", 370, 140), column("c", "船", 340, 160)),
    "rows at one height, the right one first": (row("a", "客人上岸去", 400, 100), row("b", "夜航船", 100, 100)),
    "a column and a row beside it": (column("a", "客人上岸", 400, 100), row("b", "夜", 340, 103, 30)),
}  # fmt: skip


@pytest.mark.parametrize("what", list(ALIKE))
def test_pdfium_has_the_text_in_reading_order(what: str) -> None:
    page = as_one_block(*ALIKE[what])
    assert by_pdfium(page) == in_order(page)


def test_pdfium_has_a_page_in_reading_order() -> None:
    assert by_pdfium(PAGE) == in_order(PAGE)


def test_it_is_tagged_by_article_with_bookmarks() -> None:
    made = opened(pdf.write(PAGE))
    document = made.Root.StructTreeRoot.K[0]
    assert [str(e.S) for e in document.K] == ["/Art", "/Art", "/Sect", "/Sect"]
    assert str(document.K[0].T) == "老桥下的菜市场"
    assert [str(e.S) for e in document.K[0].K] == ["/H1", "/P", "/P"]
    parents = pikepdf.NumberTree(made.Root.StructTreeRoot.ParentTree)
    marks = [mark for e in document.K for block in e.K for mark in block.K]
    assert sorted(int(m.MCID) for m in marks) == list(range(len(parents[0])))
    with made.open_outline() as outline:
        assert [item.title for item in outline.root] == ["老桥下的菜市场"]


def test_it_says_it_is_pdf_a_and_has_what_that_takes(scanned: Page) -> None:
    """What ISO 19005-2 asks for that this writer could miss; clauses in brackets."""
    made = opened(pdf.write(scanned))
    assert made.check_pdf_syntax() == []
    assert made.open_metadata().pdfa_status == "2B"
    assert "/Filter" not in made.Root.Metadata, "metadata may be read by who knows no PDF (6.6.2.1)"
    assert "/ID" in made.trailer and "/Encrypt" not in made.trailer
    profile = made.Root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert (profile[12:16], profile[16:20], profile[8]) == (b"mntr", b"RGB ", 4), "(6.2.3)"
    assert made.Root.MarkInfo.Marked
    allowed = {"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter", "/Length"}
    for page in made.pages:
        assert set(page.Resources.XObject.Scan.keys()) <= allowed, "no masks, no interpolation (6.2.8)"
        assert "/Group" not in page and "/ExtGState" not in page.Resources, "nothing see-through (6.2.10)"


def test_its_font_is_whole_and_says_its_widths_as_pdf_a_wants() -> None:
    made = opened(pdf.write(PAGE))
    (page,) = made.pages
    font = page.Resources.Font.T
    descendant = font.DescendantFonts[0]
    program = TTFont(BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
    glyphs = descendant.CIDToGIDMap.read_bytes()
    names = program.getGlyphOrder()
    advances = [program["hmtx"][names[glyphs[2 * code + 1]]][0] for code in range(1, len(glyphs) // 2)]
    assert [int(w) for w in descendant.W[1]] == advances, "(6.2.11.5)"
    shown = re.findall(rb"<([0-9A-F]+)> Tj", page.Contents.read_bytes())
    codes = [c for text in shown for c in re.findall(b"....", text)]
    assert codes and all(glyphs[2 * int(c, 16) + 1] for c in codes), "never the missing glyph (6.2.11.8)"
    mapped = re.findall(rb"<([0-9A-F]{4})> <", font.ToUnicode.read_bytes())
    assert set(codes) <= set(mapped)


def test_a_story_over_two_pages_is_one_element() -> None:
    line = column("m1", "客人上岸去", 10, 10)
    other = Page("river-0005", 60, 400, lines=(line,))
    blocks = (
        Block(Kind.HEADLINE, HEADLINE.text, (Span("l1", 0, 7),)),
        Block(Kind.PARAGRAPH, line.text, (Span("m1", 0, 5),), "river-0005"),
    )
    story = Article("i1", blocks, pages=(PAGE.name, "river-0005"))
    made = opened(pdf.write_document(Document("river", (PAGE, other), (story,))))
    (article,) = [e for e in made.Root.StructTreeRoot.K[0].K if str(e.S) == "/Art"]
    pages_of = [[p.obj.objgen for p in made.pages].index(block.K[0].Pg.objgen) for block in article.K]
    assert pages_of == [0, 1]


def test_two_runs_give_the_same_bytes(scanned: Page) -> None:
    assert pdf.write(scanned) == pdf.write(scanned)


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(pages())
def test_any_page_can_be_written(page: Page) -> None:
    assert opened(pdf.write(page)).check_pdf_syntax() == []
    pdf.write_document(Document("d", (page,)))


def test_right_to_left_lines_keep_their_order() -> None:
    said = "河口晚报 每日一张"
    glyphs = tuple(Glyph(c, Box(200 - 20 * i, 10, 220 - 20 * i, 30)) for i, c in enumerate(said))
    line = TextLine("l1", Box(40, 10, 220, 30).polygon, glyphs, Direction.RTL)
    text = pdfium.PdfDocument(pdf.write(Page("p", 300, 100, lines=(line,))))[0].get_textpage()
    assert text.get_text_range().strip() == said
    left, _, right, _ = text.get_charbox(0, loose=True)
    assert left > 190 * 72 / 300 and right < 230 * 72 / 300, "the first character stands at the right end"


def test_the_text_layer_is_read_with_its_places() -> None:
    page = pdf.read(pdf.write(PAGE), "river-0003")
    assert page.width is not None and page.height is not None
    factor = page.width / 600
    assert page.height == pytest.approx(400 * factor, abs=1), "as many pixels as `convert` draws the page in"
    by_text = {line.text: line for line in page.lines}
    for line in sheet_of(PAGE).lines:
        if line.glyphs and not line.id.startswith("l5"):  # which was cut in two
            found = by_text[line.text]
            assert found.box.iou(Box(*(factor * edge for edge in line.box.edges))) > 0.6, line.text
    down = by_text["夜航船靠岸"]
    assert down.direction is Direction.TTB
    assert "".join(b.text for a in page.articles for b in a.blocks).count("清晨五点") == 1


def test_what_is_no_pdf_is_refused() -> None:
    for data in (b"", b"%PDF-1.7\nbroken", b"<html/>"):
        with pytest.raises(UnreadableInput, match=r"some\.pdf"):
            pdf.read(data, "some.pdf")
