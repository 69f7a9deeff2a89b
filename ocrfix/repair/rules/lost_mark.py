"""Paragraphs of running text that end without a mark: the end of the line was probably not read."""

from __future__ import annotations

import re

from ocrfix.page import Edit, Evidence, Kind, Operation, Page, Reading, Standing
from ocrfix.repair.prose import CLAUSE, em_length, ends_sentence, is_chinese
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "lost-mark", 1
_NOTE = re.compile(r"[（(【〔][^（()）】〕]{0,30}[)）】〕]\s*$")
"""A jump note or a byline in brackets, which may follow the full stop."""
_OPEN_END = frozenset("—─–-～~/·")


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    textual = all(line.polygon is None for line in page.lines)
    return tuple(_mark(view, p) for p in view.passages if (textual or p.kind is Kind.PARAGRAPH) and _lost(p, context))


def _lost(passage: Passage, context: Context) -> bool:
    text = _NOTE.sub("", passage.text).rstrip()
    if not is_chinese(text) or em_length(text) < context.settings.body_length:
        return False
    return any(c in CLAUSE for c in text[:-1]) and not ends_sentence(text) and text[-1] not in _OPEN_END


def _mark(view: View, passage: Passage) -> Edit:
    at = len(passage.text.rstrip()) - 1
    return view.edit(
        _NAME,
        _VERSION,
        Operation.MARK,
        passage.spans(at, at + 1),
        standing=Standing.FLAGGED,
        evidence=Evidence(
            crop=passage.box(at, at + 1),
            readings=(Reading("as read", passage.text[max(0, at - 20) : at + 1]),),
            note="the paragraph ends here without a mark; look at the end of the line on the scan",
        ),
    )


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 41, propose, "Running text that ends without a mark.")
