"""Readers fed with damaged files, briefly: ``python -m benchmarks.fuzz`` does the same for an hour, led by coverage."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import seeds
from benchmarks.fuzz.targets import TARGETS

TRIES = {"image": 60, "tiff": 60, "pdf": 60, "md": 40}
"""Those that decode pictures or write all formats take some milliseconds each."""
CHANGES = 4


@st.composite
def damaged(draw: st.DrawFn, whole: list[bytes]) -> bytes:
    """One of them with some of its bytes overwritten, left out, put twice, or cut off."""
    data = bytearray(draw(st.sampled_from(whole)))
    for _ in range(draw(st.integers(1, CHANGES))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(1, 16)))
        way = draw(st.sampled_from(("over", "out", "twice", "cut")))
        if way == "over":
            data[at:end] = draw(st.binary(min_size=1, max_size=8) | st.sampled_from([b"\xff" * 4, bytes(4), b"9" * 9]))
        elif way == "cut":
            del data[at:]
        else:
            data[at:end] = b"" if way == "out" else bytes(data[at:end]) * 2
    return bytes(data)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", TARGETS)
def test_a_damaged_file_is_refused_or_read(name: str) -> None:
    whole = seeds.of(name)

    @settings(
        max_examples=TRIES.get(name, 120), derandomize=True, database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(damaged(whole))
    def check(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            TARGETS[name].check(data, Path(folder))

    check()
