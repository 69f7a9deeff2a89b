"""``ocrfix language``."""

from __future__ import annotations

from pathlib import Path

import click

from ocrfix.cli._options import load_settings, settings_options


@click.group()
def language() -> None:
    """Build language models."""


@language.command()
@click.argument("corpus", metavar="CORPUS...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="File for the model (.npz)."
)
@click.option("--about", metavar="TEXT", help="Where the corpora come from and their licence; kept in the model.")
@settings_options
def build(corpus: tuple[Path, ...], out: Path, about: str | None, config: Path | None, sets: tuple[str, ...]) -> None:
    """Build a model from a title's own archive.

    CORPUS is text in UTF-8, or a table of counts (.tsv, .tsv.gz). Use the model with
    --set language.model=FILE.
    """
    from ocrfix.language import build as build_model  # noqa: PLC0415 - heavy, and not needed to show help

    settings = load_settings(config, sets).language
    kept = build_model(corpus, out, settings, {"sources": about} if about else None)
    click.echo(f"{out}: " + ", ".join(f"{count} {what}" for what, count in kept.items()), err=True)
