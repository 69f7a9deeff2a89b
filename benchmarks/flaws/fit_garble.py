"""``python -m benchmarks.flaws.fit_garble``: weights of ``ocrfix.repair.fragments`` from planted garble.

Articles kept for fitting: characters of garbled fragments against all others, those beside a fragment left out.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from benchmarks.flaws.documents import Written, documents
from benchmarks.flaws.logistic import fit, show
from ocrfix.formats import text as text_format
from ocrfix.language.tokens import is_han
from ocrfix.repair import Repairer, View
from ocrfix.repair.fragments import MEASURES, Floats, measures
from ocrfix.repair.rule import Context
from ocrfix.repair.strangeness import strangeness

SEEDS = range(30, 42)
_BESIDE = 3


def rows(document: Written, context: Context) -> tuple[list[Floats], list[bool]]:
    """The measures of every Han character, and whether it is garbled."""
    page = text_format.read(document.text, "flaws")
    scale, _ = strangeness(View.of(page), context)
    texts = [line.text for line in page.lines]
    pairs = Counter(text[i : i + 2] for text in texts for i in range(len(text) - 1))
    company = frozenset(p for p, n in pairs.items() if n > 1)
    places = {(p.first + k, a, b) for p in document.passages for k, a, b in p.planted.places}
    found: list[Floats] = []
    garbled: list[bool] = []
    for line in page.lines:
        near = [(a, b) for n, a, b in places if f"t{n}" == line.id]
        values = measures(line.text, company, scale, context)
        for i in range(1, len(line.text) - 1):
            inside = any(a <= i < b for a, b in near)
            if is_han(line.text[i]) and (inside or not any(a - _BESIDE <= i < b + _BESIDE for a, b in near)):
                found.append(values[i])
                garbled.append(inside)
    return found, garbled


def main() -> None:
    worker = Repairer()
    context = Context(worker.settings, worker.language, worker.lexicon, worker.confusions)
    found: list[Floats] = []
    garbled: list[bool] = []
    for script in ("hans", "hant"):
        for seed in SEEDS:
            for document in documents("fit", script, seed, ("garble",)):
                more, wrong = rows(document, context)
                found += more
                garbled += wrong
    print(show(MEASURES, *fit(np.array(found), np.array(garbled, float))))


if __name__ == "__main__":
    main()
