"""Fragments that no language would write: flagged whole, never rewritten."""

from __future__ import annotations

from collections import Counter

import numpy as np

from ocrfix.language.tokens import is_han
from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.fragments import Floats, scores
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.strangeness import strangeness
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "garble", 2
_LEAST = 3
"""Han characters a text must have to be judged."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    settings = context.settings
    view = context.view(page)
    scale, count = strangeness(view, context)
    if not count:
        return ()
    pairs: Counter[str] = Counter()
    for passage in view.passages:
        pairs.update(passage.text[i : i + 2] for i in range(len(passage.text) - 1))
    company = frozenset(pair for pair, times in pairs.items() if times > 1)
    found: list[tuple[float, int, int, Floats]] = []
    for k, passage in enumerate(view.passages):
        if sum(map(is_han, passage.text)) < _LEAST or not _doubted(passage, context):
            continue
        score = scores(passage.text, company, scale, context)
        found += [(float(score[i]), k, i, score) for i in _peaks(score, context)]
    most = max(1, round(count * settings.garble_most / 1000))
    found.sort(key=lambda f: (-f[0], f[1], f[2]))
    return tuple(_mark(view, view.passages[k], i, score, context) for _, k, i, score in found[:most])


def _doubted(passage: Passage, context: Context) -> bool:
    """Whether the recogniser is unknown, or was unsure somewhere."""
    sure = context.settings.unlikely_confidence
    return any(g.confidence is None or g.confidence < sure for g in passage.glyphs)


def _peaks(score: Floats, context: Context) -> list[int]:
    """Places from the least score on, the worst of those that lie close together."""
    kept: list[int] = []
    for i in np.argsort(-score, kind="stable").tolist():
        if score[i] < context.settings.garble_score:
            break
        if all(abs(i - k) > context.settings.garble_apart for k in kept):
            kept.append(i)
    return kept


def _mark(view: View, passage: Passage, at: int, score: Floats, context: Context) -> Edit:
    settings = context.settings
    start, stop = at, at + 1
    while start > 0 and at - start < settings.garble_apart and score[start - 1] >= settings.garble_score:
        start -= 1
    while stop < score.size and stop - at <= settings.garble_apart and score[stop] >= settings.garble_score:
        stop += 1
    return view.edit(
        _NAME,
        _VERSION,
        Operation.MARK,
        passage.spans(start, stop),
        standing=Standing.FLAGGED,
        evidence=Evidence(
            crop=passage.box(start, stop),
            readings=(Reading("as read", passage.context(start, stop), float(score[at]), "log odds of garble"),),
            measures={"score": float(score[at])},
            thresholds={"garble_score": settings.garble_score},
            note="garbled text; look at the scan",
        ),
    )


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 50, propose, "Fragments that are no likely text, flagged for a person.")
