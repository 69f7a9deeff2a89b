"""From the glyphs of a line and the edits that name them to pieces: a glyph before and after, and its edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from ocrfix.page import Box, Edit, Glyph, Operation, Page, Span, Standing, TextLine, enclosing
from ocrfix.repair import applier
from ocrfix.review.model import STATE_OF, Run, State

_RANK = {state: n for n, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Piece:
    """A glyph that stayed, went or was put, or (both texts empty) a point that edits name. ``at`` is its index in
    the line as recognised; what was put, and a point, stands before the glyph of that index.
    """

    before: str
    after: str
    line: str
    at: int
    wide: bool = True
    """Whether it is a glyph of the line as recognised."""
    box: Box | None = None
    edits: tuple[str, ...] = ()


@dataclass(slots=True)
class _Named:
    """The edits that name a line: by glyph, by point (the glyph it is before), by the point where they put."""

    glyphs: dict[int, list[str]] = field(default_factory=dict)
    points: dict[int, list[str]] = field(default_factory=dict)
    put: dict[int, list[str]] = field(default_factory=dict)


class Pieces:
    """The lines of a page in pieces, made when first asked for."""

    def __init__(self, page: Page) -> None:
        self.recognised = applier.recognised(page)
        self.edits = {e.id: e for e in page.edits}
        self._now = {line.id: line for line in page.lines}
        self._origin = applier.places(page)
        self._named = _named(page.edits, {i: len(line.glyphs) for i, line in self.recognised.items()})
        self._made: dict[str, list[Piece]] = {}

    def of(self, span: Span) -> list[Piece]:
        """The pieces of a stretch; with its last glyph a line also has what stands behind it."""
        last = span.stop >= len(self.recognised[span.line].glyphs)
        return [p for p in self.line(span.line) if span.start <= p.at and (p.at < span.stop or last)]

    def line(self, line_id: str) -> list[Piece]:
        """All pieces of a line."""
        if line_id not in self._made:
            line, origin = self._now[line_id], self._origin[line_id]
            named = self._named.get(line_id, _Named())
            self._made[line_id] = list(_pieces(self.recognised[line_id], line, origin, named))
        return self._made[line_id]

    def state(self, edits: Sequence[str]) -> State:
        """The state of text that these edits touch. A mark that a person settled leaves it as any other."""
        found = [STATE_OF[e.standing] for e in (self.edits[i] for i in edits) if not _settled(e)]
        return min(found, key=_RANK.__getitem__, default=State.EQUAL)

    def ranked(self, edits: Sequence[str]) -> tuple[str, ...]:
        """The edits, the one that decides first."""
        return tuple(sorted(dict.fromkeys(edits), key=lambda i: _RANK[STATE_OF[self.edits[i].standing]]))


def _settled(edit: Edit) -> bool:
    return edit.standing is Standing.APPLIED and edit.operation is Operation.MARK


def _named(edits: Sequence[Edit], lengths: Mapping[str, int]) -> Mapping[str, _Named]:
    found: dict[str, _Named] = {}
    for edit in edits:
        target = edit.spans[-1] if edit.operation is Operation.MOVE else edit.spans[0]
        for n, span in enumerate(edit.spans):
            named, length = found.setdefault(span.line, _Named()), lengths[span.line]
            for at in range(span.start, min(span.stop, length)):
                named.glyphs.setdefault(at, []).append(edit.id)
            if edit.standing is Standing.APPLIED and edit.inserted and span is target:
                named.put.setdefault(min(span.start, length), []).append(edit.id)
            elif min(span.stop, length) <= span.start and (edit.operation is not Operation.JOIN or n == 0):
                named.points.setdefault(min(span.start, length), []).append(edit.id)
    return found


def _pieces(old: TextLine, line: TextLine, origin: Sequence[tuple[int, bool]], named: _Named) -> list[Piece]:
    made: list[Piece] = []
    put: dict[int, list[Glyph]] = {}
    kept: set[int] = set()
    for glyph, (at, new) in zip(line.glyphs, origin, strict=True):
        if new:
            put.setdefault(min(at, len(old.glyphs)), []).append(glyph)
        else:
            kept.add(at)
    for at in range(len(old.glyphs) + 1):
        if at in named.points:
            made.append(Piece("", "", line.id, at, False, _beside(old, at), tuple(named.points[at])))
        putters, here = tuple(named.put.get(at, ())), tuple(named.glyphs.get(at, ()))
        replaced = bool(set(putters) & set(here))
        names = tuple(dict.fromkeys(here + putters)) if replaced else putters
        made += [Piece("", g.text, line.id, at, False, g.box, names) for g in put.get(at, ())]
        if at not in put and putters and not replaced:  # what it put was taken away by a larger edit
            made.append(Piece("", "", line.id, at, False, _beside(old, at), putters))
        if at < len(old.glyphs):
            glyph = old.glyphs[at]
            text = glyph.text if at in kept else ""
            made.append(Piece(glyph.text, text, line.id, at, True, glyph.box, here))
    return made


def _beside(line: TextLine, at: int) -> Box | None:
    """The box of the glyph before a point, or of the one behind it."""
    near = [line.glyphs[i].box for i in (at - 1, at) if 0 <= i < len(line.glyphs)]
    return next((b for b in near if b is not None), None)


def fitted(pieces: Sequence[Piece], text: str) -> list[Piece | str]:
    """The pieces with the text of the block they make: what the block has beside them stands between them as
    plain text, what it left out (a space at a line end, a hyphen) is taken out.
    """
    made = "".join(p.after for p in pieces)
    if made == text:
        return list(pieces)
    owner = [n for n, p in enumerate(pieces) for _ in p.after]
    kept = ["" for _ in pieces]
    between: dict[int, str] = {}
    for op in Levenshtein.opcodes(made, text):
        if op.tag == "equal":
            for k in range(op.src_start, op.src_end):
                kept[owner[k]] += made[k]
        elif op.tag != "delete":
            at, more = op.src_start, text[op.dest_start : op.dest_end]
            place = owner[at] if at < len(owner) else len(pieces)
            if 0 < at < len(owner) and owner[at - 1] == place:  # inside a cluster of several characters
                kept[place] += more
            else:
                between[place] = between.get(place, "") + more
    taken = _taken_along(pieces, kept)
    found: list[Piece | str] = []
    for n, piece in enumerate(pieces):
        if n in between:
            found.append(between[n])
        if n in taken:
            found.append(replace(piece, after="", edits=taken[n]))
        elif kept[n] == piece.after:
            found.append(piece)
        elif kept[n] or piece.edits:
            before = kept[n] if piece.before == piece.after else piece.before
            found.append(replace(piece, before=before, after=kept[n]))
    if len(pieces) in between:
        found.append(between[len(pieces)])
    return found


def _taken_along(pieces: Sequence[Piece], kept: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """What the block left out because its neighbour in the line was taken away (the space before a word at the
    end of a line that is gone), with the edits that took it.
    """
    found: dict[int, tuple[str, ...]] = {}
    for step, places in ((-1, range(1, len(pieces))), (1, range(len(pieces) - 2, -1, -1))):
        for n in places:
            piece, other = pieces[n], pieces[n + step]
            left_out = piece.before == piece.after and piece.after and not kept[n]
            if left_out and n not in found and other.line == piece.line:
                gone = other.edits if other.before and not other.after else found.get(n + step)
                if gone:
                    found[n] = tuple(dict.fromkeys(gone + piece.edits))
    return found


def as_runs(pieces: Sequence[Piece | str], source: Pieces) -> tuple[Run, ...]:
    """Neighbouring pieces of one line, one state and the same edits, put together."""
    made: list[Run] = []
    group: list[Piece] = []

    def close() -> None:
        if group:
            made.append(_run(group, source))
            group.clear()

    for piece in pieces:
        if isinstance(piece, str):
            close()
            made.append(Run(piece, piece))
            continue
        if group and not _together(group[-1], piece):
            close()
        group.append(piece)
    close()
    return tuple(made)


def _together(one: Piece, two: Piece) -> bool:
    point_one, point_two = (not p.before and not p.after for p in (one, two))
    return one.line == two.line and one.edits == two.edits and (point_one == point_two or bool(one.edits))


def _run(group: Sequence[Piece], source: Pieces) -> Run:
    first = group[0]
    before, after = "".join(p.before for p in group), "".join(p.after for p in group)
    edits = source.ranked(first.edits)
    state = source.state(edits)
    stop = max(p.at + p.wide for p in group)
    boxes = [p.box for p in group if p.box is not None]
    box = enclosing(boxes) if boxes else None
    return Run(before, after, state, edits, Span(first.line, first.at, max(stop, first.at)), box)
