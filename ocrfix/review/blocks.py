"""Layout set right by hand: each function takes a page and returns a new one. Text is never lost: what leaves one
article stands in another or in the furniture.

A block is named by its first span, which no other change of a page alters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from ocrfix.page import FURNITURE, Article, Block, Column, Kind, Page, Span, TextLine
from ocrfix.page.script import joined
from ocrfix.repair import applier
from ocrfix.review.decisions import BlockSign

_SIGN = 12
"""Characters of its text by which a block is known again."""


class NoSuchPlace(LookupError):
    """What a decision is about is not on the page (any more). The message says what is missing."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a block stands: in article ``article`` (``None``: in the furniture), at ``index``."""

    article: int | None
    index: int


def sign(page: Page, block: Block) -> BlockSign | None:
    """What a block is known by: its first span and the text recognised there; ``None`` for one without a place."""
    if not block.spans or block.page not in (None, page.name):
        return None
    return BlockSign(block.spans[0], _beginning(applier.recognised(page), block))


def find(page: Page, wanted: BlockSign) -> Seat:
    """Where a block stands: the one that begins with the span and reads so, or the only one that reads so.

    Raises:
        NoSuchPlace: there is none.
    """
    seats = [(Seat(None, n), b) for n, b in enumerate(page.furniture)]
    seats += [(Seat(a, n), b) for a, article in enumerate(page.articles) for n, b in enumerate(article.blocks)]
    recognised = applier.recognised(page)
    alike = [
        (seat, b.spans[0])
        for seat, b in seats
        if b.spans and b.page in (None, page.name) and _beginning(recognised, b) == wanted.text
    ]
    exact = [seat for seat, span in alike if (span.line, span.start) == (wanted.span.line, wanted.span.start)]
    for found in (exact, [seat for seat, _ in alike]):
        if len(found) == 1:
            return found[0]
    raise NoSuchPlace(f"the block that begins with {wanted.text or wanted.span.line!r}")


def _beginning(recognised: Mapping[str, TextLine], block: Block) -> str:
    span = block.spans[0]
    return "".join(g.text for g in recognised[span.line].glyphs[span.start : span.stop])[:_SIGN]


def block_at(page: Page, seat: Seat) -> Block:
    return page.furniture[seat.index] if seat.article is None else page.articles[seat.article].blocks[seat.index]


def move(page: Page, block: BlockSign, beside: BlockSign, after: bool) -> Page:
    """The block before or after another one. An article left without blocks goes."""
    seat = find(page, block)
    moved = block_at(page, seat)
    target = find(page, beside)
    if seat == target:
        return page
    if target.article is None and moved.kind not in FURNITURE:
        moved = replace(moved, kind=Kind.FOLIO)
    elif target.article is not None and moved.kind in FURNITURE:
        moved = replace(moved, kind=Kind.PARAGRAPH)
    place = target.index + after - (seat.article == target.article and seat.index < target.index)
    lists = _lists(page)
    del lists[_slot(seat)][seat.index]
    lists[_slot(target)].insert(place, moved)
    return _from_lists(page, lists)


def furnish(page: Page, block: BlockSign) -> Page:
    """The block in the furniture, last; as a folio, if it was no furniture by kind."""
    seat = find(page, block)
    if seat.article is None:
        return page
    moved = block_at(page, seat)
    lists = _lists(page)
    del lists[_slot(seat)][seat.index]
    lists[0].append(moved if moved.kind in FURNITURE else replace(moved, kind=Kind.FOLIO))
    return _from_lists(page, lists)


def set_kind(page: Page, block: BlockSign, kind: Kind) -> Page:
    seat = find(page, block)
    if seat.article is not None and kind in FURNITURE:
        page = furnish(page, block)
        seat = find(page, block)
    lists = _lists(page)
    lists[_slot(seat)][seat.index] = replace(block_at(page, seat), kind=kind)
    return _from_lists(page, lists)


def merge(page: Page, block: BlockSign, other: BlockSign) -> Page:
    """The article of ``block`` goes on with the blocks of the article of ``other``."""
    first, second = _article(page, block), _article(page, other)
    if first == second:
        return page
    articles = list(page.articles)
    one, two = articles[first], articles[second]
    names = tuple(dict.fromkeys((*one.pages, *two.pages)))
    articles[first] = replace(one, blocks=one.blocks + two.blocks, pages=names, jumps=one.jumps + two.jumps)
    del articles[second]
    return replace(page, articles=tuple(articles))


def split(page: Page, block: BlockSign) -> Page:
    """A new article from this block on. A block of the furniture becomes an article of its own, the first."""
    seat = find(page, block)
    taken = {a.id for a in page.articles}
    if seat.article is None:
        moved = block_at(page, seat)
        own = Article(_free("a", taken), (replace(moved, kind=Kind.PARAGRAPH),), pages=(page.name,))
        furniture = page.furniture[: seat.index] + page.furniture[seat.index + 1 :]
        return replace(page, furniture=furniture, articles=(own, *page.articles))
    if seat.index == 0:
        return page
    whole = page.articles[seat.article]
    head = replace(whole, blocks=whole.blocks[: seat.index])
    rest = replace(whole, id=_free(whole.id, taken), blocks=whole.blocks[seat.index :], jumps=())
    articles = [*page.articles[: seat.article], head, rest, *page.articles[seat.article + 1 :]]
    return replace(page, articles=tuple(articles))


def shift(page: Page, block: BlockSign, beside: BlockSign, after: bool) -> Page:
    """The article of ``block`` before or after that of ``beside``."""
    first, second = _article(page, block), _article(page, beside)
    if first == second:
        return page
    articles = list(page.articles)
    moved = articles.pop(first)
    articles.insert(second + after - (first < second), moved)
    return replace(page, articles=tuple(articles))


def join(page: Page, first: Span, second: Span) -> Page:
    """The block that holds the glyph before the end of ``first`` and the one that begins with ``second``'s line, as
    one; where they are one already, or one of them stands in no article, the page as it is."""
    lists = _lists(page)
    seats = [(a, n, b) for a, blocks in enumerate(lists) for n, b in enumerate(blocks) if a]
    ends = [(a, n) for a, n, b in seats if b.spans and b.spans[-1].line == first.line]
    starts = [(a, n) for a, n, b in seats if b.spans and b.spans[0].line == second.line]
    if len(ends) != 1 or len(starts) != 1 or ends == starts:
        return page
    (a, n), (b, m) = ends[0], starts[0]
    lists[a][n] = _together(page, lists[a][n], lists[b][m])
    del lists[b][m]
    return _from_lists(page, lists)


def follow(page: Page, before: str, after: str) -> Page:
    """Another reading order: line ``after`` is read behind line ``before``.

    Within an article the rest of the column of ``after`` moves behind ``before``. Between two articles they
    exchange what follows, as the reading order would have had it.

    Raises:
        NoSuchPlace: a line stands in no article.
    """
    page, (a, i) = _cut(page, before, behind=True)
    page, (b, k) = _cut(page, after, behind=False)
    a, i = _cut(page, before, behind=True)[1]
    lists = _lists(page)
    if a != b:
        tail_a, tail_b = lists[a][i:], lists[b][k:]
        lists[a][i:], lists[b][k:] = tail_b, tail_a
    else:
        stop = k + _column_length(page, lists[a][k:], after)
        moved = lists[a][k:stop]
        if k <= i <= stop:
            return page
        del lists[a][k:stop]
        i -= len(moved) if k < i else 0
        lists[a][i:i] = moved
    if 0 < i < len(lists[a]) and _runs_on(page, before, after):
        one, two = lists[a][i - 1 : i + 1]
        if one.kind is two.kind is Kind.PARAGRAPH:
            lists[a][i - 1 : i + 1] = [_together(page, one, two)]
    return _from_lists(page, lists)


def _cut(page: Page, line: str, behind: bool) -> tuple[Page, tuple[int, int]]:
    """The page with a block boundary before or behind a line, and the list and index of what follows it."""
    lists = _lists(page)
    for a, blocks in enumerate(lists):
        for n, block in enumerate(blocks):
            at = [k for k, s in enumerate(block.spans) if s.line == line]
            if not a or not at or block.page not in (None, page.name):
                continue
            cut = at[-1] + 1 if behind else at[0]
            if 0 < cut < len(block.spans):
                blocks[n : n + 1] = [_part(page, block, 0, cut), _part(page, block, cut, len(block.spans))]
                return _from_lists(page, lists), (a, n + 1)
            return page, (a, n + 1 if cut else n)
    raise NoSuchPlace(f"line {line} in an article")


def _column_length(page: Page, blocks: Sequence[Block], line: str) -> int:
    """How many blocks lie in the column of a line; the last may reach beyond it."""
    column = _column(page, line)
    inside = frozenset(column.lines) if column is not None else frozenset((line,))
    count = 0
    for block in blocks:
        if not any(s.line in inside for s in block.spans):
            break
        count += 1
    return count


def _column(page: Page, line: str) -> Column | None:
    return next((c for c in page.columns if line in c.lines), None)


def _runs_on(page: Page, before: str, after: str) -> bool:
    one, two = _column(page, before), _column(page, after)
    return one is not None and two is not None and one.open_end and two.open_start


def _part(page: Page, block: Block, start: int, stop: int) -> Block:
    spans = block.spans[start:stop]
    return replace(block, spans=spans, text=text_of(page, spans))


def _together(page: Page, one: Block, two: Block) -> Block:
    return replace(one, spans=one.spans + two.spans, text=joined(one.text, two.text))


def text_of(page: Page, spans: Sequence[Span]) -> str:
    """The text of spans as it stands, joined over line ends."""
    origin = applier.places(page)
    lines = {line.id: line.glyphs for line in page.lines}

    def piece(span: Span) -> str:
        placed = zip(lines[span.line], origin[span.line], strict=True)
        return "".join(glyph.text for glyph, (at, _) in placed if span.start <= at < span.stop).strip()

    return reduce(joined, map(piece, spans), "")


def _article(page: Page, block: BlockSign) -> int:
    seat = find(page, block)
    if seat.article is None:
        raise NoSuchPlace(f"an article with the block {block.text!r}: it is furniture")
    return seat.article


def _slot(seat: Seat) -> int:
    return 0 if seat.article is None else seat.article + 1


def _lists(page: Page) -> list[list[Block]]:
    """The furniture, then the blocks of every article."""
    return [list(page.furniture), *(list(a.blocks) for a in page.articles)]


def _from_lists(page: Page, lists: Sequence[Sequence[Block]]) -> Page:
    articles = (replace(a, blocks=tuple(blocks)) for a, blocks in zip(page.articles, lists[1:], strict=True) if blocks)
    return replace(page, furniture=tuple(lists[0]), articles=tuple(articles))


def _free(base: str, taken: set[str]) -> str:
    number = 2
    while f"{base}.{number}" in taken:
        number += 1
    return f"{base}.{number}"
