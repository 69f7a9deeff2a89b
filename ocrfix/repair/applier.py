"""Carries edits out and takes them back. Nothing else in ocrfix changes recognised text.

A page is a function of what was recognised and of the *set* of its edits: the order in which they arrive
does not matter. Spans are counted in the line as recognised, so edits never shift each other. Where two
edits cannot both be carried out, the surer one is, and the other stands as a suggestion that says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import repeat

from ocrfix.page import PERSON, Block, Edit, Glyph, Operation, Page, Span, Standing, TextLine
from ocrfix.repair import blocks

CONFLICT = "conflict"
"""In ``evidence.measures`` of an edit that would be applied, were it not for a surer one."""


def apply(page: Page, edits: Iterable[Edit]) -> Page:
    """The page with these edits as well. Edits it has already (same id) are left as they stand.

    Raises:
        ValueError: an edit names a line the page lacks or glyphs a line lacks, or does not remove
            what was recognised there.
    """
    known = {e.id for e in page.edits}
    new = {e.id: e for e in edits if e.id not in known}
    if not new:
        return page
    base = recognised(page)
    for edit in new.values():
        _check(base, edit)
    return _render(page, base, (*page.edits, *new.values()))


def revert(page: Page, ids: Collection[str] | None = None) -> Page:
    """The page without these edits, by default without any; the text is what it was before them."""
    left = tuple(e for e in page.edits if ids is not None and e.id not in ids)
    if len(left) == len(page.edits):
        return page
    return _render(page, recognised(page), left)


def adopt(page: Page, edits: Iterable[Edit]) -> Page:
    """A page that was made of repaired lines, with the edits that repaired them.

    A stage that groups lines into blocks counts glyphs as they stand; here its spans become spans of the
    lines as recognised, as all stored spans are. ``edits`` are those of the page its lines were taken from.
    """
    repaired = replace(page, edits=tuple(edits))
    origin = places(repaired)
    whole = {line_id: len(line.glyphs) for line_id, line in recognised(repaired).items()}

    def recounted(span: Span) -> Span:
        at = [i for i, _ in origin[span.line]]
        start = at[span.start] if 0 < span.start < len(at) else (0 if span.start == 0 else whole[span.line])
        stop = at[span.stop] if span.stop < len(at) else whole[span.line]
        return Span(span.line, min(start, stop), stop)

    def block(block: Block) -> Block:
        own = block.page in (None, page.name)
        return replace(block, spans=tuple(map(recounted, block.spans))) if own else block

    return replace(
        repaired,
        furniture=tuple(map(block, page.furniture)),
        articles=tuple(replace(a, blocks=tuple(map(block, a.blocks))) for a in page.articles),
    )


def decide(page: Page, edit_id: str, standing: Standing) -> Page:
    """The page with one edit standing otherwise: a person applied, rejected or reopened it.

    Raises:
        KeyError: the page has no such edit.
    """
    return settle(page, {edit_id: standing})


def settle(page: Page, standings: Mapping[str, Standing], added: Iterable[Edit] = ()) -> Page:
    """The page with these edits (by id) standing otherwise, and with what a person wrote added, all at once.

    Raises:
        KeyError: the page has no edit of one of the ids.
        ValueError: as ``apply``, for the edits that are added.
    """
    known = {e.id for e in page.edits}
    if missing := standings.keys() - known:
        raise KeyError(*sorted(missing))
    new = [e for e in added if e.id not in known]
    if not standings and not new:
        return page
    base = recognised(page)
    for edit in new:
        _check(base, edit)
    stood = (replace(_wish(e), standing=standings[e.id]) if e.id in standings else e for e in page.edits)
    return _render(page, base, (*stood, *new))


def recognised(page: Page) -> dict[str, TextLine]:
    """The lines as they were recognised, before any edit, by id."""
    removed, inserted = _changes(e for e in page.edits if e.standing is Standing.APPLIED)
    lines = {}
    for line in page.lines:
        gone, added = removed.get(line.id, {}), inserted.get(line.id, {})
        if not gone and not added:
            lines[line.id] = line
            continue
        glyphs: list[Glyph] = []
        at = 0
        while True:
            at += len(added.get(len(glyphs), ()))
            if len(glyphs) in gone:
                glyphs.append(gone[len(glyphs)])
            elif at < len(line.glyphs):
                glyphs.append(line.glyphs[at])
                at += 1
            else:
                break
        lines[line.id] = replace(line, glyphs=tuple(glyphs))
    return lines


def places(page: Page) -> dict[str, tuple[tuple[int, bool], ...]]:
    """For every line, where each of its present glyphs comes from: the index in the line as recognised,
    and whether it was put there by an edit (then it stands before or in place of the glyph of that index).
    """
    removed, inserted = _changes(e for e in page.edits if e.standing is Standing.APPLIED)
    found = {}
    for line in page.lines:
        gone, added = removed.get(line.id, {}), inserted.get(line.id, {})
        if not gone and not added:
            found[line.id] = tuple(zip(range(len(line.glyphs)), repeat(False), strict=False))
            continue
        origin: list[tuple[int, bool]] = []
        index = 0
        while len(origin) < len(line.glyphs) or index in gone:
            origin += [(index, True)] * len(added.get(index, ()))
            if index not in gone and len(origin) < len(line.glyphs):
                origin.append((index, False))
            index += 1
        found[line.id] = tuple(origin[: len(line.glyphs)])  # a page from elsewhere may lack what its edit says it put
    return found


def touches(first: Edit, second: Edit) -> bool:
    """Whether two edits cannot both be carried out: they put different things in the same place, or one
    replaces part of what the other takes away and part of what it leaves."""
    if first.id == second.id:
        return False
    if not (_puts(first) or _puts(second)):
        return False
    for a in first.spans:
        for b in second.spans:
            if a.line != b.line:
                continue
            if a.start == a.stop or b.start == b.stop:
                if (a.start, a.stop) == (b.start, b.stop) and _puts(first) and _puts(second):
                    return True
                continue
            if a.start >= b.stop or b.start >= a.stop:
                continue
            outer_a = a.start <= b.start and b.stop <= a.stop and not _puts(first)
            outer_b = b.start <= a.start and a.stop <= b.stop and not _puts(second)
            if not (outer_a or outer_b):
                return True
    return False


def _puts(edit: Edit) -> bool:
    return bool(edit.inserted)


def _wish(edit: Edit) -> Edit:
    """The edit as its rule proposed it, before it gave way to another."""
    if CONFLICT not in edit.evidence.measures:
        return edit
    measures = {k: v for k, v in edit.evidence.measures.items() if k != CONFLICT}
    return replace(edit, standing=Standing.APPLIED, evidence=replace(edit.evidence, measures=measures))


def _rank(edit: Edit) -> tuple[bool, float, int, str, str]:
    """A person goes before every rule, then the surer before the less sure."""
    confidence = edit.confidence if edit.confidence is not None else 0.0
    return (edit.rule != PERSON, -confidence, -sum(s.stop - s.start for s in edit.spans), edit.rule, edit.id)


def _render(page: Page, base: dict[str, TextLine], edits: Iterable[Edit]) -> Page:
    wished = [_wish(e) for e in edits]
    kept: list[Edit] = []
    lost: set[str] = set()
    changing = [e for e in wished if e.standing is Standing.APPLIED and (e.removed or e.inserted)]
    by_line: dict[str, list[Edit]] = {}
    for edit in sorted(changing, key=_rank):
        rivals = [k for s in edit.spans for k in by_line.get(s.line, ())]
        if any(touches(edit, k) for k in rivals):
            lost.add(edit.id)
            continue
        kept.append(edit)
        for span in edit.spans:
            by_line.setdefault(span.line, []).append(edit)
    standing = tuple(sorted((_give_way(e) if e.id in lost else e for e in wished), key=_place))
    removed, inserted = _changes(kept)
    lines = []
    for old in page.lines:
        line = base[old.id]
        gone, added = removed.get(line.id, {}), inserted.get(line.id, {})
        if gone or added:
            glyphs: list[Glyph] = []
            for i in range(len(line.glyphs) + 1):
                glyphs += added.get(i, ())
                if i < len(line.glyphs) and i not in gone:
                    glyphs.append(line.glyphs[i])
            line = replace(line, glyphs=tuple(glyphs))
        lines.append(line)
    changed = replace(page, lines=tuple(lines), edits=standing)
    if not page.blocks:
        return changed
    lengths = {line_id: len(line.glyphs) for line_id, line in base.items()}
    return blocks.kept_up(page, places(page), changed, places(changed), lengths)


def _give_way(edit: Edit) -> Edit:
    measures = {**edit.evidence.measures, CONFLICT: 1.0}
    return replace(edit, standing=Standing.SUGGESTED, evidence=replace(edit.evidence, measures=measures))


def _place(edit: Edit) -> tuple[str, int, int, str]:
    first = edit.spans[0]
    return (first.line, first.start, first.stop, edit.id)


def _changes(
    edits: Iterable[Edit],
) -> tuple[dict[str, dict[int, Glyph]], dict[str, dict[int, tuple[Glyph, ...]]]]:
    """What the edits take away, and what they put before which index. What is put inside a stretch that
    another edit takes away whole goes with it."""
    edits = sorted(edits, key=_rank)
    removed: dict[str, dict[int, Glyph]] = {}
    whole: dict[str, list[Span]] = {}
    for edit in edits:
        glyphs = iter(edit.removed)
        for span in edit.spans:
            if edit.operation in (Operation.MARK, Operation.JOIN) or not edit.removed:
                break
            for i, glyph in zip(range(span.start, span.stop), glyphs, strict=False):
                removed.setdefault(span.line, {})[i] = glyph
            if not _puts(edit) and span.stop > span.start:
                whole.setdefault(span.line, []).append(span)
    inserted: dict[str, dict[int, tuple[Glyph, ...]]] = {}
    for edit in edits:
        if not _puts(edit):
            continue
        target = edit.spans[-1] if edit.operation is Operation.MOVE else edit.spans[0]
        point = target.start == target.stop
        swallowed = any(
            (s.start < target.start < s.stop) if point else (s.start <= target.start and target.stop <= s.stop)
            for s in whole.get(target.line, ())
        )
        if not swallowed:
            here = inserted.setdefault(target.line, {})
            there = here.get(target.start, ())  # what is put before a glyph and what takes its place are both kept
            here[target.start] = edit.inserted + there if point else there + edit.inserted
    return removed, inserted


def _check(base: dict[str, TextLine], edit: Edit) -> None:
    found: list[Glyph] = []
    for span in edit.spans:
        if span.line not in base:
            raise ValueError(f"edit {edit.id} names line {span.line}, which the page lacks")
        if span.stop > len(base[span.line].glyphs):
            raise ValueError(f"edit {edit.id} reaches beyond the end of line {span.line}")
        found += base[span.line].glyphs[span.start : span.stop]
    if edit.removed and tuple(found) != edit.removed:
        raise ValueError(f"edit {edit.id} does not remove what was recognised")
    if edit.inserted and edit.operation in (Operation.MARK, Operation.JOIN, Operation.DELETE):
        raise ValueError(f"edit {edit.id} puts in text, which {edit.operation.value} does not")
