"""Parts: stacks that know what kind of text they are."""

from __future__ import annotations

from dataclasses import dataclass

from ocrfix.page import Box, Kind, enclosing
from ocrfix.regions.stacks import Stack


@dataclass(frozen=True, slots=True)
class Part:
    """A stack and its kind."""

    stack: Stack
    kind: Kind

    @property
    def id(self) -> str:
        return self.stack.id

    @property
    def box(self) -> Box:
        return self.stack.box

    @property
    def em(self) -> float:
        return self.stack.em

    @property
    def text(self) -> str:
        return self.stack.text


@dataclass(frozen=True, slots=True)
class Heading:
    """Headline with kicker and deck: parts that stand together, from top to bottom in the frame.

    ``across`` headings run against the frame (a vertical headline beside horizontal text).
    """

    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        return self.main.id

    @property
    def box(self) -> Box:
        return enclosing(p.box for p in self.parts)

    @property
    def main(self) -> Part:
        """The part in the largest type."""
        return max(self.parts, key=lambda p: (p.em, -p.box.top))

    @property
    def em(self) -> float:
        return self.main.em

    @property
    def across(self) -> bool:
        return self.main.stack.rows[0].pieces[0].across

    @property
    def frame(self) -> int | None:
        return self.main.stack.frame
