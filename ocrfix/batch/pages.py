"""Pages as a batch hands them on: under their output's name, and slim enough to hold an issue of them."""

from __future__ import annotations

from dataclasses import replace

from ocrfix.batch.inputs import Input
from ocrfix.page import Page


def slim(page: Page) -> Page:
    """The page without the recogniser's alternatives, which are nine tenths of it."""
    lines = (replace(line, glyphs=tuple(replace(g, alternatives=()) for g in line.glyphs)) for line in page.lines)
    return replace(page, lines=tuple(lines))


def told(page: Page, item: Input, name: str) -> Page:
    """The page under its name in the output, from the input as the user knows it, with what a list says of it."""
    source = replace(page.source, file=str(item)) if page.source is not None else None
    return replace(renamed(page, name), source=source, metadata=dict(item.metadata))


def renamed(page: Page, name: str) -> Page:
    """The page under another name, with its articles speaking of it by that name."""
    if page.name == name:
        return page
    articles = tuple(
        replace(
            article,
            pages=tuple(name if p == page.name else p for p in article.pages),
            blocks=tuple(replace(b, page=name) if b.page == page.name else b for b in article.blocks),
        )
        for article in page.articles
    )
    furniture = tuple(replace(b, page=name) if b.page == page.name else b for b in page.furniture)
    return replace(page, name=name, articles=articles, furniture=furniture)
