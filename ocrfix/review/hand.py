"""Text set by hand: from what a person typed to the glyphs it replaces, and from there to an edit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ocrfix.formats.sheet.spread import spread
from ocrfix.formats.text import graphemes
from ocrfix.page import (
    PERSON,
    Block,
    Box,
    Edit,
    Evidence,
    Glyph,
    Operation,
    Page,
    Span,
    Standing,
    TextLine,
    enclosing,
)
from ocrfix.page.edit import edit_id
from ocrfix.repair import applier
from ocrfix.review.decisions import Rewrite
from ocrfix.review.pieces import Piece, Pieces, fitted

_NEAR = 0.5
"""Share of the smaller box that two boxes have in common to be of the same place."""


def rewrites(page: Page, block: Block, text: str) -> tuple[Rewrite, ...]:
    """What has to be set by hand for a block to read ``text``, the least of it. What an edit put there and the
    person changed in part is replaced as a whole.

    Raises:
        ValueError: the block has no glyphs whose text could be set.
    """
    pieces = Pieces(page)
    row = [p for p in fitted([p for s in block.spans for p in pieces.of(s)], block.text) if isinstance(p, Piece)]
    if not any(p.wide for p in row):
        raise ValueError("the block has no glyphs on this page")
    made = "".join(p.after for p in row)
    changing = {e.id for e in page.edits if e.standing is Standing.APPLIED and (e.removed or e.inserted)}
    changes = _changes(made, text)
    while True:
        wide = [_widened(row, changing, change) for change in changes]
        met = next((k for k, two in enumerate(pairwise(wide)) if _meeting(*two)), None)
        if met is None:
            break
        one, two = changes[met : met + 2]
        changes[met : met + 2] = [_Change(one.start, two.stop, one.put + made[one.stop : two.start] + two.put)]
    found: list[Rewrite] = []
    for w, change in zip(wide, changes, strict=True):
        taken = row[w.first : w.last]
        rewrite = _rewrite(taken, w.target, w.text(made, change), pieces)
        if rewrite is not None:
            found += [rewrite, *_withdrawn(taken, rewrite, changing, pieces)]
    return tuple(found)


def edit_of(page: Page, rewrite: Rewrite) -> Edit:
    """The edit that sets the text, with the glyphs it removes and places for those it puts.

    Raises:
        LookupError: what was recognised there is something else now.
    """
    lines = applier.recognised(page)
    spans = rewrite.spans if _reads(lines, rewrite) else _elsewhere(lines.values(), rewrite)
    removed = tuple(g for s in spans for g in lines[s.line].glyphs[s.start : s.stop])
    line = lines[spans[0].line]
    boxes = [g.box for g in removed if g.box is not None]
    box = enclosing(boxes) if boxes else _gap(line, spans[0].start)
    put = tuple(spread(rewrite.text, box, None, line.direction)) if rewrite.text else ()
    operation = Operation.INSERT if not removed else Operation.REPLACE if put else Operation.DELETE
    return Edit(
        id=edit_id(PERSON, tuple(spans), rewrite.text),
        rule=PERSON,
        rule_version=1,
        operation=operation,
        spans=spans,
        removed=removed,
        inserted=put,
        confidence=1.0,
        standing=Standing.APPLIED,
        evidence=Evidence(crop=box),
    )


def touched(page: Page, rewrite: Rewrite) -> tuple[Edit, ...]:
    """The edits of the page that name a glyph or a point which is set by hand."""
    return tuple(e for e in page.edits if any(_meet(a, b) for a in e.spans for b in rewrite.spans))


def _meet(one: Span, two: Span) -> bool:
    if one.line != two.line:
        return False
    if one.start == one.stop or two.start == two.stop:
        return one.start <= two.stop and two.start <= one.stop and (one == two or _inside(one, two))
    return one.start < two.stop and two.start < one.stop


def _inside(one: Span, two: Span) -> bool:
    point, wide = (one, two) if one.start == one.stop else (two, one)
    return wide.start < point.start < wide.stop


class _Change(NamedTuple):
    """Characters ``start`` to ``stop`` of a text, and what is to stand there."""

    start: int
    stop: int
    put: str


class _Wide(NamedTuple):
    """The pieces a change takes, the characters they make, and where the new text is put."""

    first: int
    last: int
    low: int
    high: int
    target: tuple[str, int] | None

    def text(self, made: str, change: _Change) -> str:
        """What is put there: characters of these pieces that stay are put again."""
        before, after = made[self.low : change.start], made[change.stop : self.high]
        return before + change.put + after


def _meeting(one: _Wide, two: _Wide) -> bool:
    return one.last > two.first or one.target == two.target


def _changes(old: str, new: str) -> list[_Change]:
    """What differs; changes next to each other are one."""
    found: list[_Change] = []
    for op in Levenshtein.opcodes(old, new):
        if op.tag == "equal":
            continue
        put = new[op.dest_start : op.dest_end]
        if found and found[-1].stop == op.src_start:
            found[-1] = _Change(found[-1].start, op.src_end, found[-1].put + put)
        else:
            found.append(_Change(op.src_start, op.src_end, put))
    return found


def _widened(row: Sequence[Piece], changing: Collection[str], change: _Change) -> _Wide:
    """The pieces of a change, with all others of the applied edits that put one of them, or that put something where
    the new text is to be put: no two edits may put something at one place."""
    owner = [n for n, p in enumerate(row) for _ in p.after]
    if change.start < change.stop:
        first, last = owner[change.start], owner[change.stop - 1] + 1
    else:
        first = last = owner[change.start - 1] + 1 if change.start else (owner[0] if owner else len(row))
    while True:
        inside = {i for p in row[first:last] if not p.wide or not p.after for i in p.edits if i in changing}
        target = _target(row, first, last)
        inside |= {i for p in row if not p.wide and (p.line, p.at) == target for i in p.edits if i in changing}
        more = [n for n, p in enumerate(row) if inside & set(p.edits)]
        wider = (min([first, *more]), max([last, *(n + 1 for n in more)]))
        if wider == (first, last):
            break
        first, last = wider
    chars = [k for k, n in enumerate(owner) if first <= n < last]
    low, high = (chars[0], chars[-1] + 1) if chars else (change.start, change.stop)
    return _Wide(first, last, min(low, change.start), max(high, change.stop), target)


def _target(row: Sequence[Piece], first: int, last: int) -> tuple[str, int] | None:
    """Line and index at which the text of a stretch of pieces is put."""
    wide = next((p for p in row[first:last] if p.wide), None)
    if wide is not None:
        return wide.line, wide.at
    if first < last:
        return row[first].line, row[first].at
    if first:
        return row[first - 1].line, row[first - 1].at + row[first - 1].wide
    return (row[0].line, row[0].at) if row else None


def _rewrite(row: Sequence[Piece], target: tuple[str, int] | None, put: str, pieces: Pieces) -> Rewrite | None:
    wide = [p for p in row if p.wide]
    if not wide:
        if target is None:
            return None
        point = Span(target[0], target[1], target[1])
        box = _gap(pieces.recognised[point.line], point.start)
        return Rewrite((point,), "", put, box) if put or row else None
    spans: list[Span] = []
    for piece in wide:
        if spans and spans[-1].line == piece.line and spans[-1].stop == piece.at:
            spans[-1] = Span(piece.line, spans[-1].start, piece.at + 1)
        else:
            spans.append(Span(piece.line, piece.at, piece.at + 1))
    was = "".join(p.before for p in wide)
    boxes = [p.box for p in wide if p.box is not None]
    return Rewrite(tuple(spans), was, put, enclosing(boxes) if boxes else None)


def _withdrawn(taken: Sequence[Piece], rewrite: Rewrite, changing: Collection[str], pieces: Pieces) -> list[Rewrite]:
    """What edits put between two glyphs, and the rewrite takes, is taken back by name where the rewrite's spans do not
    tell: before its first glyph and behind its last."""
    named = dict.fromkeys(i for p in taken if not p.wide for i in p.edits if i in changing)
    points = dict.fromkeys(s for i in named for s in pieces.edits[i].spans if s.start == s.stop)
    left = [p for p in points if not any(_meet(p, s) for s in rewrite.spans)]
    return [Rewrite((p,), "", "", _gap(pieces.recognised[p.line], p.start)) for p in left]


def _reads(lines: dict[str, TextLine], rewrite: Rewrite) -> bool:
    if any(s.line not in lines or s.stop > len(lines[s.line].glyphs) for s in rewrite.spans):
        return False
    read = "".join(g.text for s in rewrite.spans for g in lines[s.line].glyphs[s.start : s.stop])
    if read != rewrite.was:
        return False
    if rewrite.was:
        return True
    here = _gap(lines[rewrite.spans[0].line], rewrite.spans[0].start)
    return here is None or rewrite.box is None or _same_place(here, rewrite.box)


def _elsewhere(lines: Iterable[TextLine], rewrite: Rewrite) -> tuple[Span, ...]:
    """The same text at the same place of the scan, in lines that are called or counted otherwise now."""
    wanted = graphemes(rewrite.was)
    if rewrite.box is not None and wanted:
        for line in lines:
            for at in range(len(line.glyphs) - len(wanted) + 1):
                run = line.glyphs[at : at + len(wanted)]
                boxes = [g.box for g in run if g.box is not None]
                if [g.text for g in run] == wanted and boxes and _same_place(enclosing(boxes), rewrite.box):
                    return (Span(line.id, at, at + len(wanted)),)
    raise LookupError(f"{rewrite.was!r} where it was read" if rewrite.was else "the place where text was put in")


def _same_place(one: Box, two: Box) -> bool:
    return one.overlap_area(two) >= _NEAR * min(one.area, two.area)


def _gap(line: TextLine, at: int) -> Box | None:
    """The box of the glyph before a point, or of the one behind it."""
    near = [line.glyphs[i].box for i in (at - 1, at) if 0 <= i < len(line.glyphs)]
    return next((b for b in near if b is not None), None)


def glyph_text(glyphs: Iterable[Glyph]) -> str:
    return "".join(g.text for g in glyphs)
