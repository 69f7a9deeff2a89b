"""Page numbers as a user writes them: ``1-3,7``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ocrfix.errors import UsageError

_RANGE = re.compile(r"\s*(\d+)\s*(?:(-)\s*(\d*)\s*)?")


@dataclass(frozen=True, slots=True)
class PageSelection:
    """Ranges of page numbers from 1, both ends included; ``None`` ends at the last page."""

    ranges: tuple[tuple[int, int | None], ...]

    @classmethod
    def parse(cls, text: str) -> PageSelection:
        """``3``, ``1-3``, ``5-`` (to the end), or several of them with commas between.

        Raises:
            UsageError: the text is something else, page 0 is asked for, or a range runs backwards.
        """
        ranges: list[tuple[int, int | None]] = []
        for part in text.split(","):
            found = _RANGE.fullmatch(part)
            first = int(found[1]) if found else 0
            last = first if not found or not found[2] else int(found[3]) if found[3] else None
            if first < 1 or (last is not None and last < first):
                raise UsageError(
                    f"{part.strip()!r} is no page or range of pages",
                    file="--pages",
                    next_step="Write page numbers from 1, for example --pages 1-3,7 or --pages 5-.",
                )
            ranges.append((first, last))
        return cls(tuple(ranges))

    def of(self, count: int) -> tuple[int, ...]:
        """The selected pages of a file of ``count`` pages, rising, each once."""
        return tuple(
            n
            for n in range(1, count + 1)
            if any(first <= n and (last is None or n <= last) for first, last in self.ranges)
        )
