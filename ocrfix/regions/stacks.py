"""Stacks: rows of one character size that follow each other down one column.

Built bottom up, because newspapers mix grids: a row joins the stack right above it when size, place and
white agree and nothing stands between. When in doubt a stack ends: the reading order can put two stacks
together again, but nothing later takes one apart.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ocrfix.page import Box, Direction, enclosing
from ocrfix.page.script import ends_sentence
from ocrfix.regions import wording
from ocrfix.regions.frame import ReadingFrame
from ocrfix.regions.rows import Row, rows_of, same_size, with_drop_capitals
from ocrfix.regions.scene import LineView, Scene
from ocrfix.settings.regions import RegionSettings


@dataclass(frozen=True, slots=True)
class Stack:
    """Rows from top to bottom. ``id`` is the id of the first line, ``em`` the median over the rows,
    ``weight`` over the lines."""

    rows: tuple[Row, ...]
    box: Box = field(init=False, compare=False, repr=False)
    em: float = field(init=False, compare=False, repr=False)
    weight: float = field(init=False, compare=False, repr=False)
    text: str = field(init=False, compare=False, repr=False)
    lines: tuple[LineView, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        lines = tuple(p for r in self.rows for p in r.pieces)
        put(self, "box", enclosing(r.box for r in self.rows))
        put(self, "em", statistics.median(r.em for r in self.rows))
        put(self, "weight", statistics.median(p.weight for p in lines))
        put(self, "text", "".join(r.text for r in self.rows))
        put(self, "lines", lines)

    @property
    def id(self) -> str:
        return self.rows[0].pieces[0].line.id

    @property
    def frame(self) -> int | None:
        return self.rows[0].pieces[0].frame

    @property
    def picture(self) -> int | None:
        return self.rows[0].pieces[0].picture

    @property
    def across(self) -> bool:
        """Whether it runs against the frame (a vertical headline beside horizontal text)."""
        return self.rows[0].pieces[0].across

    @property
    def bold(self) -> bool:
        return sum(p.bold for p in self.lines) * 2 > len(self.lines)

    @property
    def inverse(self) -> bool:
        return sum(p.inverse for p in self.lines) * 2 > len(self.lines)


def pile_up(scene: Scene, settings: RegionSettings) -> tuple[Stack, ...]:
    """All lines of the scene in stacks; every line is in exactly one. Lines across the frame are piled up
    the way they run, among themselves; specks stand alone."""
    along = [view for view in scene.lines if not view.across and not view.speck]
    piles = _pile(with_drop_capitals(rows_of(along, scene, settings), scene, settings), scene, settings)
    found = _divide([part for pile in piles for part in _parted_from_head(pile, settings)])
    if scene.frame.direction is Direction.TTB:
        found = [part for stack in found for part in _parted_from_kicker(stack, found, settings)]
    found += _across(scene, settings)
    found += [Stack((Row((view,)),)) for view in scene.lines if view.speck]
    return tuple(sorted(found, key=lambda s: (s.box.top, s.box.left, s.id)))


def _across(scene: Scene, settings: RegionSettings) -> list[Stack]:
    """Stacks of the lines that run against the frame: seen in their own frame, then turned back."""
    views = {view.line.id: view for view in scene.lines if view.across and not view.speck}
    if not views:
        return []
    backwards = [v for v in views.values() if v.line.direction is Direction.RTL]
    along = Direction.RTL if 2 * len(backwards) > len(views) else Direction.LTR
    way = along if scene.frame.direction is Direction.TTB else Direction.TTB
    page_width = scene.height if scene.frame.direction is Direction.TTB else scene.width
    frame = ReadingFrame(way, page_width)

    def turned(box: Box) -> Box:
        return frame.box(scene.frame.page_box(box))

    inner = [replace(view, box=turned(view.box)) for view in views.values()]
    rules = tuple(replace(r, box=turned(r.box), level=not r.level) for r in scene.rules)
    pictures = tuple(turned(p) for p in scene.pictures)
    other = replace(scene, frame=frame, lines=tuple(inner), rules=rules, pictures=pictures)
    piles = _pile(rows_of(inner, other, settings), other, settings)
    return [Stack(tuple(Row(tuple(views[p.line.id] for p in row.pieces)) for row in pile.rows)) for pile in piles]


def _pile(rows: Sequence[Row], scene: Scene, settings: RegionSettings) -> list[Stack]:
    """Rows under each other, joined from the top of the page downwards."""
    ordered = sorted(rows, key=lambda r: (r.box.center[1], r.box.left, r.pieces[0].line.id))
    piles: list[list[Row]] = []
    extents: list[Box] = []
    for row in ordered:
        best, best_cost = None, float("inf")
        for k, pile in enumerate(piles):
            cost = _fit(row, pile, extents[k], scene, settings)
            if cost is not None and cost < best_cost and not _crowded(row, k, piles, extents):
                best, best_cost = k, cost
        if best is None:
            piles.append([row])
            extents.append(row.box)
        else:
            piles[best].append(row)
            extents[best] = extents[best].union(row.box)
    return [Stack(tuple(pile)) for pile in piles]


def _fit(row: Row, pile: Sequence[Row], extent: Box, scene: Scene, settings: RegionSettings) -> float | None:
    """How badly a row follows a pile, in em of white; ``None`` when it can't."""
    last, box, em = pile[-1], row.box, row.em
    head = pile[0].pieces[0]
    piece = row.pieces[0]
    if (piece.frame, piece.picture, piece.inverse) != (head.frame, head.picture, head.inverse):
        return None
    if not _same_style(row, pile, max(extent.width, box.width), settings):
        return None
    if _is_closed(pile, row, settings) or _is_byline(row, last, settings):
        return None
    white = box.top - last.box.bottom
    if white > settings.leading * em or box.center[1] <= last.box.center[1] + 0.5 * em:
        return None
    side = box.overlap_x(extent)
    reach = settings.outgrowth * em
    beside = len(pile) == 1 and extent.left - reach <= box.left and box.right <= extent.right + reach
    if side < settings.side_overlap * min(box.width, extent.width) and not beside:
        return None
    if extent.left - box.left > reach and len(pile) > 1:
        return None
    for rule in scene.rules:
        if (
            rule.level
            and last.box.center[1] < rule.box.center[1] < box.center[1]
            and rule.box.overlap_x(box) > 0.5 * min(box.width, extent.width)
        ):
            return None
    for picture in scene.pictures:
        if last.box.center[1] < picture.center[1] < box.center[1] and picture.overlap_x(box) > 0.5 * box.width:
            return None
    return max(0.0, white / em) + 0.5 * (1 - side / max(box.width, 1.0))


def _is_closed(pile: Sequence[Row], row: Row, settings: RegionSettings) -> bool:
    """Whether nothing can follow: a byline above the text, or a caption from its pointer to its credit."""
    last = pile[-1].text.strip()
    if len(pile) == 1 and _is_byline(pile[0], row, settings):
        return True
    named = len(pile[0].text.strip()) <= settings.byline_characters and wording.is_byline(pile[0].text.strip())
    if len(pile) == 1 and named and row.text.strip().endswith("。"):
        return True  # a byline in the middle over the columns, and the short row that one of them begins with
    return bool(wording.POINTER.search(pile[0].text.strip()) and wording.CAPTION_END.search(last))


def _is_byline(row: Row, beside: Row, settings: RegionSettings) -> bool:
    """Names of writers on a row of their own, which is shorter than the row above or below it."""
    text = row.text.strip()
    if len(text) > settings.byline_characters or not wording.is_byline(text) or ends_sentence(text):
        return False
    short = beside.box.right - row.box.right > settings.byline_white * row.em
    set_in = row.box.left - beside.box.left > settings.byline_white * row.em
    middle = min(row.box.left - beside.box.left, beside.box.right - row.box.right) > row.em
    return short or set_in or middle


def _same_style(row: Row, pile: Sequence[Row], width: float, settings: RegionSettings) -> bool:
    """One size, and no change of weight along with a small change of size (a subhead in a column)."""
    # The opening of a story is often set bold, within its first row: that row shows no style.
    rest = pile[1:] if len(pile) > 1 and wording.DATELINE.search(pile[0].text.strip()) else pile
    em = statistics.median(r.em for r in rest)
    if not same_size(row.em, em, settings):
        return False
    size = max(row.em, em) / min(row.em, em)
    weight = statistics.median(r.weight for r in rest)
    change = max(row.weight, weight) / max(1e-6, min(row.weight, weight))
    if wording.DATELINE.search(pile[-1].text.strip()):
        return True
    bolder, other = (row, pile[-1]) if row.weight > weight else (pile[-1], row)
    level = change < settings.weight_change_alone or abs(bolder.box.right - other.box.right) < row.em
    filled = bolder.box.width > 0.8 * width and level
    if len(row.text.strip()) < 2 or (size < 1.05 * settings.size_step and filled):
        return True  # A row opened in bold type (本报讯) fills its column.
    if size >= settings.size_step and _set_off(row, pile, settings):
        return change < settings.weight_change_off
    return change < (settings.weight_change if size >= settings.size_step else settings.weight_change_alone)


def _set_off(row: Row, pile: Sequence[Row], settings: RegionSettings) -> bool:
    """Whether white sets a larger row off from the rows above it, being short or below the end of a sentence; or,
    being the last of a few rows above, from the indented paragraph that opens below it."""
    last = pile[-1]
    larger = max(row.em, last.em) >= settings.head_step * min(row.em, last.em)
    if row.em < last.em:
        indented = row.box.left - last.box.left >= settings.heading_inset * row.em
        short = row.box.right - last.box.right >= settings.byline_white * row.em
        return len(pile) <= settings.subhead_rows and indented and (short or larger) and not ends_sentence(last.text)
    full = max(r.box.right for r in pile) - row.box.right < settings.byline_white * row.em
    if full and not (larger and ends_sentence(last.text)):
        return False
    whites = [b.box.top - a.box.bottom for a, b in itertools.pairwise(pile)]
    usual = statistics.median(whites) if whites else 0.0
    return row.box.top - last.box.bottom - usual >= settings.heading_white * row.em and not ends_sentence(row.text)


def _crowded(row: Row, k: int, piles: Sequence[Sequence[Row]], extents: Sequence[Box]) -> bool:
    """Whether the pile, grown by the row, would cover rows of another pile that stands beside it."""
    grown = extents[k].union(row.box)
    for other, extent in enumerate(extents):
        if other == k or not _takes(grown, extents[k], extent, row.em):
            continue
        if any(_takes(grown, extents[k], r.box, row.em) for r in piles[other]):
            return True
    return False


def _takes(grown: Box, before: Box, ground: Box, em: float) -> bool:
    """Whether a box, grown from what it was before, newly covers some ground (more than specks of it)."""
    wide = min(grown.right, ground.right) - max(grown.left, ground.left)
    high = min(grown.bottom, ground.bottom) - max(grown.top, ground.top)
    if wide < 0.5 * em or high < 0.5 * em:
        return False
    return wide * high > before.overlap_area(ground) + 0.5 * em**2


def _parted_from_head(stack: Stack, settings: RegionSettings) -> list[Stack]:
    """A heading taken off the text right below it, where both differ in size and weight: seen over all rows,
    small steps are sure that between two single rows are not."""
    rows = stack.rows
    for n in range(1, min(settings.subhead_rows, len(rows) - 2) + 1):
        head, body = rows[:n], rows[n:]
        if wording.DATELINE.search(head[0].text.strip()):
            break
        em = statistics.median(r.em for r in body)
        weight = statistics.median(r.weight for r in body)
        if min(r.em for r in head) < settings.head_step * em or max(r.em for r in body[:2]) >= settings.head_step * em:
            continue
        if min(r.weight for r in head) >= settings.head_weight * weight:
            return [Stack(head), Stack(body)]
    return [stack]


def _divide(piles: Sequence[Stack]) -> list[Stack]:
    """Cut a wide stack where another begins beside its lower part (a lead over two columns)."""
    done: list[Stack] = []
    for stack in piles:
        cuts = set()
        for other in piles:
            if other is stack or other.box.overlap_x(stack.box) < 0.5 * other.box.width:
                continue
            if other.box.overlap_y(stack.box) < 0.5 * min(other.em, stack.em):
                continue
            for i in range(1, len(stack.rows)):
                wide, narrow = stack.rows[i - 1].box, stack.rows[i].box
                if (
                    wide.overlap_x(other.box) > 0.3 * other.box.width
                    and narrow.overlap_x(other.box) < 0.1 * other.box.width
                    and wide.bottom <= other.box.top + 0.5 * stack.em
                ):
                    cuts.add(i)
                    break
        edges = [0, *sorted(cuts), len(stack.rows)]
        done += [Stack(stack.rows[a:b]) for a, b in itertools.pairwise(edges) if b > a]
    return done


def _parted_from_kicker(stack: Stack, stacks: Sequence[Stack], settings: RegionSettings) -> list[Stack]:
    """The kicker of the heading right below taken off the text above it, which may be of its size: a short row in the
    middle."""
    row, rest = stack.rows[-1], stack.rows[:-1]
    if not rest or ends_sentence(row.text) or len(row.text.strip()) > settings.kicker_characters:
        return [stack]
    column = enclosing(r.box for r in rest)
    inset = min(row.box.left - column.left, column.right - row.box.right)
    heads = any(
        s.em >= settings.small_heading_ratio * row.em
        and len(s.rows) <= settings.heading_rows
        and -0.5 * row.em < s.box.top - row.box.bottom <= settings.kicker_white * s.em
        and s.box.overlap_x(row.box) > 0.6 * row.box.width
        for s in stacks
        if s is not stack
    )
    return [Stack(rest), Stack((row,))] if heads and inset >= settings.kicker_inset * row.em else [stack]
