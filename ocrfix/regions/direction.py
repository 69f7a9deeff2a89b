"""Horizontal lines set right to left, as in Chinese mastheads and adverts before the 1950s.

The image does not tell; the words do: the language model prefers the reversed string. A single short line
proves little: lines that stand together vote together, and a page mostly keeps to one habit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

from ocrfix.page import Box, Direction, Glyph, TextLine, enclosing
from ocrfix.page.script import is_han, is_word
from ocrfix.settings.regions import RegionSettings


class ReversalModel(Protocol):
    """Judges how much likelier a text is when read from its end: nats."""

    def prefers_reversed(self, text: str) -> float: ...


def right_to_left(lines: Sequence[TextLine], model: ReversalModel, settings: RegionSettings) -> tuple[TextLine, ...]:
    """The lines, with those that are set right to left turned round. Latin words and numbers in them
    keep their inner order, as printed. What stands together runs one way; lines too short to tell follow the
    lines around them and the habit of the page."""
    gains = {line.id: model.prefers_reversed(line.text) for line in lines if _han(line) >= settings.reversal_short}
    told = [x for x in lines if _han(x) >= settings.reversal_characters]
    most = settings.reversal_most
    votes = {x.id: max(-most, min(most, gains[x.id])) for x in told}
    groups = _together([x for x in lines if x.id in gains and x.polygon is not None], settings)
    sums = [sum(votes.get(x.id, 0.0) for x in group) for group in groups]
    habit = sum(max(-2 * most, min(2 * most, v)) for v in sums)
    old = any(line.vertical for line in lines) and habit > settings.reversal_habit
    margin = settings.reversal_margin_old if old else settings.reversal_margin
    least = settings.reversal_short if old else settings.reversal_characters
    around = {
        x.id: max(-2 * most, min(2 * most, v - votes.get(x.id, 0.0)))
        for group, v in zip(groups, sums, strict=True) for x in group
    }  # fmt: skip
    aside = {k: v if old else 0.0 for k, v in around.items()}
    return tuple(
        _turned(x) if _han(x) >= least and gains[x.id] + aside.get(x.id, 0.0) > margin else x for x in lines
    )


def _together(lines: Sequence[TextLine], settings: RegionSettings) -> list[list[TextLine]]:
    """Lines in groups of those that stand close to each other, or at the edge of a group."""
    groups: list[tuple[Box, list[TextLine]]] = []
    for line in sorted(lines, key=lambda x: (x.box.top, x.box.left)):
        near = [g for g in groups if _near(line, *g, settings)]
        merged = [line, *(x for _, g in near for x in g)]
        groups = [g for g in groups if g not in near] + [(enclosing(x.box for x in merged), merged)]
    return [g for _, g in groups]


def _near(line: TextLine, box: Box, group: Sequence[TextLine], settings: RegionSettings) -> bool:
    reach = settings.zone_white * min(line.em, *(x.em for x in group))
    return box.expanded(reach, reach).intersection(line.box) is not None


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
