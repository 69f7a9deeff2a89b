"""``python -m benchmarks.press``: write pages with their truth into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from benchmarks.press.degrade import LEVELS
from benchmarks.press.fonts import missing_fonts
from benchmarks.press.make import make_page


@click.command()
@click.option("--seed", default=1, show_default=True, help="Seed of the first page; the next page has the next one.")
@click.option("--count", default=1, show_default=True, help="How many pages.")
@click.option("--set", "split", type=click.Choice(["fit", "report"]), default="report", show_default=True)
@click.option("--level", type=click.Choice(LEVELS), default="clean", show_default=True)
@click.option("--family", default=None, help="A template family by name.")
@click.option("--direction", type=click.Choice(["horizontal", "vertical", "mixed"]), default=None)
@click.option("--script", type=click.Choice(["hans", "hant", "hant-1930s"]), default=None)
@click.option("--em", type=click.IntRange(14, 64), default=None, help="Body characters in pixels.")
@click.option("--jpeg", is_flag=True, help="Write JPEG files instead of PNG.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
def main(
    seed: int, count: int, split: str, level: str, family: str | None, direction: str | None, script: str | None,
    em: int | None, jpeg: bool, out: Path,
) -> None:  # fmt: skip
    """Typeset made-up newspaper pages with exact truth."""
    if missing := missing_fonts():
        raise click.ClickException(
            f"missing: {', '.join(missing)}. Install fonts-noto-cjk fonts-arphic-uming fonts-arphic-ukai"
            " fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-wqy-zenhei fonts-wqy-microhei"
        )
    for k in range(count):
        try:
            page = make_page(seed + k, family, level, split, direction=direction, script=script, em=em)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        click.echo(str(page.write(out, ".jpg" if jpeg else ".png")), err=True)


if __name__ == "__main__":
    main()
