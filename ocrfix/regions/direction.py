"""Horizontal lines set right to left, as in Chinese mastheads and adverts before the 1950s.

The image does not tell; the words do: the language model prefers the reversed string. Lines vote page by
page, since a page keeps to one habit and a single short line proves little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

from ocrfix.page import Direction, Glyph, TextLine
from ocrfix.page.script import is_han, is_word
from ocrfix.settings.regions import RegionSettings


class ReversalModel(Protocol):
    """Judges how much likelier a text is when read from its end: nats."""

    def prefers_reversed(self, text: str) -> float: ...


def right_to_left(lines: Sequence[TextLine], model: ReversalModel, settings: RegionSettings) -> tuple[TextLine, ...]:
    """The lines, with those that are set right to left turned round. Latin words and numbers in them
    keep their inner order, as printed. Lines too short to tell follow the habit of the page."""
    gains = {line.id: model.prefers_reversed(line.text) for line in lines if _han(line) >= settings.reversal_short}
    telling = [gains[x.id] for x in lines if _han(x) >= settings.reversal_characters]
    habit = sum(max(-settings.reversal_most, min(settings.reversal_most, g)) for g in telling)
    old = any(line.vertical for line in lines) and habit > settings.reversal_habit
    margin = settings.reversal_margin_old if old else settings.reversal_margin
    least = settings.reversal_short if old else settings.reversal_characters
    return tuple(_turned(x) if _han(x) >= least and gains[x.id] > margin else x for x in lines)


def _han(line: TextLine) -> int:
    """Chinese characters of a horizontal line, 0 for others."""
    return sum(is_han(g.text) for g in line.glyphs) if line.direction is Direction.LTR else 0


def _turned(line: TextLine) -> TextLine:
    runs = [list(run) for _, run in groupby(line.glyphs, key=_word)]
    glyphs: list[Glyph] = []
    for run in reversed(runs):
        glyphs += run if _word(run[0]) else reversed(run)
    return replace(line, glyphs=tuple(glyphs), direction=Direction.RTL)


def _word(glyph: Glyph) -> bool:
    return is_word(glyph.text) or glyph.text in ".,-/&' "
