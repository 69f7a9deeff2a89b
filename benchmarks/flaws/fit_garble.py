"""``python -m benchmarks.flaws.fit_garble``: weights of ``ocrfix.repair.fragments`` from planted garble.

Logistic regression (Newton's method, a little L2) on the articles kept for fitting: characters of garbled
fragments against all others, those beside a fragment left out.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from benchmarks.flaws.documents import Written, documents
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


def fit(x: Floats, y: Floats, decay: float = 1e-3, steps: int = 30) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    base = np.column_stack(((x - mean) / spread, np.ones(len(x))))
    weights = np.zeros(base.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(base @ weights, -30, 30)))
        curve = (base * (p * (1 - p) + 1e-6)[:, None]).T @ base / len(base) + decay * np.eye(weights.size)
        slope = base.T @ (p - y) / len(base) + decay * np.append(weights[:-1], 0)
        weights -= np.linalg.solve(curve, slope)
    scaled = weights[:-1] / spread
    return scaled, float(weights[-1] - mean @ scaled)


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
    weights, bias = fit(np.array(found), np.array(garbled, float))
    for name, weight in zip(MEASURES, weights, strict=True):
        print(f"{name:20s} {weight:7.3f}")
    print(f"{'bias':20s} {bias:7.3f}")


if __name__ == "__main__":
    main()
