"""``ocrfix review``: look at a batch, decide, and let decisions teach."""

from __future__ import annotations

from pathlib import Path

import click

from ocrfix.cli._options import load_settings, settings_options

_FILE = click.Path(path_type=Path)


@click.command("review")
@click.argument("out", type=_FILE)
@click.option("--images", type=_FILE, metavar="FOLDER", help="Where the scans lie, if no longer where they were read.")
@click.option("--port", default=0, show_default="a free one", help="Port on 127.0.0.1.")
@click.option("--who", help="The name decisions are kept under; by default that of the user of this machine.")
@click.option("--open/--no-open", "opens", default=True, help="Open the browser.  [default: open]")
@click.option("--write", is_flag=True, help="No app: write what was decided into the outputs, and end.")
@click.option("--export", "data", type=_FILE, metavar="FILE", help="No app: write every decision as JSON Lines; - is "
              "standard output.")  # fmt: skip
@click.option("--fit", type=click.FloatRange(0, 1, min_open=True, max_open=True), metavar="PRECISION",
              help="No app: find from the decisions how far each rule may go to be right so often.")  # fmt: skip
@click.option("-o", "--out", "target", type=_FILE, metavar="FILE", help="With --fit: the settings file to write.")
@settings_options
def review(
    out: Path,
    images: Path | None,
    port: int,
    who: str | None,
    opens: bool,
    write: bool,
    data: Path | None,
    fit: float | None,
    target: Path | None,
    config: Path | None,
    sets: tuple[str, ...],
) -> None:
    """Look through a batch with the scan beside the text.

    OUT is a folder that `ocrfix convert` wrote. The app runs on this machine only and opens in the browser; every
    decision is kept at once in OUT/.ocrfix/review.sqlite. It ends with Ctrl+C.

    --export writes decisions as data. --fit PRECISION -o settings.toml writes the settings under which each rule that
    was decided about often enough is right so often; `ocrfix convert --config settings.toml` takes them.
    """
    if sum((write, data is not None, fit is not None)) > 1:
        raise click.UsageError("Only one of --write, --export and --fit at a time.")
    if (fit is None) != (target is None):
        raise click.UsageError("--fit PRECISION and -o FILE go together.")
    settings = load_settings(config, sets)
    from ocrfix.review import command  # noqa: PLC0415 - the other commands need none of it

    if write:
        command.write(out, settings, who)
    elif data is not None:
        command.export_data(out, settings, data)
    elif fit is not None and target is not None:
        command.fit(out, settings, fit, target)
    else:
        command.serve(out, settings, images, port, who, opens)
