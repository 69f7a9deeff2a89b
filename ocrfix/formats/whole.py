"""A story over several pages as a person reads it: without its jump notes, a sentence broken by the jump whole."""

from __future__ import annotations

from dataclasses import replace

from ocrfix.page import Article, Block, Kind
from ocrfix.page.script import ends_sentence, joined

_BLANK = " \t\n\u3000"
_NARROW = str.maketrans("（）", "()")


def whole(article: Article) -> Article:
    """The article for formats that show text only.

    Notes of jumps that were resolved are left out: what they point to follows. The last paragraph before a
    change of page and the first one behind it become one where the former ends no sentence. A paragraph that
    was joined has the page of its beginning and no spans. An article without such jumps comes back as it is.
    """
    notes = [j.note for j in article.jumps if j.resolved is not None and j.note]
    if len(article.pages) < 2 or not notes:
        return article
    blocks: list[Block] = []
    page: str | None = None
    last: int | None = None
    for block in (_without(b, notes) for b in article.blocks):
        if not block.text.strip(_BLANK):
            continue
        if block.kind is Kind.PARAGRAPH:
            if last is not None and block.page != page and not ends_sentence(blocks[last].text):
                text = joined(blocks[last].text.rstrip(_BLANK), block.text.lstrip(_BLANK))
                blocks[last] = replace(blocks[last], text=text, spans=())
                page = block.page
                continue
            last, page = len(blocks), block.page
        blocks.append(block)
    return replace(article, blocks=tuple(blocks)) if blocks else article


def _without(block: Block, notes: list[str]) -> Block:
    text = block.text
    for note in notes:
        bare = text.strip(_BLANK)
        if _same(bare[: len(note)], note):
            text = bare[len(note) :]
        elif _same(bare[-len(note) :], note):
            text = bare[: -len(note)]
    return block if text == block.text else replace(block, text=text.strip(_BLANK), spans=())


def _same(a: str, b: str) -> bool:
    """Whether two notes are one, be their brackets wide or narrow."""
    return a.translate(_NARROW) == b.translate(_NARROW)
