"""Real answers of the recogniser on whole pages, written in every format: valid, consistent, complete, read again.

The pages are those whose answers are recorded (tests/pipeline).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from lxml import etree

from ocrfix import formats
from ocrfix.articles.issue import assemble
from ocrfix.formats.base import Format
from ocrfix.formats.sheet import sheet_of
from ocrfix.formats.validate import validate
from ocrfix.page import Page
from ocrfix.settings.load import load
from tests.formats import schemas
from tests.pipeline.recorded import ALL, ISSUE, Recorded, converted

XSD = {"alto": "alto-4-4.xsd", "page": "page-2019-07-15.xsd"}
KEPT = ("alto", "page", "hocr")


@cache
def written(recorded: Recorded) -> dict[str, bytes]:
    page = converted(recorded)
    return {form.name: formats.written(page, [form.name])[form.suffix] for form in every()}


def every() -> list[Format]:
    return [f for f in map(formats.get, formats.WRITTEN) if f.write is not None]


def bare(text: str) -> str:
    return "".join(text.split())


def in_order(page: Page) -> str:
    return bare("".join(line.text for line in sheet_of(page).lines))


each = pytest.mark.parametrize("recorded", ALL, ids=lambda r: r.name)


@each
@pytest.mark.parametrize("name", list(XSD))
def test_xml_is_valid(recorded: Recorded, name: str) -> None:
    schemas.schema(XSD[name]).assertValid(etree.fromstring(written(recorded)[name]))


@each
def test_tei_is_valid(recorded: Recorded) -> None:
    root = etree.fromstring(written(recorded)["tei"])
    schemas.tei(*{etree.QName(e).localname for e in root.iter()}).assertValid(root)


@each
@pytest.mark.parametrize("name", [*KEPT, "json"])
def test_it_has_no_problem_that_a_schema_cannot_see(recorded: Recorded, name: str) -> None:
    suffix = formats.get(name).suffix
    assert validate(written(recorded)[name], f"{recorded.name}{suffix}", Path()) == []


@each
@pytest.mark.parametrize("name", KEPT)
def test_what_is_read_again_is_written_again(recorded: Recorded, name: str) -> None:
    form, data = formats.get(name), written(recorded)[name]
    assert form.read is not None and form.write is not None
    again = form.read(data, recorded.name)
    assert in_order(again) == in_order(converted(recorded))
    assert form.read(form.write(again), recorded.name) == again


@each
def test_a_pdf_is_read_in_order(recorded: Recorded) -> None:
    text = pdfium.PdfDocument(written(recorded)["pdf"])[0].get_textpage().get_text_range()
    assert bare(text) == in_order(converted(recorded))


def test_the_issue_leads_to_its_files(tmp_path: Path) -> None:
    pages = [converted(recorded) for recorded in ISSUE]
    for recorded in ISSUE:
        for suffix, data in formats.written(converted(recorded), formats.WRITTEN, tmp_path).items():
            (tmp_path / f"{recorded.name}{suffix}").write_bytes(data)
    issue = assemble("issue", pages, ISSUE[0].converter().model, load().articles)
    made = dict(formats.written_issue(issue, formats.WRITTEN, tmp_path))
    schemas.schema("mets.xsd").assertValid(etree.fromstring(made[".mets.xml"]))
    assert validate(made[".mets.xml"], "issue.mets.xml", tmp_path) == []
