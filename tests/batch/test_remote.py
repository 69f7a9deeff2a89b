"""Inputs and outputs on storage that is reached by URL, played by fsspec's memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ocrfix import cli
from ocrfix.batch import Event, Job, Notice, Written, gather, reader
from ocrfix.batch.manifest import listed
from ocrfix.errors import CannotWrite, EngineMissing, ExitCode, UsageError
from ocrfix.settings.scan import ScanSettings
from tests.batch.fake import Fake, Reader, failures, files, job, picture, places, run, skipped

fsspec = pytest.importorskip("fsspec", reason="needs fsspec: pip install 'ocrfix[remote]'")


@pytest.fixture
def memory() -> Iterator[object]:
    found = fsspec.filesystem("memory")
    found.store.clear()
    yield found
    found.store.clear()


@pytest.fixture
def folder(tmp_path: Path, memory: object) -> Path:
    """The same pages in a folder and at ``memory://scans``."""
    for name in ("p2.png", "p10.png", "sub/q.png"):
        put(memory, picture(tmp_path / "scans" / name), f"/scans/{name}")
    put(memory, picture(tmp_path / "scans" / "book.tif", pages=3), "/scans/book.tif")
    put(memory, picture(tmp_path / "hidden.png"), "/scans/.hidden/a.png")
    return tmp_path


def put(memory: object, path: Path, to: str) -> None:
    memory.pipe_file(to, path.read_bytes())  # type: ignore[attr-defined]


def there(folder: Path, home: str = "home") -> Job:
    return Job(gather(["memory://scans"]), folder / home, remote="memory://out")


def converted(made: Job, tools: Fake | None = None) -> list[Event]:
    from ocrfix.batch import Inline, Worker, convert  # noqa: PLC0415

    return list(convert(made, Inline(Worker(tools or Fake(), made.out, ScanSettings(), made.storage))))


def outputs(memory: object) -> dict[str, bytes]:
    found = memory.find("/out")  # type: ignore[attr-defined]
    return {f.removeprefix("/out/"): memory.cat_file(f) for f in found if "/.ocrfix/" not in f}  # type: ignore[attr-defined]


def test_pages_are_found_in_order_and_keep_their_folders(folder: Path) -> None:
    assert [(str(i), i.folder.as_posix()) for i in gather(["memory://scans"])] == [
        ("memory:///scans/book.tif", "."), ("memory:///scans/p2.png", "."), ("memory:///scans/p10.png", "."),
        ("memory:///scans/sub/q.png", "sub"),
    ]  # fmt: skip
    assert [i.stem for i in gather(["memory://scans/p*.png"])] == ["p2", "p10"]
    assert [i.stem for i in gather(["memory://scans/p2.png"])] == ["p2"]
    assert [i.stem for i in gather([(folder / "scans" / "p2.png").as_uri()])] == ["p2"]


def test_outputs_are_those_of_a_folder_but_for_the_address(folder: Path, memory: object) -> None:
    events = converted(there(folder))
    assert not failures(events) and sorted(places(events)) == [
        "book-0001", "book-0002", "book-0003", "p10", "p2", "sub/q",
    ]  # fmt: skip
    found = outputs(memory)
    run(job(folder, "scans"))
    assert set(found) == {f for f in files(folder / "out") if not f.startswith(".")}
    source = json.loads(found["sub/q.json"])["page"]["source"]
    assert source["file"] == "memory:///scans/sub/q.png"
    assert str(next(e for e in events if isinstance(e, Written)).files[0]).startswith("memory://out/")


def test_a_second_run_does_what_is_left_and_what_changed(folder: Path, memory: object) -> None:
    converted(there(folder))
    assert skipped(converted(there(folder))) == 6
    memory.rm("/out/p2.md")  # type: ignore[attr-defined]
    put(memory, picture(folder / "scans" / "p10.png", grey=9), "/scans/p10.png")
    assert sorted(places(converted(there(folder)))) == ["p10", "p2"]


def test_another_machine_goes_on_from_the_copy_of_the_ledger(folder: Path) -> None:
    converted(there(folder))
    events = converted(there(folder, "another home"))
    assert (places(events), skipped(events)) == ([], 6)


def test_a_correction_is_kept_when_its_page_is_converted_again(folder: Path, memory: object) -> None:
    converted(there(folder))
    memory.pipe_file("/out/p2.md", b"corrected")  # type: ignore[attr-defined]
    assert any("were changed" in e.message for e in converted(there(folder)) if isinstance(e, Notice))
    converted(replace(there(folder), force=True))
    kept = [f for f in memory.find("/out/.ocrfix/edited") if "p2.md" in f]  # type: ignore[attr-defined]
    assert [memory.cat_file(f) for f in kept] == [b"corrected"]  # type: ignore[attr-defined]


def test_what_is_gone_or_an_archive_is_told(folder: Path, memory: object) -> None:
    memory.pipe_file("/scans/box.zip", b"PK")  # type: ignore[attr-defined]
    made = there(folder)
    memory.rm("/scans/p2.png")  # type: ignore[attr-defined]
    events = converted(made)
    assert sorted(failures(events)) == [("box.zip", None), ("p2.png", None)]
    assert len(places(events)) == 5


def test_a_list_names_urls(folder: Path) -> None:
    path = folder / "list.csv"
    path.write_text("path,id\nmemory://scans/p2.png,one/two\n", encoding="utf-8")
    (item,) = listed(path, ScanSettings())
    assert (str(item), item.name, item.folder.as_posix()) == ("memory://scans/p2.png", "two", "one")
    made = Job((item,), folder / "home", remote="memory://out")
    assert places(converted(made)) == ["one/two"]


@pytest.mark.parametrize(
    ("url", "error", "says"),
    [("nowhere://a", UsageError, "no storage that is known"), ("memory://nothing", UsageError, "no page scans here")],
)
def test_what_is_wrong_with_a_url_is_told(
    url: str, error: type[Exception], says: str, memory: object, tmp_path: Path
) -> None:
    with pytest.raises(error, match=says):
        gather([url])


def test_a_package_that_storage_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(url: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", missing)
    with pytest.raises(EngineMissing, match="Install s3fs"):
        gather(["s3://bucket/a.png"])


def test_the_command_takes_urls(
    folder: Path, memory: object, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reader, "Reader", Reader)
    for name, value in {"OCRFIX_BATCH__JOBS": "0", "OCRFIX_CACHE": str(folder / "cache")}.items():
        monkeypatch.setenv(name, value)
    for name, value in {"FAKE_LOG": str(folder / "log"), "FAKE_SECONDS": "0"}.items():
        monkeypatch.setenv(name, value)
    command = ["convert", "memory://scans", "-o", "memory://out", "--progress", "none"]
    assert cli.run(command) == ExitCode.OK
    assert cli.run([*command, "-f", "mets"]) == ExitCode.USAGE
    capfd.readouterr()
    assert cli.run(["status", "memory://out", "--json"]) == ExitCode.OK
    told = json.loads(capfd.readouterr().out)
    assert (told["folder"], told["run"], told["done"]) == ("memory://out", "complete", 6)
    monkeypatch.setenv("OCRFIX_CACHE", str(folder / "another"))
    assert cli.run(["status", "memory://out"]) == ExitCode.OK
    assert "memory://out: complete" in capfd.readouterr().out


def test_storage_that_cannot_be_reached_is_told_as_it_is(
    folder: Path, memory: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = there(folder)

    def refused(self: object, path: str, **rest: object) -> bytes:
        raise TimeoutError("no route")

    monkeypatch.setattr(type(memory), "cat_file", refused)
    with pytest.raises(CannotWrite, match=r"memory://out: the storage cannot be reached \(no route\)"):
        converted(made)
