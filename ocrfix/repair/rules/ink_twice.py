"""The same ink read twice: glyphs of two lines whose boxes cover each other.

Detected boxes overlap, crops take in a neighbour's strokes, and two lines then carry the same characters.
Runs of glyphs that lie on the glyphs of another line are taken from the line that is less sure of them,
if both read the same; if they read differently, the place is flagged. Equal text elsewhere on the page
stays: only ink decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocrfix.page import Box, Edit, Evidence, Glyph, Operation, Page, Reading, Span, Standing, TextLine
from ocrfix.repair import applier
from ocrfix.repair.prose import fold
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import View

_NAME, _VERSION = "ink-twice", 1

Origin = dict[str, tuple[tuple[int, bool], ...]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Glyph ``a`` of one line lies on glyph ``b`` of another."""

    a: int
    b: int
    share: float


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = View.of(page)
    origin = applier.places(page)
    lines = [line for line in page.lines if line.polygon is not None and line.glyphs]
    edits: list[Edit] = []
    for one, other in _touching(lines):
        for run in _runs(one, other, context):
            edits += _judge(view, origin, one, other, run, context)
    return tuple(edits)


def _touching(lines: list[TextLine]) -> list[tuple[TextLine, TextLine]]:
    """Pairs of lines of one direction whose boxes overlap, in the order of their ids on the page."""
    order = sorted(range(len(lines)), key=lambda i: lines[i].box.left)
    boxes = [line.box for line in lines]
    found = []
    for rank, i in enumerate(order):
        for j in order[rank + 1 :]:
            if boxes[j].left >= boxes[i].right:
                break
            if lines[i].vertical == lines[j].vertical and boxes[i].overlap_y(boxes[j]) > 0:
                found.append((min(i, j), max(i, j)))
    return [(lines[i], lines[j]) for i, j in sorted(found)]


def _runs(one: TextLine, other: TextLine, context: Context) -> list[list[Pair]]:
    """Runs of glyphs of ``one`` that lie on glyphs of ``other``, at most one glyph apart."""
    settings = context.settings
    pairs = []
    for a, glyph in enumerate(one.glyphs):
        if glyph.box is None:
            continue
        shares = [
            (_share(glyph.box, g.box, settings.twice_like), b) for b, g in enumerate(other.glyphs) if g.box is not None
        ]
        share, b = max(shares, default=(0.0, -1))
        if share >= settings.twice_overlap:
            pairs.append(Pair(a, b, share))
    runs: list[list[Pair]] = []
    for pair in pairs:
        if runs and pair.a - runs[-1][-1].a <= 2:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return [r for r in runs if len(r) >= min(settings.twice_glyphs, len(one.glyphs), len(other.glyphs))]


def _share(a: Box, b: Box, like: float) -> float:
    """The part of the smaller box that both share; 0 for boxes of unlike size, which are no one glyph."""
    small, large = sorted((a.area, b.area))
    return a.overlap_area(b) / small if large <= like * small else 0.0


def _judge(view: View, origin: Origin, one: TextLine, other: TextLine, run: list[Pair], context: Context) -> list[Edit]:
    stretch_a = (run[0].a, run[-1].a + 1)
    used = [p.b for p in run]
    stretch_b = (min(used), max(used) + 1)
    text_a = "".join(g.text for g in one.glyphs[slice(*stretch_a)])
    text_b = "".join(g.text for g in other.glyphs[slice(*stretch_b)])
    same = fold(text_a) == fold(text_b)
    keep_one = _trust(one, stretch_a) >= _trust(other, stretch_b)
    line, stretch = (other, stretch_b) if keep_one else (one, stretch_a)
    glyphs = line.glyphs[slice(*stretch)]
    share = sum(p.share for p in run) / len(run)
    span = Span(line.id, origin[line.id][stretch[0]][0], origin[line.id][stretch[1] - 1][0] + 1)
    evidence = Evidence(
        crop=_crop(glyphs),
        readings=(
            Reading(one.id, text_a, _trust(one, stretch_a), "confidence"),
            Reading(other.id, text_b, _trust(other, stretch_b), "confidence"),
        ),
        measures={"ink in common": share, "glyphs": float(len(run))},
        thresholds={
            "twice_overlap": context.settings.twice_overlap,
            "twice_glyphs": float(context.settings.twice_glyphs),
        },
        note=f"the same ink is read in line {(one if keep_one else other).id}",
    )
    if not same:
        return [view.edit(_NAME, _VERSION, Operation.MARK, (span,), standing=Standing.FLAGGED, evidence=evidence)]
    return [
        view.edit(
            _NAME,
            _VERSION,
            Operation.DELETE,
            (span,),
            confidence=0.9 + 0.09 * share,
            standing=Standing.APPLIED,
            evidence=evidence,
        )
    ]


def _trust(line: TextLine, stretch: tuple[int, int]) -> float:
    """How sure the recogniser was of a stretch, on average; the longer line wins where it does not say."""
    known = [g.confidence for g in line.glyphs[slice(*stretch)] if g.confidence is not None]
    return sum(known) / len(known) if known else min(1.0, len(line.glyphs) / 1000)


def _crop(glyphs: tuple[Glyph, ...]) -> Box | None:
    boxes = [g.box for g in glyphs if g.box is not None]
    if not boxes:
        return None
    crop = boxes[0]
    for box in boxes[1:]:
        crop = crop.union(box)
    return crop


RULE = Rule(
    _NAME,
    _VERSION,
    Stage.INK,
    5,
    propose,
    "Characters that two lines read from the same ink.",
)
