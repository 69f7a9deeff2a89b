"""Text flows through a chain of slots: the one typesetter for horizontal and vertical text.

Everything here is in (along, across) coordinates, see rect.py; nothing is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from benchmarks.press.canvas import BLACK, Colour
from benchmarks.press.fonts import Face
from benchmarks.press.linebreak import Cell, Rules, SetLine, break_line, cells_of
from benchmarks.press.rect import Rect

Align = Literal["justify", "start", "center", "end"]

SHORTEST_MEASURE = 4.0
"""Em: beside an obstacle, a narrower space is left blank."""
MAX_LEADING_ADD = 0.35
"""Share of the leading by which lines may be spread to bring a column down to its foot."""


@dataclass(frozen=True)
class Style:
    """How a block is set. Lengths in em of ``face``; ``leading`` is the step from line to line."""

    face: Face
    leading: float = 1.4
    indent: float = 0.0
    align: Align = "justify"
    before: float = 0.0
    after: float = 0.0
    inset: float = 0.0
    """Blank at both ends of every line."""
    lead_face: Face | None = None
    bar: Colour | None = None
    """A bar behind the line (a subhead in a dark or tinted strip)."""
    colour: Colour = BLACK
    keep: int = 0
    """Lines of the next block that must follow in the same slot."""

    @property
    def size(self) -> int:
        return self.face.size


@dataclass(frozen=True)
class Block:
    """A paragraph, headline, subhead … to be set. ``lead``: its first characters in the lead face."""

    kind: str
    text: str
    style: Style
    lead: int = 0
    tag: int = 0
    """Which block of the truth it belongs to."""


@dataclass(frozen=True)
class Slot:
    """A column or a tier, or what a picture leaves of one. Lines are set inside, around ``obstacles``."""

    area: Rect
    name: str
    obstacles: tuple[Rect, ...] = ()


@dataclass(frozen=True)
class Placed:
    """A line and the corner (along, across) of its em box."""

    line: SetLine
    block: Block
    along: float
    across: float
    slot: int
    measure: Rect
    """The space it was set in, for bars."""
    last: bool = False


@dataclass
class Flowed:
    lines: list[Placed] = field(default_factory=list)
    stop: tuple[int, int] | None = None
    """First block and character (within the block) that did not fit."""
    slot: int = 0
    across: float = 0.0
    """Where the next line would go."""


def _measure(slot: Slot, c0: float, c1: float) -> tuple[float, float] | None:
    """The widest free interval of the slot between across c0 and c1."""
    free = [(slot.area.x0, slot.area.x1)]
    for o in slot.obstacles:
        if o.y0 < c1 and c0 < o.y1:
            cut = []
            for a, b in free:
                cut += [(a, min(b, o.x0)), (max(a, o.x1), b)]
            free = [(a, b) for a, b in cut if b > a]
    return max(free, key=lambda f: f[1] - f[0]) if free else None


def _spots(slot: Slot, across: float) -> float:
    """The next across position worth trying below ``across``."""
    below = [o.y1 for o in slot.obstacles if o.y1 > across]
    return min(below) if below else slot.area.y1


def flow(blocks: list[Block], slots: list[Slot], rules: Rules, vertical: bool, fill: bool = True) -> Flowed:
    """Set the blocks one after another; what does not fit is told in ``stop``."""
    out = Flowed(across=slots[0].area.y0 if slots else 0.0)
    fresh = True
    for b, block in enumerate(blocks):
        style, size = block.style, block.style.size
        cells = cells_of(block.text, style.face, vertical, block.lead, style.lead_face)
        i, first, step = 0, True, style.leading * size
        gap = style.before * size
        needed: float
        while i < len(cells) or (first and not cells):
            if out.slot >= len(slots):
                out.stop = (b, i)
                return out
            slot = slots[out.slot]
            across = out.across + (gap if first and not fresh else 0.0)
            needed = size
            if first and style.keep and b + 1 < len(blocks):
                after = blocks[b + 1].style
                needed = size + style.after * size + style.keep * after.size * after.leading
            if across + needed > slot.area.y1 + 0.5:
                out.slot, fresh = out.slot + 1, True
                out.across = slots[out.slot].area.y0 if out.slot < len(slots) else 0.0
                continue
            space = _measure(slot, across, across + size)
            indent = (style.indent if first else 0.0) * size
            if space is None or space[1] - space[0] - 2 * style.inset * size < SHORTEST_MEASURE * size:
                out.across, fresh = _spots(slot, across), True
                if slot.area.x1 - slot.area.x0 < SHORTEST_MEASURE * size:
                    out.slot += 1
                    out.across = slots[out.slot].area.y0 if out.slot < len(slots) else 0.0
                continue
            a0, a1 = space[0] + style.inset * size + indent, space[1] - style.inset * size
            line, nxt = break_line(cells, i, a1 - a0, rules, vertical, style.align == "justify")
            if style.align == "center":
                a0 += max(0.0, (a1 - a0 - line.width) / 2)
            elif style.align == "end":
                a0 += max(0.0, a1 - a0 - line.width)
            out.lines.append(Placed(line, block, a0, across, out.slot,
                                    Rect(space[0], across, space[1], across + size), nxt >= len(cells)))  # fmt: skip
            out.across = across + step
            i, first, fresh = nxt, False, False
        out.across += style.after * size
    if fill:
        out.lines = spread(out, slots)
    return out


def spread(flowed: Flowed, slots: list[Slot]) -> list[Placed]:
    """Bring every full slot down to its foot by spreading its lines a little."""
    out: list[Placed] = []
    final = flowed.lines[-1].slot if flowed.lines and flowed.stop is None else None
    for s, slot in enumerate(slots):
        mine = [p for p in flowed.lines if p.slot == s]
        if not mine:
            continue
        rest = slot.area.y1 - max(p.across + p.block.style.size for p in mine)
        step = mine[-1].block.style.leading * mine[-1].block.style.size
        busy = bool(slot.obstacles) or len(mine) < 4
        if s == final or busy or rest < 1 or rest > 2.2 * step:
            out += mine
            continue
        per = rest / (len(mine) - 1)
        if per > MAX_LEADING_ADD * step:
            out += mine
            continue
        heads = [k for k in range(1, len(mine)) if mine[k].block is not mine[k - 1].block
                 and mine[k].block.kind != "paragraph"]  # fmt: skip
        shift, done = 0.0, []
        for k, p in enumerate(mine):
            if k:
                shift += rest * 0.5 / len(heads) if heads and k in heads else 0.0
                shift += per * (0.5 if heads else 1.0)
            m = p.measure
            done.append(replace(p, across=p.across + shift, measure=Rect(m.x0, m.y0 + shift, m.x1, m.y1 + shift)))
        out += done
    return out


def single(text: str, face: Face, vertical: bool = False, tracking: float = 0.0) -> SetLine:
    """One line that is not broken, letter-spaced by ``tracking`` em."""
    cells: list[Cell] = cells_of(text, face, vertical)
    rules = Rules()
    line, _ = break_line(cells, 0, 1e9, rules, vertical, False)
    if not tracking or not line.cells:
        return line
    extra = tracking * face.size
    starts = tuple(s + k * extra for k, s in enumerate(line.starts))
    advances = tuple(a + (extra if k + 1 < len(line.advances) else 0.0) for k, a in enumerate(line.advances))
    return replace(line, starts=starts, advances=advances)
