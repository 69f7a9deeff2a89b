"""Parts: stacks that know what kind of text they are."""

from __future__ import annotations

from dataclasses import dataclass, field

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

    ``main`` is the part in the largest type.
    """

    parts: tuple[Part, ...]
    box: Box = field(init=False, compare=False, repr=False)
    main: Part = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "box", enclosing(p.box for p in self.parts))
        object.__setattr__(self, "main", max(self.parts, key=lambda p: (p.em, -p.box.top)))

    @property
    def id(self) -> str:
        return self.main.id

    @property
    def em(self) -> float:
        return self.main.em

    @property
    def across(self) -> bool:
        """Whether it runs against the frame (a vertical headline beside horizontal text)."""
        return self.main.stack.across

    @property
    def frame(self) -> int | None:
        return self.main.stack.frame
