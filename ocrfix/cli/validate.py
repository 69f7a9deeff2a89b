"""``ocrfix validate``."""

from __future__ import annotations

from pathlib import Path

import click

from ocrfix.errors import ExitCode, OcrfixError, UnreadableInput


@click.command("validate")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="List the problems only.")
def validate(files: tuple[Path, ...], quiet: bool) -> int:
    """Check what a schema cannot.

    FILE is ALTO, PAGE-XML, hOCR, METS or a page of ocrfix (.json), told by content. Ids must be unique and
    references lead somewhere, everything stands on the page and inside what it is in, a text is that of its
    parts, the reading order names every text once; files that METS names must be there with their checksums.

    Each problem is a line, FILE:LINE: ELEMENT: what is wrong. Exits 1 when there are any.
    """
    from ocrfix.formats.validate import validate as problems_of  # noqa: PLC0415 - not needed to show help

    found = 0
    unread: list[OcrfixError] = []
    for path in files:
        try:
            problems = problems_of(_bytes(path), str(path), path.parent)
        except OcrfixError as error:
            unread.append(error)
            click.echo(f"error: {error}", err=True)
            continue
        found += len(problems)
        for problem in problems:
            click.echo(f"{path}:{problem.line}: {problem}")
        if not quiet:
            count = len(problems)
            said = f"{count} problem{'s' if count > 1 else ''}" if count else "no problem"
            click.echo(f"{path}: {said}", err=True)
    if unread:
        return unread[0].exit_code if len(unread) == len(files) else ExitCode.PARTLY_FAILED
    return ExitCode.FOUND if found else ExitCode.OK


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UnreadableInput(cause, file=path, next_step="Check the path and its rights.") from error
