"""``python -m benchmarks.flaws.fit_calibration OUT TRUTH``: the table of ``ocrfix.repair.calibration``.

OUT holds pages converted without repair (``--no-repair -f json``), TRUTH their hand-corrected text, as for
``ocrfix score``. Characters are laid beside the truth; of those that have a partner there the share that is right is
fitted against the confidence. ``--check`` only reports the expected calibration error of confidences as they are and
as the table of the package has them, and how often the interval of an article holds the true number.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from benchmarks.flaws import recognised
from ocrfix.repair.calibration import DEFAULT, Calibration
from ocrfix.repair.estimate import estimate

Floats = npt.NDArray[np.float64]
_BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.0 + 1e-9)
_PRIOR = 2.0
"""Characters, right as often as their confidence says, that each bin is thought to hold beside those seen."""


def read(out: Path, truth: Path) -> list[tuple[Floats, Floats]]:
    """Of every page the confidence of its characters, and whether each is right (1 or 0)."""
    found = []
    for _, told in recognised.pages(out, truth):
        known = [(g.confidence, right) for g, _, right in told if g.confidence is not None]
        found.append((np.array([c for c, _ in known]), np.array([float(r) for _, r in known])))
    return found


def fit(pages: list[tuple[Floats, Floats]]) -> Calibration:
    """The share of right characters in bins of confidence, made to rise by pooling neighbours that fall."""
    confidence, right = (np.concatenate(parts) for parts in zip(*pages, strict=True))
    pools: list[tuple[float, float, float]] = []  # weight, sum of confidence, sum of right
    for low, high in pairwise(_BINS):
        inside = (confidence >= low) & (confidence < high)
        if not inside.any():
            continue
        own = float(confidence[inside].mean())
        pools.append((inside.sum() + _PRIOR, own * (inside.sum() + _PRIOR), float(right[inside].sum()) + _PRIOR * own))
        while len(pools) > 1 and pools[-1][2] / pools[-1][0] <= pools[-2][2] / pools[-2][0]:
            last, before = pools.pop(), pools.pop()
            pools.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    x, y = ([round(p[i] / p[0], 6) for p in pools] for i in (1, 2))
    x, y = [0.0, *x], [0.0, *y]
    if x[-1] < 1.0:
        x, y = [*x, 1.0], [*y, y[-1]]
    bare = Calibration(tuple(x), tuple(y), 1.0)
    ratios = [(float((1 - answers).sum()), float((1 - bare.probability(found)).sum())) for found, answers in pages]
    excess = [((true - expected) ** 2 - expected) / expected**2 for true, expected in ratios if expected >= 1]
    return Calibration(bare.confidence, bare.right, round(float(np.sqrt(max(np.mean(excess), 0.01))), 3))


def error(confidence: Floats, right: Floats) -> float:
    """The expected calibration error: |confidence − share of right ones|, the mean over characters in bins."""
    total = 0.0
    for low, high in pairwise(_BINS):
        inside = (confidence >= low) & (confidence < high)
        if inside.any():
            total += inside.sum() * abs(confidence[inside].mean() - right[inside].mean())
    return total / confidence.size


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True))
@click.argument("truth", type=click.Path(path_type=Path, exists=True))
@click.option("--check", is_flag=True, help="Only report; the table stays.")
def main(out: Path, truth: Path, check: bool) -> None:
    pages = read(out, truth)
    if not pages:
        raise click.UsageError("no page has a truth")
    table = Calibration.load() if check else fit(pages)
    confidence, right = (np.concatenate(parts) for parts in zip(*pages, strict=True))
    before, after = error(confidence, right), error(table.probability(confidence), right)
    click.echo(f"{len(pages)} pages, {confidence.size:,} characters, {int((1 - right).sum())} wrong")
    click.echo(f"expected calibration error: as read {before:.4f}, by the table {after:.4f}")
    held = 0
    for found, answers in pages:
        guess, true = estimate(found.tolist(), table), float((1 - answers).sum())
        held += guess.low <= true <= guess.high
        click.echo(f"  wrong {true:.0f}, expected {guess.expected:.1f}, interval {guess.low:.0f} to {guess.high:.0f}")
    click.echo(f"inside the interval: {held} of {len(pages)} pages")
    if not check:
        held_as = {"confidence": table.confidence, "right": table.right, "spread": table.spread}
        DEFAULT.parent.mkdir(exist_ok=True)
        DEFAULT.write_text(json.dumps(held_as, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
