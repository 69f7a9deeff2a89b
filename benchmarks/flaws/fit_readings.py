"""``python -m benchmarks.flaws.fit_readings OUT TRUTH``: weights of ``ocrfix.repair.other_reading``.

OUT holds press pages kept for fitting, converted without repair (``--no-repair -f json``), TRUTH their text. The best
other reading of every glyph is right if it is the character printed, in whatever form of it. ``--check`` reports what
the rule would mend and break on pages that were not fitted on.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
import numpy as np

from benchmarks.flaws import recognised
from benchmarks.flaws.logistic import fit, show
from ocrfix.repair import Repairer, View
from ocrfix.repair.other_reading import MEASURES, log_odds
from ocrfix.repair.rule import Context
from ocrfix.repair.rules.look_alike import Choice, choices, proved
from ocrfix.repair.strangeness import strangeness
from ocrfix.settings.repair import RepairSettings


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True))
@click.argument("truth", type=click.Path(path_type=Path, exists=True))
@click.option("--check", is_flag=True, help="Only report; fit nothing.")
def main(out: Path, truth: Path, check: bool) -> None:
    settings = RepairSettings() if check else RepairSettings(lookalike_suggest=0)
    worker = Repairer(settings)
    context = Context(worker.settings, worker.language, worker.lexicon, worker.confusions)
    found: list[tuple[Choice, bool, bool, bool]] = []  # what, whether it is right, whether the glyph was, proved
    for page, told in recognised.pages(out, truth):
        printed = {id(glyph): char for glyph, char, _ in told}
        view = View.of(page)
        scale, _ = strangeness(view, context)
        pairs = Counter(p.text[i : i + 2] for p in view.passages for i in range(len(p.text) - 1))
        own: Counter[str] = Counter()
        for passage in view.passages:
            for choice in choices(passage, scale, pairs, context):
                glyph = passage.glyphs[choice.at]
                char = printed.get(id(glyph))
                if char is None:
                    continue
                folded = context.language.folded(char + choice.other.text + glyph.text)
                right, was = folded[0] == folded[1], folded[0] == folded[2]
                sure = proved(passage, choice, scale, context)
                found.append((choice, right, was, sure))
                if sure and was and not right:
                    click.echo(
                        f"# broken: {passage.context(choice.at, choice.at + 1)} {choice.other.text} {choice.measures}"
                    )
                own["mended"] += sure and right and not was
                own["broken"] += sure and was and not right
        click.echo(f"# {page.name}: strangeness {scale:.2f}, {own['mended']} mended, {own['broken']} broken")
    if check:
        return
    values = np.array([c.measures for c, *_ in found])
    answers = np.array([float(right and not was) for _, right, was, _ in found])
    click.echo(show(MEASURES, *fit(values, answers, decay=3e-3)))
    wrong = sorted((log_odds(list(c.measures)) for c, right, was, _ in found if was and not right), reverse=True)
    click.echo(f"# highest log odds of wrong ones, by the weights in force: {[round(w, 2) for w in wrong[:5]]}")


if __name__ == "__main__":
    main()
