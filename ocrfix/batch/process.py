"""Memory and threads of a whole process that reads pages."""

from __future__ import annotations

import ctypes
import gc
import os
import sys

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of glibc's malloc.h."""
_ARENAS = 2
BLAS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that libraries of linear algebra take their threads from when they are imported."""


COLLECT_AFTER = (50_000, 20, 50)
"""New objects, and collections of them, after which Python looks for circles of garbage: by default every 700."""


def few_collections() -> None:
    """Look for circles of garbage seldom: among the plans of a hundred thousand pages, and the hundred thousand
    values of a page, there are none, and looking takes a sixth of the time, and a thirtieth."""
    gc.set_threshold(*COLLECT_AFTER)


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
