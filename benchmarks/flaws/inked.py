"""Pages with geometry on which ink is read twice at known places, and what repair makes of them.

Every glyph knows which printed character it reads (by its place in the truth). After repair each printed
character should be read once: what is read again was planted.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.flaws.plant import alike
from benchmarks.press.articles import Split
from benchmarks.press.make import make_page
from ocrfix.page import Alternative, Box, Direction, Glyph, Page, TextLine
from ocrfix.repair import Repairer
from ocrfix.repair.applier import places

Printed = tuple[str, int]
"""A printed character: the line of the truth and its index in it."""
_EM = 18
_SHARE = 0.3
"""Share of lines at which something is read twice."""
_MISREAD = 0.04
"""Share of characters that a second reading gets wrong. Reason: crops are cut where they overlap."""


@dataclass
class Inked:
    """A page as an engine would hand it over, and what each glyph is a reading of."""

    page: Page
    printed: dict[str, list[Printed]] = field(default_factory=dict)
    planted: Counter[str] = field(default_factory=Counter)


def pages(split: Split, seeds: range) -> Iterator[Inked]:
    """A press page for every seed, with flaws; the same arguments give the same page."""
    for seed in seeds:
        truth = make_page(seed, set=split, em=_EM).truth
        yield flawed(truth, random.Random(f"inked/{seed}"))


def flawed(truth: dict[str, Any], rng: random.Random) -> Inked:
    """The lines of a press page, some of them read twice."""
    made = Inked(Page("flaws", truth["width"], truth["height"]))
    lines: list[TextLine] = []
    sound = [line for line in truth["lines"] if line["direction"] != "rtl" and len(line["text"].strip()) > 1]
    for line in sound:
        glyphs = [(i, g["text"], Box(*g["box"])) for i, g in enumerate(line["glyphs"]) if g["ink"] is not None]
        if not glyphs:
            continue
        direction, em = Direction(line["direction"]), float(line["size"])
        vertical = direction is Direction.TTB

        def add(
            name: str, cells: list[tuple[int, str, Box]], again: bool, line: dict[str, Any] = line, em: float = em,
            direction: Direction = direction,
        ) -> None:  # fmt: skip
            lines.append(_read(f"{line['id']}{name}", cells, direction, em, again, rng))
            made.printed[lines[-1].id] = [(line["id"], i) for i, _, _ in cells]

        kind = rng.choice(("tiles", "tiles", "whole", "taller", "bleed")) if rng.random() < _SHARE else ""
        if kind == "tiles" and len(glyphs) > 6:
            twice = rng.randint(2, min(10, len(glyphs) - 3))
            cut = rng.randint(twice + 1, len(glyphs) - 1)
            add("", glyphs[:cut], False)
            add("-b", glyphs[cut - twice :], True)
        elif kind == "whole":
            add("", glyphs, False)
            add("-b", glyphs, True)
        elif kind == "taller":
            add("", glyphs, False)
            grown = [(i, t, _taller(b, em * rng.uniform(0.2, 0.8), vertical)) for i, t, b in glyphs]
            add("-b", grown, True)
        elif kind == "bleed":
            add("", glyphs, False)
            twice = rng.randint(1, min(4, len(glyphs)))
            add("-b", glyphs[:twice] if rng.random() < 0.5 else glyphs[-twice:], True)
        else:
            kind = ""
            add("", glyphs, False)
        if kind:
            made.planted[kind] += 1
    rng.shuffle(lines)
    made.page = Page("flaws", truth["width"], truth["height"], lines=tuple(lines))
    return made


def _read(
    name: str, cells: list[tuple[int, str, Box]], direction: Direction, em: float, again: bool, rng: random.Random
) -> TextLine:
    """A line as read: boxes a little off, a second reading sometimes wrong and then less sure."""
    glyphs = []
    for _, printed, box in cells:
        wrong = alike(printed, rng) if again and rng.random() < _MISREAD else ""
        text, sure = wrong or printed, rng.uniform(0.3, 0.9) if wrong else min(0.9999, rng.betavariate(30, 1))
        glyphs.append(Glyph(text, _jittered(box, em, rng), sure, (Alternative(text, sure),)))
    boxes = [g.box for g in glyphs if g.box is not None]
    around = boxes[0]
    for box in boxes[1:]:
        around = around.union(box)
    padded = Box(around.left - 0.1 * em, around.top - 0.1 * em, around.right + 0.1 * em, around.bottom + 0.1 * em)
    return TextLine(name, padded.polygon, tuple(glyphs), direction, "flaws")


def _jittered(box: Box, em: float, rng: random.Random) -> Box:
    across, down = rng.gauss(0, 0.06 * em), rng.gauss(0, 0.06 * em)
    return Box(box.left + across, box.top + down, box.right + across, box.bottom + down)


def _taller(box: Box, by: float, vertical: bool) -> Box:
    if vertical:
        return Box(box.left, box.top, box.right + by, box.bottom)
    return Box(box.left, box.top, box.right, box.bottom + by)


@dataclass
class Claims:
    """How often printed characters were read: ``twice`` before repair (each reading too many counts),
    ``left`` after it, ``removed`` readings, ``lost`` characters of which no reading is left."""

    twice: int = 0
    left: int = 0
    removed: int = 0
    lost: int = 0
    characters: int = 0

    def add(self, other: Claims) -> None:
        self.twice += other.twice
        self.left += other.left
        self.removed += other.removed
        self.lost += other.lost
        self.characters += other.characters

    @property
    def precision(self) -> float:
        return (self.removed - self.lost) / self.removed if self.removed else 1.0

    @property
    def recall(self) -> float:
        return (self.twice - self.left) / self.twice if self.twice else 1.0


def judge(made: Inked, repairer: Repairer) -> Claims:
    """Repair a page by its ink and count readings."""
    repaired = repairer.ink(made.page)
    before = Counter(p for line in made.page.lines for p in made.printed[line.id])
    origin = places(repaired)
    after = Counter(
        made.printed[line.id][at] for line in repaired.lines for at, put in origin[line.id] if not put
    )
    return Claims(
        twice=sum(n - 1 for n in before.values()),
        left=sum(n - 1 for n in after.values()),
        removed=before.total() - after.total(),
        lost=len(before) - len(after),
        characters=len(before),
    )
