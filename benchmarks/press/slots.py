"""Columns and tiers, what pictures and cut-outs leave of them, and the rules between them."""

from __future__ import annotations

from itertools import pairwise

from benchmarks.press.canvas import RuleKind
from benchmarks.press.flow import SHORTEST_MEASURE, Slot
from benchmarks.press.rect import Axes, Rect
from benchmarks.press.sheet import Sheet


def columns_of(flat: Rect, count: int, gutter: float, shares: tuple[float, ...] = ()) -> list[Rect]:
    """``count`` columns side by side along the reading direction of lines."""
    return flat.cols(list(shares) if len(shares) == count else [1.0] * count, gutter)


def slots_of(sheet: Sheet, columns: list[Rect], obstacles: list[Rect], size: float) -> list[Slot]:
    """The free parts of the columns, in reading order: an obstacle across a column divides it."""
    out: list[Slot] = []
    for column in columns:
        whole: list[Rect] = []
        beside: list[Rect] = []
        for o in obstacles:
            if not column.hits(o):
                continue
            left, right = o.x0 - column.x0, column.x1 - o.x1
            (beside if max(left, right) >= SHORTEST_MEASURE * size else whole).append(o)
        spans = [(column.y0, column.y1)]
        for o in whole:
            spans = [s for a, b in spans for s in ((a, min(b, o.y0)), (max(a, o.y1), b)) if s[1] > s[0]]
        for a, b in spans:
            if b - a >= 1.6 * size:
                area = Rect(column.x0, a, column.x1, b)
                out.append(Slot(area, sheet.column(), tuple(o for o in beside if area.hits(o))))
    return out


def column_rules(
    sheet: Sheet, columns: list[Rect], obstacles: list[Rect], axes: Axes, kind: RuleKind | None = None
) -> None:
    """Rules in the gutters, broken where something crosses them."""
    kind = kind or sheet.look.column_rule or "thin"
    for left, right in pairwise(columns):
        mid = (left.x1 + right.x0) / 2
        spans = [(left.y0, left.y1)]
        for o in obstacles:
            if o.x0 - 1 < mid < o.x1 + 1:
                spans = [s for a, b in spans for s in ((a, min(b, o.y0)), (max(a, o.y1), b)) if s[1] > s[0]]
        for a, b in spans:
            if b - a > 3 * sheet.em:
                sheet.canvas.rule(axes.page(Rect(mid - 1, a, mid + 1, b)), kind, sheet.look.thin)
