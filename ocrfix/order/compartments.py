"""Compartments: grounds that rules close in. A story that goes on in another one leaves the first at its end and
enters the next at its beginning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrfix.order.ground import Ground
from ocrfix.settings.order import OrderSettings


@dataclass(frozen=True, slots=True, eq=False)
class Compartments:
    """For each flow part its compartment (0: not known), and whether it stands first or last in it."""

    cells: tuple[int, ...]
    first: npt.NDArray[np.bool_]
    last: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, ground: Ground) -> Compartments:
        """The compartments of a page, told by what else stands in them."""
        n = len(ground.flow)
        first, last = np.ones(n, np.bool_), np.ones(n, np.bool_)
        boxes = [p.box for p in ground.flow]
        slack = ground.scene.em
        for i in range(n):
            for j in range(n):
                if i == j or ground.cells[i] != ground.cells[j]:
                    continue
                column = boxes[i].overlap_x(boxes[j]) > 0.3 * min(boxes[i].width, boxes[j].width)
                before = boxes[j].bottom <= boxes[i].top + slack if column else boxes[j].right <= boxes[i].left + slack
                after = boxes[j].top >= boxes[i].bottom - slack if column else boxes[j].left >= boxes[i].right - slack
                first[i] &= not before
                last[i] &= not after
        return cls(ground.cells, first, last)

    def crossing(self, i: int, j: int, settings: OrderSettings) -> float:
        """What it costs, in nats, that rules close in part i or part j alone."""
        if self.cells[i] == self.cells[j] or 0 in (self.cells[i], self.cells[j]):
            return 0.0
        inside = (not self.last[i]) + (not self.first[j])
        return settings.cell_crossed + settings.cell_inside * inside
