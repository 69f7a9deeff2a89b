"""Articles of a page: stories with their captions, as blocks of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ocrfix.articles.adverts import adverts_whole
from ocrfix.articles.attach import caption_owners
from ocrfix.articles.group import Story, stories
from ocrfix.articles.jumps import jumps_of
from ocrfix.articles.paragraphs import block_of, blocks_of
from ocrfix.order import Order
from ocrfix.order.costs import SeamModel
from ocrfix.order.ends import column_extents
from ocrfix.page import Article, ArticleKind, Block, Kind
from ocrfix.page.script import joined
from ocrfix.regions import wording
from ocrfix.regions.kinds import Regions
from ocrfix.regions.part import Heading, Part
from ocrfix.settings.articles import ArticleSettings


def articles(order: Order, regions: Regions, model: SeamModel | None, settings: ArticleSettings) -> tuple[Article, ...]:
    """Every heading, chain and caption of the page in exactly one article."""
    found = adverts_whole(stories(order, settings), order, settings)
    owners = caption_owners(found, order, regions, settings)
    extents = column_extents(order.ground.flow)
    made: list[Article] = []
    for n, story in enumerate(found):
        captions = tuple(block_of([p], Kind.CAPTION) for k, (p, _) in enumerate(regions.captions) if owners[k] == n)
        made.append(_article(f"a{n + 1:03}", story, order, extents, captions, model, settings))
    loose = [p for k, (p, _) in enumerate(regions.captions) if owners[k] is None]
    for part in loose:
        block = block_of([part], Kind.CAPTION)
        made.append(Article(f"a{len(made) + 1:03}", (block,), ArticleKind.PICTURE))
    return tuple(made)


def _article(
    name: str, story: Story, order: Order, extents: dict[str, tuple[float, float]],
    captions: tuple[Block, ...], model: SeamModel | None, settings: ArticleSettings,
) -> Article:  # fmt: skip
    blocks: list[Block] = []
    headings = [order.ground.headings[k] for k in story.headings]
    main = max(headings, key=lambda h: h.em, default=None)
    for heading in headings:
        blocks += _heading_blocks(heading, main, settings)
    blocks = _one_headline(blocks)
    body: list[Block] = []
    for chain in story.chains:
        parts: Sequence[Part] = order.parts(chain)
        body += blocks_of(parts, extents, model, settings)
    blocks = [*_item_headed(blocks, body), *captions]
    text = "".join(b.text for b in blocks)
    return Article(name, tuple(blocks), jumps=jumps_of(blocks), kind=_kind(blocks, text, settings))


def _item_headed(heading: Sequence[Block], body: Sequence[Block]) -> list[Block]:
    """An item that opens with a set-off line has it as its headline; the label over a column of items is
    the kicker of the first."""
    if not body or body[0].kind is not Kind.SUBHEAD:
        return [*heading, *body]
    if not all(wording.BRIEFS.match(b.text) for b in heading):
        return [*heading, *body]
    label = [replace(b, kind=Kind.KICKER) for b in heading]
    return [replace(body[0], kind=Kind.HEADLINE), *label, *body[1:]]


def _kind(blocks: Sequence[Block], text: str, settings: ArticleSettings) -> ArticleKind:
    if all(b.kind is Kind.CAPTION for b in blocks):
        return ArticleKind.PICTURE
    return ArticleKind.BRIEF if len(text) < settings.brief_characters else ArticleKind.STORY


def _heading_blocks(heading: Heading, main: Heading | None, settings: ArticleSettings) -> list[Block]:
    """Kicker, headline and deck. A heading much smaller than the story's main one has no headline of its
    own: it is a kicker or a deck of that."""
    blocks = [block_of([part]) for part in heading.parts]
    if main is None or heading.em > settings.minor_heading * main.em:
        return blocks
    minor = Kind.KICKER if heading.box.top < main.box.top else Kind.DECK
    return [replace(b, kind=minor) if b.kind is Kind.HEADLINE else b for b in blocks]


def _one_headline(blocks: Sequence[Block]) -> list[Block]:
    """All headline rows in one block at the place of the first; the other blocks keep their order."""
    rows = [b for b in blocks if b.kind is Kind.HEADLINE]
    if len(rows) < 2:
        return list(blocks)
    text, spans = "", rows[0].spans[:0]
    for row in rows:
        text = joined(text, row.text)
        spans += row.spans
    merged = Block(Kind.HEADLINE, text, spans)
    done: list[Block] = []
    for block in blocks:
        if block.kind is not Kind.HEADLINE:
            done.append(block)
        elif merged not in done:
            done.append(merged)
    return done
