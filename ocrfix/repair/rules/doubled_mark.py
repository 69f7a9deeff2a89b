"""Punctuation that stands twice: one mark read twice."""

from __future__ import annotations

from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.marks import unmatched
from ocrfix.repair.prose import fold, is_chinese, is_space
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "doubled-mark", 1
_SINGLE = frozenset("，、；：,;:")
"""Marks that never stand twice."""
_BRACKETS = frozenset("()（）《》〈〉【】[]［］〔〕")
"""Quotes are not among them: they nest, and open again in every paragraph."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    return tuple(e for p in view.passages for e in _passage(view, p))


def _passage(view: View, passage: Passage) -> list[Edit]:
    text = passage.text
    lone = unmatched(text)
    edits = []
    for i in range(1, len(text)):
        before = _before(text, i)
        if before is None or fold(text[before]) != fold(text[i]):
            continue
        if text[i] in _SINGLE:
            sure = before == i - 1 or is_chinese(text)  # Latin text has , , for a lost figure
            edits.append(_delete(view, passage, i, 0.97 if sure else 0.7, "a mark that never stands twice"))
        elif text[i] == "。" and before == i - 1:
            ellipsis = (i > 1 and text[i - 2] == "。") or (i + 1 < len(text) and text[i + 1] == "。")
            edits.append(_delete(view, passage, i, 0.7 if ellipsis else 0.95, "a full stop twice"))
        elif passage.complete and text[i] in _BRACKETS and (i in lone or before in lone):
            at = i if i in lone else before
            edits.append(_delete(view, passage, at, 0.97, "a bracket twice that is open or closed once"))
    return edits


def _before(text: str, i: int) -> int | None:
    j = i - 1
    while j >= 0 and is_space(text[j]):
        j -= 1
    return j if j >= 0 else None


def _delete(view: View, passage: Passage, at: int, confidence: float, note: str) -> Edit:
    return view.edit(
        _NAME,
        _VERSION,
        Operation.DELETE,
        passage.spans(at, at + 1),
        confidence=confidence,
        standing=Standing.APPLIED,
        evidence=Evidence(
            crop=passage.box(at, at + 1),
            readings=(Reading("as read", passage.context(at, at + 1)),),
            note=note,
        ),
    )


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 31, propose, "One punctuation mark read twice.")
