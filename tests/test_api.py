"""The public Python API."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import ocrfix
from ocrfix import pipeline
from ocrfix.errors import EngineFailed, UnreadableInput, UsageError
from ocrfix.page import Article, Block, Kind, Page

PAGE = Page("p", articles=(Article("a1", (Block(Kind.HEADLINE, "春天"), Block(Kind.PARAGRAPH, "来了。"))),))


class Converter:
    def __init__(self, settings: ocrfix.Settings) -> None:
        self.settings = settings

    def pages(self, path: str | Path, pages: Iterable[int] | None = None) -> Iterator[Page | pipeline.PageFailure]:
        yield PAGE
        if pages is not None and 2 in pages:
            yield pipeline.PageFailure(str(path), 2, EngineFailed("stumbled", file=path, next_step="Again."))


def test_every_public_name_is_there_and_described() -> None:
    for name in ocrfix.__all__:
        assert getattr(ocrfix, name)
    for name in ("convert", "read", "read_pages", "write", "load_settings"):
        assert getattr(ocrfix, name).__doc__
    with pytest.raises(AttributeError, match="colour"):
        _ = ocrfix.colour  # type: ignore[attr-defined]


def test_importing_the_package_imports_nothing_else() -> None:
    heavy = "m.startswith('ocrfix.') or m in ('numpy', 'pydantic')"
    code = f"import sys, ocrfix; print([m for m in sys.modules if {heavy}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_convert_gives_pages_and_raises_what_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "Converter", Converter)
    assert ocrfix.convert("scan.png") == [PAGE]
    with pytest.raises(EngineFailed):
        ocrfix.convert("scan.png", pages=[1, 2])


@pytest.mark.parametrize("name", ["p.md", "p.txt", "p.json"])
def test_what_is_written_can_be_read(name: str, tmp_path: Path) -> None:
    path = ocrfix.write(PAGE, tmp_path / name)
    again = ocrfix.read(path)
    assert again.name == "p"
    assert ["".join(b.text for b in a.blocks) for a in again.articles] == ["春天来了。"]
    assert ocrfix.read(path, name.split(".")[1]) == again


def test_what_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"none\.md: no such file"):
        ocrfix.read(tmp_path / "none.md")
    for wrong in ("p.doc", "p"):
        with pytest.raises(UsageError, match="no known format"):
            ocrfix.write(PAGE, tmp_path / wrong)
    with pytest.raises(UsageError, match="no known format: doc"):
        ocrfix.write(PAGE, tmp_path / "p.md", "doc")
    with pytest.raises(UsageError, match="only written"):
        ocrfix.read(ocrfix.write(PAGE, tmp_path / "p.jsonl"))


def test_of_a_file_of_several_pages_all_are_read_and_none_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "river.hocr"
    pages = "".join(f'<div class="ocr_page"><span class="ocr_line">{text}</span></div>' for text in ("春天", "来了"))
    file.write_text(f"<html><body>{pages}</body></html>", encoding="utf-8")
    found = list(ocrfix.read_pages(file))
    assert [(p.name, p.articles[0].blocks[0].text) for p in found] == [("river-0001", "春天"), ("river-0002", "来了")]
    with pytest.raises(UnreadableInput, match="several pages"):
        ocrfix.read(file)
    assert [p.name for p in ocrfix.read_pages(ocrfix.write(PAGE, tmp_path / "p.md"))] == ["p"]
