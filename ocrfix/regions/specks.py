"""Specks: marks that the recogniser took for text but could not read: ornaments, dirt, parts of drawings, large
type that shines through from the back of the sheet.

They are kept on the page, flagged as unsure, but must not stand between the parts of a story.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from ocrfix.layout import LineLook
from ocrfix.page import TextLine
from ocrfix.page.script import is_han
from ocrfix.settings.regions import RegionSettings


def specks(
    lines: Sequence[TextLine], looks: Mapping[str, LineLook], settings: RegionSettings
) -> frozenset[str]:  # fmt: skip
    """The ids of lines that are most likely no text of this page.

    On a page of Chinese text these are unsure lines of a few letters, figures or signs, very unsure single
    characters, and lines of large type far paler than the print of the page that read badly (the print of one page
    is about equally black, and large type is read surely). Elsewhere none: there a few unsure letters are as likely
    text.
    """
    characters = [c for line in lines for c in line.text if not c.isspace()]
    if sum(map(is_han, characters)) < settings.speck_page * max(1, len(characters)):
        return frozenset()
    pale = _pale(lines, looks, settings)
    return frozenset(line.id for line in lines if line.id in pale or (line.doubtful and _is_speck(line, settings)))


def _pale(lines: Sequence[TextLine], looks: Mapping[str, LineLook], settings: RegionSettings) -> set[str]:
    shown = {line.id: look for line in lines if (look := looks.get(line.id)) is not None and not look.inverse}
    black = {name: look.contrast for name, look in shown.items() if look.contrast is not None}
    if len(black) < settings.pale_lines:
        return set()
    limit = settings.pale_share * statistics.median(black.values())
    large = settings.heading_ratio * statistics.median(line.em for line in lines)
    black |= {name: 0.0 for name, look in shown.items() if look.ink is None}
    return {
        line.id
        for line in lines
        if line.em >= large
        and black.get(line.id, limit) < limit
        and line.confidence is not None
        and line.confidence < settings.pale_confidence
    }


def _is_speck(line: TextLine, settings: RegionSettings) -> bool:
    text = [c for c in line.text if not c.isspace()]
    if len(text) > settings.speck_characters:
        return False
    if not any(map(is_han, text)):
        return True
    known = [g.confidence for g in line.glyphs if g.confidence is not None]
    return len(text) == 1 and bool(known) and max(known) < settings.speck_sure
