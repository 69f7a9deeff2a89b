"""Heaps are shared where the C library lets them be."""

from __future__ import annotations

import platform
import sys

import pytest

from ocrfix.batch.process import few_arenas


def test_done_with_glibc_and_left_alone_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    if platform.libc_ver()[0] == "glibc":
        assert few_arenas()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not few_arenas()
