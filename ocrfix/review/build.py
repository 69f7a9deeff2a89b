"""The diff of a page, from the page alone: applied edits are taken back to see what was recognised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ocrfix.page import Block, Box, Edit, Kind, Operation, Page, Span, TextLine, enclosing
from ocrfix.repair.rules import BUILT_IN
from ocrfix.review.model import BlockDiff, Change, PageDiff, Run, Section, SectionKind, runs
from ocrfix.review.pieces import Pieces, as_runs, fitted

ABOUT: Mapping[str, str] = {rule.name: rule.about for rule in BUILT_IN}
"""What each rule looks for, in a sentence."""

_CONTEXT = 16
"""Characters shown on either side of a change."""
_TITLE = 20
"""Characters of the beginning that stand for a missing headline."""


def page_diff(page: Page) -> PageDiff:
    """The page before and after its applied edits, with its suggestions and flags where they stand.

    A page without lines (Markdown, truth) has one run a block. No text is lost: lines and parts of lines that
    stand in no block come last, apart.
    """
    pieces = Pieces(page)
    lines = {line.id: line for line in page.lines}

    def block(block: Block) -> BlockDiff:
        own = block.page in (None, page.name)
        found = [p for s in block.spans for p in pieces.of(s)] if own else []
        made = as_runs(fitted(found, block.text), pieces) if found else (Run(block.text, block.text),)
        return BlockDiff(block.kind, made, _stretches(block.spans, lines) if own else (), None if own else block.page)

    sections: list[Section] = []
    for article in page.articles:
        blocks = tuple(map(block, article.blocks))
        title = article.headline or blocks[0].after[:_TITLE]
        sections.append(Section(article.id, SectionKind.ARTICLE, title, blocks, article.errors))
    if page.furniture:
        sections.append(Section("furniture", SectionKind.FURNITURE, "", tuple(map(block, page.furniture))))
    apart = tuple(_apart(page, pieces, lines))
    if apart:
        sections.append(Section("apart", SectionKind.APART, "", apart))
    return PageDiff(
        page.name,
        tuple(sections),
        _changes(page.edits, sections, pieces),
        page.width,
        page.height,
        page.source,
        page.ink,
        page.made_by,
    )


def _apart(page: Page, pieces: Pieces, lines: Mapping[str, TextLine]) -> Iterable[BlockDiff]:
    """What no block holds, line by line."""
    held: dict[str, list[Span]] = {}
    for block in page.blocks:
        if block.page in (None, page.name):
            for span in block.spans:
                held.setdefault(span.line, []).append(span)
    for line in page.lines:
        length = len(pieces.recognised[line.id].glyphs)
        for span in _gaps(line.id, length, held.get(line.id, ())):
            found = pieces.of(span)
            if any(p.before.strip() or p.after.strip() or p.edits for p in found):
                yield BlockDiff(Kind.UNKNOWN, as_runs(found, pieces), _stretches((span,), lines))


def _gaps(line: str, length: int, spans: Iterable[Span]) -> Iterable[Span]:
    at = 0
    held = sorted(spans, key=lambda s: s.start)
    for span in held:
        if span.start > at:
            yield Span(line, at, span.start)
        at = max(at, span.stop)
    if at < length or not held:
        yield Span(line, at, length)


def _stretches(spans: Iterable[Span], lines: Mapping[str, TextLine]) -> tuple[Box, ...]:
    """The boxes of lines that follow each other in one column, put together."""
    made: list[Box] = []
    last: Box | None = None
    for line_id in dict.fromkeys(s.line for s in spans):
        line = lines[line_id]
        if line.polygon is None:
            continue
        box = line.box
        if last is not None and _goes_on(last, box, line.vertical):
            made[-1] = made[-1].union(box)
        else:
            made.append(box)
        last = box
    return tuple(made)


def _goes_on(one: Box, two: Box, vertical: bool) -> bool:
    """Whether a line stands where the next line of a column does: beside the last one, an em or two away."""
    if vertical:
        em, step, shared = max(one.width, two.width), one.left - two.right, one.overlap_y(two)
        return -em < step < 2 * em and shared > 0.5 * min(one.height, two.height)
    em, step, shared = max(one.height, two.height), two.top - one.bottom, one.overlap_x(two)
    return -em < step < 2 * em and shared > 0.5 * min(one.width, two.width)


def _changes(edits: Iterable[Edit], sections: Sequence[Section], pieces: Pieces) -> tuple[Change, ...]:
    by_id = {e.id: e for e in edits}
    found: dict[str, Change] = {}
    for section, block, run in runs(sections):
        for edit_id in run.edits:
            if edit_id not in found:
                found[edit_id] = _change(by_id[edit_id], section, block, pieces)
    return tuple(found.values())


def _change(edit: Edit, section: Section, block: BlockDiff, pieces: Pieces) -> Change:
    named = "".join(g.text for s in edit.spans for g in pieces.recognised[s.line].glyphs[s.start : s.stop])
    put = "".join(g.text for g in edit.inserted)
    after = named if edit.operation in (Operation.MARK, Operation.JOIN) else put
    touched = [n for n, r in enumerate(block.runs) if edit.id in r.edits]
    lead = "".join(r.after for r in block.runs[: touched[0]])[-_CONTEXT:]
    trail = "".join(r.after for r in block.runs[touched[-1] + 1 :])[:_CONTEXT]
    return Change(edit, named, after, section.id, lead, trail, _box(edit, pieces), ABOUT.get(edit.rule, ""))


def _box(edit: Edit, pieces: Pieces) -> Box | None:
    if edit.evidence.crop is not None:
        return edit.evidence.crop
    for span in edit.spans:
        glyphs = pieces.recognised[span.line].glyphs
        near = glyphs[span.start : span.stop] or glyphs[max(0, span.start - 1) : span.start + 1]
        boxes = [g.box for g in near if g.box is not None]
        if boxes:
            return enclosing(boxes)
    placed = [pieces.recognised[s.line] for s in edit.spans if pieces.recognised[s.line].polygon is not None]
    return placed[0].box if placed else None
