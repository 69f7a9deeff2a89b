"""Open ends meet open starts: one assignment over all stacks of the page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ocrfix.order.assignment import assign
from ocrfix.order.costs import (
    Costs,
    Place,
    SeamModel,
    end_costs,
    places,
    start_costs,
    step_costs,
)  # fmt: skip
from ocrfix.order.ends import Ends, column_extents, ends
from ocrfix.order.ground import Ground, survey
from ocrfix.regions.kinds import Regions
from ocrfix.regions.part import Part
from ocrfix.regions.scene import Scene
from ocrfix.settings.order import OrderSettings


@dataclass(frozen=True, slots=True)
class Step:
    """Part ``after`` (an index) is read after part ``before``; runners-up are (index, cost), best first."""

    before: int
    after: int
    cost: float
    runners_up: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Chains of flow parts (indices into ``ground.flow``), each read from first to last."""

    ground: Ground
    where: tuple[Place, ...]
    ends: dict[str, Ends]
    chains: tuple[tuple[int, ...], ...]
    steps: tuple[Step, ...]

    def parts(self, chain: tuple[int, ...]) -> tuple[Part, ...]:
        return tuple(self.ground.flow[k] for k in chain)


def reading_order(scene: Scene, regions: Regions, model: SeamModel | None, settings: OrderSettings) -> Order:
    """The chains that cost least in all.

    Each part follows one part or starts a story, and is followed by one or ends a story: an assignment
    problem (Kuhn 1955), solved exactly. Circles, which an assignment allows, are cut by forbidding their
    dearest step and solving again.
    """
    ground = survey(scene, regions, settings)
    where = places(ground)
    extents = column_extents(ground.flow)
    open_ends = {p.id: ends(p, extents[p.id], settings) for p in ground.flow}
    n = len(ground.flow)
    if n == 0:
        return Order(ground, where, open_ends, (), ())
    steps = step_costs(ground, where, open_ends, model, settings)
    starts = start_costs(ground, where, open_ends, settings)
    stops = end_costs(ground, open_ends, settings)
    following = _solve(steps, starts, stops)
    chains = _chains(following, ground)
    found = tuple(
        Step(i, j, float(steps[i, j]), _runners_up(i, j, steps, settings)) for i, j in sorted(following.items())
    )
    return Order(ground, where, open_ends, chains, found)


def _solve(steps: Costs, starts: Costs, stops: Costs) -> dict[int, int]:
    """Which part follows which; parts that end a story are absent."""
    # a step that costs more than an end and a start is none: a zero stands for both
    alone = stops[:, None] + starts[None, :]
    matrix = np.minimum(steps - alone, 0.0)
    while True:
        columns = assign(matrix)
        following = {i: int(j) for i, j in enumerate(columns) if matrix[i, j] < 0}
        circle = _circle(following)
        if not circle:
            return following
        i, j = max(circle, key=lambda step: (steps[step], step))
        matrix[i, j] = 0.0


def _circle(following: dict[int, int]) -> list[tuple[int, int]]:
    heads = set(following) - set(following.values())
    seen: set[int] = set()
    for head in heads:
        k: int | None = head
        while k is not None:
            seen.add(k)
            k = following.get(k)
    rest = sorted(set(following) - seen)
    if not rest:
        return []
    circle, k = [], rest[0]
    while True:
        circle.append((k, following[k]))
        k = following[k]
        if k == rest[0]:
            return circle


def _chains(following: dict[int, int], ground: Ground) -> tuple[tuple[int, ...], ...]:
    """Chains by the place of their first part: bands from the top, then along the text."""
    heads = sorted(
        set(range(len(ground.flow))) - set(following.values()),
        key=lambda k: (ground.flow[k].box.top, ground.flow[k].box.left),
    )
    chains = []
    for head in heads:
        chain = [head]
        while chain[-1] in following:
            chain.append(following[chain[-1]])
        chains.append(tuple(chain))
    return tuple(chains)


def _runners_up(i: int, j: int, steps: Costs, s: OrderSettings) -> tuple[tuple[int, float], ...]:
    ranked = [int(k) for k in np.argsort(steps[i], kind="stable") if k not in (i, j)]
    return tuple((k, float(steps[i, k])) for k in ranked[: s.runners_up] if np.isfinite(steps[i, k]))
