"""What ``convert`` does beside parsing: workers started, what happens told, the exit code found."""

from __future__ import annotations

import contextlib
import signal
import threading
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType

from ocrfix import batch
from ocrfix.batch import limits, remote
from ocrfix.batch.processes import Processes
from ocrfix.batch.storage import home
from ocrfix.cli import internal
from ocrfix.cli._progress import Progress
from ocrfix.errors import ExitCode, OcrfixError, UsageError
from ocrfix.profile import Profile
from ocrfix.settings.load import Settings

URL_REFUSED = {
    "mets": "it names the files beside it",
    "pdf": "the scan is put into it from this machine",
}
"""Formats that cannot be written where a URL leads, and why."""


def outputs(out: str, formats: Iterable[str]) -> tuple[Path, str]:
    """The folder of this machine for the ledger and, without a URL, for the outputs; and the URL, if it is one.

    Raises:
        UsageError: a format cannot be written there.
    """
    out = remote.local(out)
    if not remote.is_url(out):
        return Path(out), ""
    for name in formats:
        if name in URL_REFUSED:
            raise UsageError(
                f"{name} cannot be written there: {URL_REFUSED[name]}",
                file=out,
                next_step="Convert into a folder and copy it, or leave this format out.",
            )
    from ocrfix.recognise.models import cache_folder  # noqa: PLC0415 - for URLs only

    remote.opened(out)
    return home(out, cache_folder()), out.rstrip("/")


def pool(
    settings: Settings, job: batch.Job, debug_images: bool, profile: Profile | None, ray: str | None
) -> batch.Pool:
    """Who converts: worker processes that divide cores and memory; with no jobs, or a profile, this process; with the
    address of a Ray cluster, its machines."""
    from ocrfix.batch.reader import Reader  # noqa: PLC0415 - replaced in tests

    chosen, out, storage = settings.batch, job.out, job.storage
    if ray is not None:
        from ocrfix.batch.cluster import Cluster  # noqa: PLC0415 - an extra

        few = settings.recognise.model_copy(update={"threads": max(1, int(chosen.ray_cpus))})
        reader = Reader(settings.model_copy(update={"recognise": few}), debug_images)
        return Cluster(batch.Worker(reader, out, settings.scan, storage), ray, chosen.ray_gpus, chosen)
    if chosen.jobs == 0 or profile is not None:
        from ocrfix.batch.process import few_arenas, one_thread_of_algebra  # noqa: PLC0415 - for this process only

        few_arenas()
        one_thread_of_algebra()
        return batch.Inline(batch.Worker(Reader(settings, debug_images, profile), out, settings.scan, storage))
    budget = limits.budget_mib(chosen)
    jobs = limits.workers(chosen, budget)
    given = settings.recognise.threads if "threads" in settings.recognise.model_fields_set else None
    threads = limits.threads(given, jobs, settings.recognise.threads)
    recognise = settings.recognise.model_copy(update={"threads": threads})
    reader = Reader(settings.model_copy(update={"recognise": recognise}), debug_images)
    return Processes(batch.Worker(reader, out, settings.scan, storage), jobs, budget, chosen)


def report(events: Iterable[batch.Event], out: str, shown: Progress, *, quiet: bool, verbose: bool) -> ExitCode:
    """Tell what happens as it happens. Returns the exit code."""
    written = 0
    codes: list[ExitCode] = []
    for event in events:
        if isinstance(event, batch.Failed):
            codes.append(failed_code(event.error))
            shown.event(event)
            shown.say(f"error: {said(event)}")
            if verbose:
                shown.say((event.traceback or "".join(traceback.format_exception(event.error))).rstrip())
            continue
        shown.event(event)
        if isinstance(event, batch.Written):
            written += 1
            if verbose:
                shown.say(f"{event.source}: " + ", ".join(map(str, event.files)))
        elif isinstance(event, batch.Skipped):
            written += event.pages
        elif isinstance(event, batch.Notice) and not quiet:
            shown.say(f"note: {event.message}")
    shown.end(out, verbose)
    return exit_code(written, codes)


def said(failed: batch.Failed) -> str:
    """The message for a page or file that failed: which, why, and what to do."""
    error = failed.error
    page = f", page {failed.page}" if failed.page is not None else ""
    if isinstance(error, OcrfixError):
        return f"{failed.source}{page}: {error.cause}. {error.next_step}"
    return f"{failed.source}{page}: {internal(error)}"


def exit_code(written: int, failed: list[ExitCode]) -> ExitCode:
    """8 when some failed and others did not; the cause's own code when it stopped every page."""
    if not failed:
        return ExitCode.OK
    return failed[0] if not written and len(set(failed)) == 1 else ExitCode.PARTLY_FAILED


def failed_code(error: Exception) -> ExitCode:
    """The exit code of one failure."""
    return error.exit_code if isinstance(error, OcrfixError) else ExitCode.INTERNAL


@contextlib.contextmanager
def stoppable() -> Iterator[batch.Stop]:
    """Ctrl-C asks the run to stop when its pages are finished, a second one or SIGTERM stops it at once."""
    stop = batch.Stop()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def interrupted(number: int, frame: FrameType | None) -> None:
        stop.asked += 1
        if stop.asked > 1:
            raise KeyboardInterrupt

    def terminated(number: int, frame: FrameType | None) -> None:
        stop.asked += 2
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted), signal.signal(signal.SIGTERM, terminated)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before[0])
        signal.signal(signal.SIGTERM, before[1])
