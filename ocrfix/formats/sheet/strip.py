"""What several formats leave out of a sheet."""

from __future__ import annotations

from dataclasses import replace

from ocrfix.formats.sheet.make import running_text
from ocrfix.formats.sheet.value import Flow, Sheet
from ocrfix.page import Glyph, TextLine


def lines_alone(sheet: Sheet) -> Sheet:
    """Blocks have the text of their lines; regions have no confidence."""

    def flow(found: Flow) -> Flow:
        parts = tuple(replace(part, confidence=None) for part in found.parts)
        return replace(found, text=running_text(found.lines), parts=parts)

    return replace(
        sheet,
        furniture=tuple(map(flow, sheet.furniture)),
        stories=tuple(replace(s, flows=tuple(map(flow, s.flows))) for s in sheet.stories),
        rest=tuple(map(flow, sheet.rest)),
        areas=tuple(replace(a, confidence=None) for a in sheet.areas),
    )


def single_spaces(line: TextLine) -> TextLine:
    """Spaces stand between words only, one at a time, and have no place of their own."""
    glyphs: list[Glyph] = []
    for glyph in line.glyphs:
        if glyph.text != " ":
            glyphs.append(glyph)
        elif glyphs and glyphs[-1].text != " ":
            glyphs.append(Glyph(" "))
    if glyphs and glyphs[-1].text == " ":
        glyphs.pop()
    return replace(line, glyphs=tuple(glyphs))
