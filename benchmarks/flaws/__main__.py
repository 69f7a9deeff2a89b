"""``python -m benchmarks.flaws``: plant flaws into what is kept for reporting, repair, print the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from benchmarks.flaws import inked, seams
from benchmarks.flaws.documents import documents
from benchmarks.flaws.measure import TWICE, Tally, judge
from benchmarks.flaws.plant import PLANTS
from benchmarks.press.articles import Script, Split
from benchmarks.table import put_into
from ocrfix.repair import Repairer

README = Path(__file__).with_name("README.md")
SCRIPTS: tuple[Script, ...] = ("hans", "hant", "hant-1930s")


@click.command()
@click.option("--seed", default=9001, show_default=True, help="First seed. Take fresh ones to report.")
@click.option("--rounds", default=6, show_default=True, help="Seeds of text; each holds every article once.")
@click.option("--pages", default=6, show_default=True, help="Press pages with ink read twice.")
@click.option("--joined", default=0, show_default=True, help="Press pages converted for joins with geometry (slow).")
@click.option("--set", "split", type=click.Choice(["fit", "report"]), default="report", show_default=True)
@click.option("--write", is_flag=True, help="Put the tables into README.md.")
@click.option("--cases", is_flag=True, help="Print what was missed and what was wrong.")
def main(seed: int, rounds: int, pages: int, joined: int, split: Split, write: bool, cases: bool) -> None:
    repairer = Repairer()
    seeds = range(seed, seed + rounds)
    lines: list[str] = [f"Set `{split}`, seeds {seed} to {seed + rounds - 1}.", ""]
    tallies = {}
    for script in SCRIPTS:
        tallies[script] = text(split, script, seeds, repairer)
        for case in tallies[script].cases if cases else ():
            click.echo(case)
    lines += list(text_table(tallies))
    claims = inked.Claims()
    for page in inked.pages(split, range(seed, seed + pages)):
        claims.add(inked.judge(page, repairer))
    lines += ["", *ink_table(claims, pages)]
    if joined:
        total = seams.Joins()
        for n in range(seed, seed + joined):
            total.add(seams.judge(n, split))
        counts = f"{total.printed} printed, {total.made} made, {total.right} right, F1 {total.f1:.3f}"
        lines += ["", f"Joins of columns with geometry ({joined} pages, perfect recognition): {counts}."]
    click.echo("\n".join(lines))
    if write:
        README.write_text(put_into(README.read_text(encoding="utf-8"), "\n".join(lines)), encoding="utf-8")


def text(split: Split, script: Script, seeds: Iterable[int], repairer: Repairer) -> Tally:
    """All documents of these seeds, repaired and counted."""
    total = Tally()
    for seed in seeds:
        for document in documents(split, script, seed):
            total.add(judge(document, repairer))
    return total


def text_table(tallies: dict[Script, Tally]) -> Iterator[str]:
    """A row a flaw, recall and precision in text alone."""
    yield "| text alone | " + " | ".join(f"{s} recall" for s in tallies) + " | recall | precision | false in 1,000 |"
    yield "|---|" + "--:|" * (len(tallies) + 3)
    whole = Tally()
    for tally in tallies.values():
        whole.add(tally)
    rows = [("text read twice (all)", TWICE), *((kind, (kind,)) for kind in PLANTS)]
    families = {"text read twice (all)": "overlap"} | {k: k for k in PLANTS if k not in TWICE}
    for name, kinds in rows:
        cells = [_recall(t, kinds) for t in (*tallies.values(), whole)]
        family = families.get(name, "")
        wrong, right = whole.wrong[family], whole.right[family]
        cells.append(f"{right / (right + wrong):.3f}" if right + wrong else "")
        cells.append(f"{1000 * wrong / whole.characters:.2f}" if family else "")
        yield f"| {name} | " + " | ".join(cells) + " |"
    precision, recall = whole.right["join"] / max(1, whole.right["join"] + whole.wrong["join"]), _share(whole, "join")
    yield ""
    yield f"Joins in text alone: F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}."
    yield ""
    yield f"{whole.characters:,} characters; characters broken in sound paragraphs: {whole.broken}."


def _share(tally: Tally, kind: str) -> float:
    return tally.mended[kind] / tally.planted[kind] if tally.planted[kind] else 1.0


def _recall(tally: Tally, kinds: Sequence[str]) -> str:
    planted, mended = sum(tally.planted[k] for k in kinds), sum(tally.mended[k] for k in kinds)
    return f"{mended / planted:.3f} ({mended}/{planted})" if planted else ""


def ink_table(claims: inked.Claims, pages: int) -> Iterator[str]:
    yield "| with boxes | read twice | taken away | lost | precision | recall |"
    yield "|---|--:|--:|--:|--:|--:|"
    counts = f"{claims.twice} | {claims.removed} | {claims.lost} | {claims.precision:.4f} | {claims.recall:.4f} |"
    yield f"| {pages} pages, {claims.characters:,} characters | {counts}"


if __name__ == "__main__":
    main()
