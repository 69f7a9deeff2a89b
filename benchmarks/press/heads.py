"""Headlines: kicker, headline of one or two lines, deck and byline, across or down."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.press.articles import Article
from benchmarks.press.canvas import BLACK, WHITE
from benchmarks.press.flow import Align, Block, Placed, Slot, Style, flow
from benchmarks.press.fonts import is_wide
from benchmarks.press.linebreak import can_break, cells_of
from benchmarks.press.record import ArticleRecord, BlockRecord
from benchmarks.press.rect import Axes, Rect
from benchmarks.press.sheet import Sheet

SMALLEST_HEAD = 1.35
"""Em of the body: headlines are not set smaller."""


@dataclass(frozen=True)
class HeadPlan:
    """Lines of a head, the axes they are set in, and the part of the page the head takes."""

    placed: list[Placed]
    axes: Axes
    kinds: list[str]
    taken: Rect
    reversed_out: bool
    rtl: bool


def _units(text: str) -> float:
    return sum(1.0 if is_wide(c) else 0.58 for c in text)


def _halves(text: str, sheet: Sheet) -> list[str]:
    """A headline divided near its middle, at a blank or mark if there is one close by."""
    cells = cells_of(text, sheet.look.face("head"), False)
    middle = len(text) / 2

    def cost(i: int) -> float:
        mark = text[i - 1] in " ，：；！？　" or text[i] in "“「《 "
        return abs(i - middle) - (3.5 if mark else 0.0)

    points = [i for i in range(2, len(text) - 1) if can_break(cells, i)]
    if not points:
        return [text]
    i = min(points, key=cost)
    return [text[:i].rstrip(), text[i:].lstrip()]


def head_lines(article: Article, sheet: Sheet, measure: float, most: float, short: bool) -> tuple[list[str], float]:
    """The lines of the headline and their size in em that fit ``measure`` pixels."""
    em = sheet.em
    options: list[list[str]] = []
    if short and article.short:
        options.append([article.short])
    lines = list(article.headline) or [article.short or ""]
    if len(lines) == 2:
        options += [[" ".join(lines)], lines]
    else:
        options += [lines, _halves(lines[0], sheet)] if lines[0] else []
    best, size = options[-1] if options else [], 0.0
    for option in options:
        fits = min(most, measure / em / max(_units(t) for t in option) / 1.01 / sheet.look.squash)
        if fits >= min(most, 1.9 if len(option) == 1 else SMALLEST_HEAD) or fits > size * 1.35:
            best, size = option, fits
            if fits >= most * 0.7:
                break
    return best, max(size, 1.0)


def plan_head(
    sheet: Sheet, article: Article, area: Rect, axes: Axes, most: float, *, deck: bool = True, byline: bool = True,
    short: bool = False, align: str = "center", reversed_out: bool = False, pad: float = 0.7, role: str = "head",
    rtl: bool = False, note: str = "",
) -> HeadPlan:  # fmt: skip
    """The head of an article in the first (top or right) part of ``area``, as wide as the area along."""
    look, em, vertical = sheet.look, sheet.em, axes.vertical
    space = axes.flow(area)
    lines, size = head_lines(article, sheet, space.w - (1.2 * em if reversed_out else 0), most, short)
    place: Align = "center" if align == "center" else "start"
    squash = 1.0 if vertical else look.squash
    size = unbroken(sheet, lines, size, squash, space.w - (1.2 * em if reversed_out else 0), role, vertical)
    blocks: list[Block] = []
    kinds: list[str] = []
    colour = WHITE if reversed_out else BLACK

    def add(kind: str, texts: list[str], style: Style) -> None:
        for text in texts:
            blocks.append(Block(kind, text, style, tag=len(kinds)))
        kinds.append(kind)

    small = max(1.05, min(size * 0.46, 2.2))
    if article.kicker:
        face = look.face(sheet.rng.choice(["sans", "kai"]), min(small, _fit(article.kicker, space.w, em)))
        add("kicker", [article.kicker], Style(face, 1.25, align=place, after=0.2, colour=colour))
    add("headline", lines, Style(look.face(role, size, squash), 1.14, align=place, colour=colour))
    if note:
        add("jump-note", [note], Style(look.face("kai", 1.0), 1.3, align=place, before=0.3, colour=colour))
    if deck and article.deck:
        face = look.face(sheet.rng.choice(["kai", "sans"]), max(1.05, min(small * 0.9, 1.7)))
        add("deck", [article.deck], Style(face, 1.25, align=place, before=0.25, colour=colour))
    if byline and article.byline:
        face = look.face("kai", 1.0)
        add("byline", [article.byline], Style(face, 1.3, align=place, before=0.4, colour=colour))
    inner = space if not reversed_out else Rect(space.x0 + 0.5 * em, space.y0 + 0.5 * em, space.x1 - 0.5 * em, space.y1)
    done = flow(blocks, [Slot(inner, "head")], look.rules, vertical, fill=False)
    foot = max((p.across + p.block.style.size for p in done.lines), default=space.y0)
    foot += 0.5 * em if reversed_out else 0.0
    taken = Rect(space.x0, space.y0, space.x1, min(space.y1, foot + pad * em))
    return HeadPlan(done.lines, axes, kinds, axes.page(taken), reversed_out, rtl)


def unbroken(
    sheet: Sheet, lines: list[str], size: float, squash: float, measure: float, role: str, vertical: bool
) -> float:
    """The size at which every line of the headline stays one line."""
    while size > 1.0:
        face = sheet.look.face(role, size, squash)
        widest = max((sum(c.advance for c in cells_of(t, face, vertical)) for t in lines), default=0.0)
        if widest * (1 + sheet.look.rules.autospace * 0.1) <= measure:
            break
        size *= 0.96
    return size


def _fit(text: str, measure: float, em: int) -> float:
    """The size in em at which a text takes one line, not below 0.95."""
    return max(0.95, measure / em / _units(text) * 0.97)


def ink_head(sheet: Sheet, head: HeadPlan, article: ArticleRecord, pad: float = 0.7) -> None:
    """Draw a planned head and record its blocks."""
    if head.reversed_out:
        flat = head.axes.flow(head.taken)
        band = head.axes.page(Rect(flat.x0, flat.y0, flat.x1, flat.y1 - pad * sheet.em))
        sheet.canvas.frame(band, 0, tint=sheet.look.accent, kind="reversed")
    records: dict[int, BlockRecord] = {tag: article.block(kind) for tag, kind in enumerate(head.kinds)}
    sheet.ink(head.placed, head.axes, [sheet.column()], records, None, head.reversed_out, head.rtl)
