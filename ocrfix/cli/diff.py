"""``ocrfix diff``: what repair changed, and why."""

from __future__ import annotations

from pathlib import Path

import click

_FILE = click.Path(path_type=Path)


@click.command("diff")
@click.argument("paths", nargs=-1, required=True, type=_FILE, metavar="OUT[/PAGE] [OUT_B]")
@click.option("--rule", "rules", multiple=True, metavar="NAME", help="Only changes of this rule; may be repeated.")
@click.option(
    "--standing",
    "standings",
    multiple=True,
    type=click.Choice(("applied", "suggested", "flagged", "rejected")),
    help="Only changes that stand so; may be repeated.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Only changes with at least this confidence, from 0 to 1; those of unknown confidence are left out.",
)
@click.option("--full", is_flag=True, help="Unchanged text and all evidence as well.")
@click.option("--no-color", is_flag=True, help="Signs in place of colours, as where the output is no terminal.")
@click.option("--json", "json_file", type=_FILE, help="Write the changes as JSON instead; - is standard output.")
@click.option(
    "--html",
    type=_FILE,
    metavar="PLACE",
    help="Write pages to open in a browser instead: NAME.html for one page, a folder for many.",
)
@click.option("--truth", type=_FILE, help="Folder of hand-corrected texts, shown beside, in --html.")
@click.option("--images", type=_FILE, help="Folder of the scans, where they are no longer where they were, for --html.")
def diff(
    paths: tuple[Path, ...],
    rules: tuple[str, ...],
    standings: tuple[str, ...],
    min_confidence: float | None,
    full: bool,
    no_color: bool,
    json_file: Path | None,
    html: Path | None,
    truth: Path | None,
    images: Path | None,
) -> None:
    """What repair changed on the pages of OUT, and why.

    OUT is what `convert` wrote, PAGE one of its pages. Article by article the text is shown with what was taken
    away and what was put, with suggestions and flags, and the reason for each beside it. Unchanged text is folded.
    The pages of --html need no network: scan, text, evidence and filters are in the file, at most 3 MB each.

    With OUT_B, the text of OUT is compared with that of OUT_B, as it stands after repair: two runs, two settings,
    two engines. Pages are paired by name; the files may be of any format that can be read.
    """
    from ocrfix.page import Standing  # noqa: PLC0415 - the other commands need none of it
    from ocrfix.review import diff as does  # noqa: PLC0415
    from ocrfix.review.selection import Selection  # noqa: PLC0415

    if len(paths) > 2:
        raise click.UsageError(f"OUT, or OUT and OUT_B expected, {len(paths)} given.")
    chosen = Selection(frozenset(rules), frozenset(map(Standing, standings)), min_confidence)
    if html is None and (truth is not None or images is not None):
        raise click.UsageError("--truth and --images are for --html.")
    wanted = does.Wanted(chosen, full, no_color, json_file, html, truth, images)
    if len(paths) == 2:
        if rules or standings or min_confidence is not None or truth is not None:
            raise click.UsageError("--rule, --standing, --min-confidence, --truth are for the changes of one output.")
        does.diff_runs(paths[0], paths[1], wanted)
    else:
        does.diff(paths[0], wanted)
