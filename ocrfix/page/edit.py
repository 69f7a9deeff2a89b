"""Edits: every change to recognised text, with the evidence for it and what is needed to undo it."""

from __future__ import annotations

import hashlib
from dataclasses import field
from enum import Enum

from pydantic.dataclasses import dataclass

from ocrfix.page.geometry import VALUE, Box, check_confidence
from ocrfix.page.text import Glyph

PERSON = "person"
"""What stands in the place of a rule's name in an edit that a person made."""


class Operation(str, Enum):
    """What an edit does to the text."""

    DELETE = "delete"
    REPLACE = "replace"
    INSERT = "insert"
    JOIN = "join"
    MOVE = "move"
    MARK = "mark"
    """Nothing is changed; the place is marked for a person."""


class Standing(str, Enum):
    """Where an edit stands between the machine and a person."""

    APPLIED = "applied"
    SUGGESTED = "suggested"
    FLAGGED = "flagged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, config=VALUE)
class Span:
    """Glyphs ``start`` to ``stop`` (exclusive) of one line, counted in the line as recognised.

    Raises:
        ValueError: the span is inverted or starts below 0.
    """

    line: str
    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop:
            raise ValueError(f"impossible span {self.start}..{self.stop} in line {self.line}")


@dataclass(frozen=True, slots=True, config=VALUE)
class Reading:
    """One witness: what it read, and its score (natural log probability unless ``scale`` says else)."""

    witness: str
    text: str
    score: float | None = None
    scale: str = "nats"


@dataclass(frozen=True, slots=True, config=VALUE)
class Evidence:
    """Why an edit is right. ``measures`` are what was measured, ``thresholds`` the settings in force."""

    crop: Box | None = None
    readings: tuple[Reading, ...] = ()
    measures: dict[str, float] = field(default_factory=dict)
    thresholds: dict[str, float] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, config=VALUE)
class Edit:
    """One change, proposed by one rule. Only the applier carries edits out.

    ``spans`` are what the edit touches (for a join: the end of one line and the start of the next; for
    a move: what moves, then where to). ``removed`` are the glyphs taken away, span after span, so that
    the edit can be undone; ``inserted`` those put in their place.

    Raises:
        ValueError: no span is named, or the confidence is no probability.
    """

    id: str
    rule: str
    rule_version: int
    operation: Operation
    spans: tuple[Span, ...]
    removed: tuple[Glyph, ...] = ()
    inserted: tuple[Glyph, ...] = ()
    confidence: float | None = None
    standing: Standing = Standing.FLAGGED
    evidence: Evidence = field(default_factory=Evidence)

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError(f"edit {self.id} touches nothing")
        check_confidence(self.confidence)


def edit_id(rule: str, *what: object) -> str:
    """An id that is the same whenever the same rule does the same."""
    return f"{rule}-{hashlib.sha256(repr(what).encode()).hexdigest()[:10]}"
