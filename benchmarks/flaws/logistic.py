"""Logistic regression: Newton's method with a little L2 on standardised measures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def fit(x: Floats, y: Floats, decay: float = 1e-3, steps: int = 30) -> tuple[Floats, float]:
    """Weights and bias for measures ``x`` (rows, measures) and answers ``y`` in {0, 1} (rows,)."""
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


def show(names: Sequence[str], weights: Floats, bias: float) -> str:
    """The result as it is pasted into the module that uses it, and measure by measure."""
    rows = "\n".join(f"# {name:28s} {weight:7.3f}" for name, weight in zip(names, weights, strict=True))
    return f"{rows}\nWEIGHTS = ({', '.join(f'{w:.3f}' for w in weights)})\nBIAS = {bias:.3f}"
