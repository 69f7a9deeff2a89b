"""The assignment is as good as SciPy's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from ocrfix.order.assignment import assign


@given(seed=st.integers(0, 10_000), rows=st.integers(0, 12), more=st.integers(0, 5), ties=st.booleans())
def test_no_assignment_costs_less(seed: int, rows: int, more: int, ties: bool) -> None:
    costs = np.random.default_rng(seed).normal(size=(rows, rows + more))
    if ties:
        costs = np.minimum(np.round(costs), 0.0)
    columns = assign(costs)
    assert len(set(columns.tolist())) == rows
    best = linear_sum_assignment(costs)
    assert costs[np.arange(rows), columns].sum() == pytest.approx(costs[best].sum())
    if not ties:
        assert columns.tolist() == best[1].tolist()


def test_too_few_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="3 rows"):
        assign(np.zeros((3, 2)))
