"""What holds for every format, those to come included."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from hypothesis import HealthCheck, given, settings

from ocrfix import formats
from ocrfix.errors import UnreadableInput
from ocrfix.page import Document, Page
from tests.pages import pages

SLOW = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def test_every_module_with_a_format_is_in_the_list() -> None:
    modules = {m.name for m in pkgutil.iter_modules(formats.__path__)}
    found = {m for m in modules if hasattr(importlib.import_module(f"ocrfix.formats.{m}"), "FORMAT")}
    assert found == set(formats.MODULES.values())


def test_names_and_suffixes_are_unique() -> None:
    listed = [formats.get(name) for name in formats.MODULES]
    assert [f.name for f in listed] == list(formats.MODULES)
    suffixes = [f.suffix for f in listed]
    assert len(set(suffixes)) == len(suffixes)
    assert all("." in s for s in suffixes)
    assert set(formats.WRITTEN) == {f.name for f in listed if f.writes}


def test_the_format_of_a_file() -> None:
    found = formats.for_file("a/b.issue.MD")
    assert found is not None and found.name == "md"
    assert formats.for_file("a.jpg") is None


@pytest.mark.parametrize("name", list(formats.MODULES))
def test_pages_are_written_read_and_written_again(name: str) -> None:
    form = formats.get(name)
    assert form.writes or form.read is not None

    @SLOW
    @given(pages())
    def check(page: Page) -> None:
        written = form.write(page) if form.write else b""
        if form.write_document:
            form.write_document(Document("d", (page,)))
        if form.read and form.write and name != "pdf":  # whose pages are in points
            again = form.read(written, page.name)
            assert form.write(form.read(form.write(again), page.name)) == form.write(again)

    check()


@pytest.mark.parametrize("name", list(formats.MODULES))
def test_a_page_without_anything_can_be_written(name: str) -> None:
    form = formats.get(name)
    if form.write:
        form.write(Page("p"))
    if form.write_document:
        form.write_document(Document("d", ()))


@pytest.mark.parametrize("name", [name for name in formats.MODULES if formats.get(name).read])
def test_bytes_of_another_kind_are_refused_with_the_file_named(name: str) -> None:
    form = formats.get(name)
    assert form.read is not None
    with pytest.raises(UnreadableInput, match=r"old\.file") as raised:
        form.read("标题".encode("gb18030") + b"\xff", "old.file")
    assert raised.value.next_step
