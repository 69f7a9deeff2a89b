"""Lines of a paragraph: Chinese line-breaking rules, punctuation squeezing, justification.

Rules after GB/T 15834 and the W3C's "Requirements for Chinese Text Layout": no closing mark or stop at
a line start, no opening mark at a line end, —— and …… not divided, Latin words and numbers kept whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.press.fonts import Face, is_wide

NO_START = frozenset("，。、；：！？）」』》〉】〕”’…—·％℃,.;:!?)]%～")
"""What may not begin a line."""
NO_END = frozenset("（「『《〈【〔“‘([￥$№")
"""What may not end a line."""
SQUEEZABLE = frozenset("，。、；：（）「」『』《》〈〉【】〔〕“”‘’·")
HANGING = frozenset("，。、")
MAX_STRETCH = 0.16
"""Letter spacing, in em, beyond which a Latin word at the line end is hyphenated where that is allowed."""


@dataclass(frozen=True)
class Cell:
    """One character ready to be set. ``front`` and ``back`` are blank parts of its advance, in pixels."""

    char: str
    face: Face
    advance: float
    front: float = 0.0
    back: float = 0.0


@dataclass(frozen=True)
class Rules:
    """How strictly and how tightly lines are set."""

    squeeze: bool = True
    """Whether two marks in a row share one em, and marks are narrowed to bring one more in."""
    hang: bool = False
    """Whether a comma or stop may hang beyond the line end."""
    hyphenate: bool = False
    autospace: float = 0.14
    """Blank between Han and Latin, in em."""


@dataclass(frozen=True)
class SetLine:
    """A broken line: cells, where each begins along the line (pixels from the line's start)."""

    cells: tuple[Cell, ...]
    starts: tuple[float, ...]
    advances: tuple[float, ...]
    shifts: tuple[float, ...]
    """How far the glyph is drawn before its start (squeezed opening marks)."""
    join: str
    """What stands between this line and the next in running text ("" or " ")."""
    hyphen: bool = False

    @property
    def text(self) -> str:
        return "".join(c.char for c in self.cells)

    @property
    def width(self) -> float:
        return self.starts[-1] + self.advances[-1] if self.cells else 0.0


def cells_of(text: str, face: Face, vertical: bool, lead: int = 0, lead_face: Face | None = None) -> list[Cell]:
    """The characters of a paragraph; the first ``lead`` in another face."""
    out = []
    for i, char in enumerate(text):
        f = lead_face if lead_face is not None and i < lead else face
        glyph = f.glyph(char, vertical)
        front = back = 0.0
        if char in SQUEEZABLE and glyph.inked:
            begin = glyph.top if vertical else glyph.left
            length = glyph.mask.shape[0 if vertical else 1]
            spare = 0.04 * f.size
            front = min(max(0.0, begin - spare), glyph.advance / 2)
            back = min(max(0.0, glyph.advance - begin - length - spare), glyph.advance / 2)
        out.append(Cell(char, f, glyph.advance, front, back))
    return out


def can_break(cells: list[Cell], i: int) -> bool:
    """Whether a line may end before cell ``i``."""
    if i <= 0 or i >= len(cells):
        return True
    a, b = cells[i - 1].char, cells[i].char
    if a.isspace() or b.isspace():
        return b not in NO_START or a.isspace()
    if b in NO_START or a in NO_END:
        return False
    if a == b and a in "—…":
        return False
    return is_wide(a) or is_wide(b)


def _gaps(cells: list[Cell], i: int, j: int, rules: Rules) -> tuple[list[float], list[float]]:
    """Advances and front shifts of cells i..j after marks next to each other have shared their blanks."""
    advances = [c.advance for c in cells[i:j]]
    shifts = [0.0] * (j - i)
    for k in range(1, j - i):
        a, b = cells[i + k - 1], cells[i + k]
        if rules.squeeze and a.char in SQUEEZABLE and b.char in SQUEEZABLE:
            room = min(a.back + b.front, a.face.size / 2)
            take = min(a.back, room)
            advances[k - 1] -= take
            advances[k] -= room - take
            shifts[k] += room - take
        elif (
            rules.autospace
            and is_wide(a.char) != is_wide(b.char)
            and not a.char.isspace()
            and not b.char.isspace()
            and (a.char if is_wide(a.char) else b.char) not in SQUEEZABLE
            and (b.char if is_wide(a.char) else a.char).isalnum()
        ):
            advances[k - 1] += rules.autospace * a.face.size
    return advances, shifts


def _hyphen_point(cells: list[Cell], i: int, j: int, limit: float) -> int | None:
    """Where the Latin word that begins at or after ``j`` can be divided so that its head fits ``limit``."""
    end = j
    while end < len(cells) and cells[end].char.isascii() and cells[end].char.isalpha():
        end += 1
    width, point = cells[j - 1].face.size * 0.35, None
    for k in range(j, end - 2):
        width += cells[k].advance
        if width > limit:
            break
        if k - j >= 2:
            point = k + 1
    return point


def break_line(
    cells: list[Cell], i: int, width: float, rules: Rules, vertical: bool, justify: bool = True
) -> tuple[SetLine, int]:
    """The line that begins at cell ``i`` in ``width`` pixels, and the cell the next one begins at."""
    n = len(cells)
    while i < n and cells[i].char == " ":
        i += 1
    advances, shifts = _gaps(cells, i, n if n - i < 400 else i + 400, rules)
    total, natural = 0.0, []
    for a in advances:
        total += a
        natural.append(total)
        if total > width * 1.6 + 4 * cells[i].face.size:
            break
    if total <= width and len(natural) == n - i:
        return _finish(cells, i, n, advances, shifts, None, 0.0, "", vertical), n
    end, slack = 0, 0.0
    for count in range(len(natural), 0, -1):
        j = i + count
        if not can_break(cells, j):
            continue
        used, last = natural[count - 1], cells[j - 1]
        spare = 0.0
        if last.char.isspace() or (rules.hang and last.char in HANGING):
            used -= last.advance
        elif rules.squeeze:
            used -= min(last.back, last.face.size / 2)
        if used > width and rules.squeeze:
            spare = 0.5 * sum(c.back for c in cells[i : j - 1] if c.char in SQUEEZABLE)
        if used - spare <= width + 0.01:
            end, slack = j, width - used
            break
    if end == 0:  # a word longer than the line
        end = i + max(1, sum(1 for w in natural if w <= width))
        slack = max(0.0, width - natural[end - i - 1])
    gaps = max(1, end - i - 1)
    if rules.hyphenate and justify and slack / gaps > MAX_STRETCH * cells[i].face.size and end < n:
        point = _hyphen_point(cells, i, end, slack) if cells[end].char.isalpha() else None
        if point is not None:
            return _hyphenated(cells, i, point, rules, width, vertical), point
    stop, join = end, ""
    while stop > i + 1 and cells[stop - 1].char.isspace():
        stop, join = stop - 1, cells[stop - 1].char + join
    while end < n and cells[end].char == " ":
        join, end = join + " ", end + 1
    advances = advances[: stop - i]
    return _finish(cells, i, stop, advances, shifts, slack if justify and end < n else min(slack, 0.0), width,
                   join, vertical, rules), end  # fmt: skip


def _hyphenated(cells: list[Cell], i: int, point: int, rules: Rules, width: float, vertical: bool) -> SetLine:
    face = cells[point - 1].face
    dash = Cell("-", face, face.glyph("-", vertical).advance)
    part = [*cells[i:point], dash]
    advances, shifts = _gaps(part, 0, len(part), rules)
    slack = width - sum(advances)
    line = _finish(part, 0, len(part), advances, shifts, slack, width, "", vertical, rules)
    return SetLine(line.cells, line.starts, line.advances, line.shifts, "", True)


def _finish(
    cells: list[Cell], i: int, j: int, advances: list[float], shifts: list[float], slack: float | None,
    width: float, join: str, vertical: bool, rules: Rules | None = None,
) -> SetLine:  # fmt: skip
    chosen = cells[i:j]
    advances, shifts = list(advances[: j - i]), list(shifts[: j - i])
    if slack is not None and len(chosen) > 1:
        last = chosen[-1]
        if rules and not (rules.hang and last.char in HANGING) and rules.squeeze:
            advances[-1] -= min(last.back, last.face.size / 2)
        if slack < 0:
            room = [c.back if c.char in SQUEEZABLE else 0.0 for c in chosen[:-1]]
            total = sum(room)
            for k, r in enumerate(room):
                advances[k] += slack * r / total if total else 0.0
        elif slack > 0:
            weights = [3.0 if c.char == " " else 1.0 for c in chosen[:-1]]
            for k in range(len(weights)):  # inside a Latin word or number nothing is stretched
                if not is_wide(chosen[k].char) and not is_wide(chosen[k + 1].char) and chosen[k].char != " ":
                    weights[k] = 0.0
            total = sum(weights) or 1.0
            if not sum(weights):
                weights = [1.0] * len(weights)
                total = float(len(weights))
            for k, weight in enumerate(weights):
                advances[k] += slack * weight / total
    starts, at = [], 0.0
    for a in advances:
        starts.append(at)
        at += a
    return SetLine(tuple(chosen), tuple(starts), tuple(advances), tuple(shifts), join)
