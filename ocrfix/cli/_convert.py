"""What ``convert`` does beside parsing: the pipeline started late, and what happens told on stderr."""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocrfix import batch
from ocrfix.cli import internal
from ocrfix.errors import ExitCode, OcrfixError
from ocrfix.page import Document, Page
from ocrfix.profile import Profile, unmeasured
from ocrfix.settings.load import Settings

if TYPE_CHECKING:
    from ocrfix.pipeline import Converter, PageFailure, Work

Tell = Callable[[str], None]


class Reader:
    """The pipeline as ``batch`` asks for it. Models are loaded once, when the first page is read."""

    def __init__(self, settings: Settings, debug_images: bool, profile: Profile | None = None) -> None:
        self._settings, self._debug_images, self._profile = settings, debug_images, profile
        self._converter: Converter | None = None

    def __call__(self, path: Path, pages: Sequence[int]) -> Iterator[batch.Made | batch.Failure]:
        from ocrfix import pipeline  # noqa: PLC0415 - takes seconds; unreadable inputs are told before

        profile = self._profile
        if self._converter is None:
            self._converter = pipeline.Converter(self._settings, measure=profile.measure if profile else unmeasured)
            if profile:
                profile.started()
        for work in self._converter.works(path, pages):
            if profile:
                profile.page(str(path), **_sizes(work))
            if isinstance(work, pipeline.PageFailure):
                yield work
            else:
                extras = _drawn(work, self._settings) if self._debug_images else {}
                yield batch.Made(pipeline.in_original_pixels(work), extras)

    def assemble(self, name: str, pages: Sequence[Page]) -> Document:
        """The issue of these pages, its stories joined over them."""
        from ocrfix.articles.issue import assemble  # noqa: PLC0415 - as above

        model = self._converter.model if self._converter is not None else None
        return assemble(name, pages, model, self._settings.articles)


def _sizes(work: Work | PageFailure) -> dict[str, int]:
    """What the cost of a page depends on."""
    from ocrfix.pipeline import PageFailure  # noqa: PLC0415 - as above

    if isinstance(work, PageFailure):
        return {"page": work.page}
    lines = work.page.lines
    characters = sum(len(line.glyphs) for line in lines)
    return {
        "page": work.raster.source.page,
        "pixels": work.raster.width * work.raster.height,
        "lines": len(lines),
        "characters": characters,
    }


def _drawn(work: Work, settings: Settings) -> dict[str, bytes]:
    """What was seen and what was made of it, as pictures by suffix."""
    import cv2  # noqa: PLC0415 - only for debug images

    from ocrfix.draw import LONGEST, draw_articles  # noqa: PLC0415
    from ocrfix.layout import draw  # noqa: PLC0415
    from ocrfix.repair.account import account, heat_map  # noqa: PLC0415

    pictures = {
        ".layout.png": draw(work.raster, work.layout, LONGEST),
        ".debug.png": draw_articles(work),
        ".ink.png": heat_map(account(work.page, work.raster, settings.repair), work.raster),
    }
    return {suffix: bytes(cv2.imencode(".png", picture)[1]) for suffix, picture in pictures.items()}


def report(events: Iterable[batch.Event], files: int, out: Path, *, quiet: bool, verbose: bool) -> ExitCode:
    """Tell what happens as it happens. Returns the exit code."""
    written = 0
    codes: list[ExitCode] = []
    terminal = sys.stderr.isatty() and not quiet
    with _progress(files, terminal) as (tell, advance):
        for event in events:
            if isinstance(event, batch.Written):
                written += 1
                advance(event.source)
                if verbose:
                    tell(f"{event.source}: " + ", ".join(map(str, event.files)))
            elif isinstance(event, batch.Failed):
                codes.append(failed_code(event.error))
                advance(event.source)
                tell(f"error: {said(event)}")
                if verbose:
                    tell("".join(traceback.format_exception(event.error)).rstrip())
            elif not quiet:
                tell(f"note: {event.message}")
    if verbose or terminal:
        failed = f", {len(codes)} failed" if codes else ""
        click.echo(f"{written} page{'' if written == 1 else 's'} written to {out}{failed}", err=True)
    return exit_code(written, codes)


def said(failed: batch.Failed) -> str:
    """The message for a page or file that failed: which, why, and what to do."""
    error = failed.error
    page = f", page {failed.page}" if failed.page is not None else ""
    if isinstance(error, OcrfixError):
        return f"{failed.source}{page}: {error.cause}. {error.next_step}"
    return f"{failed.source}{page}: {internal(error)}"


def exit_code(written: int, failed: Sequence[ExitCode]) -> ExitCode:
    """8 when some failed and others did not; the cause's own code when it stopped every page."""
    if not failed:
        return ExitCode.OK
    return failed[0] if not written and len(set(failed)) == 1 else ExitCode.PARTLY_FAILED


def failed_code(error: Exception) -> ExitCode:
    """The exit code of one failure."""
    return error.exit_code if isinstance(error, OcrfixError) else ExitCode.INTERNAL


@contextlib.contextmanager
def _progress(files: int, shown: bool) -> Iterator[tuple[Tell, Callable[[Path], None]]]:
    """A way to tell a line, and a way to say which file is being worked on."""
    if not shown:
        yield (lambda line: click.echo(line, err=True)), (lambda path: None)
        return
    from rich.console import Console  # noqa: PLC0415 - only for terminals
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=files)
        seen: set[Path] = set()

        def advance(path: Path) -> None:
            seen.add(path)
            bar.update(task, completed=len(seen), description=path.name)

        def tell(line: str) -> None:
            bar.console.print(line, markup=False, highlight=False, soft_wrap=True)

        yield tell, advance
