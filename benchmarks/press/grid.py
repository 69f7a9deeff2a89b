"""The grid of a page: columns to which stories are aligned, rules between stories."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from benchmarks.press.canvas import RuleKind
from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Sheet


@dataclass(frozen=True)
class Grid:
    """``count`` columns over ``area`` with ``gutter`` pixels between them."""

    area: Rect
    count: int
    gutter: float

    @classmethod
    def of(cls, sheet: Sheet, area: Rect, count: int) -> Grid:
        return cls(area, count, sheet.look.gutter * sheet.em)

    def span(self, first: int, stop: int, y0: float | None = None, y1: float | None = None) -> Rect:
        """Columns ``first`` to ``stop`` (exclusive)."""
        step = (self.area.w + self.gutter) / self.count
        x0 = self.area.x0 + first * step
        x1 = self.area.x0 + stop * step - self.gutter
        return Rect(x0, self.area.y0 if y0 is None else y0, x1, self.area.y1 if y1 is None else y1)


def stack(sheet: Sheet, area: Rect, shares: list[float], ruled: bool | None = None, gap: float = 1.7) -> list[Rect]:
    """Areas from top to bottom with a rule in every gap."""
    out = area.rows(shares, gap * sheet.em)
    if sheet.look.story_rule if ruled is None else ruled:
        for a, b in pairwise(out):
            mid = (a.y1 + b.y0) / 2
            rule(sheet, Rect(a.x0, mid - 1, a.x1, mid + 1))
    return out


def beside(
    sheet: Sheet, area: Rect, shares: list[float], ruled: bool | None = None, gap: float | None = None
) -> list[Rect]:
    """Areas from left to right with a rule in every gap (where this page has rules between stories)."""
    gap = sheet.look.gutter if gap is None else gap
    out = area.cols(shares, gap * sheet.em)
    if sheet.look.story_rule if ruled is None else ruled:
        for a, b in pairwise(out):
            mid = (a.x1 + b.x0) / 2
            rule(sheet, Rect(mid - 1, a.y0, mid + 1, a.y1))
    return out


def rule(sheet: Sheet, r: Rect, kind: RuleKind | None = None) -> None:
    sheet.canvas.rule(r, kind or sheet.look.story_rule or "thin", sheet.look.thin)
