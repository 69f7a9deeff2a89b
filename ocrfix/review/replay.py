"""A page as people decided it: a function of the page that the machine made and of the decisions that hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ocrfix.page import PERSON, Box, Edit, Operation, Page, Standing
from ocrfix.repair import applier, settle
from ocrfix.review import blocks, hand
from ocrfix.review.decisions import (
    Action,
    Done,
    EditSign,
    Follow,
    Furnish,
    LayoutAction,
    Merge,
    Move,
    Rewrite,
    SetKind,
    Settle,
    Shift,
    Split,
)

_SAME_PLACE = 0.3
"""Share of the smaller crop that two crops have in common to be of one place: a page converted anew may be turned by
a hair."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Decision number ``index`` no longer fits the page. ``missing`` says what is not there."""

    index: int
    missing: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """``page`` with all decisions that fit. ``settled`` are the ids of the edits a person decided about, as they
    are called on this page, each with the number of the decision; ``done``: a person called the page right."""

    page: Page
    misfits: tuple[Misfit, ...]
    settled: dict[str, int]
    done: bool


def replay(page: Page, actions: Sequence[Action]) -> Replayed:
    """First the text, all at once, for in text the order of decisions does not matter but that the later one of two
    about the same place holds; then the layout, one decision after the other."""
    misfits: list[Misfit] = []
    settled: dict[str, int] = {}
    standings: dict[str, Standing] = {}
    written: dict[int, Edit] = {}
    by_id = {e.id: e for e in page.edits}
    done = False
    for n, action in enumerate(actions):
        if isinstance(action, Settle):
            found = find_edit(page.edits, by_id, action.edit)
            if found is None:
                misfits.append(Misfit(n, f"the {action.edit.rule} edit of {action.edit.before!r}"))
                continue
            standings[found.id] = action.standing
            settled[found.id] = n
        elif isinstance(action, Rewrite):
            try:
                edit = hand.edit_of(page, action)
            except LookupError as error:
                misfits.append(Misfit(n, str(error.args[0])))
                continue
            # what is set by hand anew replaces what was set by hand there before
            written = {k: e for k, e in written.items() if e.id != edit.id and not _overlap(e, edit)}
            if action.text != action.was:
                written[n] = edit
        elif isinstance(action, Done):
            done = action.done
    changed = settle(page, standings, [e for e in written.values() if e.id not in by_id])
    for edit in changed.edits:
        joined = edit.id in standings and edit.operation is Operation.JOIN and edit.standing is Standing.APPLIED
        if joined and by_id[edit.id].standing is not Standing.APPLIED and len(edit.spans) == 2:
            changed = blocks.join(changed, edit.spans[0], edit.spans[1])
    for n, action in enumerate(actions):
        if isinstance(action, LayoutAction):
            try:
                changed = arranged(changed, action)
            except blocks.NoSuchPlace as error:
                misfits.append(Misfit(n, str(error)))
    return Replayed(changed, tuple(sorted(misfits, key=lambda m: m.index)), settled, done)


def arranged(page: Page, action: LayoutAction) -> Page:
    """The page after one decision about its layout.

    Raises:
        NoSuchPlace: what it is about is not there.
    """
    if isinstance(action, Move):
        return blocks.move(page, action.block, action.beside, action.after)
    if isinstance(action, Furnish):
        return blocks.furnish(page, action.block)
    if isinstance(action, SetKind):
        return blocks.set_kind(page, action.block, action.kind)
    if isinstance(action, Merge):
        return blocks.merge(page, action.block, action.other)
    if isinstance(action, Split):
        return blocks.split(page, action.block)
    if isinstance(action, Shift):
        return blocks.shift(page, action.block, action.beside, action.after)
    return blocks.follow(page, *_lines(page, action))


def _lines(page: Page, action: Follow) -> tuple[str, str]:
    """The two lines of a reading order: those of the ids if they read as they did, else the only ones that do."""
    found = []
    read = {line.id: line.text for line in applier.recognised(page).values()}
    for line_id, text in zip((action.before, action.after), action.texts, strict=True):
        alike = [i for i, own in read.items() if own[: len(text)] == text]
        if line_id in alike:
            found.append(line_id)
        elif len(alike) == 1:
            found.append(alike[0])
        else:
            raise blocks.NoSuchPlace(f"the line that begins with {text or line_id!r}")
    return found[0], found[1]


def find_edit(edits: Iterable[Edit], by_id: dict[str, Edit], wanted: EditSign) -> Edit | None:
    """The edit a decision is about: by its id, which holds its rule, place and text; else the only one of its rule
    that does the same at the same place of the scan."""
    found = by_id.get(wanted.id)
    if found is not None or wanted.box is None:
        return found
    alike = [
        e
        for e in edits
        if e.rule == wanted.rule
        and hand.glyph_text(e.inserted) == wanted.after
        and (not e.removed or hand.glyph_text(e.removed) == wanted.before)
        and e.evidence.crop is not None
        and _near(e.evidence.crop, wanted.box)
    ]
    return alike[0] if len(alike) == 1 else None


def _near(one: Box, two: Box) -> bool:
    return one.overlap_area(two) >= _SAME_PLACE * min(one.area, two.area)


def _overlap(one: Edit, two: Edit) -> bool:
    assert one.rule == two.rule == PERSON
    for a in one.spans:
        for b in two.spans:
            same_point = (a.start, a.stop) == (b.start, b.stop)
            if a.line == b.line and (same_point or (a.start < b.stop and b.start < a.stop)):
                return True
    return False
