"""A page in review as the browser gets it: plain lists and numbers, places in pixels of the scan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ocrfix.page import PERSON, Box, Edit, Operation, Page, Reading, Region, TextLine
from ocrfix.repair import applier
from ocrfix.review import hand
from ocrfix.review.decisions import Done, Rewrite, Settle
from ocrfix.review.model import BlockDiff, Change, Run, Section, SectionKind
from ocrfix.review.queue import Item
from ocrfix.review.session import Opened, Review

Json = dict[str, Any]

_LINE_TEXT = 12
_READABLE = 5


def page_view(review: Review, opened: Opened) -> Json:
    """Everything the browser shows of a page."""
    page, diff = opened.page, opened.diff
    keys = [key_of(page, n) for n in range(len(page.blocks))]
    settled = {i: opened.events[n] for i, n in opened.replayed.settled.items()}
    same = {r.id: r.sign for r in review.rows(opened.key)}
    items = {i.row.id: i for i in review.queue(opened.key)}
    furniture, stories = iter(keys[: len(page.furniture)]), iter(keys[len(page.furniture) :])
    recognised = applier.recognised(page)
    made = {
        e.id: [event.who, event.at]
        for event in opened.events
        if isinstance(event.action, Rewrite)
        for e in page.edits
        if e.rule == PERSON and (e.spans, hand.glyph_text(e.inserted)) == (event.action.spans, event.action.text)
    }
    return {
        "key": opened.key,
        "name": page.name,
        "width": page.width,
        "height": page.height,
        "turn": round(page.angle / 90) % 4,
        "done": opened.replayed.done,
        "sections": [_section(s, furniture if s.kind is SectionKind.FURNITURE else stories) for s in diff.sections],
        "changes": {
            c.id: {
                **_change(c, recognised),
                "made": made.get(c.id),
                "settled": [settled[c.id].who, settled[c.id].at] if c.id in settled else None,
                "open": c.id in items or (c.id not in same and c.state.value in ("suggested", "flagged")),
            }
            for c in diff.changes
        },
        "columns": [{"id": c.id, "box": _box(c.box), "order": n} for n, c in enumerate(page.columns)],
        "ways": list(_ways(page, review.settings.way_near)),
        "regions": [_region(r) for r in page.regions],
        "ink": [page.ink.claimed, page.ink.unread, page.ink.twice] if page.ink else None,
        "misfits": [
            {"what": opened.events[m.index].action.do, "missing": m.missing, "who": opened.events[m.index].who,
             "at": opened.events[m.index].at}
            for m in opened.replayed.misfits
        ],
        "decisions": [_decision(e) for e in opened.events],
    }  # fmt: skip


def key_of(page: Page, number: int) -> str | None:
    """How the browser names a block of the page, counted as ``page.blocks`` are. ``None``: it has no place."""
    block = page.blocks[number]
    if not block.spans or block.page not in (None, page.name):
        return None
    span = block.spans[0]
    return f"{span.line}:{span.start}:{span.stop}"


def block_of(page: Page, key: object) -> int:
    """The number of the block of this key.

    Raises:
        LookupError: there is none.
    """
    for number in range(len(page.blocks)):
        if key_of(page, number) == key:
            return number
    raise LookupError(f"no block {key}")


def _section(section: Section, keys: Iterable[str | None]) -> Json:
    held = section.kind is not SectionKind.APART
    rows = iter(keys)
    return {
        "id": section.id,
        "kind": section.kind.value,
        "title": section.title,
        "blocks": [_block(b, next(rows) if held else None) for b in section.blocks],
    }


def _block(block: BlockDiff, key: str | None) -> Json:
    return {
        "key": key,
        "kind": block.kind.value,
        "runs": [_run(r) for r in block.runs],
        "boxes": [_box(b) for b in block.boxes],
    }


def _run(run: Run) -> Json:
    made: Json = {"a": run.after, "s": run.state.value}
    if run.before != run.after:
        made["b"] = run.before
    if run.edits:
        made["e"] = run.edits
    if run.box is not None:
        made["x"] = _box(run.box)
    if run.span is not None:
        made["l"] = run.span.line
    return made


def _change(change: Change, lines: Mapping[str, TextLine]) -> Json:
    edit: Edit = change.edit
    return {
        "id": edit.id,
        "rule": edit.rule,
        "person": edit.rule == PERSON,
        "about": change.about,
        "operation": edit.operation.value,
        "mark": edit.operation is Operation.MARK,
        "state": change.state.value,
        "confidence": edit.confidence,
        "before": change.before,
        "after": change.after,
        "lead": change.lead,
        "trail": change.trail,
        "box": _box(change.box) if change.box else None,
        "readings": [_reading(r) for r in edit.evidence.readings],
        "measures": edit.evidence.measures,
        "thresholds": edit.evidence.thresholds,
        "note": edit.evidence.note,
        "readable": _readable(edit, lines),
    }


def _readable(edit: Edit, lines: Mapping[str, TextLine]) -> list[str]:
    """What else the recogniser could have read, where the edit names one character."""
    glyphs = [g for s in edit.spans for g in lines[s.line].glyphs[s.start : s.stop]]
    if len(glyphs) != 1:
        return []
    known = {glyphs[0].text, hand.glyph_text(edit.inserted), ""}
    return [a.text for a in glyphs[0].alternatives if a.text.strip() and a.text not in known][:_READABLE]


def _reading(reading: Reading) -> list[Any]:
    return [reading.witness, reading.text, reading.score, reading.scale]


def _ways(page: Page, near: float) -> Iterable[Json]:
    """Where a column could go on otherwise: the last line of the column, and the first line of each other one. Those
    that cost less than ``near`` nats more than the chosen one are offered beside the text."""
    columns = {c.id: c for c in page.columns}
    texts = {line.id: line.text for line in page.lines}
    for join in page.joins:
        before = columns[join.before]
        others = [(columns[i], cost) for i, cost in join.runners_up if i in columns and columns[i].lines]
        if not before.lines or not others or not columns[join.after].lines:
            continue
        yield {
            "line": before.lines[-1],
            "near": any(cost - join.cost < near for _, cost in others),
            "end": texts[before.lines[-1]][-_LINE_TEXT:],
            "ways": [
                {"line": c.lines[0], "text": texts[c.lines[0]][:_LINE_TEXT], "cost": round(cost, 2), "box": _box(c.box)}
                for c, cost in [(columns[join.after], join.cost), *others]
            ],
        }


def _region(region: Region) -> Json:
    return {"kind": region.kind.value, "box": _box(region.box)}


def _box(box: Box) -> list[float]:
    return [round(v, 1) for v in box.edges]


def _decision(event: Any) -> Json:
    action = event.action
    told: Json = {"step": event.step, "at": event.at, "who": event.who, "do": action.do}
    if isinstance(action, Settle):
        told |= {"edit": action.edit.id, "standing": action.standing.value, "before": action.edit.before,
                 "after": action.edit.after}  # fmt: skip
    elif isinstance(action, Rewrite):
        told |= {"before": action.was, "after": action.text}
    elif isinstance(action, Done):
        told |= {"done": action.done}
    return told


def item_view(item: Item) -> Json:
    """A row of the queue."""
    row = item.row
    return {
        "page": row.page,
        "id": row.id,
        "rule": row.rule,
        "standing": row.standing,
        "mark": row.operation == Operation.MARK.value,
        "before": row.before,
        "after": row.after,
        "lead": row.lead[-10:],
        "trail": row.trail[:10],
        "gain": round(item.gain, 2),
        "same": item.same,
    }

