"""Reading frames: coordinates in which every text runs to the right and its lines follow downwards.

Vertical text turned a quarter anticlockwise is horizontal text: tiers become columns, headlines at the
right of a story become headlines above it. Everything that seeks columns and order works in such a frame,
so that there is one way of doing it.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocrfix.page import Box, Direction


@dataclass(frozen=True, slots=True)
class ReadingFrame:
    """The frame of a direction on a page of ``width`` pixels."""

    direction: Direction
    width: float

    def box(self, box: Box) -> Box:
        """A box of the page in this frame."""
        if self.direction is Direction.TTB:
            return Box(box.top, self.width - box.right, box.bottom, self.width - box.left)
        if self.direction is Direction.RTL:
            return Box(self.width - box.right, box.top, self.width - box.left, box.bottom)
        return box

    def page_box(self, box: Box) -> Box:
        """A box of this frame on the page: the inverse of ``box``."""
        if self.direction is Direction.TTB:
            return Box(self.width - box.bottom, box.left, self.width - box.top, box.right)
        return self.box(box)
