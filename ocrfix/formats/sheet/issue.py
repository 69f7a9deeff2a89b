"""An issue as sheets: one a page, its stories those of the issue."""

from __future__ import annotations

from dataclasses import replace

from ocrfix.formats.sheet.make import sheet_of
from ocrfix.formats.sheet.value import Sheet
from ocrfix.page import Article, Block, Document, Page


def issue_sheets(document: Document) -> tuple[Sheet, ...]:
    """A sheet a page. A story over several pages has the same id on each, with the blocks that stand there.

    An issue without articles of its own has those of its pages, ``PAGE.ID`` being their ids.
    """
    return tuple(sheet_of(_page(document, page)) for page in document.pages)


def _page(document: Document, page: Page) -> Page:
    if not document.articles:
        return replace(page, articles=tuple(replace(a, id=f"{page.name}.{a.id}") for a in page.articles))
    mine = ((article, _blocks(document, article, page)) for article in document.articles)
    return replace(page, articles=tuple(replace(a, blocks=blocks) for a, blocks in mine if blocks))


def _blocks(document: Document, article: Article, page: Page) -> tuple[Block, ...]:
    home = article.pages[0] if article.pages else document.pages[0].name
    return tuple(replace(b, page=None) for b in article.blocks if (b.page or home) == page.name)
