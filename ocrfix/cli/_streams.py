"""Standard output is for data."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator


def opened() -> None:
    """Standard streams that were closed by whoever started the program lead nowhere; else the next file that is
    opened would take their place."""
    while (spare := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(spare, True)  # workers have standard streams too
    os.close(spare)
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115 - until the end
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115 - as above


def hang_up() -> None:
    """Nobody reads stderr any more: what is said from now on leads nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


@contextlib.contextmanager
def stdout_to_stderr() -> Iterator[None]:
    """Sends what libraries print on stdout, in whatever language they are written, to stderr."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(kept, 1)
        os.close(kept)
