"""Plain text: blocks in reading order, an empty line between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ocrfix.formats.base import Format, decode
from ocrfix.formats.whole import whole
from ocrfix.page import Article, Block, Document, Glyph, Kind, Page, Span, TextLine

_JOINER = "\u200d"


def write(page: Page) -> str:
    """Furniture in a paragraph of its own, then article by article; ends in a line break if not empty."""
    return _paragraphs(("\n".join(b.text for b in page.furniture), *map(article_text, page.articles)))


def write_document(document: Document) -> str:
    """The furniture of all pages, then every article of the issue once and whole."""
    furniture = ("\n".join(b.text for b in page.furniture) for page in document.pages)
    articles = document.articles or tuple(a for page in document.pages for a in page.articles)
    return _paragraphs((*furniture, *(article_text(whole(a)) for a in articles)))


def article_text(article: Article) -> str:
    """The blocks of an article in their order, an empty line between them."""
    return "\n\n".join(b.text for b in article.blocks if b.text)


def read(text: str, name: str) -> Page:
    """OCR text from elsewhere: one line a physical line, without geometry, white space and all.

    Empty lines are left out. Line 7 of the file has the id ``t7``, so that empty lines show as gaps. The
    lines are one article, each a paragraph of its own: which belong together is for ``repair`` to find out.
    """
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [(n, row) for n, row in enumerate(rows, start=1) if row.strip()]
    lines = tuple(
        TextLine(id=f"t{n}", glyphs=tuple(map(Glyph, graphemes(row))), source=name) for n, row in filled
    )
    blocks = tuple(Block(Kind.PARAGRAPH, line.text, (Span(line.id, 0, len(line.glyphs)),)) for line in lines)
    return Page(name=name, lines=lines, articles=(Article(id="a1", blocks=blocks),) if blocks else ())


def graphemes(text: str) -> list[str]:
    """The text cut into grapheme clusters: a character with the marks and selectors that follow it.

    Source: the combining-mark and joiner rules of Unicode UAX #29; Hangul jamo and flags stay apart.
    """
    clusters: list[str] = []
    for character in text:
        joined = clusters and clusters[-1].endswith(_JOINER)
        if clusters and (
            joined or character == _JOINER or unicodedata.category(character) in ("Mn", "Me", "Mc")
        ):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _paragraphs(chunks: Iterable[str]) -> str:
    whole = "\n\n".join(chunk for chunk in chunks if chunk)
    return whole + "\n" if whole else ""


FORMAT = Format(
    "txt",
    ".txt",
    lambda page: write(page).encode(),
    lambda document: write_document(document).encode(),
    lambda data, name: read(decode(data, name), name),
)
