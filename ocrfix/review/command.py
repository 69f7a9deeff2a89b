"""What ``ocrfix review`` does: the app, or decisions written into outputs, as data, or as settings."""

from __future__ import annotations

import contextlib
import getpass
import socket
import sys
from pathlib import Path

import click

from ocrfix.errors import EngineMissing, UsageError
from ocrfix.formats.output import write_whole
from ocrfix.review.session import Review
from ocrfix.review.store import FOLDER
from ocrfix.settings.load import Settings


def serve(out: Path, settings: Settings, images: Path | None, port: int, who: str | None, opens: bool) -> None:
    """The app, until it is interrupted.

    Raises:
        EngineMissing: the libraries of the app are not installed.
        UsageError: the port is taken.
        UnreadableInput: OUT is no folder with pages.
    """
    try:
        import uvicorn  # noqa: PLC0415 - not needed to write and to fit

        from ocrfix.review.app import launch  # noqa: PLC0415
        from ocrfix.review.app.security import Door  # noqa: PLC0415
        from ocrfix.review.app.server import App  # noqa: PLC0415
    except ImportError as error:
        raise EngineMissing(
            f"the review app needs libraries that are not installed ({error.name})",
            next_step="Install them: pip install 'ocrfix[review]'.",
        ) from error
    review = Review(out, settings.review, who or _user())
    with _listening(port) as listener, contextlib.ExitStack() as stack:
        door = Door(listener.getsockname()[1])
        app = App(review, settings, images)
        app.start()
        click.echo(f"{len(review.files)} pages. Open {door.address}", err=True)
        click.echo("Decisions are kept at once; end with Ctrl+C.", err=True)
        if opens and not stack.enter_context(launch.opened(door.address, out / FOLDER / "review.html")):
            click.echo("No browser could be started: open the address in one.", err=True)
        config = uvicorn.Config(
            app.asgi(door), log_level="warning", access_log=False, server_header=False, ws="none", lifespan="off"
        )
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            app.close()


def write(out: Path, settings: Settings, who: str | None) -> None:
    """Decisions written into the outputs; what no longer fits is told."""
    from ocrfix.review import export as exporting  # noqa: PLC0415 - half a second, and not needed for the app

    review = Review(out, settings.review, who or _user())
    try:
        found = exporting.export(review, settings)
    finally:
        review.close()
    for page, misfit in found.misfits:
        click.echo(f"note: {page}: a decision no longer fits: {misfit.missing} is not there", err=True)
    for page, error in found.failed:
        click.echo(f"error: {page}: {error}", err=True)
    for note in found.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(f"{len(found.pages)} pages written, {len(found.files)} files", err=True)


def export_data(out: Path, settings: Settings, target: Path) -> None:
    """Every decision about an edit as one line of JSON."""
    from ocrfix.review import teach  # noqa: PLC0415 - as above

    review = Review(out, settings.review, _user())
    try:
        lines = "".join(f"{line}\n" for line in teach.lines(review))
    finally:
        review.close()
    if str(target) == "-":
        sys.stdout.write(lines)
    else:
        write_whole(target, lines.encode())
        click.echo(f"{lines.count(chr(10))} decisions written to {target}", err=True)


def fit(out: Path, settings: Settings, precision: float, target: Path) -> None:
    """Settings under which rules are right as often as wanted.

    Raises:
        UsageError: there are too few decisions about every rule.
    """
    from ocrfix.review import fit as fitting  # noqa: PLC0415 - as above
    from ocrfix.review import teach  # noqa: PLC0415

    review = Review(out, settings.review, _user())
    try:
        found = fitting.fit(teach.lessons(review), precision, settings)
    finally:
        review.close()
    click.echo(fitting.table(found), err=True)
    if not any(f.fitted for f in found):
        raise UsageError(
            f"no rule can be fitted to {precision:g} with the decisions there are",
            file=out,
            next_step="Decide about more suggestions with `ocrfix review`, then fit again.",
        )
    write_whole(target, fitting.to_toml(found, precision, settings).encode())
    click.echo(f"written to {target}; take it with --config {target}", err=True)


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(64)  # whoever comes before the app is ready waits, and is not refused
    except (OSError, OverflowError) as error:
        listener.close()
        raise UsageError(
            f"port {port} of 127.0.0.1 cannot be used ({error})",
            file="--port",
            next_step="Name another one, or none: a free one is taken then.",
        ) from error
    return listener


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
