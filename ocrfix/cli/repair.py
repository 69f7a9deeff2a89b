"""``ocrfix repair``: OCR text from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ocrfix import formats as known
from ocrfix.cli._options import load_settings, settings_options
from ocrfix.cli._streams import stdout_to_stderr
from ocrfix.errors import ExitCode

if TYPE_CHECKING:
    from ocrfix.batch.mended import Mended
    from ocrfix.page import Edit


@click.command("repair")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Folder for the repaired files.")
@click.option("--check", is_flag=True, help="Write nothing; list what is to be repaired, and exit 1 if anything is.")
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(list(known.WRITTEN)),
    help="Write this format instead of the file's own; may be repeated.",
)
@click.option(
    "--images",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Where the images of the pages are: they are proof as well.",
)
@settings_options
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="List every change, and where faults came from.")
def repair(
    files: tuple[Path, ...],
    out: Path | None,
    check: bool,
    formats: tuple[str, ...],
    images: Path | None,
    config: Path | None,
    sets: tuple[str, ...],
    quiet: bool,
    verbose: bool,
) -> int:
    """Repair OCR text: text read twice, broken paragraphs, stray spaces, wrong punctuation.

    FILE is plain text (.txt), Markdown as `convert` writes it (.md), a page of ocrfix (.json), ALTO, PAGE-XML
    or hOCR. Each is written to FOLDER in its own format, text as UTF-8, with NAME.edits.json beside it: every
    change with its evidence, and what was found but not proved. The text layer of a PDF, Tesseract's TSV and
    PaddleOCR's JSON become JSON of ocrfix. Everything else in a text stays as it is; XML is written anew. UTF-8,
    UTF-16, GB 18030 and Big5 are told apart by themselves.

    Of a file of several pages all are repaired. ALTO and hOCR come back as one file; in other formats each page is a
    file (NAME-0001.json). NAME-0001.edits.json has the changes of page 1. METS stands for the texts of its pages.

    With --images, ink is evidence too: the image of a page is called like it (NAME.png, NAME-0001.png), or like the
    file says, or has as many pages as the file.

    A file that cannot be read is named with the reason, and the others go on.
    """
    if check == (out is not None):
        raise click.UsageError("Name a folder with -o, or --check; not both.")
    from ocrfix.batch import Failed, writable_folder  # noqa: PLC0415 - heavy, and not needed to show help
    from ocrfix.batch.mended import Mended, Proof  # noqa: PLC0415
    from ocrfix.batch.texts import repair as repaired  # noqa: PLC0415
    from ocrfix.cli._convert import exit_code, failed_code, said  # noqa: PLC0415
    from ocrfix.language import LanguageModel  # noqa: PLC0415
    from ocrfix.repair import Repairer  # noqa: PLC0415

    settings = load_settings(config, sets)
    if out is not None:
        writable_folder(out)
    done: list[Mended] = []
    codes: list[ExitCode] = []
    with stdout_to_stderr():
        repairer = Repairer(settings.repair, LanguageModel.load(settings.language.model))
        proof = Proof(images, settings.scan)
        for event in repaired(files, out, repairer, tuple(dict.fromkeys(formats)), proof):
            if isinstance(event, Mended):
                done.append(event)
                if not (quiet or check):
                    click.echo(_summary(event), err=True)
                    for line in _lines(event) if verbose else ():
                        click.echo(line, err=True)
            elif isinstance(event, Failed):
                codes.append(failed_code(event.error))
                click.echo(f"error: {said(event)}", err=True)
            elif not quiet:
                click.echo(f"note: {event.message}", err=True)
    if check:
        for mended in done:
            for line in _lines(mended):
                click.echo(line)
            if not quiet:
                click.echo(_summary(mended), err=True)
    if not codes and check and any(_applied(m.edits) for m in done):
        return ExitCode.FOUND
    return exit_code(len(done), codes)


def _summary(mended: Mended) -> str:
    from ocrfix.page import Standing  # noqa: PLC0415 - as above

    counts = ((Standing.APPLIED, "repaired"), (Standing.SUGGESTED, "suggested"), (Standing.FLAGGED, "flagged"))
    return f"{_named(mended)}: " + ", ".join(f"{mended.count(standing)} {word}" for standing, word in counts)


def _lines(mended: Mended) -> Iterable[str]:
    """A line a change: file, line, rule, and what becomes what."""
    for edit in _applied(mended.edits):
        old, new = ("".join(g.text for g in glyphs) for glyphs in (edit.removed, edit.inserted))
        what = f"{edit.operation.value}: " + (f"{old!r} → {new!r}" if new else repr(old) if old else "the next line")
        yield f"{_named(mended)}: {edit.spans[0].line}: {edit.rule}: {what}"


def _named(mended: Mended) -> str:
    return f"{mended.source}, page {mended.page}" if mended.page is not None else str(mended.source)


def _applied(edits: Iterable[Edit]) -> list[Edit]:
    from ocrfix.page import Standing  # noqa: PLC0415 - as above

    return [e for e in edits if e.standing is Standing.APPLIED]
