"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ocrfix.batch import writable_folder, write_whole
from ocrfix.errors import CannotWrite, UnreadableInput
from ocrfix.formats.output import write_pieces


def test_folders_are_made_and_files_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.md"
    write_whole(path, b"old")
    write_whole(path, "新".encode())
    assert path.read_text(encoding="utf-8") == "新"
    assert [p.name for p in path.parent.iterdir()] == ["c.md"]


def test_files_get_the_rights_other_programs_give(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"")
    (tmp_path / "b").touch()
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE((tmp_path / "b").stat().st_mode)


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_what_was_there_stays_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "c.md"
    path.write_bytes(b"old")

    def full(*args: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", full) if failing == "fsync" else (Path, "replace", full)))
    with pytest.raises(CannotWrite, match="no space left on device") as raised:
        write_whole(path, b"new")
    assert raised.value.file == str(path)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["c.md"]


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "c.md", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    for attempt in (lambda: writable_folder(tmp_path / "out"), lambda: writable_folder(tmp_path / "out" / "x")):
        with pytest.raises(CannotWrite, match="in the way"):
            attempt()
    with pytest.raises(CannotWrite, match="in the way"):
        write_whole(tmp_path / "out" / "a.md", b"")


def test_a_folder_without_rights_is_refused_before_the_work(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    if os.access(locked, os.W_OK):
        locked = Path("/proc")  # nobody, not even root, can create files there
        if not locked.is_dir():
            pytest.skip("this user may write everywhere")
    with pytest.raises(CannotWrite, match="cannot be written"):
        writable_folder(locked)


def test_a_pipe_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_text, "utf-8")
        write_pieces(pipe, ["新", "的"])
        assert read.result(20) == "新的"
    assert pipe.is_fifo()


def test_pieces_go_to_a_file_whole_or_to_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> Iterator[str]:
        yield "half"
        raise UnreadableInput("torn", file=tmp_path, next_step="Mend it.")

    file = tmp_path / "told.json"
    write_pieces(file, ["old"])
    with pytest.raises(UnreadableInput):
        write_pieces(file, broken())
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
    write_pieces(Path("-"), ["a", "b"])
    assert capsys.readouterr().out == "ab"
