"""Pages of the same content are converted once, and every one has outputs of its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from ocrfix.batch import Event, Made, Written, convert
from ocrfix.batch.ledger import NEWER, Ledger
from ocrfix.batch.manifest import listed
from ocrfix.batch.processes import Processes
from ocrfix.batch.status import manifest
from ocrfix.errors import EngineFailed
from ocrfix.settings.batch import BatchSettings
from ocrfix.settings.scan import ScanSettings
from tests.batch.fake import Fake, contents, failures, job, picture, places, run, worker


def copies(events: list[Event]) -> dict[str, str]:
    return {e.place: e.same_as for e in events if isinstance(e, Written) and e.same_as is not None}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    picture(tmp_path / "in" / "a.png")
    for name in ("b", "c", "sub/d"):
        (tmp_path / "in" / name).parent.mkdir(exist_ok=True)
        shutil.copy(tmp_path / "in" / "a.png", tmp_path / "in" / f"{name}.png")
    picture(tmp_path / "in" / "other.png")
    return tmp_path


class Counting(Fake):
    """Notes what is converted."""

    def __init__(self) -> None:
        super().__init__()
        self.read_pages: list[str] = []

    def read(self, path: Path, page: int, sha256: str) -> Made:
        self.read_pages.append(path.name)
        return super().read(path, page, sha256)


def test_pages_of_the_same_content_are_converted_once_and_have_names_of_their_own(folder: Path) -> None:
    tools = Counting()
    events = run(job(folder, formats=("md", "json", "alto")), tools)
    assert tools.read_pages == ["a.png", "other.png"]
    assert copies(events) == {"b": "a", "c": "a", "sub/d": "a"}
    told = json.loads((folder / "out" / "sub" / "d.json").read_text(encoding="utf-8"))
    assert (told["page"]["name"], told["page"]["source"]["file"]) == ("d", str(folder / "in" / "sub" / "d.png"))
    assert told["page"]["articles"][0]["pages"] == ["d"]
    assert "d.png" in (folder / "out" / "sub" / "d.alto.xml").read_text(encoding="utf-8")
    entries = {entry["place"]: entry.get("same_as") for entry in manifest(folder / "out") if "place" in entry}
    assert (entries["b"], entries["a"]) == ("a", None)


def test_later_runs_find_them_too(folder: Path) -> None:
    run(job(folder, "in/a.png"))
    tools = Counting()
    assert copies(run(job(folder), tools)) == {"b": "a", "c": "a", "sub/d": "a"}
    assert tools.read_pages == ["other.png"]


def test_force_converts_once_more_and_once_only(folder: Path) -> None:
    run(job(folder))
    tools = Counting()
    assert copies(run(job(folder, force=True), tools)) == {"b": "a", "c": "a", "sub/d": "a"}
    assert tools.read_pages == ["a.png", "other.png"]


@pytest.mark.parametrize("change", [{"settings_key": "x"}, {"formats": ("json", "txt")}])
def test_other_settings_or_formats_are_another_page(folder: Path, change: dict[str, object]) -> None:
    run(job(folder, "in/a.png"))
    tools = Counting()
    run(job(folder, "in/b.png", **change), tools)
    assert tools.read_pages == ["b.png"]


def test_without_json_each_is_converted(folder: Path) -> None:
    tools = Counting()
    assert not copies(run(job(folder, formats=("md",)), tools))
    assert len(tools.read_pages) == 5


def test_what_somebody_corrected_is_no_source_for_others(folder: Path) -> None:
    run(job(folder, "in/a.png"))
    path = folder / "out" / "a.json"
    path.write_text(path.read_text(encoding="utf-8").replace("春", "冬"), encoding="utf-8")
    assert not copies(run(job(folder, "in/b.png")))
    assert "春" in (folder / "out" / "b.json").read_text(encoding="utf-8")


def test_metadata_of_a_list_differ_and_pages_are_still_the_same(folder: Path) -> None:
    path = folder / "list.csv"
    path.write_text("path,id,label\nin/a.png,one,A1\nin/b.png,two,A2\n", encoding="utf-8")
    listing = tuple(listed(path, ScanSettings()))
    made = job(folder)
    made = type(made)(listing, made.out)
    assert copies(run(made)) == {"two": "one"}
    told = json.loads((folder / "out" / "two.json").read_text(encoding="utf-8"))["page"]
    assert (told["name"], told["metadata"]["label"]) == ("two", "A2")


def test_where_the_first_fails_the_next_is_tried(folder: Path) -> None:
    class Stumbling(Counting):
        def read(self, path: Path, page: int, sha256: str) -> Made:
            if path.name == "a.png":
                raise EngineFailed("stumbled", file=path, next_step="Try again.")
            return super().read(path, page, sha256)

    events = run(job(folder), Stumbling())
    assert failures(events) == [("a.png", 1)]
    assert copies(events) == {"c": "b", "sub/d": "b"}


def test_pages_of_one_file_and_debug_images_too(folder: Path) -> None:
    class Drawing(Fake):
        def read(self, path: Path, page: int, sha256: str) -> Made:
            return Made(super().read(path, page, sha256).page, {".debug.png": path.name.encode()})

    picture(folder / "in" / "book.tif", pages=3)
    shutil.copy(folder / "in" / "book.tif", folder / "in" / "copy.tif")
    events = run(job(folder, "in/book.tif", "in/copy.tif"), Drawing())
    assert copies(events) == {f"copy-000{n}": f"book-000{n}" for n in (1, 2, 3)}
    assert (folder / "out" / "copy-0002.debug.png").read_bytes() == b"book.tif"
    assert (folder / "out" / "copy.issue.md").is_file()


def test_workers_write_what_one_process_writes(folder: Path) -> None:
    run(job(folder))
    one = contents(folder / "out")
    shutil.rmtree(folder / "out")
    made = job(folder)
    quick = BatchSettings(base_mib=1)
    events = list(convert(made, Processes(worker(made, Fake(seconds=0.3)), 2, 1e6, quick)))
    assert len(places(events)) == 5 and len(copies(events)) == 3
    assert contents(folder / "out") == one


def test_a_ledger_of_before_is_brought_up_to_date(folder: Path) -> None:
    run(job(folder, "in/a.png"))
    with Ledger(folder / "out") as ledger:
        ledger._db.execute("ALTER TABLE pages DROP COLUMN same_as")
        ledger._db.execute(f"PRAGMA user_version = {min(NEWER)}")
    assert copies(run(job(folder))) == {"b": "a", "c": "a", "sub/d": "a"}
