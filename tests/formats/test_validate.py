"""``ocrfix validate``: our own files pass, and each fault is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from ocrfix import formats
from ocrfix.cli.validate import validate as command
from ocrfix.errors import ExitCode, UnreadableInput
from ocrfix.formats import alto, hocr, json, page_xml
from ocrfix.formats.validate import validate
from ocrfix.page import Document, Page
from tests.formats.newspaper import PAGE
from tests.pages import pages

WRITERS: dict[str, Any] = {"alto": alto, "page_xml": page_xml, "hocr": hocr, "json": json}
MANY = settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.parametrize("name", list(WRITERS))
def test_what_ocrfix_writes_has_no_problem(name: str) -> None:
    @MANY
    @given(pages())
    def check(page: Page) -> None:
        assert validate(WRITERS[name].write(page), "a file") == []

    check()
    assert validate(WRITERS[name].write(PAGE), "a file") == []


FAULTS: list[tuple[str, str, str, str]] = [
    ("alto", 'ID="l2" HPOS="10"', 'ID="l2" HPOS="300"', "TextLine l2: reaches"),
    ("alto", 'WIDTH="600" HEIGHT="400"', 'WIDTH="300" HEIGHT="400"', "outside the page"),
    ("alto", 'CONTENT="清" GC', 'CONTENT="请" GC', "is not that of its children"),
    ("alto", 'REF="r2"', 'REF="r9"', "REF leads to r9, which is not there"),
    ("alto", 'REF="r2"', 'REF="r9"', "TextBlock r2: has text, but the reading order does not name it"),
    ("alto", 'REF="r1"', 'REF="r2"', "stands 2 times in the reading order"),
    ("alto", 'TextBlock ID="r3"', 'TextBlock ID="r2"', "r2 is another element's ID too"),
    ("page_xml", 'points="10,100 30,100', 'points="10,700 30,100', "outside the page"),
    ("page_xml", 'points="10,100 30,100', 'points="10,1 30,100', "Glyph l2_w1_g1: reaches"),
    ("page_xml", "<Unicode>清</Unicode>", "<Unicode>请</Unicode>", "Word l2_w1: its text"),
    ("page_xml", "清晨五点，灯亮\n", "清晨四点，灯亮\n", "TextRegion r2: its text"),
    ("page_xml", 'regionRef="r2"', 'regionRef="r9"', "regionRef leads to r9"),
    ("page_xml", "ReadingOrder>", "Reading>", "but no reading order"),
    ("page_xml", 'TextLine id="l3"', 'TextLine id="l2"', "l2 is another element's id too"),
    ("hocr", 'id="l2" title="bbox 10 100', 'id="l2" title="bbox 10 20', "span l2: reaches"),
    ("hocr", "bbox 0 0 600 400", "bbox 0 0 60 400", "outside the page"),
    ("hocr", 'id="l3"', 'id="l2"', "l2 is another element's id too"),
    ("hocr", 'data-continues="r2"', 'data-continues="r9"', "leads to r9"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "good", "bad", "said"), FAULTS, ids=lambda f: f[:24])
def test_each_fault_is_found(name: str, good: str, bad: str, said: str) -> None:
    text = WRITERS[name].write(PAGE).decode()
    assert good in text
    broken = text.replace(good, bad) if good.endswith(">") and "Reading" in good else text.replace(good, bad, 1)
    assert any(said in str(p) for p in validate(broken.encode(), "a file"))


def test_mets_is_held_against_its_files(tmp_path: Path) -> None:
    for suffix, content in formats.written(PAGE, ["alto"]).items():
        (tmp_path / f"{PAGE.name}{suffix}").write_bytes(content)
    document = Document("river", (PAGE, Page("q")))
    ((_, data),) = formats.written_issue(document, ["mets", "alto"], tmp_path)
    problems = validate(data, "a file", tmp_path)
    assert [p.what.rpartition("/")[2] for p in problems] == ["river.tif cannot be read"]
    (tmp_path / f"{PAGE.name}.alto.xml").write_bytes(b"<alto/>")
    said = "\n".join(map(str, validate(data, "a file", tmp_path)))
    assert "has 7 bytes" in said
    assert "is not the file whose checksum is given" in said
    assert validate(data, "a file") == []


@pytest.mark.parametrize("data", [b"", b"{}", b"<tei/>", b"hello", b'<!DOCTYPE a [<!ENTITY b "c">]><alto/>'])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match="some file"):
        validate(data, "some file")


def run(*paths: Path) -> tuple[int, str]:
    found = CliRunner().invoke(command, [str(p) for p in paths], standalone_mode=False)
    return found.return_value, found.stdout


def test_the_command_names_file_line_and_element(tmp_path: Path) -> None:
    good, bad, none = (tmp_path / name for name in ("a.alto.xml", "b.alto.xml", "c.xml"))
    good.write_bytes(alto.write(PAGE))
    bad.write_bytes(alto.write(PAGE).replace(b'REF="r2"', b'REF="r9"'))
    none.write_bytes(b"nothing")
    write: Callable[..., tuple[int, str]] = run
    assert write(good) == (ExitCode.OK, "")
    code, text = run(good, bad)
    assert code == ExitCode.FOUND
    assert any(row.startswith(f"{bad}:") and "TextBlock r2: has text" in row for row in text.splitlines())
    assert run(none)[0] == ExitCode.UNREADABLE_INPUT
    assert run(good, none)[0] == ExitCode.PARTLY_FAILED
