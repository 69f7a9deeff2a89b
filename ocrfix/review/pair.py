"""Two readings of one page beside each other: two runs, two engines, or a truth and an output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocrfix.page import Box, Kind, enclosing
from ocrfix.review.model import BlockDiff, PageDiff, Run, Section, SectionKind
from ocrfix.score.differences import cut
from ocrfix.score.match import assign
from ocrfix.score.profile import WIDTH_PROFILE
from ocrfix.score.tiles import align


@dataclass(frozen=True, slots=True)
class Side:
    """What one reading has in a stretch: the text, the edits that made it so, where it stands."""

    text: str
    edits: tuple[str, ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that is the same on both sides, or a difference. ``free``: one that does not count beside a truth, of
    white space, of full and half width only, or at a place that nobody can read.
    """

    old: Side
    new: Side
    free: bool = False

    @property
    def same(self) -> bool:
        return self.old.text == self.new.text


@dataclass(frozen=True, slots=True)
class ArticlePair:
    """Two articles that are one story, or one that the other reading lacks. ``old`` and ``new`` are ids of
    sections.
    """

    title: str
    old: str | None
    new: str | None
    stretches: tuple[Stretch, ...]

    @property
    def differences(self) -> tuple[Stretch, ...]:
        return tuple(s for s in self.stretches if not s.same and not s.free)


@dataclass(frozen=True, slots=True)
class PagePair:
    """A page as two readings have it, in the order of the new one. A reading without the page is ``None``."""

    name: str
    old: PageDiff | None
    new: PageDiff | None
    articles: tuple[ArticlePair, ...]

    @property
    def removed(self) -> int:
        """Characters of the old reading that the new one lacks or has otherwise."""
        return sum(len(d.old.text) for a in self.articles for d in a.differences)

    @property
    def inserted(self) -> int:
        return sum(len(d.new.text) for a in self.articles for d in a.differences)


def compare(name: str, old: PageDiff | None, new: PageDiff | None, *, truth: bool = False) -> PagePair:
    """The page as two readings have it now (after repair), article by article.

    Articles are matched one to one by the characters they share, as ``score`` matches them; furniture with
    furniture. One that has no partner is all gone, or all new. Where the old reading is the ``truth``, what the
    score's profile ``width`` does not count (white space, full and half width) and ``□`` are free.
    """
    ours, theirs = _sections(old), _sections(new)
    partner = _partners(ours, theirs)
    back = {n: o for o, n in partner.items()}
    pairs: list[ArticlePair] = []
    told: set[int] = set()
    for n, section in enumerate(theirs):
        if n in back:
            told.add(back[n])
        pairs.append(_pair(ours[back[n]] if n in back else None, section, truth))
    alone = [_pair(section, None, truth) for o, section in enumerate(ours) if o not in told]
    return PagePair(name, old, new, tuple(pairs + alone))


def _sections(diff: PageDiff | None) -> tuple[Section, ...]:
    if diff is None:
        return ()
    return tuple(replace(s, blocks=in_order(s.blocks)) for s in diff.sections if s.after.strip())


def in_order(blocks: Sequence[BlockDiff]) -> tuple[BlockDiff, ...]:
    """The blocks of an article as they are compared: see ``order``."""
    return tuple(blocks[n] for n in order(blocks))


def order(blocks: Sequence[BlockDiff]) -> list[int]:
    """Headline, kicker, deck, text, captions: their order on paper is free, so it is no difference."""
    return sorted(range(len(blocks)), key=lambda n: _ORDER.get(blocks[n].kind, _BODY))


_BODY = 3
_ORDER = {Kind.HEADLINE: 0, Kind.KICKER: 1, Kind.DECK: 2, Kind.CAPTION: 4, Kind.CREDIT: 4}


def _partners(ours: Sequence[Section], theirs: Sequence[Section]) -> dict[int, int]:
    furniture = [[n for n, s in enumerate(side) if s.kind is SectionKind.FURNITURE] for side in (ours, theirs)]
    found = dict(zip(*furniture, strict=False))
    left = [n for n in range(len(ours)) if n not in found]
    right = [n for n in range(len(theirs)) if n not in found.values()]
    texts = [ours[n].after for n in left], [theirs[n].after for n in right]
    alignment = align(*texts)
    shared = np.zeros((len(left), len(right)), np.int64)
    places = np.flatnonzero(alignment.equal)
    rows = np.repeat(np.arange(len(left)), [len(t) for t in texts[0]])[places]
    columns = np.repeat(np.arange(len(right)), [len(t) for t in texts[1]])[alignment.to_output[places]]
    np.add.at(shared, (rows, columns), 1)
    return found | {left[o]: right[n] for o, n in assign(*texts, shared).items()}


def _pair(old: Section | None, new: Section | None, truth: bool) -> ArticlePair:
    known = new or old
    assert known is not None
    title = known.title or (old.title if old is not None else "")
    one, two = (_Text(s) if s is not None else None for s in (old, new))
    stretches = []
    at = 0
    for piece in cut(one.text if one else "", two.text if two else ""):
        before = one.side(at, at + len(piece.truth)) if one else Side("")
        after = two.side(piece.place, piece.place + len(piece.output)) if two else Side("")
        at += len(piece.truth)
        alike = WIDTH_PROFILE.apply(piece.truth) == WIDTH_PROFILE.apply(piece.output)
        stretches.append(Stretch(before, after, truth and not piece.same and (piece.free or alike)))
    return ArticlePair(title, old.id if old else None, new.id if new else None, tuple(stretches))


class _Text:
    """The text of a section, each character with the run it is of."""

    def __init__(self, section: Section) -> None:
        self.text = section.after
        self._runs: list[tuple[Run | None, int]] = []
        self._gone: list[tuple[int, Run]] = []
        for n, block in enumerate(section.blocks):
            if n:
                self._runs.append((None, 0))  # the line break between blocks
            for run in block.runs:
                if run.edits and not run.after:
                    self._gone.append((len(self._runs), run))
                self._runs += [(run, k) for k in range(len(run.after))]

    def side(self, start: int, stop: int) -> Side:
        runs = [(run, k) for run, k in self._runs[start:stop] if run is not None]
        gone = [run for at, run in self._gone if start <= at <= stop]
        edits = tuple(dict.fromkeys(i for run in [run for run, _ in runs] + gone for i in run.edits))
        boxes = [box for run, k in runs if (box := _part(run, k)) is not None] or [r.box for r in gone if r.box]
        return Side(self.text[start:stop], edits, enclosing(boxes) if boxes else None)


def _part(run: Run, at: int) -> Box | None:
    """Where character ``at`` of a run stands: its share of the box, along the longer side."""
    box, count = run.box, len(run.after)
    if box is None or count == 1:
        return box
    if box.height > box.width:
        step = box.height / count
        return Box(box.left, box.top + at * step, box.right, box.top + (at + 1) * step)
    step = box.width / count
    return Box(box.left + at * step, box.top, box.left + (at + 1) * step, box.bottom)
