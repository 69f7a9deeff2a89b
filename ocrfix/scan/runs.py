"""Runs of true in a row of cells."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def runs(row: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """From and to (exclusive) of every run of ``True``, in order."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
