"""Files of several pages: every page is read, in its own place, and all are written into one file again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ocrfix import formats
from ocrfix.errors import UnreadableInput
from ocrfix.formats import alto, hocr, paddle, pdf, tsv
from ocrfix.formats.base import Format
from ocrfix.formats.sheet import sheet_of
from ocrfix.formats.validate import validate
from ocrfix.page import Article, Block, Box, Glyph, Kind, Page, Source, Span, TextLine
from tests.formats.newspaper import PAGE
from tests.formats.schemas import schema
from tests.formats.test_foreign import STRUCTURE, TSV
from tests.pages import pages

BOUND = ("alto", "hocr")


def small(number: int) -> Page:
    """A page that has the same ids as every other."""
    text = f"第{'一二三四五六七八九'[number - 1]}页"
    glyphs = tuple(Glyph(c, Box(10 + 20 * i, 10, 30 + 20 * i, 30), 0.9) for i, c in enumerate(text))
    line = TextLine("l1", Box(10, 10, 10 + 20 * len(text), 30).polygon, glyphs)
    block = Block(Kind.PARAGRAPH, text, (Span("l1", 0, len(text)),))
    return Page(f"p{number}", 100 + number, 50, Source("river.tif", number, "ab"), lines=(line,),
                articles=(Article("a1", (block,)),))  # fmt: skip


def bound(form: Format, found: list[Page]) -> bytes:
    assert form.binder is not None
    binder = form.binder("river", None)
    for page in found:
        binder.add(page)
    out = BytesIO()
    binder.finish(out)
    return out.getvalue()


def text(page: Page) -> str:
    return "".join(line.text for line in page.lines)


def read(form: Format, data: bytes) -> list[Page]:
    assert form.read_pages is not None
    found = list(form.read_pages(data, "river"))
    return [page for page in found if isinstance(page, Page)]


@pytest.mark.parametrize("name", BOUND)
def test_all_pages_come_back_from_one_file(name: str, tmp_path: Path) -> None:
    form = formats.get(name)
    data = bound(form, [small(1), PAGE, small(3)])
    first, second, third = read(form, data)
    assert [p.name for p in (first, second, third)] == ["river-0001", "river-0002", "river-0003"]
    assert (text(first), text(third)) == ("第一页", "第三页")
    assert [b.text for a in second.articles for b in a.blocks] == [b.text for a in PAGE.articles for b in a.blocks]
    sources = [(p.width, p.source.page if p.source else 0) for p in (first, second, third)]
    assert sources == [(101, 1), (600, 3), (103, 3)]
    assert validate(data, "river") == []
    path = tmp_path / "river"
    path.write_bytes(data)
    assert form.count is not None and form.count(path) == 3
    path.write_bytes(bound(form, [small(1)]))
    assert form.count(path) == 1
    assert bound(form, read(form, data)) == bound(form, read(form, bound(form, read(form, data))))


@pytest.mark.parametrize("name", BOUND)
def test_one_page_is_written_as_it_is_alone(name: str) -> None:
    form = formats.get(name)
    assert form.write is not None
    assert bound(form, [PAGE]) == form.write(PAGE)


@settings(max_examples=50, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(pages(), min_size=2, max_size=3))
def test_any_pages_are_valid_alto_and_keep_their_text(found: list[Page]) -> None:
    data = bound(alto.FORMAT, found)
    schema("alto-4-4.xsd").assertValid(etree.fromstring(data))
    again = read(alto.FORMAT, data)
    held = [alto.held(page, f"river-{n:04d}") for n, page in enumerate(found, start=1)]
    assert list(map(text, again)) == list(map(text, held))
    assert [len(p.articles) for p in again] == [len(p.articles) for p in held]


def test_pages_of_images_of_their_own_keep_them() -> None:
    own = [replace(small(n), source=Source(f"river-{n}.png", 1, f"c{n}")) for n in (1, 2)]
    for form in map(formats.get, BOUND):
        assert [p.source for p in read(form, bound(form, own))] == [p.source for p in own]


def several_pdf(count: int) -> bytes:
    made = pikepdf.new()
    for n in range(1, count + 1):
        with pikepdf.open(BytesIO(pdf.write(small(n)))) as one:
            made.pages.extend(one.pages)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_every_page_of_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "river.pdf"
    path.write_bytes(several_pdf(3))
    found = [p for p in pdf.read_pages(path, "river") if isinstance(p, Page)]
    assert [p.name for p in found] == ["river-0001", "river-0002", "river-0003"]
    assert [text(p) for p in found] == ["第一页", "第二页", "第三页"]
    assert [p.source and (p.source.file, p.source.page) for p in found] == [(str(path), n) for n in (1, 2, 3)]
    assert pdf.FORMAT.count is not None and pdf.FORMAT.count(path) == 3


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_places_are_those_of_the_page_as_it_is_shown(turn: int) -> None:
    """A page that is turned, and whose corner is not at 0, has its text where its pixels are."""
    with pikepdf.open(BytesIO(pdf.write(small(1)))) as made:
        page = made.pages[0]
        left, bottom, right, top = (float(v) for v in page.mediabox)
        page.mediabox = pikepdf.Array([left - 5, bottom - 9, right, top])
        page.obj.Rotate = turn
        out = BytesIO()
        made.save(out)
    found = pdf.read(out.getvalue(), "river")
    assert found.width is not None and found.height is not None
    width, height = sorted((found.width, found.height), reverse=True)
    factor = width / (101 + 5 * 300 / 72)
    x, y = (5 * 300 / 72 + 40) * factor, 20 * factor
    shown = {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[turn]
    (line,) = found.lines
    assert line.box.center == pytest.approx(shown, abs=0.3 * factor * 20)


def test_every_page_of_tesseracts_table() -> None:
    first, second = tsv.read_pages(TSV.encode(), "river")
    assert (first.name, second.name, text(second)) == ("river-0001", "river-0002", "下页")


def test_every_page_of_paddleocrs_results() -> None:
    line = [[[10, 100], [90, 100], [90, 120], [10, 120]], ["清晨五点", 0.8]]
    two = list(paddle.read_pages(json.dumps([[line], None, [line, line]]).encode(), "river"))
    assert [len(p.lines) for p in two] == [1, 0, 2]
    three = list(paddle.read_pages(json.dumps([STRUCTURE, {"res": STRUCTURE}]).encode(), "river"))
    assert [p.name for p in three] == ["river-0001", "river-0002"] and len(three[1].lines) == len(three[0].lines)


@pytest.mark.parametrize(
    ("read_one", "data"),
    [
        (alto.read, bound(alto.FORMAT, [small(1), small(2)])),
        (hocr.read, bound(hocr.FORMAT, [small(1), small(2)])),
        (tsv.read, TSV.encode()),
        (pdf.read, several_pdf(2)),
    ],
    ids=["alto", "hocr", "tsv", "pdf"],
)
def test_who_asks_for_one_page_is_not_given_the_first_of_several(
    read_one: Callable[[bytes, str], Page], data: bytes
) -> None:
    with pytest.raises(UnreadableInput, match="several pages"):
        read_one(data, "some file")


def test_a_repair_leads_to_its_line_whatever_the_line_is_called() -> None:
    """Ids that XML cannot have, and those that another page has, are changed."""
    page = replace(PAGE, lines=tuple(PAGE.lines))
    root = etree.fromstring(bound(alto.FORMAT, [page, page]))
    steps = {e.get("ID") for e in root.iter("{*}Processing") if "edit" in e.get("ID")}
    lines = [e for e in root.iter("{*}TextLine") if e.get("PROCESSINGREFS")]
    assert len(steps) == 2 and {e.get("PROCESSINGREFS") for e in lines} == steps
    assert len(list(sheet_of(page).edits)) == 1
