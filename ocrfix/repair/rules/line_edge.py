"""Strokes at the start or end of a line that are no characters: specks, edges of rules, a neighbour's strokes.

A recogniser reads them as marks or as characters of one stroke. Such a reading is taken away if the text is far
likelier without it, the recogniser was not sure of it, and its ink is no stroke of that size (a speck, nothing, or
part of something that reaches beyond the line) or follows a mark that no such mark follows. Without an image, or with
ordinary ink, it is only suggested.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocrfix.language.tokens import is_han
from ocrfix.page import Box, Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.page.script import NOT_AT_START
from ocrfix.repair.prose import is_chinese
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "line-edge", 1
_STROKES = frozenset("·•.'`’‘-—–~_^|丨一丶丿,")
"""What a speck, the edge of a rule or a piece of a stroke is read as."""
_SPECKS = frozenset("·•.`_^~")
"""Those of them that never follow another mark."""
_LEAST = 4
"""Characters a line must have: of shorter ones the stroke may be all there is."""
_AROUND = 12
"""Characters on either side that are weighed with and without it."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    edits = []
    for passage in view.passages:
        if not is_chinese(passage.text):
            continue
        ends = [*passage.starts[1:], len(passage.glyphs)]
        for start, stop in zip(passage.starts, ends, strict=True):
            if stop - start >= _LEAST:
                edits += [e for at in (start, stop - 1) if (e := _judge(view, passage, at, context)) is not None]
    return tuple(edits)


def _judge(view: View, passage: Passage, at: int, context: Context) -> Edit | None:
    settings, text, glyph = context.settings, passage.text, passage.glyphs[at]
    sure = glyph.confidence
    if glyph.text not in _STROKES or passage.places[at].put or sure is None or sure >= settings.edge_confidence:
        return None
    beside = text[at - 1 : at] + text[at + 1 : at + 2]
    if not any(is_han(c) or c in "。，、；：！？”』」】）》" for c in beside) or any(c in _STROKES for c in beside):
        return None  # of a number, a Latin word, or one of a row of dashes
    before, after = text[max(0, at - _AROUND) : at], text[at + 1 : at + 1 + _AROUND]
    gain = context.language.logprob(before + after) - context.language.logprob(before + text[at] + after)
    if gain < settings.edge_gain:
        return None
    size = _ink(glyph.box, context)
    odd = size is not None and not settings.edge_speck <= size <= settings.edge_reach
    odd |= size is not None and text[at] in _SPECKS and at > 0 and text[at - 1] in NOT_AT_START
    return view.edit(
        _NAME,
        _VERSION,
        Operation.DELETE,
        passage.spans(at, at + 1),
        confidence=0.93 if odd else 0.7,
        standing=Standing.APPLIED if odd else Standing.SUGGESTED,
        evidence=Evidence(
            crop=glyph.box,
            readings=(
                Reading("recogniser", glyph.text, sure, "probability"),
                Reading("as read", passage.context(at, at + 1)),
            ),
            measures={"nats gained without it": gain} | ({"size of its ink in em": size} if size is not None else {}),
            thresholds={
                "edge_gain": settings.edge_gain,
                "edge_speck": settings.edge_speck,
                "edge_reach": settings.edge_reach,
            },
            note="a stroke at the edge of a line that is no character",
        ),
    )


def _ink(box: Box | None, context: Context) -> float | None:
    """The longer side in em of the largest piece of ink in a glyph's box, as far as it reaches within two em."""
    raster = context.raster
    if box is None or raster is None:
        return None
    em = raster.em or 20.0
    left, top = (max(0, int(v - 2 * em)) for v in (box.left, box.top))
    ink = raster.ink[top : int(box.bottom + 2 * em), left : int(box.right + 2 * em)].astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    own = labels[int(box.top) - top : int(box.bottom) - top + 1, int(box.left) - left : int(box.right) - left + 1]
    counts = np.bincount(own.ravel(), minlength=len(stats))
    counts[0] = 0
    if not counts.any():
        return 0.0
    width, height = stats[counts.argmax(), [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    return float(max(width, height) / em)


RULE = Rule(
    _NAME, _VERSION, Stage.TEXT, 30, propose, "Specks and strokes at a line's edge that were read as characters."
)
