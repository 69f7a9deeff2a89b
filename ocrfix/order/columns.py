"""Columns of running text between two parts that stand side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.order.ground import Ground, is_running

PAGE = -1
"""Stands for the page itself where parts are numbered by the frame they are read in."""


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The running text of a page as arrays, since it is asked for between all pairs of parts.

    ``parts`` are indices of flow parts, shape (m,); ``edges`` their left, top, right and bottom, shape
    (m, 4), in pixels; ``homes`` the frames they are read in, shape (m,).
    """

    parts: npt.NDArray[np.int64]
    edges: npt.NDArray[np.float64]
    homes: npt.NDArray[np.int64]

    @classmethod
    def of(cls, ground: Ground) -> Columns:
        """The columns of a page."""
        parts = [k for k, p in enumerate(ground.flow) if is_running(p)]
        homes = [PAGE if (home := ground.boxes[k]) is None else home for k in parts]
        edges = [ground.flow[k].box.edges for k in parts]
        return cls(np.array(parts, np.int64), np.array(edges, np.float64).reshape(-1, 4), np.array(homes, np.int64))

    def between(self, i: int, j: int, ground: Ground) -> int:
        """How many columns a step from part ``i`` to part ``j`` at its right jumps over."""
        a, b = ground.flow[i].box, ground.flow[j].box
        top, bottom = min(a.top, b.top), max(a.bottom, b.bottom)
        left, upper, right, lower = self.edges.T
        slack = 0.3 * (right - left)
        home = ground.boxes[i]
        inside = (left >= a.right - slack) & (right <= b.left + slack)
        inside &= np.minimum(bottom, lower) - np.maximum(top, upper) > 0.3 * np.minimum(lower - upper, bottom - top)
        inside &= (self.homes == (PAGE if home is None else home)) & (self.parts != i) & (self.parts != j)
        spans: list[tuple[float, float]] = []
        for k in np.flatnonzero(inside):
            center = (left[k] + right[k]) / 2
            if not any(lo <= center <= hi for lo, hi in spans):
                spans.append((left[k], right[k]))
        return len(spans)
