"""Memory of the whole process."""

from __future__ import annotations

import ctypes
import sys

_ARENA_MAX = -8
"""``M_ARENA_MAX`` of glibc's malloc.h."""
_ARENAS = 2


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
