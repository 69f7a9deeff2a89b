"""Names that are valid XML ids and unique over a file, the same in every run."""

from __future__ import annotations

import re

from ocrfix.formats.sheet.value import Sheet

_VALID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_STRANGE = re.compile(r"[^A-Za-z0-9_.-]")


class Ids:
    """Hands out ids: the one wanted where that is possible, otherwise the nearest to it."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def below(self, wanted: str) -> str:
        """``take`` for an id made of a valid one."""
        if wanted in self._taken:
            return self.take(wanted)
        self._taken.add(wanted)
        return wanted

    def take(self, wanted: str) -> str:
        """An id that was not handed out before."""
        base = wanted
        if not _VALID.fullmatch(base):
            base = _STRANGE.sub("_", base)
            base = base if _VALID.fullmatch(base) else f"x{base}"
        found, number = base, 1
        while found in self._taken:
            number += 1
            found = f"{base}_{number}"
        self._taken.add(found)
        return found


def ids_of(*sheets: Sheet) -> Ids:
    """Ids for a file of these sheets: the sheets' own are handed out already."""
    ids = Ids()
    for sheet in sheets:
        for line in sheet.lines:
            ids.take(line.id)
        for own in (*(p.id for p in sheet.parts), *(a.id for a in sheet.areas), *(s.id for s in sheet.stories)):
            ids.take(own)
    return ids
