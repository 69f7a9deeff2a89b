"""METS: every file with its checksum, every article down to its blocks, nothing dangling."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from ocrfix import formats
from ocrfix.formats import alto, mets
from ocrfix.page import Article, Block, Document, Kind, Page, Source, Span
from tests.formats.newspaper import PAGE, column, region
from tests.formats.schemas import schema
from tests.pages import pages

_M = {"m": "http://www.loc.gov/METS/"}
_HREF = "{http://www.w3.org/1999/xlink}href"


@pytest.fixture
def issue(tmp_path: Path) -> tuple[Document, Path]:
    """Two pages with a story over both; the second page's scan is at hand."""
    (tmp_path / "scans").mkdir()
    image = tmp_path / "scans/river 5.png"
    image.write_bytes(b"not looked at")
    line = column("m1", "客人上岸去", 10, 10)
    source = Source(str(image), 1, hashlib.sha256(b"not looked at").hexdigest())
    block = Block(Kind.PARAGRAPH, line.text, (Span("m1", 0, 5),))
    parts = (region("q1", Kind.PARAGRAPH, line),)
    other = Page("river-0005", 60, 400, source, lines=(line,), regions=parts, articles=(Article("a001", (block,)),))
    first, second = PAGE.articles
    story = replace(first, blocks=(*first.blocks, replace(block, page="river-0005")), pages=(PAGE.name, "river-0005"))
    return Document("river", (PAGE, other), (story, second)), tmp_path / "out"


def made(issue: tuple[Document, Path], *names: str) -> Any:
    document, folder = issue
    folder.mkdir()
    for page in document.pages:
        for suffix, content in formats.written(page, names).items():
            (folder / f"{page.name}{suffix}").write_bytes(content)
    found = {}
    for suffix, content in formats.written_issue(document, (*names, "mets"), folder):
        (folder / f"river.issue{suffix}").write_bytes(content)
        found[suffix] = content
    return etree.fromstring(found[".mets.xml"])


def test_every_file_is_there_with_its_checksum(issue: tuple[Document, Path]) -> None:
    root = made(issue, "json", "alto")
    hrefs = {}
    for file in root.iterfind(".//m:file", _M):
        path = issue[1] / file[0].get(_HREF).replace("%20", " ")
        hrefs[file[0].get(_HREF)] = file.getparent().get("USE")
        if path.exists():
            assert hashlib.sha256(path.read_bytes()).hexdigest() == file.get("CHECKSUM")
            assert int(file.get("SIZE")) == path.stat().st_size
    assert {k: v for k, v in hrefs.items() if "river.tif" not in k} == {
        "../scans/river%205.png": "OCR-D-IMG",
        "river-0003.json": "JSON",
        "river-0003.alto.xml": "FULLTEXT",
        "river-0005.json": "JSON",
        "river-0005.alto.xml": "FULLTEXT",
        "river.issue.json": "JSON",
    }


def test_articles_lead_to_their_blocks_over_pages(issue: tuple[Document, Path]) -> None:
    root = made(issue, "alto")
    (structure,) = root.iterfind("m:structMap[@TYPE='LOGICAL']", _M)
    articles = structure.findall(".//m:div[@TYPE='article']", _M)
    assert [a.get("LABEL") for a in articles] == ["老桥下的菜市场", None]
    begins = [[area.get("BEGIN") for area in block.iter("{*}area")] for block in articles[0]]
    assert begins == [["r1"], ["r2", "r3"], ["r3_2"], ["q1"]]
    files = {f.get("ID"): f[0].get(_HREF) for f in root.iterfind(".//m:file", _M)}
    for area in structure.iter("{*}area"):
        text = alto.read((issue[1] / files[area.get("FILEID")]).read_bytes(), "p")
        assert area.get("BEGIN") in {r.id for r in text.regions}


def test_without_alto_blocks_lead_to_places_in_the_images(issue: tuple[Document, Path]) -> None:
    root = made(issue, "md")
    last = root.findall(".//m:div[@TYPE='article']", _M)[0][-1]
    (area,) = last.iter("{*}area")
    assert (area.get("SHAPE"), area.get("COORDS")) == ("RECT", "10,10,30,110")


def test_the_image_of_a_page_is_found_again(issue: tuple[Document, Path]) -> None:
    data = etree.tostring(made(issue, "alto", "page"))
    found = mets.images(data, "river.mets.xml")
    assert found["river-0005.alto.xml"] == found["river-0005.page.xml"] == "../scans/river 5.png"


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(pages())
def test_it_is_valid_and_nothing_dangles(page: Page) -> None:
    for document in (Document("d", (page,)), Document("d", (page,), page.articles), Document("d", ())):
        root = etree.fromstring(mets.write_issue(document, Path("nowhere"), [".alto.xml"]))
        schema("mets.xsd").assertValid(root)
        ids = {e.get("ID") for e in root.iter() if e.get("ID")}
        assert {e.get(a) for e in root.iter() for a in ("FILEID", "DMDID") if e.get(a)} <= ids
        links = {e.get(f"{{http://www.w3.org/1999/xlink}}{a}") for e in root.iter("{*}smLink") for a in ("from", "to")}
        assert links <= ids
