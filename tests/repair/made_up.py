"""Pages made up for the tests of repair."""

from __future__ import annotations

from functools import cache

from ocrfix.page import Alternative, Box, Glyph, Page, TextLine
from ocrfix.repair import Repairer, recognised
from ocrfix.settings.repair import RepairSettings


def text_page(text: str) -> Page:
    """Plain text as ``formats.text`` reads it: a line each, ids number the lines of the file."""
    rows = enumerate(text.split("\n"), start=1)
    return Page("town", lines=tuple(TextLine(f"t{n}", glyphs=tuple(map(Glyph, row))) for n, row in rows if row.strip()))


def inked(line_id: str, text: str, left: float, top: float, em: float = 20, sure: float = 0.99) -> TextLine:
    """A horizontal line with a box for every glyph."""
    glyphs = tuple(
        Glyph(c, Box(left + i * em, top, left + (i + 1) * em, top + em), sure, (Alternative(c, sure),))
        for i, c in enumerate(text)
    )
    return TextLine(line_id, Box(left, top, left + em * len(text), top + em).polygon, glyphs)


@cache
def repairer() -> Repairer:
    return Repairer()


def repaired(text: str, settings: RepairSettings | None = None) -> Page:
    worker = repairer()
    if settings is not None:
        worker = Repairer(settings, worker.language, worker.lexicon, worker.confusions)
    return worker.page(text_page(text))


def text_of(page: Page) -> str:
    """Furniture and blocks, one a line."""
    return "\n".join(b.text for b in page.blocks)


def flagged(page: Page, rule: str) -> list[str]:
    """What a rule flagged, as it stands on the page as recognised."""
    lines = recognised(page)
    return [
        "".join(g.text for s in e.spans for g in lines[s.line].glyphs[s.start : s.stop])
        for e in page.edits
        if e.rule == rule and e.standing.value == "flagged"
    ]
