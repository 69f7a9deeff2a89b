"""Diffs for programs: plain values that become JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_json

from ocrfix.page import Edit
from ocrfix.review.model import Change, Figures, PageDiff
from ocrfix.review.pair import PagePair, Side
from ocrfix.review.selection import Selection

SCHEMA, VERSION = "ocrfix/diff", 1
_EDIT = TypeAdapter(Edit)


def page_record(diff: PageDiff, chosen: Selection) -> dict[str, Any]:
    """A page: its figures (of all its changes) and the chosen changes, in the order of the text."""
    return {
        "name": diff.name,
        "figures": figures_record(diff.figures),
        "made_by": dict(diff.made_by),
        "changes": [_change(c) for c in diff.changes if chosen.takes(c)],
    }


def pair_record(pair: PagePair) -> dict[str, Any]:
    """A page of two readings: the differences of each article, with what made either side so."""
    return {
        "name": pair.name,
        "removed": pair.removed,
        "inserted": pair.inserted,
        "old": dict(pair.old.made_by) if pair.old is not None else None,
        "new": dict(pair.new.made_by) if pair.new is not None else None,
        "articles": [
            {
                "title": a.title,
                "old": a.old,
                "new": a.new,
                "differences": [{"old": _side(d.old, pair.old), "new": _side(d.new, pair.new)} for d in a.differences],
            }
            for a in pair.articles
            if a.differences
        ],
    }


def figures_record(figures: Figures) -> dict[str, Any]:
    return {
        "pages": figures.pages,
        "characters": figures.characters,
        "removed": figures.removed,
        "inserted": figures.inserted,
        "standings": dict(figures.standings),
        "rules": {name: dict(counts) for name, counts in figures.rules.items()},
    }


def as_json(pages: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON object, page by page, so that a batch of any size fits in memory."""
    yield f'{{"schema":"{SCHEMA}","version":{VERSION},"pages":['
    for n, page in enumerate(pages):
        yield ("," if n else "") + "\n" + to_json(page, inf_nan_mode="constants").decode()
    yield "\n]}\n"


def _change(change: Change) -> dict[str, Any]:
    return {
        "section": change.section,
        "before": change.before,
        "after": change.after,
        "lead": change.lead,
        "trail": change.trail,
        "box": change.box.edges if change.box is not None else None,
        "about": change.about,
        "edit": _EDIT.dump_python(change.edit, mode="json", exclude_defaults=True),
    }


def _side(side: Side, diff: PageDiff | None) -> dict[str, Any]:
    rules = {c.id: c.edit.rule for c in diff.changes} if diff is not None and side.edits else {}
    return {
        "text": side.text,
        "box": side.box.edges if side.box is not None else None,
        "edits": [{"id": i, "rule": rules[i]} for i in side.edits],
    }
