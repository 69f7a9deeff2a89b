"""Every bad input has its message and exit code, ends soon, and harms nothing else in the batch."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ocrfix import cli
from ocrfix.batch import Made, reader
from ocrfix.errors import ExitCode
from ocrfix.page import Document, Page, TextLine
from ocrfix.pipeline import Converter, PageFailure
from ocrfix.profile import Profile
from ocrfix.scan import Raster
from ocrfix.settings.load import Settings, load
from tests.bad import images, places
from tests.bad.rows import Make, Row

ROWS = [*images.ROWS, *places.ROWS]
GOOD = images.saved(images.sheet((150, 110)))
"""A page that no row has: pages of the same content are read once only."""


class Blind:
    """An engine that sees nothing: the way of a page without a network."""

    name = "blind"

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        return ()

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        return tuple(lines)


CONVERTER = Converter(load(None, {}, ["repair.enabled=false", "scan.pdf_dpi=72", "scan.pdf_max_dpi=72"]), Blind())


class Reader:
    """The pipeline with an engine that sees nothing."""

    def __init__(self, settings: Settings, debug_images: bool = False, profile: Profile | None = None) -> None:
        pass

    def read(self, path: Path, page: int, sha256: str) -> Made:
        (made,) = CONVERTER.pages(path, (page,))
        if isinstance(made, PageFailure):
            raise made.error
        return Made(made)

    def assemble(self, name: str, pages: Sequence[Page]) -> Document:
        return Document(name, tuple(pages))


@pytest.fixture(autouse=True)
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "Reader", Reader)
    monkeypatch.setenv("OCRFIX_BATCH__JOBS", "0")


def convert(folder: Path, capfd: pytest.CaptureFixture[str], *inputs: str) -> tuple[int, list[str], list[str]]:
    """Exit code, messages of failures, and pages that were written."""
    code = cli.run(["convert", *inputs, "-o", str(folder / "out"), "-f", "json", "--progress", "none"])
    shown = capfd.readouterr().err
    written = [p.name for p in (folder / "out").rglob("*.json") if ".issue." not in p.name and ".ocrfix" not in p.parts]
    return code, [line for line in shown.splitlines() if line.startswith("error: ")], sorted(written)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "in").mkdir()
    yield tmp_path
    for path in (tmp_path / "in").iterdir():
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


@pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])
def test_a_bad_input(row: Row, here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    row.make(here / "in" / row.name)
    (here / "in" / "zz good.png").write_bytes(GOOD)
    code, errors, written = convert(here, capfd, str(here / "in"))
    assert "zz good.json" in written
    assert not any("internal error" in error for error in errors), errors
    if row.says:
        assert code == ExitCode.PARTLY_FAILED
        assert len(errors) >= 1 and re.search("|".join(map(re.escape, row.says.split("|"))), errors[0])
        assert re.search(r"\. [A-Z].*\.$", errors[0]), "the next step"
    else:
        assert (code, errors) == (ExitCode.OK, [])
        assert len(written) == row.pages + 1


def test_the_table_is_long() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS) >= 60


@pytest.mark.parametrize("row", [r for r in ROWS if r.says][::9], ids=lambda row: row.id)
def test_a_bad_input_alone_is_3(row: Row, here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = here / "in" / row.name
    row.make(path)
    code, errors, written = convert(here, capfd, str(path))
    assert code == ExitCode.UNREADABLE_INPUT and errors and not written


@pytest.fixture
def nobody(here: Path) -> Iterator[None]:
    """Rights hold for everybody but root."""
    if os.geteuid() != 0:
        yield
        return
    for folder in (here, *list(here.parents)[:-2]):
        folder.chmod(0o755)
    (here / "out").mkdir()
    (here / "out").chmod(0o777)
    os.seteuid(65534)
    yield
    os.seteuid(0)


def locked(path: Path) -> None:
    path.write_bytes(images.saved())
    path.chmod(0)


def locked_folder(path: Path) -> None:
    path.mkdir()
    (path / "inner.png").write_bytes(images.saved())
    path.chmod(0)


@pytest.mark.parametrize("make", [locked, locked_folder])
def test_what_may_not_be_read(
    make: Make, here: Path, capfd: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    make(here / "in" / "locked.png")
    (here / "in" / "zz good.png").write_bytes(GOOD)
    request.getfixturevalue("nobody")
    code, errors, written = convert(here, capfd, str(here / "in"))
    assert code == ExitCode.PARTLY_FAILED and written == ["zz good.json"]
    assert len(errors) == 1 and "denied" in errors[0] and "locked.png" in errors[0]
