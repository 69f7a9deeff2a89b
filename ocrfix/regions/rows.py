"""Rows: the pieces of one printed row of text, put together."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ocrfix.page import Box, enclosing
from ocrfix.page.script import MARKS, is_han
from ocrfix.regions import wording
from ocrfix.regions.scene import LineView, Scene
from ocrfix.settings.regions import RegionSettings


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces of one printed row, left to right in the frame. ``em`` is the largest of theirs, ``weight``
    the median."""

    pieces: tuple[LineView, ...]
    box: Box = field(init=False, compare=False, repr=False)
    em: float = field(init=False, compare=False, repr=False)
    weight: float = field(init=False, compare=False, repr=False)
    text: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        # Worked out once: the reading order asks for them for every pair of stacks.
        put = object.__setattr__
        put(self, "box", enclosing(p.box for p in self.pieces))
        put(self, "em", max(p.em for p in self.pieces))
        put(self, "weight", statistics.median(p.weight for p in self.pieces))
        put(self, "text", "".join(p.text for p in self.pieces))


def rows_of(views: Sequence[LineView], scene: Scene, settings: RegionSettings) -> list[Row]:
    """Pieces that the detector cut out of one printed row, put together.

    White inside a row and a column gutter can be equally wide. A gutter goes on through the rows above
    and below; white inside a row is covered by them, or stands alone.
    """
    ordered = sorted(views, key=lambda v: (v.box.left, v.box.top, v.line.id))
    rows: list[list[LineView]] = []
    for view in ordered:
        home = None
        for row in rows:
            last = row[-1]
            em = min(view.em, last.em)
            gap = view.box.left - last.box.right
            low = min(view.box.height, last.box.height)
            if (
                -settings.piece_overlap * view.em <= gap <= settings.credit_gap * em
                and view.box.overlap_y(last.box) >= settings.row_overlap * low
                and same_size(view.em, last.em, settings)
                and (view.frame, view.picture, view.inverse) == (last.frame, last.picture, last.inverse)
                and (not view.inverse or view.ground == last.ground)
                and not upright_rule_between(last.box, view.box, scene)
                and not _byline_and_text(last, view, settings)
                and (gap < -0.3 * em or gap <= _white(last, view, ordered, scene.em, settings) * em)
            ):
                home = row
        if home is None:
            rows.append([view])
        else:
            home.append(view)
    return [Row(tuple(row)) for row in rows]


def _white(left: LineView, right: LineView, views: Sequence[LineView], body: float, settings: RegionSettings) -> float:
    """How much white, in em, two pieces of one row may have between them: depends on whether rows close
    above or below run through it, stop at it, or are absent. Where they run through above and stop below (or
    the reverse), wide white is a gutter. A headline is cut by the detector at its marks, whose side bearings
    are white."""
    em = min(left.em, right.em)
    if em >= settings.heading_ratio * body:
        return _headline_white(left, right, views, body, settings)
    through: list[LineView] = []
    stops: set[tuple[bool, bool]] = set()
    for view in views:
        if view is left or view is right or abs(view.em / em - 1) >= 0.5:
            continue
        if view.box.top - 1.2 * em >= left.box.bottom or view.box.bottom + 1.2 * em <= left.box.top:
            continue
        shares = [view.box.overlap_x(piece.box) / piece.box.width for piece in (left, right)]
        if min(shares) > 0.5:
            through.append(view)
        elif max(shares) > 0:
            stops.add((view.box.center[1] > left.box.center[1], shares[0] > 0))
    if any((side, True) in stops and (side, False) in stops for side in (True, False)):
        gap = (right.box.left - left.box.right) / em
        return settings.piece_gap if through and gap < settings.gutter_least else -1.0
    if any(_closes(left, right, view, em) for view in through):
        return settings.credit_gap
    if through:
        return settings.piece_gap
    return -1.0 if stops or _columns_elsewhere(left, right, views, em) else settings.lone_gap


def _columns_elsewhere(left: LineView, right: LineView, views: Sequence[LineView], em: float) -> bool:
    """Whether two other pieces, of one row, stand in the same two columns: above a picture, when these stand
    below it."""

    def in_column(piece: LineView, view: LineView) -> bool:
        edges = abs(view.box.left - piece.box.left) < 0.6 * em and abs(view.box.right - piece.box.right) < 0.6 * em
        return edges and view is not piece and abs(view.em / em - 1) < 0.15

    before = [v for v in views if in_column(left, v)]
    after = [v for v in views if in_column(right, v)]
    return any(a.box.overlap_y(b.box) > 0.5 * a.box.height for a in before for b in after)


def _closes(left: LineView, right: LineView, above: LineView, em: float) -> bool:
    """Whether a credit or byline stands flush right in the last row of a caption, under a full row."""
    text = right.text.strip()
    if not (wording.CAPTION_END.search(text) or wording.BYLINE.search(text)):
        return False
    flush = abs(above.box.right - right.box.right) < em and abs(above.box.left - left.box.left) < em
    return flush and above.box.center[1] < left.box.center[1]


def _byline_and_text(left: LineView, right: LineView, settings: RegionSettings) -> bool:
    """Whether one of two pieces names the writers and the other is running text: the byline of one story and a row
    of the next column."""
    pieces = [v.text.strip() for v in (left, right)]
    named = [len(t) <= settings.byline_characters and wording.is_byline(t) for t in pieces]
    return any(n and any(c in "。，！？；：" for c in t) for n, t in zip(named, reversed(pieces), strict=True))


def _headline_white(
    left: LineView, right: LineView, views: Sequence[LineView], body: float, settings: RegionSettings
) -> float:
    """The same for large type. Two headlines side by side have a gutter under the white between them;
    under the white inside one headline the text mostly runs through."""
    if max(left.em, right.em) < settings.piece_size * min(left.em, right.em) and (
        left.text.strip()[-1:] in MARKS or right.text.strip()[:1] in MARKS
    ):
        return settings.marked_gap
    bottom = max(left.box.bottom, right.box.bottom)
    middle = (left.box.right + right.box.left) / 2
    under = [
        v.box
        for v in views
        if v.em < settings.heading_ratio * body
        and -body < v.box.top - bottom < settings.under_headline * body
        and v.box.width > settings.cell_width * body
    ]
    if any(b.left < middle < b.right for b in under):
        return settings.marked_gap
    both = any(b.right <= middle for b in under) and any(b.left >= middle for b in under)
    return -1.0 if both else settings.marked_gap


def with_drop_capitals(rows: Sequence[Row], scene: Scene, settings: RegionSettings) -> list[Row]:
    """A single large character at the left of two rows or more belongs before the first of them."""
    done = list(rows)
    for row in rows:
        if len(row.pieces) != 1 or len(row.text.strip()) != 1 or not is_han(row.text.strip()):
            continue
        capital = row.pieces[0]
        if capital.box.height < settings.drop_capital * scene.em:
            continue
        beside = sorted(
            (
                r
                for r in done
                if r is not row
                and r.em < capital.box.height
                and r.box.overlap_y(capital.box) > 0.5 * r.box.height
                and -0.5 * r.em <= r.box.left - capital.box.right <= 1.5 * r.em
            ),
            key=lambda r: r.box.top,
        )
        if len(beside) >= 2:
            done.remove(row)
            first = done.index(beside[0])
            lowered = replace(capital, em=beside[0].em, box=_first_row(capital.box, beside[0].box))
            done[first] = Row((lowered, *beside[0].pieces))
    return done


def _first_row(capital: Box, row: Box) -> Box:
    """The part of a drop capital beside the first row."""
    return Box(capital.left, row.top, capital.right, row.bottom)


def upright_rule_between(a: Box, b: Box, scene: Scene) -> bool:
    """Whether a rule across the text stands between two boxes side by side."""
    left, right = (a, b) if a.center[0] < b.center[0] else (b, a)
    for rule in scene.rules:
        if rule.level:
            continue
        x = rule.box.center[0]
        if left.center[0] < x < right.center[0] and rule.box.overlap_y(left) > 0.5 * left.height:
            return True
    return False


def level_rule_between(top: float, bottom: float, box: Box, scene: Scene, share: float, width: float = 0.0) -> bool:
    """Whether a rule along the text, ``width`` long at least, lies between two heights and over this share of a
    box's width."""
    slack = 0.3 * scene.em
    return any(
        r.level
        and top - slack < r.box.center[1] < bottom + slack
        and r.box.overlap_x(box) > share * box.width
        and r.box.width >= width
        for r in scene.rules
    )


def same_size(a: float, b: float, settings: RegionSettings) -> bool:
    return max(a, b) <= settings.same_size_ratio * min(a, b)
