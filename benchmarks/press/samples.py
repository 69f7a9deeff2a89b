"""``python -m benchmarks.press.samples``: set the sample pages in ``samples/`` anew."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks.press.fonts import missing_fonts
from benchmarks.press.issue import make_issue
from benchmarks.press.make import make_page
from benchmarks.press.page import PressPage

FOLDER = Path(__file__).parents[2] / "samples"
QUALITY = 80
"""JPEG quality of the sample files."""


@dataclass(frozen=True)
class Sample:
    """One sample page. All come from the set ``report``."""

    seed: int
    family: str
    script: str
    level: str
    em: int

    @property
    def name(self) -> str:
        return f"{self.family}-{self.script}-{self.level}"


SAMPLES = (
    Sample(101, "lead-over-all", "hans", "clean", 24),
    Sample(102, "stepped", "hans", "scan", 24),
    Sample(103, "modules", "hans", "worn", 24),
    Sample(104, "tabloid", "hant", "clean", 24),
    Sample(105, "many-narrow", "hant", "scan", 22),
    Sample(106, "magazine", "hant", "phone", 24),
    Sample(114, "blocks-of-tiers", "hant-1930s", "microfilm", 26),
    Sample(108, "vertical-boxes", "hans", "scan", 24),
)
ISSUE_SEED, ISSUE_NAME, ISSUE_FAMILIES = 109, "issue-hans-scan", ("lead-over-all", "modules")


def _write(page: PressPage, folder: Path) -> None:
    pages, truth = folder / "pages", folder / "truth"
    path = page.write(pages, ".jpg", QUALITY)
    truth.mkdir(parents=True, exist_ok=True)
    (pages / f"{page.name}.gt.md").replace(truth / f"{page.name}.gt.md")
    (pages / f"{page.name}.truth.json").unlink()
    click.echo(f"{path} {path.stat().st_size / 1e6:.1f} MB", err=True)


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=FOLDER, show_default=False,
              help="Folder that gets pages/ and truth/ (default: the repository's samples/).")  # fmt: skip
def main(out: Path) -> None:
    """Set the sample pages anew, with their truth."""
    if missing := missing_fonts():
        raise click.ClickException(f"missing: {', '.join(missing)}; see benchmarks/README.md")
    for s in SAMPLES:
        _write(make_page(s.seed, s.family, s.level, "report", script=s.script, em=s.em, name=s.name), out)
    issue = make_issue(ISSUE_SEED, "scan", "report", families=ISSUE_FAMILIES, script="hans", em=24, name=ISSUE_NAME)
    for page in issue.pages:
        _write(page, out)
    (out / "truth" / f"{issue.name}.issue.gt.md").write_text(issue.markdown, encoding="utf-8")


if __name__ == "__main__":
    main()
