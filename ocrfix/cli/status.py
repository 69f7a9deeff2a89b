"""``ocrfix status``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ocrfix.batch.status import Status


@click.command("status")
@click.argument("folder", metavar="FOLDER")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--manifest", metavar="FILE", help="Write a line of JSON for every page, with the hashes of its outputs.")
@click.option("-v", "--verbose", is_flag=True, help="Also where in the program pages failed.")
def status(folder: str, as_json: bool, manifest: str | None, verbose: bool) -> None:
    """Tell how far the conversion into FOLDER is: pages, rate, time left, failures by cause.

    It may be asked while `ocrfix convert` is running; of a URL, from another machine, it tells what the copy of the
    ledger there does. FILE of --manifest may be -, which is standard output.
    """
    from ocrfix.cli import _status  # noqa: PLC0415 - heavy, and not needed to show help

    with _status.ledger_of(folder) as (place, elsewhere):
        _tell(folder, place, elsewhere, as_json, manifest, verbose)


def _tell(folder: str, place: Path, elsewhere: bool, as_json: bool, manifest: str | None, verbose: bool) -> None:
    from ocrfix.batch import status as found  # noqa: PLC0415 - as above
    from ocrfix.formats.output import write_whole  # noqa: PLC0415

    if manifest is not None:
        lines = (json.dumps(entry, ensure_ascii=False) + "\n" for entry in found.manifest(place))
        if manifest == "-":
            for line in lines:
                click.echo(line, nl=False)
        else:
            write_whole(Path(manifest), "".join(lines).encode())
        if not as_json:
            return
    told = replace(found.status(place, elsewhere=elsewhere), folder=folder)
    if as_json:
        click.echo(json.dumps(told.as_dict(), ensure_ascii=False, indent=1))
        return
    for line in _lines(told):
        click.echo(line)
    for page, trace in found.tracebacks(place) if verbose else ():
        click.echo(f"\n{page}\n{trace.rstrip()}")


def _lines(told: Status) -> Iterator[str]:
    from ocrfix.cli._progress import duration  # noqa: PLC0415

    counts = (
        ("done", told.done), ("failed", told.failed), ("running", told.running),
        ("pending", told.pending + told.unplanned),
    )  # fmt: skip
    yield f"{told.folder}: {told.run}"
    yield ""
    yield f"  {'pages':<10}{told.pages:>9,}"
    for name, count in counts:
        share = f"{100 * count / told.pages:7.1f} %" if told.pages else ""
        yield f"  {name:<10}{count:>9,}{share}"
    yield f"  {'issues':<10}{told.issues:>9,}"
    yield f"  {'outputs':<10}{told.bytes / 1e6:>9,.1f} MB"
    if told.pages_per_minute is not None:
        each = f", {told.page_seconds:.1f} s a page in a worker" if told.page_seconds else ""
        workers = f"{told.workers} worker{'' if told.workers == 1 else 's'}"
        yield f"  {'rate':<10}{told.pages_per_minute:>9,.1f} pages a minute ({workers}{each})"
    if told.seconds_left is not None:
        yield f"  {'left':<10}{duration(told.seconds_left):>9}" + ("" if told.run == "running" else " at that rate")
    for place in told.current:
        yield f"  now: {place}"
    for cause in told.causes:
        yield ""
        yield f"  {cause.pages:,} failed, {cause.error}: {cause.cause}"
        if cause.next_step:
            yield f"    {cause.next_step}"
        for example in cause.examples:
            yield f"    - {example}"
        if cause.pages > len(cause.examples):
            yield f"    - and {cause.pages - len(cause.examples):,} more"
