"""The text of PAGE-XML elements, and the glyphs that make it up."""

from __future__ import annotations

from collections.abc import Iterable

from ocrfix.formats.page_xml.custom import read_custom
from ocrfix.formats.text import graphemes
from ocrfix.formats.xml import Element, child, children, floated, points, share
from ocrfix.page import Alternative, Box, Glyph


def text_of(equivalents: Iterable[Element]) -> str:
    """The first reading: that of the lowest index, of equals the first in the file."""
    found = sorted(equivalents, key=_index)
    return _unicode(found[0]) if found else ""


def glyphs_of(line: Element, text: str) -> tuple[Glyph, ...]:
    """The line's glyphs. The line's text decides; where its words' glyphs do not spell it, it comes without boxes.

    A line without a text of its own has that of its words, a space between them.
    """
    words = [_word(word) for word in children(line, "Word")]
    if not text:
        text = " ".join("".join(g.text for g in word) for word in words)
    found: list[Glyph] = []
    at = 0
    for word in words:
        spelt = "".join(g.text for g in word)
        start = text.find(spelt, at) if spelt else -1
        if start < 0 or text[at:start].strip(" "):
            return _bare(text, strip=True)
        found += [Glyph(" ")] * (start - at)
        found += word
        at = start + len(spelt)
    if words and not text[at:].strip(" "):
        return (*found, *[Glyph(" ")] * (len(text) - at))
    return _bare(text, strip=bool(text.strip(" ")))


def _bare(text: str, *, strip: bool) -> tuple[Glyph, ...]:
    """Text of a line that has no glyphs; white space around it is the file's, not the print's."""
    return tuple(map(Glyph, graphemes(text.strip() if strip else text)))


def _word(word: Element) -> tuple[Glyph, ...]:
    text = text_of(children(word, "TextEquiv"))
    glyphs = tuple(g for g in map(_glyph, children(word, "Glyph")) if g is not None)
    if glyphs and (not text or "".join(g.text for g in glyphs) == text):
        return glyphs
    return tuple(map(Glyph, graphemes(text)))


def _glyph(element: Element) -> Glyph | None:
    first, *others = sorted(children(element, "TextEquiv"), key=_index) or [None]
    text = "" if first is None else _unicode(first)
    if first is None or not text:
        return None
    about = read_custom(element.get("custom"))
    coords = None if "of" in about.get("coords", {}) else child(element, "Coords")
    corners = () if coords is None else points(coords.get("points"))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    extended = bool(corners) and max(xs) > min(xs) and max(ys) > min(ys)
    box = Box(min(xs), min(ys), max(xs), max(ys)) if extended else None
    readings = ((_unicode(e), share(e.get("conf"))) for e in others)
    alternatives = tuple(Alternative(t, p) for t, p in readings if p is not None)
    return Glyph(text, box, share(first.get("conf")), alternatives)


def _index(equivalent: Element) -> float:
    return floated(equivalent.get("index")) or 0.0


def _unicode(equivalent: Element) -> str:
    found = child(equivalent, "Unicode")
    return "" if found is None else found.text or ""
