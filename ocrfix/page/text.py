"""Glyphs and text lines: what the recogniser read, with everything it nearly read instead."""

from __future__ import annotations

from enum import Enum
from functools import cached_property

from pydantic.dataclasses import dataclass

from ocrfix.page.geometry import VALUE, Box, Polygon, check_confidence, check_polygon, polygon_box

UNREADABLE = "\u25a1"
"""What stands in the text for ink that cannot be read (U+25A1, as in hand-corrected truth)."""


class Direction(str, Enum):
    """The way the characters of a line follow each other."""

    LTR = "ltr"
    RTL = "rtl"
    TTB = "ttb"


@dataclass(frozen=True, slots=True, config=VALUE)
class Alternative:
    """Another reading of a glyph. ``text`` may be empty: the recogniser's "nothing here" (CTC blank)."""

    text: str
    probability: float

    def __post_init__(self) -> None:
        check_confidence(self.probability)


@dataclass(frozen=True, slots=True, config=VALUE)
class Glyph:
    """One grapheme cluster.

    ``box`` is ``None`` only for text that came without geometry. ``confidence`` is the probability of
    ``text`` at its CTC peak. ``alternatives`` are the recogniser's best characters at that peak,
    the chosen one included, by falling probability (at most ten).

    Raises:
        ValueError: the text is empty, or a confidence is no probability.
    """

    text: str
    box: Box | None = None
    confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError("a glyph has text")
        check_confidence(self.confidence)


@dataclass(frozen=True, config=VALUE)  # no slots: its box is kept, every stage asks for it over and over
class TextLine:
    """A line as found (without glyphs) or as read.

    ``polygon`` runs clockwise from the corner where reading would begin in an upright ltr line (top
    left); ``None`` only for text that came without geometry. ``source`` names what produced the line
    (engine and model, or the file it was read from). ``detection`` is the detector's score of the
    line, ``doubtful`` marks a line the recogniser was unsure of and which was kept all the same.

    Raises:
        ValueError: the polygon is none, or a number is impossible.
    """

    id: str
    polygon: Polygon | None = None
    glyphs: tuple[Glyph, ...] = ()
    direction: Direction = Direction.LTR
    source: str = ""
    detection: float | None = None
    doubtful: bool = False

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a line has an id")
        if self.polygon is not None:
            check_polygon(self.polygon)
        check_confidence(self.detection)

    @property
    def text(self) -> str:
        return "".join(g.text for g in self.glyphs)

    @property
    def confidence(self) -> float | None:
        """The mean confidence of the glyphs, ``None`` where none is known."""
        known = [g.confidence for g in self.glyphs if g.confidence is not None]
        return sum(known) / len(known) if known else None

    @cached_property
    def box(self) -> Box:
        """The upright box around the line.

        Raises:
            ValueError: the line came without geometry.
        """
        if self.polygon is None:
            raise ValueError(f"line {self.id} has no geometry")
        return polygon_box(self.polygon)

    @property
    def vertical(self) -> bool:
        return self.direction is Direction.TTB

    @property
    def em(self) -> float:
        """The line's thickness: height of a horizontal, width of a vertical line, in pixels."""
        return self.box.width if self.vertical else self.box.height
