"""From what the browser asks for to decisions: the browser names edits by id and blocks by key, a decision carries
what is needed to find them again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ocrfix.page import PERSON, Box, Kind, Operation, Page, Standing
from ocrfix.repair import applier
from ocrfix.review import blocks, hand
from ocrfix.review.app.pageview import block_of
from ocrfix.review.decisions import (
    Action,
    BlockSign,
    Done,
    EditSign,
    Follow,
    Furnish,
    Merge,
    Move,
    Rewrite,
    SetKind,
    Settle,
    Shift,
    Split,
)
from ocrfix.review.index import Row
from ocrfix.review.session import Opened, Review

_LINE_TEXT = 12
Decided = list[tuple[str, Action]]


class Unclear(ValueError):
    """A request that asks for nothing that could be done. The message says why."""


def decisions(review: Review, key: str, asked: Mapping[str, Any]) -> Decided:
    """What is to be decided about a page, and with it about others.

    Raises:
        Unclear: the request names what is not there, or what cannot be done.
    """
    try:
        do = asked["do"]
        if do == "settle":
            return _settle(review, [(key, asked["edit"]), *asked.get("others", ())], _standing(asked))
        opened = review.open(key)
        if do == "text":
            return [(key, a) for a in text_set(opened, asked["block"], str(asked["text"]))]
        if do == "put":
            return [(key, a) for a in _put(opened, str(asked["edit"]), str(asked["text"]).strip())]
        if do == "done":
            return [(key, Done(bool(asked["done"])))]
        return [(key, _layout(opened.page, do, asked))]
    except (KeyError, LookupError, TypeError, ValueError) as error:
        raise Unclear(str(error.args[0]) if error.args else type(error).__name__) from error


def _settle(review: Review, places: Sequence[Sequence[object]], standing: Standing) -> Decided:
    """Edits settled, as (page, edit), by what the index knows of them: a decision waits for no page to be read. Where
    one is accepted, the applied ones that stand in its place are sent away."""
    found: Decided = []
    for page, edit in places:
        key = str(page)
        if key in review.stale:
            review.open(key)  # it is known then
        row = review.row(key, str(edit))
        if row is None:
            raise Unclear(f"page {key} has no edit {edit} of a rule")
        found.append((key, _settled_row(row, standing)))
        for other in json.loads(row.rivals) if standing is Standing.APPLIED else ():
            rival = review.row(key, other)
            if rival is not None and (review.standing(key, other) or rival.standing) == Standing.APPLIED:
                found.append((key, _settled_row(rival, Standing.REJECTED)))
    return found


def _settled_row(row: Row, standing: Standing) -> Settle:
    edges = json.loads(row.box)
    after = row.after if row.operation not in (Operation.MARK, Operation.JOIN) else ""
    sign = EditSign(row.id, row.rule, row.before, after, row.lead, row.trail, Box(*edges) if edges else None)
    return Settle(sign, standing, Standing(row.standing))


def settled(opened: Opened, edit_id: str, standing: Standing) -> list[Settle]:
    """One edit settled. One that is accepted sends away the applied ones that stand in its place."""
    changes = opened.diff.by_id
    if edit_id not in changes:
        raise Unclear(f"the page has no edit {edit_id}")
    edit = changes[edit_id].edit
    if edit.rule == PERSON:
        raise Unclear("what was set by hand is taken back with undo, or set anew")
    found = [_settled(opened, edit_id, standing)]
    if standing is Standing.APPLIED and (edit.removed or edit.inserted):
        for other in opened.page.edits:
            rival = other.standing is Standing.APPLIED and other.rule != PERSON and applier.touches(edit, other)
            if rival and (other.removed or other.inserted):
                found.append(_settled(opened, other.id, Standing.REJECTED))
    return found


def _settled(opened: Opened, edit_id: str, standing: Standing) -> Settle:
    change = opened.diff.by_id[edit_id]
    was = next((e.standing for e in opened.base.edits if e.id == edit_id), change.edit.standing)
    sign = EditSign(
        edit_id, change.edit.rule, change.before, change.after if change.edit.inserted else "", change.lead,
        change.trail, change.box,
    )  # fmt: skip
    return Settle(sign, standing, was)


def _put(opened: Opened, edit_id: str, text: str) -> list[Action]:
    """What an edit names, read as another text."""
    change = opened.diff.by_id[edit_id]
    lines = applier.recognised(opened.page)
    was = hand.glyph_text(g for s in change.edit.spans for g in lines[s.line].glyphs[s.start : s.stop])
    return _written(opened, Rewrite(change.edit.spans, was, text, change.box))


def text_set(opened: Opened, key: object, text: str) -> list[Action]:
    """A block set to a text."""
    page = opened.page
    block = page.blocks[block_of(page, key)]
    found = [a for r in hand.rewrites(page, block, " ".join(text.split("\n")).strip()) for a in _written(opened, r)]
    if not found:
        raise Unclear("nothing was changed")
    return found


def _written(opened: Opened, rewrite: Rewrite) -> list[Action]:
    """A text set by hand. Where a suggestion would have done the same it is accepted instead; what else stood in the
    place is settled with it: a mark was right, another change was wrong."""
    touched = hand.touched(opened.page, rewrite)
    changing = [e for e in touched if e.rule != PERSON and (e.removed or e.inserted)]
    marks = [e for e in touched if e.operation is Operation.MARK]
    applied = [e for e in changing if e.standing is Standing.APPLIED]
    same = [e for e in changing if e.spans == rewrite.spans and hand.glyph_text(e.inserted) == rewrite.text]
    found: list[Action] = []
    if same or (applied and rewrite.text == rewrite.was):
        if any(e.rule == PERSON for e in touched):  # the same text again takes back what was set there
            found.append(replace(rewrite, text=rewrite.was))
    else:
        found.append(rewrite)
    if same:
        found += settled(opened, same[0].id, Standing.APPLIED)
        found += [_settled(opened, e.id, Standing.REJECTED) for e in applied if e not in same]
    elif rewrite.text == rewrite.was and applied:  # it is as it was recognised, once these are rejected
        return found + [_settled(opened, e.id, Standing.REJECTED) for e in applied]
    else:
        found += [_settled(opened, e.id, Standing.REJECTED) for e in changing]
    return found + [_settled(opened, e.id, Standing.APPLIED) for e in marks]


def _layout(page: Page, do: str, asked: Mapping[str, Any]) -> Action:
    if do == "follow":
        lines = applier.recognised(page)
        before, after = str(asked["before"]), str(asked["after"])
        return Follow(before, after, (lines[before].text[:_LINE_TEXT], lines[after].text[:_LINE_TEXT]))
    block = _sign(page, asked["block"])
    if do == "furnish":
        return Furnish(block)
    if do == "split":
        return Split(block)
    if do == "kind":
        return SetKind(block, Kind(asked["kind"]))
    other = _sign(page, asked["beside"])
    behind = bool(asked.get("after", True))
    if do == "move":
        return Move(block, other, behind)
    if do == "merge":
        return Merge(block, other)
    if do == "shift":
        return Shift(block, other, behind)
    raise Unclear(f"no decision is called {do}")


def _sign(page: Page, key: object) -> BlockSign:
    found = blocks.sign(page, page.blocks[block_of(page, key)])
    if found is None:
        raise Unclear("the block has no place on this page")
    return found


def _standing(asked: Mapping[str, Any]) -> Standing:
    standing = Standing(asked["standing"])
    if standing not in (Standing.APPLIED, Standing.REJECTED):
        raise Unclear("an edit is accepted or rejected")
    return standing
