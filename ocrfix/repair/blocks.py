"""Keeps the text of articles in step with the lines it was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocrfix.page import Article, Block, Glyph, Page, Span

Origin = Mapping[str, Sequence[tuple[int, bool]]]
"""As ``applier.places`` gives it: where each present glyph of a line comes from."""


def kept_up(before: Page, was: Origin, after: Page, now: Origin, lengths: Mapping[str, int]) -> Page:
    """``after`` with the text of its blocks changed as their lines were; what articles added of their own
    (a space between Latin words, a hyphen taken out at a line end) stays. ``lengths`` are the numbers of glyphs of
    the lines as recognised: what was put behind the last one belongs to the block that ends with it."""
    old = {line.id: line.glyphs for line in before.lines}
    new = {line.id: line.glyphs for line in after.lines}
    changed = {i for i in old if old[i] != new[i]}
    if not changed:
        return after

    def block(block: Block) -> Block:
        own = block.page in (None, after.name)
        if not own or not any(s.line in changed for s in block.spans):
            return block
        spans = [replace(s, stop=s.stop + 1) if s.stop == lengths[s.line] else s for s in block.spans]
        pieces = [(_text(s, old[s.line], was[s.line]), _text(s, new[s.line], now[s.line])) for s in spans]
        return replace(block, text=_patched(block.text, pieces))

    def article(article: Article) -> Article:
        made = tuple(map(block, article.blocks))
        return article if made == article.blocks else replace(article, blocks=made)

    return replace(after, furniture=tuple(map(block, after.furniture)), articles=tuple(map(article, after.articles)))


def _text(span: Span, glyphs: Sequence[Glyph], origin: Sequence[tuple[int, bool]]) -> str:
    return "".join(g.text for g, (i, _) in zip(glyphs, origin, strict=True) if span.start <= i < span.stop)


def _patched(text: str, pieces: Sequence[tuple[str, str]]) -> str:
    """``text`` with each old piece replaced by the new one, in turn; where a piece cannot be found in it,
    the new pieces are set one after the other."""
    made, at = "", 0
    for old, new in pieces:
        found = text.find(old.strip(), at)
        if found < 0:
            return "".join(n for _, n in pieces)
        made += text[at:found] + new.strip()
        at = found + len(old.strip())
    return made + text[at:]
