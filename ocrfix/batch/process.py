"""Memory and threads of a whole process that reads pages."""

from __future__ import annotations

import ctypes
import os
import sys

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of glibc's malloc.h."""
_ARENAS = 2
BLAS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that libraries of linear algebra take their threads from when they are imported."""


def few_arenas() -> bool:
    """Let threads share heaps, where the C library is glibc: with one each, what a finished thread gave back
    is of no use to the next, and a page takes 75 MB more. Returns whether it was done."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    return bool(mallopt(_ARENA_MAX, _ARENAS))


def one_thread_of_algebra() -> None:
    """Sums are divided in the same way however many workers and cores there are. Does nothing once numpy is there."""
    for variable in BLAS:
        os.environ.setdefault(variable, "1")
