"""Which changes a reader wants to see."""

from __future__ import annotations

from dataclasses import dataclass

from ocrfix.page import Standing
from ocrfix.review.model import Change


@dataclass(frozen=True, slots=True)
class Selection:
    """Changes of these rules and standings (none named: all) with at least this confidence, in [0, 1].

    A change whose confidence is unknown is left out where one is asked for.
    """

    rules: frozenset[str] = frozenset()
    standings: frozenset[Standing] = frozenset()
    min_confidence: float | None = None

    def takes(self, change: Change) -> bool:
        edit = change.edit
        if self.rules and edit.rule not in self.rules:
            return False
        if self.standings and edit.standing not in self.standings:
            return False
        return self.min_confidence is None or (edit.confidence is not None and edit.confidence >= self.min_confidence)
