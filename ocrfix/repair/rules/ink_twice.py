"""The same ink read twice: glyphs of two lines whose boxes cover each other.

Detected boxes overlap, crops take in a neighbour's strokes, and two lines then carry the same characters.
Runs of glyphs that lie on the glyphs of another line are taken from the line that is less sure of them,
if both read (nearly) the same; where single characters differ, the one that stays is flagged. If they read
differently altogether, nothing is taken and the place is flagged. Equal text elsewhere on the page stays:
only ink decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ocrfix.page import Box, Edit, Evidence, Glyph, Operation, Page, Reading, Span, Standing, TextLine
from ocrfix.repair import applier
from ocrfix.repair.prose import fold
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import View

_NAME, _VERSION = "ink-twice", 2
_LEAST = 2
"""Glyphs in a row that are no accident: one alone may have been placed a character off."""

Origin = dict[str, tuple[tuple[int, bool], ...]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Glyph ``a`` of one line lies on glyph ``b`` of another."""

    a: int
    b: int
    share: float


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    origin = applier.places(page)
    lines = [line for line in page.lines if line.polygon is not None and line.glyphs]
    edges = {line.id: _edges(line) for line in lines}
    edits: list[Edit] = []
    for one, other in _touching(lines):
        for run in _runs(one, other, edges, context):
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


def _edges(line: TextLine) -> npt.NDArray[np.float64]:
    """Left, top, right and bottom of the glyphs, shape (glyphs, 4); not a number where a glyph has no box."""
    none = (np.nan,) * 4
    return np.array([g.box.edges if g.box is not None else none for g in line.glyphs], np.float64)


def _runs(
    one: TextLine, other: TextLine, edges: dict[str, npt.NDArray[np.float64]], context: Context
) -> list[list[Pair]]:
    """Runs of glyphs of ``one`` that lie on glyphs of ``other``, at most one glyph apart."""
    settings = context.settings
    shares = _shares(edges[one.id], edges[other.id], settings.twice_like)
    best = shares.argmax(axis=1)
    most = shares[np.arange(len(best)), best]
    rows = np.flatnonzero(most >= settings.twice_overlap).tolist()
    pairs = [Pair(a, int(best[a]), float(most[a])) for a in rows]
    runs: list[list[Pair]] = []
    for pair in pairs:
        if runs and pair.a - runs[-1][-1].a <= 2:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    enough = min(settings.twice_glyphs, len(one.glyphs), len(other.glyphs))
    sure = settings.twice_plain
    return [
        r
        for r in runs
        if (len(r) >= enough and (len(r) >= _LEAST or r[0].share >= sure)) or _plain(one, other, r, context)
    ]


def _plain(one: TextLine, other: TextLine, run: list[Pair], context: Context) -> bool:
    """Whether a short run is the same ink all the same: it covers itself nearly whole, and reads alike."""
    if len(run) < _LEAST:
        return False
    return all(p.share >= context.settings.twice_plain and _agree(one.glyphs[p.a], other.glyphs[p.b]) for p in run)


def _agree(one: Glyph, other: Glyph) -> bool:
    return fold(one.text) == fold(other.text)


def _shares(
    one: npt.NDArray[np.float64], other: npt.NDArray[np.float64], like: float
) -> npt.NDArray[np.float64]:
    """The part of the smaller box that two boxes share, for each pair, shape (one, other); 0 for boxes of
    unlike size, which are no one glyph."""
    a, b = one[:, None], other[None]
    across = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    down = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    areas = [(n[..., 2] - n[..., 0]) * (n[..., 3] - n[..., 1]) for n in (a, b)]
    small, large = np.minimum(*areas), np.maximum(*areas)
    common = np.maximum(across, 0) * np.maximum(down, 0)
    shares: npt.NDArray[np.float64] = np.where((large <= like * small) & (small > 0), common / small, 0.0)
    return np.nan_to_num(shares)


def _judge(view: View, origin: Origin, one: TextLine, other: TextLine, run: list[Pair], context: Context) -> list[Edit]:
    settings = context.settings
    here, there = [p.a for p in run], sorted({p.b for p in run})
    keep_one = _trust(one, here) >= _trust(other, there)
    line, taken = (other, there) if keep_one else (one, here)
    agreeing = sum(_agree(one.glyphs[p.a], other.glyphs[p.b]) for p in run)
    share = sum(p.share for p in run) / len(run)
    spans = _spans(line, taken, origin)
    evidence = Evidence(
        crop=_crop([line.glyphs[i] for i in taken]),
        readings=(
            Reading(one.id, "".join(one.glyphs[i].text for i in here), _trust(one, here), "confidence"),
            Reading(other.id, "".join(other.glyphs[i].text for i in there), _trust(other, there), "confidence"),
        ),
        measures={"ink in common": share, "glyphs": float(len(run)), "of them alike": float(agreeing)},
        thresholds={
            "twice_overlap": settings.twice_overlap,
            "twice_glyphs": float(settings.twice_glyphs),
            "twice_agree": settings.twice_agree,
        },
        note=f"the same ink is read in line {(one if keep_one else other).id}",
    )
    if agreeing < settings.twice_agree * len(run):
        return [view.edit(_NAME, _VERSION, Operation.MARK, spans, standing=Standing.FLAGGED, evidence=evidence)]
    edits = [
        view.edit(
            _NAME,
            _VERSION,
            Operation.DELETE,
            spans,
            confidence=0.9 + 0.09 * share,
            standing=Standing.APPLIED,
            evidence=evidence,
        )
    ]
    for pair in run:
        mine, its = one.glyphs[pair.a], other.glyphs[pair.b]
        if not _agree(mine, its):
            kept, at = (one, pair.a) if keep_one else (other, pair.b)
            note = f"another reading of the same ink has {(its if keep_one else mine).text} here"
            marked = replace(evidence, crop=kept.glyphs[at].box, note=note)
            place = _spans(kept, [at], origin)
            edits.append(
                view.edit(_NAME, _VERSION, Operation.MARK, place, standing=Standing.FLAGGED, evidence=marked)
            )
    return edits


def _spans(line: TextLine, at: list[int], origin: Origin) -> tuple[Span, ...]:
    """Glyphs of a line as spans of the line as recognised."""
    spans: list[Span] = []
    for i in at:
        where = origin[line.id][i][0]
        if spans and spans[-1].stop == where:
            spans[-1] = Span(line.id, spans[-1].start, where + 1)
        else:
            spans.append(Span(line.id, where, where + 1))
    return tuple(spans)


def _trust(line: TextLine, at: list[int]) -> float:
    """How sure the recogniser was of these glyphs, on average; the longer line wins where it does not say."""
    known = [c for i in at if (c := line.glyphs[i].confidence) is not None]
    return sum(known) / len(known) if known else min(1.0, len(line.glyphs) / 1000)


def _crop(glyphs: list[Glyph]) -> Box | None:
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
