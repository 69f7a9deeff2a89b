"""Every page is converted, written and reported; what fails does not stop the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from ocrfix.batch import Failed, Failure, Job, Made, Notice, PageSelection, Written, convert, gather, run
from ocrfix.errors import CannotWrite, EngineFailed, EngineMissing, OcrfixError
from ocrfix.page import Alternative, Article, Block, Document, Glyph, Kind, Page, Source, TextLine


@dataclass(frozen=True)
class Refused:
    page: int
    error: OcrfixError


def page_of(path: Path, number: int) -> Page:
    line = TextLine("l1", glyphs=(Glyph("春", alternatives=(Alternative("舂", 0.1),)),))
    block = Block(Kind.HEADLINE, f"{path.stem}第{number}版", page=path.stem)
    article = Article("a1", (block,), pages=(path.stem,))
    return Page(path.stem, source=Source(str(path), number), lines=(line,), articles=(article,))


def read(path: Path, pages: Sequence[int]) -> Iterable[Made | Failure]:
    """A stand-in for the pipeline: every page holds its name; page 2 of ``bad`` cannot be read."""
    for number in pages:
        if path.stem == "bad" and number == 2:
            yield Refused(2, EngineFailed("the network stumbled", file=path, next_step="Try again."))
        else:
            yield Made(page_of(path, number))


def assemble(name: str, pages: Sequence[Page]) -> Document:
    return Document(name, tuple(pages))


def picture(path: Path, pages: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = [Image.new("L", (20, 20), 255) for _ in range(pages)]
    frames[0].save(path, **({"save_all": True, "append_images": frames[1:]} if pages > 1 else {}))
    return path


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    picture(tmp_path / "in" / "a.png")
    picture(tmp_path / "in" / "b.tif", pages=3)
    picture(tmp_path / "in" / "april" / "a.png")
    picture(tmp_path / "in" / "april" / "b.png")
    return tmp_path


def job(folder: Path, *inputs: str, **rest: object) -> Job:
    return Job(gather([str(folder / i) for i in inputs or ("in",)]), folder / "out", **rest)  # type: ignore[arg-type]


def test_pages_and_issues_lie_where_the_inputs_lay(folder: Path) -> None:
    events = list(convert(job(folder), read, assemble))
    assert files(folder / "out") == [
        "a.json", "a.md", "april/a.json", "april/a.md", "april/april.issue.json", "april/april.issue.md",
        "april/b.json", "april/b.md", "b-0001.json", "b-0001.md", "b-0002.json", "b-0002.md", "b-0003.json",
        "b-0003.md", "b.issue.json", "b.issue.md",
    ]  # fmt: skip
    assert [e.page.name for e in events if isinstance(e, Written)] == ["a", "b-0001", "b-0002", "b-0003", "a", "b"]
    assert (folder / "out" / "b-0002.md").read_text(encoding="utf-8") == "# b第2版\n"


def test_a_page_speaks_of_itself_by_its_new_name(folder: Path) -> None:
    list(convert(job(folder, "in/b.tif"), read, assemble))
    page = json.loads((folder / "out" / "b-0002.json").read_bytes())["page"]
    assert page["name"] == "b-0002"
    assert page["articles"][0]["pages"] == ["b-0002"]
    assert page["articles"][0]["blocks"][0]["page"] == "b-0002"


def test_the_issue_leaves_the_alternatives_to_the_pages(folder: Path) -> None:
    list(convert(job(folder, "in/b.tif"), read, assemble))
    assert b"alternatives" in (folder / "out" / "b-0001.json").read_bytes()
    issue = (folder / "out" / "b.issue.json").read_bytes()
    assert b"alternatives" not in issue
    assert issue.count(b'"text":"\xe6\x98\xa5"') == 3


def test_only_the_formats_asked_for_are_written(folder: Path) -> None:
    list(convert(job(folder, "in/a.png", formats=("txt",)), read, assemble))
    assert files(folder / "out") == ["a.txt"]


def test_extras_lie_beside_the_page(folder: Path) -> None:
    def drawing(path: Path, pages: Sequence[int]) -> Iterable[Made | Failure]:
        yield Made(page_of(path, 1), {".debug.png": b"png"})

    list(convert(job(folder, "in/a.png", formats=("md",)), drawing, assemble))
    assert files(folder / "out") == ["a.debug.png", "a.md"]


def test_selected_pages_keep_their_numbers(folder: Path) -> None:
    events = list(convert(job(folder, "in/b.tif", pages=PageSelection.parse("2-")), read, assemble))
    assert [e.page.name for e in events if isinstance(e, Written)] == ["b-0002", "b-0003"]
    (event,) = convert(job(folder, "in/a.png", pages=PageSelection.parse("2-")), read, assemble)
    assert isinstance(event, Failed)
    assert "none of the pages" in str(event.error)


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "in" / "0.png").write_bytes(b"")
    picture(folder / "in" / "bad.tif", pages=3)
    events = list(convert(job(folder), read, assemble))
    failed = [(e.source.name, e.page) for e in events if isinstance(e, Failed)]
    assert failed == [("0.png", None), ("bad.tif", 2)]
    assert len([e for e in events if isinstance(e, Written)]) == 8
    assert "bad-0003.md" in files(folder / "out")


def test_a_fault_of_the_program_costs_one_page(folder: Path) -> None:
    def faulty(path: Path, pages: Sequence[int]) -> Iterable[Made | Failure]:
        for number in pages:
            if number == 2:
                raise ZeroDivisionError
            yield Made(page_of(path, number))

    events = list(convert(job(folder, "in/b.tif"), faulty, assemble))
    assert [e.page.name for e in events if isinstance(e, Written)] == ["b-0001", "b-0003"]
    assert [(e.page, type(e.error)) for e in events if isinstance(e, Failed)] == [(2, ZeroDivisionError)]


def test_a_page_that_is_never_heard_of_is_a_failure(folder: Path) -> None:
    events = list(convert(job(folder, "in/b.tif"), lambda path, pages: read(path, pages[:1]), assemble))
    assert [e.page for e in events if isinstance(e, Failed)] == [2, 3]


@pytest.mark.parametrize("error", [CannotWrite, EngineMissing])
def test_what_would_stop_every_page_stops_at_once(folder: Path, error: type[OcrfixError]) -> None:
    def stopped(path: Path, pages: Sequence[int]) -> Iterable[Made | Failure]:
        raise error("no", next_step="Stop.")

    with pytest.raises(error):
        list(convert(job(folder), stopped, assemble))


def test_inputs_of_one_name_are_told_apart_and_said(folder: Path) -> None:
    picture(folder / "in" / "a.jpg")
    events = list(convert(job(folder, "in/a.png", "in/a.jpg"), read, assemble))
    assert [e.page.name for e in events if isinstance(e, Written)] == ["a.png", "a.jpg"]
    notices = [e.message for e in events if isinstance(e, Notice)]
    assert len(notices) == 2 and "a.jpg" in notices[1]


def test_a_page_never_overwrites_another(folder: Path) -> None:
    for name in ("c.png", "c.pdf-0001.png"):
        picture(folder / "in" / name)
    picture(folder / "in" / "c.pdf", pages=2)
    events = list(convert(job(folder, "in/c.png", "in/c.pdf-0001.png", "in/c.pdf"), read, assemble))
    written = [f for e in events if isinstance(e, Written) for f in e.files]
    assert len(set(written)) == len(written) == 8


def test_too_many_pages_are_a_collection(folder: Path) -> None:
    events = list(convert(job(folder, "in/b.tif", issue_pages=2), read, assemble))
    assert [e.message for e in events if isinstance(e, Notice)]
    assert not [f for f in files(folder / "out") if "issue" in f]


def test_an_issue_that_fails_leaves_its_pages(folder: Path) -> None:
    def broken(name: str, pages: Sequence[Page]) -> Document:
        raise ZeroDivisionError

    events = list(convert(job(folder, "in/b.tif"), read, broken))
    assert len([e for e in events if isinstance(e, Written)]) == 3
    assert [e.source.name for e in events if isinstance(e, Failed)] == ["b.issue"]


def test_a_second_run_writes_the_same_bytes(folder: Path) -> None:
    list(convert(job(folder), read, assemble))
    first = {f: (folder / "out" / f).read_bytes() for f in files(folder / "out")}
    list(convert(job(folder), read, assemble))
    assert {f: (folder / "out" / f).read_bytes() for f in files(folder / "out")} == first


def test_a_full_disk_stops_the_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise CannotWrite("full", file=path, next_step="Empty it.")

    monkeypatch.setattr(run, "write_whole", full)
    with pytest.raises(CannotWrite):
        list(convert(job(folder), read, assemble))


def test_an_index_of_an_issue_is_written_of_one_page_too(folder: Path) -> None:
    list(convert(job(folder, "in/a.png", formats=("alto", "mets")), read, assemble))
    assert [name.split(".", 1)[1] for name in files(folder / "out")] == ["alto.xml", "issue.mets.xml"]
