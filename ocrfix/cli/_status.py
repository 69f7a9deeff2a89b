"""Where the ledger of an output lies."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from ocrfix.batch import remote
from ocrfix.batch.mirror import PLACE, fetched
from ocrfix.batch.storage import home


@contextlib.contextmanager
def ledger_of(out: str) -> Iterator[tuple[Path, bool]]:
    """The folder with the ledger, and whether the run that writes it may be that of another machine: then it is a
    copy. Of a URL this machine has the ledger itself, where it has converted into it."""
    out = remote.local(out)
    if not remote.is_url(out):
        yield Path(out), False
        return
    from ocrfix.recognise.models import cache_folder  # noqa: PLC0415 - for URLs only

    place = home(out, cache_folder())
    if (place / PLACE).is_file():
        yield place, False
        return
    with fetched(out.rstrip("/")) as folder:
        yield folder, True
