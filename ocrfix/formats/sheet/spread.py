"""Text whose characters have no places of their own: they get equal shares of the box it stands in."""

from __future__ import annotations

from ocrfix.formats.text import graphemes
from ocrfix.page import Box, Direction, Glyph


def spread(text: str, box: Box | None, confidence: float | None, direction: Direction) -> tuple[Glyph, ...]:
    """A glyph a grapheme cluster, each with the confidence of the whole and its share of the box."""
    clusters = graphemes(text)
    if box is None or len(clusters) < 2:
        return tuple(Glyph(c, box, confidence) for c in clusters)
    count = len(clusters)
    found = []
    for k, cluster in enumerate(clusters):
        a, b = (count - 1 - k, count - k) if direction is Direction.RTL else (k, k + 1)
        if direction is Direction.TTB:
            step = box.height / count
            own = Box(box.left, box.top + a * step, box.right, box.top + b * step)
        else:
            step = box.width / count
            own = Box(box.left + a * step, box.top, box.left + b * step, box.bottom)
        found.append(Glyph(cluster, own, confidence))
    return tuple(found)


def likely_direction(text: str, box: Box | None) -> Direction:
    """The direction of a line of which only text and box are known: tall lines of several characters run down."""
    tall = box is not None and len(text) > 1 and box.height > 2 * box.width
    return Direction.TTB if tall else Direction.LTR
