"""The text of a page as the rules see it: passages of characters, each traceable to its glyph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ocrfix.page import (
    Box,
    Edit,
    Evidence,
    Glyph,
    Kind,
    Operation,
    Page,
    Span,
    Standing,
    TextLine,
    enclosing,
)
from ocrfix.page.edit import edit_id
from ocrfix.repair import applier


class Place(NamedTuple):
    """Where a character stands: the line, its index in the line as recognised, whether an edit put it."""

    line: str
    at: int
    put: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that is read in one go: lines that follow each other without a break.

    ``text`` has one character a glyph (the first code point of a cluster), ``places`` and ``glyphs``
    one entry each. ``starts`` are the positions at which a line begins (the first one included).
    """

    text: str
    places: tuple[Place, ...]
    glyphs: tuple[Glyph, ...]
    starts: tuple[int, ...]
    lines: tuple[str, ...]
    complete: bool = True
    """Whether nothing of its paragraph is missing: false for a line whose neighbours are not yet known."""
    kind: Kind | None = None
    """What it is in its article, where articles are known."""

    def spans(self, start: int, stop: int) -> tuple[Span, ...]:
        """The stretch ``start`` to ``stop`` in the lines as recognised, one span a line."""
        bounds: dict[str, tuple[int, int]] = {}
        for place in self.places[start:stop]:
            low, high = bounds.get(place.line, (place.at, place.at + 1))
            bounds[place.line] = (min(low, place.at), max(high, place.at + 1))
        return tuple(Span(line, low, high) for line, (low, high) in bounds.items())

    def box(self, start: int, stop: int) -> Box | None:
        """The box around the glyphs of a stretch; none where they have no boxes."""
        boxes = [g.box for g in self.glyphs[start:stop] if g.box is not None]
        return enclosing(boxes) if boxes else None

    def context(self, start: int, stop: int, width: int = 12) -> str:
        """The stretch with its neighbours, for a person: …before[stretch]after…"""
        before, after = self.text[max(0, start - width) : start], self.text[stop : stop + width]
        return f"{before}[{self.text[start:stop]}]{after}"


@dataclass(frozen=True, slots=True)
class View:
    """A page read by a rule. Made once a proposal; ``drafts`` are checked against the page as recognised."""

    page: Page
    passages: tuple[Passage, ...]
    recognised: dict[str, TextLine] = field(repr=False)

    @classmethod
    def of(cls, page: Page) -> View:
        origin = applier.places(page)
        by_id = {line.id: line for line in page.lines}
        recognised = applier.recognised(page)
        passages = []
        for chain, complete, kind in chains(page):
            places: list[Place] = []
            glyphs: list[Glyph] = []
            starts: list[int] = []
            for span in chain:
                starts.append(len(glyphs))
                line_glyphs, where = by_id[span.line].glyphs, origin[span.line]
                inside = [k for k, (index, _) in enumerate(where) if span.start <= index < span.stop]
                if span.start == 0 and span.stop >= len(recognised[span.line].glyphs):
                    inside = list(range(len(where)))  # what was put after the last glyph as well
                places += [Place(span.line, *where[k]) for k in inside]
                glyphs += [line_glyphs[k] for k in inside]
            text = "".join([g.text[0] for g in glyphs])
            lines = tuple(dict.fromkeys(s.line for s in chain))
            passages.append(Passage(text, tuple(places), tuple(glyphs), tuple(starts), lines, complete, kind))
        return cls(page, tuple(passages), recognised)

    def edit(
        self,
        rule: str,
        version: int,
        operation: Operation,
        spans: Sequence[Span],
        *,
        inserted: Sequence[Glyph] = (),
        confidence: float | None = None,
        standing: Standing = Standing.APPLIED,
        evidence: Evidence | None = None,
    ) -> Edit:
        """An edit with a stable id, and what it removes taken from the lines as recognised."""
        removed: tuple[Glyph, ...] = ()
        if operation in (Operation.DELETE, Operation.REPLACE, Operation.MOVE):
            removed = tuple(g for s in spans for g in self.recognised[s.line].glyphs[s.start : s.stop])
        return Edit(
            id=edit_id(rule, rule, version, operation.value, tuple(spans), tuple(g.text for g in inserted)),
            rule=rule,
            rule_version=version,
            operation=operation,
            spans=tuple(spans),
            removed=removed,
            inserted=tuple(inserted),
            confidence=confidence,
            standing=standing,
            evidence=evidence or Evidence(),
        )


_WHOLE = 1 << 30


Chain = tuple[tuple[Span, ...], bool, Kind | None]


def chains(page: Page) -> tuple[Chain, ...]:
    """Stretches of lines that are read in one go, in reading order; whether each is complete; its kind.

    Where articles are known, their blocks; otherwise columns that the reading order joined; otherwise
    every line by itself. Text without geometry: lines joined by applied edits. Lines that stand in none
    of them follow, each by itself.
    """
    textual = all(line.polygon is None for line in page.lines)
    blocks = () if textual else page.blocks
    runs: list[Chain] = [(b.spans, True, b.kind) for b in blocks if b.spans and b.page in (None, page.name)]
    if not runs and page.columns:
        columns = {c.id: c for c in page.columns}
        linked = _linked([c.id for c in page.columns], {j.before: j.after for j in page.joins})
        for run in linked:
            runs.append((tuple(Span(i, 0, _WHOLE) for c in run for i in columns[c].lines), True, None))
    inside = {s.line for run, _, _ in runs for s in run}
    loose = [line.id for line in page.lines if line.id not in inside]
    following = {
        e.spans[0].line: e.spans[1].line
        for e in page.edits
        if e.operation is Operation.JOIN and e.standing is Standing.APPLIED and len(e.spans) == 2
    }
    single: list[Chain] = [(tuple(Span(i, 0, _WHOLE) for i in run), textual, None) for run in _linked(loose, following)]
    return tuple(runs + single)


def _linked(items: Iterable[str], following: dict[str, str]) -> list[list[str]]:
    items = list(items)
    known = set(items)
    led = {after for before, after in following.items() if before in known and after in known}
    runs, used = [], set()
    for start in [i for i in items if i not in led] + items:
        if start in used:
            continue
        run, at = [], start
        while at in known and at not in used:
            run.append(at)
            used.add(at)
            at = following.get(at, "")
        runs.append(run)
    rank = {item: i for i, item in enumerate(items)}
    return sorted(runs, key=lambda r: rank[r[0]])
