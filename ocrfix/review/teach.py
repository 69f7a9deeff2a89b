"""Decisions as data: what rules proposed, what they measured, and what a person said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from ocrfix.page import PERSON, Operation, Standing
from ocrfix.review.decisions import Rewrite, Settle
from ocrfix.review.session import Review


@dataclass(frozen=True, slots=True)
class Lesson:
    """An edit of a rule that a person settled. ``right``: accepted; ``was`` is how the machine had let it stand."""

    rule: str
    right: bool
    was: Standing
    mark: bool
    confidence: float | None


def lessons(review: Review) -> tuple[Lesson, ...]:
    """What holds now of every edit that was settled: the last word about it."""
    last: dict[tuple[str, str], Lesson] = {}
    for event in review.store.events():
        action = event.action
        if isinstance(action, Settle):
            row = review.row(event.page, action.edit.id)
            mark = row.operation == Operation.MARK.value if row else action.edit.after == action.edit.before
            right = action.standing is Standing.APPLIED
            joins = row is not None and row.operation == Operation.JOIN.value  # no confidence bounds them
            confidence = row.confidence if row is not None and not joins else None
            last[event.page, action.edit.id] = Lesson(action.edit.rule, right, action.was, mark, confidence)
    return tuple(last.values())


def lines(review: Review) -> Iterator[str]:
    """Every decision about text that holds, as one line of JSON: who, when, where, what a rule proposed with its
    measures, or what was read and what a person set in its place."""
    for event in review.store.events():
        action = event.action
        about = {"page": event.page, "at": event.at, "who": event.who}
        if isinstance(action, Settle):
            row = review.row(event.page, action.edit.id)
            sign = action.edit
            yield _line(
                about
                | {
                    "decision": "accepted" if action.standing is Standing.APPLIED else "rejected",
                    "edit": sign.id,
                    "rule": sign.rule,
                    "operation": row.operation if row else None,
                    "was": action.was.value,
                    "confidence": row.confidence if row else None,
                    "before": sign.before,
                    "after": sign.after,
                    "lead": sign.lead,
                    "trail": sign.trail,
                    "measures": json.loads(row.measures) if row else {},
                }
            )
        elif isinstance(action, Rewrite):
            box = list(action.box.edges) if action.box is not None else None
            yield _line(
                about
                | {"decision": "written", "rule": PERSON, "before": action.was, "after": action.text, "box": box,
                   "spans": [[s.line, s.start, s.stop] for s in action.spans]}
            )  # fmt: skip


def _line(found: dict[str, object]) -> str:
    return json.dumps(found, ensure_ascii=False)
