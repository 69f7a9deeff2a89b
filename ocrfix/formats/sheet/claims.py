"""Which glyphs of which line belong to which block: spans, counted in lines as recognised, brought to lines as they
stand after repair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocrfix.page import Block, Glyph, Page
from ocrfix.repair.applier import places


@dataclass(frozen=True, slots=True)
class Claim:
    """Glyphs ``start`` to ``stop`` of a line as it stands, claimed by block ``block`` (``None``: by no block)."""

    line: str
    start: int
    stop: int
    block: int | None


def claims(page: Page, blocks: Sequence[Block]) -> tuple[dict[str, list[Claim]], list[list[Claim]]]:
    """By line, from its beginning to its end, so that every glyph has one claim; and by block, in reading order.

    Of two blocks that name the same glyph the first has it. White space and glyphs put in by an edit that no
    block names go with their neighbours; a line without glyphs goes to the first block that names it.
    """
    origin = places(page)
    owners: dict[str, list[int | None]] = {line.id: [None] * len(line.glyphs) for line in page.lines}
    empty: dict[str, int] = {}
    order: dict[tuple[str, int], int] = {}
    for number, block in enumerate(blocks):
        for rank, span in enumerate(block.spans):
            if block.page not in (None, page.name) or span.line not in owners:
                continue
            mine = owners[span.line]
            if not mine:
                empty.setdefault(span.line, number)
            for k, (index, _) in enumerate(origin[span.line][: len(mine)]):
                if span.start <= index < span.stop and mine[k] is None:
                    mine[k] = number
            order.setdefault((span.line, number), rank)
    by_line: dict[str, list[Claim]] = {}
    for line in page.lines:
        _lend(owners[line.id], line.glyphs, [inserted for _, inserted in origin[line.id]])
        found = list(_runs(line.id, owners[line.id]))
        by_line[line.id] = found or [Claim(line.id, 0, 0, empty.get(line.id))]
    by_block: list[list[Claim]] = [[] for _ in blocks]
    for line in page.lines:
        for claim in by_line[line.id]:
            if claim.block is not None:
                by_block[claim.block].append(claim)
    for number, mine_now in enumerate(by_block):
        mine_now.sort(key=lambda c: order[c.line, number])
    return by_line, by_block


def _lend(owners: list[int | None], glyphs: tuple[Glyph, ...], inserted: list[bool]) -> None:
    """Give what no block names, and may go with a neighbour, to the glyph before it, else to the one after it."""
    if all(owner is None for owner in owners):
        return
    for k in (*range(1, len(owners)), *range(len(owners) - 2, -1, -1)):
        loose = glyphs[k].text.isspace() or inserted[k]
        if owners[k] is None and loose:
            before = owners[k - 1] if k else None
            owners[k] = before if before is not None else owners[k + 1] if k + 1 < len(owners) else None


def _runs(line: str, owners: list[int | None]) -> Iterator[Claim]:
    start = 0
    for k in range(1, len(owners) + 1):
        if k == len(owners) or owners[k] != owners[start]:
            yield Claim(line, start, k, owners[start])
            start = k
