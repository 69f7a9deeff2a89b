"""What holds for all formats of the field that keep lines and places: ALTO, PAGE-XML, hOCR."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from ocrfix import formats
from ocrfix.errors import UnreadableInput
from ocrfix.page import Edit, Glyph, Operation, Page, Span, Standing
from ocrfix.repair import apply, revert
from tests.formats.newspaper import PAGE
from tests.formats.schemas import schema
from tests.pages import pages

MODULES = ["alto", "page_xml", "hocr"]
SCHEMAS = {"alto": "alto-4-4.xsd", "page_xml": "page-2019-07-15.xsd"}
MANY = settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)

HOSTILE = {
    "an entity that grows": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><alto>&b;</alto>',
    "a file of this machine": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><PcGts>&a;</PcGts>',
    "depth": b"<html>" + b"<div>" * 300 + b"</div>" * 300 + b"</html>",
    "half a file": b"<alto><Layout><Page",
    "something else": b"<html><body/></html>",
}


def module(name: str) -> Any:
    return import_module(f"ocrfix.formats.{name}")


@pytest.mark.parametrize("name", MODULES)
def test_what_is_written_is_read_again(name: str) -> None:
    """The same value for everything the format can hold, which ``held`` tells; twice is as once."""
    form = module(name)

    @MANY
    @given(pages(), st.booleans())
    def check(page: Page, sized: bool) -> None:
        page = page if sized else replace(page, width=None, height=None)
        written = form.write(page)
        again = form.read(written, page.name)
        assert again == form.held(page, page.name)
        assert form.write(form.read(form.write(again), page.name)) == form.write(again)

    check()


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_what_is_written_is_valid(name: str) -> None:
    form, valid = module(name), schema(SCHEMAS[name])

    @MANY
    @given(pages())
    def check(page: Page) -> None:
        valid.assertValid(etree.fromstring(form.write(page)))

    check()
    for page in (PAGE, Page("p")):
        valid.assertValid(etree.fromstring(form.write(page)))


@pytest.mark.parametrize("name", MODULES)
def test_articles_come_back_with_their_texts(name: str) -> None:
    form = module(name)
    page = form.read(form.write(PAGE), PAGE.name)
    assert [(a.id, a.kind) for a in page.articles] == [(a.id, a.kind) for a in PAGE.articles]
    assert [[(b.kind, b.text) for b in a.blocks] for a in page.articles] == [
        [(b.kind, b.text) for b in a.blocks] for a in PAGE.articles
    ]
    assert [b.text for b in page.furniture] == ["第三版 河口晚报"]
    assert (page.width, page.height) == (600, 400)
    assert page.source is not None and page.source.file == "river.tif"


@pytest.mark.parametrize("name", MODULES)
def test_no_line_is_lost(name: str) -> None:
    form = module(name)
    page = form.read(form.write(PAGE), PAGE.name)
    by_id = {line.id: line for line in page.lines}
    assert by_id.keys() == {*(line.id for line in PAGE.lines), "l5_2"}
    assert [by_id["l5"].text, by_id["l5_2"].text] == ["。", "（下转五版）"]
    assert by_id["l9"].text == "孤行"
    assert by_id["l8"].glyphs == ()
    assert by_id["l6"].direction is PAGE.line("l6").direction


@pytest.mark.parametrize("name", MODULES)
def test_two_runs_give_the_same_bytes(name: str) -> None:
    assert module(name).write(PAGE) == module(name).write(PAGE)


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("what", list(HOSTILE))
def test_hostile_files_are_refused(name: str, what: str) -> None:
    read: Callable[[bytes, str], Page] = module(name).read
    if what == "something else" and name == "hocr":
        pytest.skip("it is HTML")
    with pytest.raises(UnreadableInput, match="some file"):
        read(HOSTILE[what], "some file")


def test_several_formats_at_once_are_those_one_by_one() -> None:
    found = formats.written(PAGE, formats.MODULES)
    for name in formats.MODULES:
        form = formats.get(name)
        if form.write is not None:
            assert found[form.suffix] == form.write(PAGE), name


@pytest.mark.parametrize("name", ["alto", "page_xml"])
def test_repairs_come_back_and_can_be_taken_back(name: str) -> None:
    form = module(name)
    again = form.read(form.write(PAGE), PAGE.name)
    assert again.edits == PAGE.edits, "with their evidence"
    before = revert(again)
    assert before.line("l2").text == "请" + PAGE.line("l2").text[1:]
    assert [b.text for b in before.articles[0].blocks][1].startswith("请")
    assert [line.text for line in apply(before, again.edits).lines] == [line.text for line in again.lines]


@pytest.mark.parametrize("name", ["alto", "page_xml"])
def test_repairs_that_do_not_fit_their_lines_are_told_but_not_taken_over(name: str) -> None:
    """A line that was cut in two, one in which a cluster of several characters was taken apart, one changed since."""
    cut = Edit("cut-1", "width", 1, Operation.DELETE, (Span("l5", 2, 3),), (Glyph("，"),), (), 0.95, Standing.APPLIED)
    page = replace(PAGE, edits=(*PAGE.edits, cut))
    form = module(name)
    data = form.write(page)
    assert b"cut-1" in data and b"l5[2:3]" in data
    assert [e.id for e in form.read(data, "p").edits] == ["fix-1"]
    assert [e.id for e in form.read(data.replace("清晨五点".encode(), "青晨五点".encode()), "p").edits] == []
