"""Text read twice at an overlap, proved by the text alone: A·R·B·R·C with a long R and a short or no B.

Only for text without boxes: where there are boxes the ink decides, and a text that is printed twice stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ocrfix.language.tokens import is_han
from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.prose import CLAUSE, TERMINALS, is_mark, packed
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "overlap", 1


@dataclass(frozen=True, slots=True)
class Repeat:
    """R stands at ``first`` and again at ``second`` (positions in the packed text)."""

    first: int
    second: int
    length: int

    @property
    def gap(self) -> int:
        return self.second - self.first - self.length


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = View.of(page)
    edits: list[Edit] = []
    for passage in view.passages:
        if any(g.box is not None for g in passage.glyphs):
            continue
        text, at = packed(passage.text)
        taken = 0
        for repeat in _repeats(text, context):
            if repeat.first < taken:
                continue
            made = _judge(view, passage, text, at, repeat, context)
            if made:
                edits += made
                taken = repeat.second + repeat.length
    return tuple(edits)


def _repeats(text: str, context: Context) -> Iterator[Repeat]:
    """Repeats close to each other, from the left, the longest first where several begin together."""
    settings = context.settings
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    found: list[Repeat] = []
    for shift in range(settings.overlap_length, min(settings.overlap_reach, codes.size - 1) + 1):
        same = np.concatenate(([False], codes[:-shift] == codes[shift:], [False]))
        edges = np.flatnonzero(same[1:] != same[:-1])
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            length = min(int(stop - start), shift)
            if length < settings.overlap_length or shift - length > settings.overlap_gap:
                continue
            found.append(Repeat(int(start), int(start) + shift, length))
    yield from sorted(found, key=lambda r: (r.first, -r.length, r.gap))


def _judge(view: View, passage: Passage, text: str, at: list[int], repeat: Repeat, context: Context) -> list[Edit]:
    settings = context.settings
    twice = text[repeat.second : repeat.second + repeat.length]
    between = text[repeat.first + repeat.length : repeat.second]
    after = text[repeat.second + repeat.length :]
    if len(set(twice)) < settings.overlap_length * 3 // 4 or sum(map(is_han, twice)) * 2 < len(twice):
        return []
    seam = context.language.seam((twice + between)[-4:], twice[:4])
    healed = context.language.seam((twice + between)[-4:], after[:4])
    if not between:
        natural = text[repeat.second - 1] in CLAUSE or twice[0] in CLAUSE
        broken = seam <= settings.overlap_seam and not natural
        proved = broken or repeat.length >= settings.overlap_sure_length
        confidence = 0.97 if broken else 0.92
    else:
        if repeat.length < settings.overlap_gapped_length or 2 * len(between) > repeat.length:
            return []
        frame = _tail(twice)
        before = text[max(0, repeat.first - len(frame) - 2 * settings.overlap_gap) : repeat.first]
        parallel = any(map(is_mark, between)) or not frame or frame in before
        proved = not parallel and any(c in TERMINALS for c in twice[1:-1])
        confidence = 0.92
        if parallel and repeat.length < settings.overlap_sure_length:
            return []
    start, stop = at[repeat.second], at[repeat.second + repeat.length - 1] + 1
    evidence = Evidence(
        readings=(
            Reading("as read", passage.context(start, stop)),
            Reading("without it", passage.text[max(0, start - 12) : start] + passage.text[stop : stop + 12]),
        ),
        measures={
            "length": float(repeat.length),
            "gap": float(repeat.gap),
            "seam as read": seam,
            "seam without it": healed,
        },
        thresholds={
            "overlap_length": float(settings.overlap_length),
            "overlap_gapped_length": float(settings.overlap_gapped_length),
            "overlap_sure_length": float(settings.overlap_sure_length),
            "overlap_seam": settings.overlap_seam,
        },
        note=f"the same {repeat.length} characters stand {repeat.gap} characters before",
    )
    edits = [
        view.edit(
            _NAME,
            _VERSION,
            Operation.DELETE,
            passage.spans(start, stop),
            confidence=confidence if proved else 0.7,
            standing=Standing.APPLIED if proved else Standing.SUGGESTED,
            evidence=evidence,
        )
    ]
    if between and proved:
        kept = at[repeat.first + repeat.length], at[repeat.second - 1] + 1
        edits.append(
            view.edit(
                _NAME,
                _VERSION,
                Operation.MARK,
                passage.spans(*kept),
                standing=Standing.FLAGGED,
                evidence=replace_note(evidence, "what stood between two readings of one text; see the scan"),
            )
        )
    return edits


def _tail(text: str) -> str:
    """What follows the last clause mark."""
    for i in range(len(text) - 1, -1, -1):
        if text[i] in CLAUSE:
            return text[i + 1 :]
    return text


def replace_note(evidence: Evidence, note: str) -> Evidence:
    return Evidence(evidence.crop, evidence.readings, evidence.measures, evidence.thresholds, note)


RULE = Rule(
    _NAME,
    _VERSION,
    Stage.TEXT,
    10,
    propose,
    "Text that stands twice because overlapping pieces of the page were both read.",
)
