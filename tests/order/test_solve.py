"""The assignment: whatever the costs, every part is in one chain and no chain is a circle."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ocrfix.order.solve import _runners_up, _solve
from ocrfix.settings.order import OrderSettings

COSTS = st.floats(-20, 60, allow_nan=False).map(lambda v: round(v, 2))


@st.composite
def problems(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n = draw(st.integers(1, 12))
    steps = draw(arrays.arrays(np.float64, (n, n), elements=COSTS))
    np.fill_diagonal(steps, np.inf)
    starts = draw(arrays.arrays(np.float64, n, elements=COSTS))
    stops = draw(arrays.arrays(np.float64, n, elements=COSTS))
    return steps, starts, stops


@given(problems())
def test_no_circle_and_every_part_in_one_chain(problem: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    steps, starts, stops = problem
    following = _solve(steps, starts, stops)
    assert len(set(following.values())) == len(following)
    read: list[int] = []
    for head in sorted(set(range(len(starts))) - set(following.values())):
        at: int | None = head
        while at is not None:
            read.append(at)
            at = following.get(at)
    assert sorted(read) == list(range(len(starts)))


def test_a_cheap_circle_is_cut_at_its_dearest_step() -> None:
    steps = np.array([[np.inf, -5.0, 9.0], [9.0, np.inf, -5.0], [-4.0, 9.0, np.inf]])
    assert _solve(steps, np.full(3, 1.0), np.full(3, 1.0)) == {0: 1, 1: 2}


def test_dear_steps_are_left_for_ends_and_starts() -> None:
    steps = np.array([[np.inf, 7.0], [9.0, np.inf]])
    assert _solve(steps, np.full(2, 3.0), np.full(2, 3.0)) == {}
    assert _solve(steps, np.full(2, 4.0), np.full(2, 4.0)) == {0: 1}


def test_runners_up_are_the_next_cheapest_in_order() -> None:
    steps = np.array([[np.inf, 3.0, 1.0, 2.0, 0.5], *[[1.0] * 5] * 4])
    settings = OrderSettings(runners_up=2)
    assert _runners_up(0, 4, steps, settings) == ((2, 1.0), (3, 2.0))
    assert _runners_up(0, 2, steps, settings) == ((4, 0.5), (3, 2.0))
