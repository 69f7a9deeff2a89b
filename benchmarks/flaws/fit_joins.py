"""``python -m benchmarks.flaws.fit_joins``: weights of ``ocrfix.repair.running_on`` from planted breaks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from benchmarks.flaws.documents import Written, documents
from benchmarks.flaws.logistic import fit, show
from benchmarks.press.articles import Script
from ocrfix.formats import text as text_format
from ocrfix.repair import Repairer, View
from ocrfix.repair.rule import Context
from ocrfix.repair.rules.join import candidate, comma_stopped, wrapped
from ocrfix.repair.running_on import MEASURES, measures

SEEDS = range(100, 130)
SCRIPTS: tuple[Script, ...] = ("hans", "hant", "hant-1930s")


def rows(document: Written, context: Context) -> tuple[list[list[float]], list[bool]]:
    """The measures of every place that the rule has to judge, and whether the text runs on there."""
    page = text_format.read(document.text, "flaws")
    owner = {f"t{p.first + k}": p for p in document.passages for k in range(len(p.planted.lines))}
    passages = [p for p in View.of(page).passages if p.text.strip()]
    old = comma_stopped([p.text for p in passages])
    full = wrapped(page.lines, context)
    found, answers = [], []
    for left, right in pairwise(passages):
        if left.lines[-1] not in full and candidate(left.text, right.text, old, context):
            found.append(measures(left.text.rstrip(), right.text.strip(), context))
            answers.append(owner[left.lines[-1]] is owner[right.lines[0]])
    return found, answers


def main() -> None:
    worker = Repairer()
    context = Context(worker.settings, worker.language, worker.lexicon, worker.confusions)
    found: list[list[float]] = []
    answers: list[bool] = []
    for script in SCRIPTS:
        for seed in SEEDS:
            for document in documents("fit", script, seed):
                more, right = rows(document, context)
                found += more
                answers += right
    print(show(MEASURES, *fit(np.array(found), np.array(answers, float), decay=0.01)))


if __name__ == "__main__":
    main()
