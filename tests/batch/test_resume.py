"""A second run goes on where the first one was: what is finished is left out, and bytes are the same."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from ocrfix.batch import Notice, fingerprint
from ocrfix.batch.ledger import Ledger
from ocrfix.errors import CannotWrite, UsageError
from ocrfix.settings.load import load
from tests.batch.fake import Fake, contents, failures, files, job, picture, places, run, skipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(4):
        picture(tmp_path / "in" / f"p{n}.png")
    picture(tmp_path / "in" / "book.tif", pages=3)
    run(job(tmp_path))
    return tmp_path


def rows(folder: Path, question: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(folder / "out" / ".ocrfix" / "ledger.sqlite")
    try:
        return db.execute(question).fetchall()
    finally:
        db.close()


def test_what_is_finished_is_left_out_and_nothing_is_written(folder: Path) -> None:
    before = {f: (folder / "out" / f).stat().st_mtime_ns for f in files(folder / "out")}
    events = run(job(folder))
    assert (places(events), skipped(events)) == ([], 7)
    assert {f: (folder / "out" / f).stat().st_mtime_ns for f in files(folder / "out")} == before


@pytest.mark.parametrize("formats", [("md", "json"), ("md",)])
def test_a_changed_image_is_converted_and_its_issue_put_together_again(folder: Path, formats: tuple[str, ...]) -> None:
    run(job(folder, formats=formats))
    picture(folder / "in" / "p1.png", grey=99)
    events = run(job(folder, formats=formats), Fake(text="新"))
    assert (places(events), skipped(events)) == (["p1"], 6)
    issue = (folder / "out" / "in.issue.md").read_text(encoding="utf-8")
    assert "p1第1版新" in issue and "p2第1版\n" in issue, "the other pages are those of the first run"


def test_an_image_that_is_only_touched_or_moved_is_not(folder: Path) -> None:
    os.utime(folder / "in" / "p1.png", (1_600_000_000, 1_600_000_000))
    (folder / "in").rename(folder / "other")
    (folder / "again").mkdir()
    (folder / "other").rename(folder / "again" / "in")
    events = run(job(folder, "again/in"))
    assert (places(events), skipped(events)) == ([], 7)


@pytest.mark.parametrize("change", [{"settings_key": "other"}, {"formats": ("md", "json", "txt")}, {"force": True}])
def test_other_settings_or_formats_convert_all_again(folder: Path, change: dict[str, object]) -> None:
    assert len(places(run(job(folder, **change)))) == 7
    if "force" not in change:
        assert skipped(run(job(folder, **change))) == 7


@pytest.mark.parametrize("empty", [False, True])
def test_an_output_that_is_gone_or_empty_is_made_again(folder: Path, empty: bool) -> None:
    whole = contents(folder / "out")
    for name in ("p2.md", "book.issue.json"):
        (folder / "out" / name).unlink()
        if empty:
            (folder / "out" / name).touch()
    events = run(job(folder))
    assert places(events) == ["p2"]
    assert contents(folder / "out") == whole


def test_an_output_that_somebody_corrected_is_left_alone_and_said(folder: Path) -> None:
    (folder / "out" / "p2.md").write_text("corrected", encoding="utf-8")
    events = run(job(folder))
    assert (places(events), skipped(events)) == ([], 7)
    assert "outputs of 1 finished pages" in next(e.message for e in events if isinstance(e, Notice))
    assert (folder / "out" / "p2.md").read_text(encoding="utf-8") == "corrected"


def test_a_correction_is_kept_when_its_page_is_converted_again(folder: Path) -> None:
    (folder / "out" / "p2.md").write_text("corrected", encoding="utf-8")
    events = run(job(folder, force=True))
    (kept,) = (folder / "out" / ".ocrfix" / "edited").rglob("p2.md.*")
    assert kept.read_text(encoding="utf-8") == "corrected"
    assert any(str(kept) in e.message for e in events if isinstance(e, Notice))
    assert (folder / "out" / "p2.md").read_text(encoding="utf-8") == "# p2第1版\n"


def test_outputs_that_were_copied_are_known_by_their_content(folder: Path) -> None:
    for name in files(folder / "out"):
        os.utime(folder / "out" / name, (1_600_000_000, 1_600_000_000))
    assert skipped(run(job(folder))) == 7
    stamps = rows(folder, "SELECT outputs FROM pages WHERE place = 'p1'")
    assert "1600000000000000000" in str(stamps), "the next run need not read them"


def test_what_failed_is_tried_again(folder: Path) -> None:
    picture(folder / "in" / "bad.tif", pages=3)
    assert failures(run(job(folder))) == [("bad.tif", 2)]
    events = run(job(folder))
    assert (failures(events), skipped(events)) == ([("bad.tif", 2)], 9)
    assert rows(folder, "SELECT state, attempts, error, cause, exit_code FROM pages WHERE place = 'bad-0002'") == [
        ("failed", 2, "EngineFailed", "the network stumbled", 5)
    ]


def test_a_file_that_could_not_be_read_and_is_mended_leaves_no_failure(folder: Path) -> None:
    (folder / "in" / "torn.tif").write_bytes(b"")
    assert failures(run(job(folder))) == [("torn.tif", None)]
    picture(folder / "in" / "torn.tif", pages=2)
    assert places(run(job(folder))) == ["torn-0001", "torn-0002"]
    assert rows(folder, "SELECT place FROM pages WHERE state = 'failed'") == []


def test_pages_that_a_killed_run_left_are_done_and_its_half_files_go(folder: Path) -> None:
    whole = contents(folder / "out")
    db = sqlite3.connect(folder / "out" / ".ocrfix" / "ledger.sqlite")
    db.execute("UPDATE pages SET state = 'running' WHERE place = 'p3'")
    db.execute("UPDATE runs SET state = 'running', ended = NULL")
    db.commit()
    db.close()
    (folder / "out" / ".ocrfix-0123.tmp").write_bytes(b"half")
    assert places(run(job(folder))) == ["p3"]
    assert contents(folder / "out") == whole
    assert rows(folder, "SELECT state FROM runs ORDER BY id") == [("killed",), ("complete",)]


def test_two_runs_do_not_share_a_folder(folder: Path) -> None:
    with FileLock(folder / "out" / ".ocrfix" / "lock"), pytest.raises(UsageError, match="another ocrfix"):
        run(job(folder))


def test_a_damaged_ledger_is_named_with_the_way_out(folder: Path) -> None:
    (folder / "out" / ".ocrfix" / "ledger.sqlite").write_bytes(b"no database at all, but long enough to be read" * 9)
    with pytest.raises(CannotWrite, match="Move the file away"):
        run(job(folder))


def test_a_newer_ledger_is_refused(folder: Path) -> None:
    db = sqlite3.connect(folder / "out" / ".ocrfix" / "ledger.sqlite")
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(UsageError, match="version 99"):
        run(job(folder))


def test_a_full_disk_is_told_by_the_ledger_too(folder: Path) -> None:
    with Ledger(folder / "out") as ledger:
        ledger._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(CannotWrite, match="full"):
            for n in range(10_000):
                ledger.failed("p1", ValueError("x" * 1000 * n), "")


def test_the_key_holds_what_matters_and_nothing_else(tmp_path: Path) -> None:
    base = fingerprint.of_settings(load())
    assert fingerprint.of_settings(load(overrides=["recognise.threads=7", "batch.jobs=3"])) == base
    model = tmp_path / "model"
    model.write_bytes(b"1")
    named = [f"language.model={model}"]
    keys = {
        base,
        fingerprint.of_settings(load(overrides=["scan.pdf_dpi=200"])),
        fingerprint.of_settings(load(), ["debug images"]),
        fingerprint.of_settings(load(overrides=named)),
    }
    model.write_bytes(b"22")
    assert len(keys | {fingerprint.of_settings(load(overrides=named))}) == 5
    run_of = fingerprint.of_run(base, ["md", "json"])
    assert run_of == fingerprint.of_run(base, ["json", "md"])
    page = fingerprint.of_page("0", 1, run_of)
    others = [("1", 1, run_of), ("0", 2, run_of), ("0", 1, fingerprint.of_run("x", ["md", "json"])),
              ("0", 1, fingerprint.of_run(base, ["md"])), ("0", 1, run_of, [("issue", "x")])]  # fmt: skip
    assert page not in {fingerprint.of_page(*other) for other in others}
