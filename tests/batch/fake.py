"""A stand-in for the pipeline, so that a batch runs without a recogniser. What a page does, its file's name tells."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from ocrfix.batch import Event, Failed, Inline, Job, Made, Skipped, Tools, Worker, Written, convert, gather
from ocrfix.errors import CannotWrite, EngineFailed, EngineMissing
from ocrfix.page import Alternative, Article, Block, Document, Glyph, Kind, Page, Source, TextLine
from ocrfix.settings.scan import ScanSettings


@dataclass
class Fake:
    """Every page holds its name. ``bad``: page 2 cannot be read; ``fault``: page 2 is a fault of the program;
    ``crash``: ends the process; ``once``: the same, the first time; ``hang``: never ends; ``missing``: no engine;
    ``full``: the disk is full; ``greedy``: holds 200 MB from then on;
    ``swell``: takes 600 MB and never ends.

    ``log`` is a file that gets a line for every page that is begun and ended, with the process it is in."""

    log: Path | None = None
    seconds: float = 0.0
    text: str = ""

    def read(self, path: Path, page: int, sha256: str) -> Made:
        self._note("begin", path, page)
        name = path.stem
        if name == "bad" and page == 2:
            raise EngineFailed("the network stumbled", file=path, next_step="Try again.")
        if name == "fault" and page == 2:
            raise ZeroDivisionError("oh")
        if name == "crash":
            os._exit(7)
        if name == "once" and not (mark := path.with_suffix(".mark")).exists():
            mark.touch()
            os._exit(7)
        if name == "swell":
            self.held = bytearray(os.urandom(1 << 20) * 600)
        if name in ("hang", "swell"):
            time.sleep(3600)
        if name == "missing":
            raise EngineMissing("no model", next_step="Install it.")
        if name == "full":
            raise CannotWrite("the disk is full", file=path, next_step="Empty it.")
        if name == "greedy":
            self.held = bytearray(os.urandom(1 << 20) * 200)
        time.sleep(self.seconds)
        self._note("end", path, page)
        return Made(page_of(path, page, sha256, self.text))

    def _note(self, what: str, path: Path, page: int) -> None:
        if self.log is not None:
            with self.log.open("a", encoding="utf-8") as file:
                file.write(f"{what} {path.name} {page} {os.getpid()}\n")

    def assemble(self, name: str, pages: Sequence[Page]) -> Document:
        if name == "broken":
            raise ZeroDivisionError
        articles = (replace(a, id=f"{p.name}:{a.id}") for p in pages for a in p.articles)
        return Document(name, tuple(pages), tuple(articles))


def page_of(path: Path, number: int, sha256: str = "", text: str = "") -> Page:
    line = TextLine("l1", glyphs=(Glyph("春", alternatives=(Alternative("舂", 0.1),)),))
    block = Block(Kind.HEADLINE, f"{path.stem}第{number}版{text}", page=path.stem)
    article = Article(f"{path.stem}-{number}", (block,), pages=(path.stem,))
    return Page(path.stem, source=Source(str(path), number, sha256), lines=(line,), articles=(article,))


def picture(path: Path, pages: int = 1, grey: int = 255) -> Path:
    """An image of 20 x 20 pixels, no two pages alike."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = [Image.new("L", (20, 20), grey) for _ in range(pages)]
    for n, frame in enumerate(frames):
        frame.putpixel((n % 20, n // 20), 7)
        for k, letter in enumerate(path.stem[-10:].encode()):
            frame.putpixel((k, 19), letter)
    frames[0].save(path, **({"save_all": True, "append_images": frames[1:]} if pages > 1 else {}))
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def job(folder: Path, *inputs: str, **rest: object) -> Job:
    found = gather([str(folder / i) for i in inputs or ("in",)])
    return Job(found, folder / "out", **rest)  # type: ignore[arg-type]


def worker(made: Job, tools: Tools) -> Worker:
    return Worker(tools, made.out, ScanSettings())


def run(made: Job, tools: Tools | None = None) -> list[Event]:
    """What happens when this is converted in this process."""
    return list(convert(made, Inline(worker(made, tools if tools is not None else Fake()))))


def files(folder: Path) -> list[str]:
    """What lies below, the ledger apart."""
    found = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(f for f in found if not f.startswith((".ocrfix/ledger", ".ocrfix/lock")))


def contents(folder: Path) -> dict[str, bytes]:
    return {f: (folder / f).read_bytes() for f in files(folder)}


def places(events: Sequence[Event]) -> list[str]:
    return [e.place for e in events if isinstance(e, Written)]


def skipped(events: Sequence[Event]) -> int:
    return sum(e.pages for e in events if isinstance(e, Skipped))


def failures(events: Sequence[Event]) -> list[tuple[str, int | None]]:
    return [(e.source.name, e.page) for e in events if isinstance(e, Failed)]


class Reader(Fake):
    """The same in the place of ``ocrfix.batch.reader.Reader``, told by the environment: FAKE_LOG, FAKE_SECONDS."""

    def __init__(self, settings: object, debug_images: bool = False, profile: object = None) -> None:
        super().__init__(Path(os.environ["FAKE_LOG"]), float(os.environ["FAKE_SECONDS"]))
