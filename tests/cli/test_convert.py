"""``ocrfix convert`` with a stand-in for the pipeline: messages, exit codes, options."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ocrfix import batch, cli
from ocrfix.batch import reader
from ocrfix.cli import _convert
from ocrfix.errors import CannotWrite, EngineMissing, ExitCode
from ocrfix.page import Article, Block, Document, Kind, Page, Source
from ocrfix.profile import Profile
from ocrfix.scan import BrokenPage, read
from ocrfix.settings.load import Settings


class Reader:
    """Decodes pages as the pipeline does and makes an article of their size."""

    made: list[Settings]

    def __init__(self, settings: Settings, debug_images: bool = False, profile: Profile | None = None) -> None:
        self.settings, self.debug_images = settings, debug_images
        type(self).made = [settings]

    def read(self, path: Path, page: int, sha256: str) -> batch.Made:
        os.write(1, b"a library talks\n")
        (raster,) = read(path, self.settings.scan, (page,), digest=sha256)
        if isinstance(raster, BrokenPage):
            raise raster.error
        block = Block(Kind.HEADLINE, f"{raster.width}x{raster.height}")
        made = Page(path.stem, source=Source(str(path), page), articles=(Article("a", (block,)),))
        return batch.Made(made, {".debug.png": b"png"} if self.debug_images else {})

    def assemble(self, name: str, pages: Sequence[Page]) -> Document:
        return Document(name, tuple(pages))


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "Reader", Reader)
    monkeypatch.setenv("OCRFIX_BATCH__JOBS", "0")


def outputs(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.name != ".ocrfix")


def lines(shown: str) -> list[str]:
    """What was said to people."""
    return [line for line in shown.splitlines() if not line.startswith("{")]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.png"
    Image.new("L", (40, 30), 255).save(path)
    return path


def bomb(path: Path) -> None:
    """A PNG that says it has 40,000 x 40,000 pixels."""
    header = struct.pack(">IIBBBBB", 40000, 40000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def torn(path: Path) -> None:
    Image.effect_noise((200, 200), 50).save(path.with_suffix(".full.png"))
    whole = path.with_suffix(".full.png").read_bytes()
    path.with_suffix(".full.png").unlink()
    path.write_bytes(whole[: len(whole) // 2])


DAMAGED: list[tuple[str, Any, str]] = [
    ("empty.png", lambda p: p.write_bytes(b""), "empty"),
    ("text.png", lambda p: p.write_text("no image", encoding="utf-8"), "not an image"),
    ("torn.png", torn, "trunc|ends|damaged"),
    ("bomb.png", bomb, "pixels|large"),
    ("torn.pdf", lambda p: p.write_bytes(b"%PDF-1.7\nnothing"), "PDF"),
]


def test_outputs_go_to_the_folder_and_stdout_stays_empty(
    scan: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["convert", str(scan), "-o", str(tmp_path / "out")]) == ExitCode.OK
    assert outputs(tmp_path / "out") == ["scan.json", "scan.md"]
    shown = capfd.readouterr()
    assert shown.out == ""
    assert lines(shown.err) == ["a library talks"]


@pytest.mark.parametrize(("name", "make", "cause"), DAMAGED, ids=[d[0] for d in DAMAGED])
def test_a_damaged_file_alone_is_3_and_named(
    name: str, make: Any, cause: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path / name)
    assert cli.run(["convert", str(tmp_path / name), "-o", str(tmp_path / "out")]) == ExitCode.UNREADABLE_INPUT
    (line,) = [text for text in capfd.readouterr().err.splitlines() if text.startswith("error: ")]
    assert name in line
    assert any(word in line for word in cause.split("|")), line
    assert line.count(". ") >= 1 and line.endswith((".", ")")), "cause and next step"
    assert outputs(tmp_path / "out") == []


def test_damaged_files_among_others_are_8_and_the_others_are_done(
    scan: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, make, _ in DAMAGED:
        make(tmp_path / name)
    assert cli.run(["convert", str(tmp_path), "-o", str(tmp_path / "out"), "-f", "md"]) == ExitCode.PARTLY_FAILED
    errors = [text for text in capfd.readouterr().err.splitlines() if text.startswith("error: ")]
    assert len(errors) == len(DAMAGED)
    assert outputs(tmp_path / "out") == ["scan.md"]


def test_only_damaged_files_are_3(tmp_path: Path) -> None:
    for name, make, _ in DAMAGED:
        make(tmp_path / name)
    assert cli.run(["convert", str(tmp_path), "-o", str(tmp_path / "out")]) == ExitCode.UNREADABLE_INPUT


@pytest.mark.parametrize("argument", ["none.png", "*.gif", "empty"])
def test_nothing_to_convert_is_2_before_anything_is_made(
    argument: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert cli.run(["convert", str(tmp_path / argument), "-o", str(tmp_path / "out")]) == ExitCode.USAGE
    assert argument in capfd.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_is_a_file_is_6(
    scan: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    assert cli.run(["convert", str(scan), "-o", str(tmp_path / "out")]) == ExitCode.CANNOT_WRITE
    assert "out" in capfd.readouterr().err
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_a_full_disk_is_6_and_leaves_no_half_file(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert cli.run(["convert", str(scan), "-o", str(tmp_path / "out")]) == ExitCode.CANNOT_WRITE
    assert "no space left" in capfd.readouterr().err
    assert outputs(tmp_path / "out") == []


def test_a_missing_engine_is_4(scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(self: Reader, path: Path, page: int, sha256: str) -> batch.Made:
        raise EngineMissing("no model", next_step="Install it.")

    monkeypatch.setattr(Reader, "read", missing)
    assert cli.run(["convert", str(scan), "-o", str(tmp_path / "out")]) == ExitCode.ENGINE_MISSING


def test_ctrl_c_is_130(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(self: Reader, path: Path, page: int, sha256: str) -> batch.Made:
        raise KeyboardInterrupt

    monkeypatch.setattr(Reader, "read", interrupted)
    assert cli.run(["convert", str(scan), "-o", str(tmp_path / "out")]) == ExitCode.INTERRUPTED
    assert "interrupted" in capfd.readouterr().err


def test_a_fault_is_70_and_asks_for_a_report(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def faulty(self: Reader, path: Path, page: int, sha256: str) -> batch.Made:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(Reader, "read", faulty)
    arguments = ["convert", str(scan), "-o", str(tmp_path / "out")]
    assert cli.run(arguments) == ExitCode.INTERNAL
    shown = capfd.readouterr().err
    assert "scan.png, page 1: internal error" in shown
    assert "Traceback" not in shown
    assert cli.run([*arguments, "-v"]) == ExitCode.INTERNAL
    assert "Traceback" in capfd.readouterr().err


def test_options_become_settings(scan: Path, tmp_path: Path) -> None:
    options = ["--models", "M", "--model-dir", "/d", "--device", "gpu", "--threads", "3", "--set", "scan.pdf_dpi=99"]
    (tmp_path / "my.toml").write_text("[recognise]\nthreads = 1\n[scan]\npdf_max_dpi = 222\n", encoding="utf-8")
    arguments = ["convert", str(scan), "-o", str(tmp_path / "out"), *options, "--config", str(tmp_path / "my.toml")]
    assert cli.run(arguments) == ExitCode.OK
    (settings,) = Reader.made
    found = settings.recognise
    assert (found.models, found.model_dir, found.device, found.threads) == ("M", Path("/d"), "gpu", 3)
    assert (settings.scan.pdf_dpi, settings.scan.pdf_max_dpi) == (99, 222)


def test_wrong_settings_are_2(scan: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["convert", str(scan), "-o", str(tmp_path / "out"), "--set", "scan.colour=1"]) == ExitCode.USAGE
    assert "--set scan.colour=1: there is no setting scan.colour" in capfd.readouterr().err
    assert cli.run(["convert", str(scan), "-o", str(tmp_path / "out"), "--pages", "x"]) == ExitCode.USAGE


def test_a_profile_is_written_where_it_is_asked_for(scan: Path, tmp_path: Path) -> None:
    arguments = ["convert", str(scan), "-o", str(tmp_path / "out")]
    assert cli.run(arguments) == ExitCode.OK
    assert not (tmp_path / "out" / "profile.json").exists()
    assert cli.run([*arguments, "--profile"]) == ExitCode.OK
    assert '"ocrfix-profile/1"' in (tmp_path / "out" / "profile.json").read_text(encoding="utf-8")


def test_pages_are_selected(tmp_path: Path) -> None:
    frames = [Image.new("L", (40 + n, 30), 255) for n in range(4)]
    frames[0].save(tmp_path / "book.tif", save_all=True, append_images=frames[1:])
    arguments = ["convert", str(tmp_path / "book.tif"), "-o", str(tmp_path / "out"), "-f", "md", "--pages", "2,4-"]
    assert cli.run(arguments) == ExitCode.OK
    written = {p.name: p.read_text(encoding="utf-8") for p in (tmp_path / "out").glob("*.md")}
    assert set(written) == {"book-0002.md", "book-0004.md", "book.issue.md"}
    assert written["book-0004.md"] == "# 43x30\n"
    assert "# 41x30" in written["book.issue.md"]


def test_debug_images_are_drawn_when_asked_for(scan: Path, tmp_path: Path) -> None:
    assert cli.run(["convert", str(scan), "-o", str(tmp_path / "out"), "-f", "md", "--debug-images"]) == ExitCode.OK
    assert outputs(tmp_path / "out") == ["scan.debug.png", "scan.md"]


def test_verbose_names_files_and_quiet_says_nothing(
    scan: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    assert cli.run(["convert", str(scan), "-o", out, "--verbose"]) == ExitCode.OK
    shown = capfd.readouterr().err
    assert "scan.json" in shown and "1 page written" in shown
    Image.new("L", (40, 30), 255).save(tmp_path / "scan.jpg")
    assert cli.run(["convert", str(scan), str(tmp_path / "scan.jpg"), "-o", out]) == ExitCode.OK
    assert "note: " in capfd.readouterr().err
    assert cli.run(["convert", str(scan), str(tmp_path / "scan.jpg"), "-o", out, "--quiet"]) == ExitCode.OK
    assert "note: " not in capfd.readouterr().err


def test_a_terminal_gets_a_bar_and_a_summary(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    (tmp_path / "torn.png").write_bytes(b"")
    assert cli.run(["convert", str(tmp_path), "-o", str(tmp_path / "out")]) == ExitCode.PARTLY_FAILED
    shown = capfd.readouterr().err
    assert "error: " in shown and "1 page written" in shown and "1 failed" in shown


@pytest.mark.parametrize(
    ("written", "failed", "code"),
    [
        (1, [], 0),
        (0, [3], 3),
        (0, [3, 3], 3),
        (0, [3, 5], 8),
        (2, [3], 8),
        (0, [5, 5], 5),
        (0, [], 0),
    ],
)
def test_exit_codes_of_a_batch(written: int, failed: list[int], code: int) -> None:
    assert _convert.exit_code(written, [ExitCode(c) for c in failed]) == code


def test_cannot_write_is_raised_from_the_middle_of_a_batch(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise CannotWrite("full", file=path, next_step="Empty it.")

    monkeypatch.setattr("ocrfix.batch.storage.write_whole", full)
    assert cli.run(["convert", str(scan), "-o", str(tmp_path / "out")]) == ExitCode.CANNOT_WRITE
