"""Horizontal lines set right to left, as in Chinese mastheads and adverts before the 1950s.

The image does not tell; the words do: the language model prefers the reversed string. A single short line
proves little: lines that stand together vote together, and a page mostly keeps to one habit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    groups: list[_Group] = []
    for line in sorted(lines, key=lambda x: (x.box.top, x.box.left)):
        near = [_near(line, g, settings) for g in groups]
        joined = [g for g, yes in zip(groups, near, strict=True) if yes]
        apart = [g for g, yes in zip(groups, near, strict=True) if not yes]
        box = enclosing([line.box, *(g.box for g in joined)])
        em = min([line.em, *(g.em for g in joined)])
        groups = [*apart, _Group(box, em, [line, *(x for g in joined for x in g.lines)])]
    return [g.lines for g in groups]


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Lines that stand close to each other, the box around them, and the smallest of their sizes in pixels."""

    box: Box
    em: float
    lines: list[TextLine]


def _near(line: TextLine, group: _Group, settings: RegionSettings) -> bool:
    reach = settings.zone_white * min(line.em, group.em)
    grown = group.box.expanded(reach, reach)
    return grown.overlap_x(line.box) > 0 and grown.overlap_y(line.box) > 0


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
