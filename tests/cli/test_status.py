"""``ocrfix status``: what is done, what failed and why, and what lies in the folder."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from ocrfix import cli
from ocrfix.errors import ExitCode
from tests.batch.fake import job, picture, run


@pytest.fixture
def out(tmp_path: Path) -> Path:
    picture(tmp_path / "in" / "bad.tif", pages=3)
    (tmp_path / "in" / "empty.png").write_bytes(b"")
    run(job(tmp_path))
    return tmp_path / "out"


def test_failures_stand_by_cause_with_the_next_step(out: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", str(out)]) == ExitCode.OK
    shown = capfd.readouterr().out
    assert f"{out}: complete" in shown
    assert "1 failed, EngineFailed: the network stumbled\n    Try again.\n" in shown
    assert "bad.tif, page 2" in shown and "the file is empty" in shown


def test_json_has_the_same_figures(out: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", str(out), "--json"]) == ExitCode.OK
    told = json.loads(capfd.readouterr().out)
    assert (told["pages"], told["done"], told["failed"], told["pending"], told["issues"]) == (4, 2, 2, 0, 1)
    assert {c["cause"] for c in told["causes"]} >= {"the network stumbled"}


def test_verbose_shows_where_in_the_program(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    picture(tmp_path / "in" / "fault.tif", pages=2)
    run(job(tmp_path))
    assert cli.run(["status", str(tmp_path / "out"), "-v"]) == ExitCode.OK
    assert "ZeroDivisionError: oh" in capfd.readouterr().out


def test_the_manifest_has_every_output_with_its_hash(out: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", str(out), "--manifest", "-"]) == ExitCode.OK
    head, *entries = map(json.loads, capfd.readouterr().out.splitlines())
    assert head["format"] == "ocrfix-manifest/1"
    outputs = {o["path"]: o["sha256"] for e in entries for o in e["outputs"]}
    lying = {p.relative_to(out).as_posix(): p for p in out.rglob("*") if p.is_file() and ".ocrfix" not in p.parts}
    assert outputs == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in lying.items()}
    assert {e["place"]: e["state"] for e in entries}["bad-0002"] == "failed"
    assert cli.run(["status", str(out), "--manifest", str(out / "m.jsonl")]) == ExitCode.OK
    assert len((out / "m.jsonl").read_text(encoding="utf-8").splitlines()) == len(entries) + 1


def test_a_run_is_told_alive_from_killed_by_its_lock(out: Path, capfd: pytest.CaptureFixture[str]) -> None:
    db = sqlite3.connect(out / ".ocrfix" / "ledger.sqlite")
    db.execute("UPDATE runs SET state = 'running', expected = 10")
    db.execute("UPDATE pages SET state = 'running' WHERE place = 'bad-0001'")
    db.commit()
    db.close()
    with FileLock(out / ".ocrfix" / "lock"):
        assert cli.run(["status", str(out), "--json"]) == ExitCode.OK
    alive = json.loads(capfd.readouterr().out)
    assert (alive["run"], alive["running"], alive["pages"], alive["current"]) == ("running", 1, 10, ["bad-0001"])
    cli.run(["status", str(out), "--json"])
    killed = json.loads(capfd.readouterr().out)
    assert (killed["run"], killed["running"], killed["pending"]) == ("killed", 0, 1)


def test_a_folder_without_a_ledger_is_2(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", str(tmp_path)]) == ExitCode.USAGE
    assert "there is no ledger" in capfd.readouterr().err
