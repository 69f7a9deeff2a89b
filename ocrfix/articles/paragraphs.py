"""Paragraphs: rows of a chain of stacks, joined over line, column and picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.order.costs import SeamModel
from ocrfix.page import Block, Kind, Span
from ocrfix.page.script import ends_sentence, joined
from ocrfix.regions import wording
from ocrfix.regions.part import Part
from ocrfix.regions.rows import Row
from ocrfix.settings.articles import ArticleSettings


@dataclass(frozen=True, slots=True)
class _Set:
    """A row with the edges of the column around it, in pixels."""

    row: Row
    left: float
    right: float
    em: float


def blocks_of(
    chain: Sequence[Part], extents: dict[str, tuple[float, float]], model: SeamModel | None,
    settings: ArticleSettings,
) -> tuple[Block, ...]:  # fmt: skip
    """The blocks of a chain of parts in reading order: paragraphs run on from part to part, subheads,
    bylines and notes stand for themselves."""
    blocks: list[Block] = []
    running: list[_Set] = []
    previous: Part | None = None
    for part in chain:
        if part.kind is Kind.PARAGRAPH:
            running += _rows(part, extents[part.id])
        elif part.kind is Kind.TABLE:
            blocks += _paragraphs(running, model, settings)
            running = []
            blocks += [_block([row], Kind.TABLE, " ") for row in part.stack.rows]
        else:
            blocks += _paragraphs(running, model, settings)
            running = []
            block = block_of([part])
            if _one_subhead(previous, part, settings):
                block = _merged(blocks.pop(), block)
            blocks.append(block)
        previous = part
    return tuple(blocks + _paragraphs(running, model, settings))


def block_of(parts: Sequence[Part], kind: Kind | None = None) -> Block:
    """All rows of some parts as one block."""
    rows = [row for part in parts for row in part.stack.rows]
    return _block(rows, kind or parts[0].kind)


def _merged(a: Block, b: Block) -> Block:
    return Block(a.kind, f"{a.text} {b.text}", a.spans + b.spans)


def _one_subhead(before: Part | None, part: Part, settings: ArticleSettings) -> bool:
    if before is None or before.kind is not Kind.SUBHEAD or part.kind is not Kind.SUBHEAD:
        return False
    white = part.box.top - before.box.bottom
    return -0.5 * part.em <= white <= settings.subhead_white * part.em and part.box.overlap_x(before.box) > 0


def _block(rows: Sequence[Row], kind: Kind, gap: str = "") -> Block:
    text = ""
    spans = []
    for row in rows:
        for piece in row.pieces:
            text = f"{text}{gap}{piece.text.strip()}" if gap and text else joined(text, piece.text.strip())
            spans.append(Span(piece.line.id, 0, len(piece.line.glyphs)))
    return Block(kind, text, tuple(spans))


def _rows(part: Part, extent: tuple[float, float]) -> list[_Set]:
    """The rows of a part with local column edges: beside a cut-out the column is as wide as its rows."""
    rows = part.stack.rows
    sets = []
    for i, row in enumerate(rows):
        near = [r.box for r in rows[max(0, i - 2) : i + 3]]
        left, right = min(b.left for b in near), max(b.right for b in near)
        if len(rows) <= 2:
            left, right = min(left, extent[0]), max(right, extent[1])
        sets.append(_Set(row, left, right, part.em))
    return sets


def _paragraphs(sets: Sequence[_Set], model: SeamModel | None, settings: ArticleSettings) -> list[Block]:
    groups: list[list[Row]] = []
    for i, item in enumerate(sets):
        if i == 0 or _breaks(sets[i - 1], item, model, settings):
            groups.append([item.row])
        else:
            groups[-1].append(item.row)
    return [_block(rows, Kind.PARAGRAPH) for rows in groups]


def _breaks(before: _Set, row: _Set, model: SeamModel | None, s: ArticleSettings) -> bool:
    """Whether a paragraph ends between two rows: evidence for and against, added up in nats."""
    score = 0.0
    indent = (row.row.box.left - row.left) / row.em
    if s.indent_from <= indent <= s.indent_to:
        score += s.indent_gain
    elif indent < 0.5 * s.indent_from:
        score -= s.no_indent_loss
    white = (before.right - before.row.box.right) / before.em
    score += s.short_gain if white >= s.short_from else -s.full_loss
    score += s.terminal_gain if ends_sentence(before.row.text) else -s.no_terminal_loss
    if wording.DATELINE.search(row.row.text):
        score += s.dateline_gain
    if model is not None and -s.seam_weight * s.seam_most < score <= s.seam_weight * s.seam_most:
        seam = model.seam(before.row.text[-s.seam_characters :], row.row.text[: s.seam_characters])
        score -= s.seam_weight * max(-s.seam_most, min(s.seam_most, seam))
    return score > 0
