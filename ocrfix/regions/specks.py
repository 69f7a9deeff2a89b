"""Specks: marks that the recogniser took for text but could not read: ornaments, dirt, parts of drawings.

They are kept on the page, flagged as unsure, but must not stand between the parts of a story.
"""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page import TextLine
from ocrfix.page.script import is_han
from ocrfix.settings.regions import RegionSettings


def specks(lines: Sequence[TextLine], settings: RegionSettings) -> frozenset[str]:
    """The ids of lines that are most likely no text.

    On a page of Chinese text these are unsure lines of a few letters, figures or signs, and very unsure
    single characters. Elsewhere none: there a few unsure letters are as likely text.
    """
    characters = [c for line in lines for c in line.text if not c.isspace()]
    if sum(map(is_han, characters)) < settings.speck_page * max(1, len(characters)):
        return frozenset()
    return frozenset(line.id for line in lines if line.doubtful and _is_speck(line, settings))


def _is_speck(line: TextLine, settings: RegionSettings) -> bool:
    text = [c for c in line.text if not c.isspace()]
    if len(text) > settings.speck_characters:
        return False
    if not any(map(is_han, text)):
        return True
    known = [g.confidence for g in line.glyphs if g.confidence is not None]
    return len(text) == 1 and bool(known) and max(known) < settings.speck_sure
