"""Texts that `ocrfix repair` wrote back in their own format have a diff too."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocrfix import cli, formats
from ocrfix.errors import ExitCode, UnreadableInput
from ocrfix.formats import edits as edit_file
from ocrfix.formats.json import write as to_json
from ocrfix.page import Glyph, Operation, Page, Span, TextLine
from ocrfix.repair import View, apply
from ocrfix.review import State, find_pages, page_diff
from ocrfix.review.model import runs
from tests.review.review_pages import TOWN

TEXT = "老桥下的菜市场\n\n清晨五点,灯亮了。人多了起来\n，热闹得很。\n"
ROWS = {"t1": "老桥下的菜市场", "t3": "清晨五点,灯亮了。人多了起来", "t4": "，热闹得很。"}
PAGE = Page("news", lines=tuple(TextLine(name, glyphs=tuple(map(Glyph, row))) for name, row in ROWS.items()))
COMMA = View.of(PAGE).edit("width", 1, Operation.REPLACE, (Span("t3", 4, 5),), inserted=(Glyph("，"),), confidence=0.97)
JOIN = View.of(PAGE).edit("join", 1, Operation.JOIN, (Span("t3", 14, 14), Span("t4", 0, 0)), confidence=0.95)


@pytest.fixture(params=["utf-8", "utf-8-sig", "gb18030"])
def out(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source = tmp_path / "news.txt"
    source.write_bytes(TEXT.encode(request.param))
    (tmp_path / "out").mkdir()
    told = edit_file.write("news", str(source), request.param, (COMMA, JOIN))
    (tmp_path / "out" / "news.edits.json").write_bytes(told)
    return tmp_path / "out"


def test_what_was_written_is_read_back() -> None:
    told = edit_file.read(edit_file.write("news", "a.txt", None, (COMMA, JOIN)), "f")
    assert told == edit_file.EditFile("news", "a.txt", (COMMA, JOIN))


def test_the_page_is_made_again_of_its_source_and_its_edits(out: Path) -> None:
    (found,) = find_pages(out, mended=True)
    diff = found.diff()
    assert diff.name == "news"
    told = [(r.before, r.after, r.edits) for _, _, r in runs(diff.sections) if r.state is State.CHANGED]
    assert told == [(",", "，", (COMMA.id,)), ("", "", (JOIN.id,))]
    assert diff.articles[0].title == "老桥下的菜市场"
    assert diff.articles[0].blocks[1].after == "清晨五点，灯亮了。人多了起来，热闹得很。"
    assert find_pages(out / "news", mended=True) == find_pages(out / "news.edits.json", mended=True)


def test_a_page_that_is_there_comes_first(out: Path) -> None:
    (out / "news.json").write_bytes(to_json(TOWN))
    (found,) = find_pages(out, mended=True)
    assert found.path.name == "news.json"


def test_pages_in_other_formats(tmp_path: Path) -> None:
    alto = formats.get("alto")
    assert alto.write is not None and alto.read is not None
    source = tmp_path / "town.alto.xml"
    source.write_bytes(alto.write(TOWN))
    page = alto.read(source.read_bytes(), "town")
    line = next(x for x in page.lines if "灯亮了" in x.text and len(x.glyphs) > 3)
    fix = View.of(page).edit("r", 1, Operation.DELETE, (Span(line.id, 0, 1),), confidence=0.95)
    (tmp_path / "town.edits.json").write_bytes(edit_file.write("town", str(source), None, (fix,)))
    (found,) = find_pages(tmp_path, mended=True)
    assert found.diff().sections == page_diff(apply(page, [fix])).sections


def test_a_source_that_is_gone_or_has_changed_is_told(out: Path) -> None:
    source = out.parent / "news.txt"
    source.write_text("另外一篇文章\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="has changed since"):
        find_pages(out, mended=True)[0].load()
    source.unlink()
    (out / "news.txt").write_bytes(
        TEXT.encode(edit_file.read((out / "news.edits.json").read_bytes(), "").encoding or "")
    )
    assert find_pages(out, mended=True)[0].diff().changes, "it may lie beside its edits as well"
    (out / "news.txt").unlink()
    with pytest.raises(UnreadableInput, match="is gone"):
        find_pages(out, mended=True)[0].load()
    (out / "news.edits.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UnreadableInput, match="no file of edits"):
        find_pages(out, mended=True)[0].load()


def test_repair_then_diff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "news.txt"
    source.write_text(TEXT, encoding="utf-8")
    assert cli.run(["repair", str(source), "-o", str(tmp_path / "out"), "-q"]) == ExitCode.OK
    capsys.readouterr()
    assert cli.run(["diff", str(tmp_path / "out")]) == ExitCode.OK
    assert "清晨五点[-,-]{+，+}" in capsys.readouterr().out
