"""Every page is converted, written and reported; what fails does not stop the others."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from ocrfix.batch import Failed, Inline, Made, Notice, PageSelection, Written, convert, storage
from ocrfix.errors import CannotWrite, EngineMissing, OcrfixError
from ocrfix.settings.batch import BatchSettings
from tests.batch.fake import Fake, contents, failures, files, job, picture, places, run, worker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    picture(tmp_path / "in" / "a.png")
    picture(tmp_path / "in" / "b.tif", pages=3)
    picture(tmp_path / "in" / "april" / "a.png")
    picture(tmp_path / "in" / "april" / "b.png")
    return tmp_path


def test_pages_and_issues_lie_where_the_inputs_lay(folder: Path) -> None:
    events = run(job(folder))
    assert files(folder / "out") == [
        "a.json", "a.md", "april/a.json", "april/a.md", "april/april.issue.json", "april/april.issue.md",
        "april/b.json", "april/b.md", "b-0001.json", "b-0001.md", "b-0002.json", "b-0002.md", "b-0003.json",
        "b-0003.md", "b.issue.json", "b.issue.md",
    ]  # fmt: skip
    assert places(events) == ["a", "b-0001", "b-0002", "b-0003", "april/a", "april/b"]
    assert (folder / "out" / "b-0002.md").read_text(encoding="utf-8") == "# b第2版\n"


def test_a_page_speaks_of_itself_by_its_new_name(folder: Path) -> None:
    run(job(folder, "in/b.tif"))
    page = json.loads((folder / "out" / "b-0002.json").read_bytes())["page"]
    assert page["name"] == "b-0002"
    assert page["articles"][0]["pages"] == ["b-0002"]
    assert page["articles"][0]["blocks"][0]["page"] == "b-0002"


def test_the_issue_leaves_the_alternatives_to_the_pages(folder: Path) -> None:
    run(job(folder, "in/b.tif"))
    assert b"alternatives" in (folder / "out" / "b-0001.json").read_bytes()
    issue = (folder / "out" / "b.issue.json").read_bytes()
    assert b"alternatives" not in issue
    assert issue.count(b'"text":"\xe6\x98\xa5"') == 3


def test_only_the_formats_asked_for_are_written(folder: Path) -> None:
    run(job(folder, "in/a.png", formats=("txt",)))
    assert files(folder / "out") == ["a.txt"]


def test_an_issue_without_json_is_the_same_and_its_pages_wait_out_of_sight(folder: Path) -> None:
    run(job(folder, "in/b.tif"))
    whole = (folder / "out" / "b.issue.md").read_bytes()
    (folder / "out").rename(folder / "old")
    run(job(folder, "in/b.tif", formats=("md",)))
    assert (folder / "out" / "b.issue.md").read_bytes() == whole
    assert [f for f in files(folder / "out") if not f.startswith(".ocrfix/pages/")] == [
        "b-0001.md", "b-0002.md", "b-0003.md", "b.issue.md",
    ]  # fmt: skip


def test_extras_lie_beside_the_page(folder: Path) -> None:
    class Drawing(Fake):
        def read(self, path: Path, page: int, sha256: str) -> Made:
            return Made(super().read(path, page, sha256).page, {".debug.png": b"png"})

    run(job(folder, "in/a.png", formats=("md",)), Drawing())
    assert files(folder / "out") == ["a.debug.png", "a.md"]


def test_selected_pages_keep_their_numbers(folder: Path) -> None:
    events = run(job(folder, "in/b.tif", pages=PageSelection.parse("2-")))
    assert places(events) == ["b-0002", "b-0003"]
    (failed,) = (e for e in run(job(folder, "in/a.png", pages=PageSelection.parse("2-"))) if isinstance(e, Failed))
    assert "none of the pages" in str(failed.error)


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "in" / "0.png").write_bytes(b"")
    picture(folder / "in" / "bad.tif", pages=3)
    events = run(job(folder))
    assert failures(events) == [("0.png", None), ("bad.tif", 2)]
    assert len(places(events)) == 8
    assert "bad-0003.md" in files(folder / "out")


def test_a_fault_of_the_program_costs_one_page_and_shows_its_place(folder: Path) -> None:
    picture(folder / "in" / "fault.tif", pages=3)
    events = run(job(folder, "in/fault.tif"))
    assert places(events) == ["fault-0001", "fault-0003"]
    (failed,) = (e for e in events if isinstance(e, Failed))
    assert (failed.page, type(failed.error)) == (2, ZeroDivisionError)
    assert "in read" in failed.traceback


@pytest.mark.parametrize(("name", "error"), [("full", CannotWrite), ("missing", EngineMissing)])
def test_what_would_stop_every_page_stops_at_once(folder: Path, name: str, error: type[OcrfixError]) -> None:
    picture(folder / "in" / f"{name}.png")
    with pytest.raises(error):
        run(job(folder, f"in/{name}.png", "in/a.png"))
    assert files(folder / "out") == []


def test_inputs_of_one_name_are_told_apart_and_said(folder: Path) -> None:
    picture(folder / "in" / "a.jpg")
    events = run(job(folder, "in/a.png", "in/a.jpg"))
    assert places(events) == ["a.png", "a.jpg"]
    notices = [e.message for e in events if isinstance(e, Notice)]
    assert len(notices) == 2 and "a.jpg" in notices[1]


def test_a_page_never_overwrites_another(folder: Path) -> None:
    for name in ("c.png", "c.pdf-0001.png"):
        picture(folder / "in" / name)
    picture(folder / "in" / "c.pdf", pages=2)
    events = run(job(folder, "in/c.png", "in/c.pdf-0001.png", "in/c.pdf"))
    written = [f for e in events if isinstance(e, Written) for f in e.files]
    assert len(set(written)) == len(written) == 8


def test_too_many_pages_are_a_collection(folder: Path) -> None:
    events = run(job(folder, "in/b.tif", settings=BatchSettings(issue_pages=2)))
    assert "3 pages are a collection" in next(e.message for e in events if isinstance(e, Notice))
    assert not [f for f in files(folder / "out") if "issue" in f]


def test_too_many_files_are_a_collection(folder: Path) -> None:
    for n in range(5):
        picture(folder / "in" / "may" / f"{n}.png")
    events = run(job(folder, "in/may", formats=("md",), settings=BatchSettings(issue_pages=4)))
    assert len([e for e in events if isinstance(e, Notice) and "collection" in e.message]) == 1
    assert files(folder / "out") == [f"{n}.md" for n in range(5)], "nor do pages wait for an issue"


def test_of_many_collections_the_number_is_told(folder: Path) -> None:
    for n in range(15):
        picture(folder / "in" / f"may{n % 5}" / f"{n}.png")
    events = run(job(folder, *(f"in/may{n}" for n in range(5)), settings=BatchSettings(issue_pages=2)))
    told = [e.message for e in events if isinstance(e, Notice) and "collection" in e.message]
    assert len(told) == 4 and told[-1].startswith("2 more folders")


def test_an_issue_that_fails_leaves_its_pages(folder: Path) -> None:
    picture(folder / "in" / "broken.tif", pages=3)
    events = run(job(folder, "in/broken.tif"))
    assert len(places(events)) == 3
    assert [e.source.name for e in events if isinstance(e, Failed)] == ["broken.issue"]


def test_a_page_that_fails_is_not_in_the_issue(folder: Path) -> None:
    picture(folder / "in" / "bad.tif", pages=3)
    run(job(folder, "in/bad.tif"))
    issue = (folder / "out" / "bad.issue.md").read_text(encoding="utf-8")
    assert "bad第1版" in issue and "bad第3版" in issue and "bad第2版" not in issue


def test_force_writes_the_same_bytes(folder: Path) -> None:
    run(job(folder))
    first = contents(folder / "out")
    events = run(job(folder, force=True))
    assert len(places(events)) == 6
    assert contents(folder / "out") == first


def test_a_full_disk_stops_the_run_and_the_next_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [5]
    whole = storage.write_whole

    def filling(path: Path, content: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise CannotWrite("full", file=path, next_step="Empty it.") from OSError(errno.ENOSPC, "full")
        whole(path, content)

    monkeypatch.setattr(storage, "write_whole", filling)
    with pytest.raises(CannotWrite):
        run(job(folder))
    monkeypatch.setattr(storage, "write_whole", whole)
    assert len(places(run(job(folder)))) == 4, "two were recorded"
    assert len(files(folder / "out")) == 16


def test_a_name_that_cannot_be_written_costs_its_page_only(folder: Path) -> None:
    (folder / "out" / "a.json").mkdir(parents=True)
    events = run(job(folder))
    assert failures(events) == [("a.png", 1)]
    assert len(places(events)) == 5


def test_an_index_of_an_issue_is_written_of_one_page_too(folder: Path) -> None:
    run(job(folder, "in/a.png", formats=("alto", "mets")))
    found = [name.split(".", 1)[1] for name in files(folder / "out") if not name.startswith(".")]
    assert found == ["alto.xml", "issue.mets.xml"]


def test_a_file_that_changes_while_it_is_read_is_not_taken_for_the_one_before(folder: Path) -> None:
    class Swapping(Fake):
        def read(self, path: Path, page: int, sha256: str) -> Made:
            made = super().read(path, page, sha256)
            path.write_bytes(b"another")
            return made

    events = run(job(folder, "in/a.png"), Swapping())
    assert failures(events) == [("a.png", 1)]
    assert files(folder / "out") == []


def test_the_run_stops_after_so_many_failures(folder: Path) -> None:
    for n in range(9):
        (folder / "in" / f"0{n}.png").write_bytes(b"")
    events = run(job(folder, max_failures=3, settings=BatchSettings(ahead=1)))
    assert 3 <= len(failures(events)) <= 4
    assert not places(events)
    assert "run the same command again" in next(e.message for e in events if isinstance(e, Notice))


def test_a_generator_that_is_left_gives_the_folder_back(folder: Path) -> None:
    events = convert(job(folder), Inline(worker(job(folder), Fake())))
    while not isinstance(next(events), Written):
        pass
    events.close()  # type: ignore[attr-defined]
    assert len(places(run(job(folder)))) == 5
