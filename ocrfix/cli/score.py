"""``ocrfix score``: how good an output is."""

from __future__ import annotations

from pathlib import Path

import click

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=_FILE, metavar="OUT TRUTH")
@click.option(
    "--profile",
    "profiles",
    multiple=True,
    default=("width",),
    show_default=True,
    type=click.Choice(("raw", "width", "content")),
    help="What counts as the same character; may be repeated, gates look at the first.",
)
@click.option("--variants", type=_FILE, help="JSON map of glyph variants: a second score with them folded.")
@click.option("--simplified", is_flag=True, help="A second score with traditional characters simplified (OpenCC).")
@click.option("--before", type=_FILE, help="The outputs without repair: measures harm and gain.")
@click.option("--max", "at_most", multiple=True, metavar="METRIC=VALUE", help="Exit 1 when the value is above.")
@click.option("--min", "at_least", multiple=True, metavar="METRIC=VALUE", help="Exit 1 when the value is below.")
@click.option(
    "--json",
    "json_file",
    type=_FILE,
    help="Write all figures as JSON; - is standard output, without a table.",
)
@click.option("--html", "html_file", type=_FILE, help="Write a report of every difference, in one HTML file.")
@click.option(
    "--images",
    type=_FILE,
    help="Folder of the page images: the report shows the crop behind each difference.",
)
@click.option("--compare", is_flag=True, help="OUT_A OUT_B TRUTH: which output is better, with intervals.")
@click.option("--seed", default=0, show_default=True, help="Seed of the bootstrap.")
def score(
    paths: tuple[Path, ...],
    profiles: tuple[str, ...],
    variants: Path | None,
    simplified: bool,
    before: Path | None,
    at_most: tuple[str, ...],
    at_least: tuple[str, ...],
    json_file: Path | None,
    html_file: Path | None,
    images: Path | None,
    compare: bool,
    seed: int,
) -> None:
    """Compare outputs with hand-corrected text.

    OUT and TRUTH are folders or single files, in any format that can be read. Pages are paired by name
    (NAME.md with NAME.gt.md); a page without output counts as empty. --max and --min make a gate of a figure.
    """
    from ocrfix.score import command  # noqa: PLC0415 - the other commands need none of it

    wanted = 3 if compare else 2
    if len(paths) != wanted:
        raise click.UsageError(f"{'OUT_A OUT_B TRUTH' if compare else 'OUT TRUTH'} expected, {len(paths)} given.")
    chosen = command.choose_profiles(profiles, variants, simplified)
    if compare:
        command.compare(paths[0], paths[1], paths[2], chosen, json_file, seed)
        return
    missed = command.score(paths[0], paths[1], chosen, before, at_most, at_least, json_file, html_file, images)
    if missed:
        raise click.exceptions.Exit(1)
