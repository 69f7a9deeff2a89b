"""Pages of the same content: the first is converted, the others are written from its JSON under their own names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from ocrfix import formats
from ocrfix.batch.fingerprint import of_content
from ocrfix.batch.storage import Storage
from ocrfix.batch.work import HIDDEN, Made, Output, PageTask, Twin

LOSSLESS = "json"
"""The format that holds all of a page, so that the others can be written from it."""


class Twins:
    """The pages that are being converted, and those of the same content that wait for them."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._waiting: dict[str, list[PageTask]] = {}

    def waits(self, task: PageTask) -> bool:
        """Whether a page of the same content is being converted: then this one comes back when that is settled.
        Otherwise it is the one that others wait for."""
        if LOSSLESS not in task.formats:
            return False
        place = self._first.setdefault(of_content(task.key), task.place)
        self._waiting.setdefault(place, [])
        if place == task.place:
            return False
        self._waiting[place].append(task)
        return True

    def settle(self, place: str, outputs: Sequence[Output] | None) -> list[PageTask]:
        """A page is done, or with ``None`` has failed. Returns the pages that can now begin: all that waited for it, as
        its twins; or where it failed, the next to be tried."""
        waiting = self._waiting.pop(place, None)
        if waiting is None:
            return []
        if not waiting or outputs is not None:
            self._first = {content: first for content, first in self._first.items() if first != place}
        if outputs is not None:
            return [replace(task, twin=Twin(place, tuple(outputs))) for task in waiting]
        if not waiting:
            return []
        following, *rest = waiting
        self._first[of_content(following.key)] = following.place
        self._waiting[following.place] = rest
        return [following]


def copied(task: PageTask, storage: Storage) -> Made | None:
    """The page of the task from its twin's outputs; ``None`` where it has none, or they are not what they were."""
    if task.twin is None:
        return None
    lossless = formats.get(LOSSLESS)
    ours = {formats.get(name).suffix for name in task.formats}
    found: dict[str, bytes] = {}
    for output in task.twin.outputs:
        suffix = output.path.removeprefix(task.twin.place)
        if output.path.startswith(f"{HIDDEN}/") or (suffix in ours and suffix != lossless.suffix):
            continue
        try:
            found[suffix] = storage.read(output.path)
        except OSError:
            return None
        if hashlib.sha256(found[suffix]).hexdigest() != output.sha256:
            return None
    content = found.pop(lossless.suffix, None)
    if content is None or lossless.read is None:
        return None
    return Made(lossless.read(content, task.twin.place), found)
