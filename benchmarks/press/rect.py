"""Rectangles on the page, and the axes that let one typesetter set horizontal and vertical text.

The typesetter works in *along* (the way characters follow each other) and *across* (the way lines
follow each other). Horizontal text: along = x, across = y. Vertical text: along = y, across runs from
the right edge of the page to the left.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rect:
    """Pixels of the page, right and bottom exclusive."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def w(self) -> float:
        return self.x1 - self.x0

    @property
    def h(self) -> float:
        return self.y1 - self.y0

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        dy = dx if dy is None else dy
        return Rect(self.x0 + dx, self.y0 + dy, self.x1 - dx, self.y1 - dy)

    def hits(self, other: Rect) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def top(self, height: float, gap: float = 0.0) -> tuple[Rect, Rect]:
        """A strip off the top, and the rest below a gap."""
        y = self.y0 + height
        return Rect(self.x0, self.y0, self.x1, y), Rect(self.x0, y + gap, self.x1, self.y1)

    def bottom(self, height: float, gap: float = 0.0) -> tuple[Rect, Rect]:
        y = self.y1 - height
        return Rect(self.x0, y, self.x1, self.y1), Rect(self.x0, self.y0, self.x1, y - gap)

    def left(self, width: float, gap: float = 0.0) -> tuple[Rect, Rect]:
        x = self.x0 + width
        return Rect(self.x0, self.y0, x, self.y1), Rect(x + gap, self.y0, self.x1, self.y1)

    def right(self, width: float, gap: float = 0.0) -> tuple[Rect, Rect]:
        x = self.x1 - width
        return Rect(x, self.y0, self.x1, self.y1), Rect(self.x0, self.y0, x - gap, self.y1)

    def rows(self, shares: list[float], gap: float) -> list[Rect]:
        """Split from top to bottom by shares of the height, gaps left out."""
        free, total, y, out = self.h - gap * (len(shares) - 1), sum(shares), self.y0, []
        for share in shares:
            h = free * share / total
            out.append(Rect(self.x0, y, self.x1, y + h))
            y += h + gap
        return out

    def cols(self, shares: list[float], gap: float) -> list[Rect]:
        """Split from left to right by shares of the width, gaps left out."""
        free, total, x, out = self.w - gap * (len(shares) - 1), sum(shares), self.x0, []
        for share in shares:
            w = free * share / total
            out.append(Rect(x, self.y0, x + w, self.y1))
            x += w + gap
        return out


@dataclass(frozen=True)
class Axes:
    """Maps (along, across) to the page. ``edge`` is the page's x where across is 0 in vertical text."""

    vertical: bool = False
    edge: float = 0.0

    def page(self, r: Rect) -> Rect:
        """From (along, across) to (x, y)."""
        return Rect(self.edge - r.y1, r.x0, self.edge - r.y0, r.x1) if self.vertical else r

    def flow(self, r: Rect) -> Rect:
        """From (x, y) to (along, across)."""
        return Rect(r.y0, self.edge - r.x1, r.y1, self.edge - r.x0) if self.vertical else r
