"""Word-level repeats of a text layer: every character twice (AABBCCDD), or a Latin word twice."""

from __future__ import annotations

import re

from ocrfix.language.tokens import is_han
from ocrfix.page import Edit, Evidence, Operation, Page, Standing
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "doubled-text", 1

_WORD = re.compile(r"\b([A-Za-z]{2,})\s+\1\b(?!\s+\1)")
_SAID_TWICE = frozenset({"had", "that", "is", "so", "very", "no", "bye", "ha", "do", "in", "her", "you"})
"""Words that English puts twice."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    edits: list[Edit] = []
    for passage in view.passages:
        edits += _pairs(view, passage, context)
        edits += _words(view, passage)
    return tuple(edits)


def _pairs(view: View, passage: Passage, context: Context) -> list[Edit]:
    text = passage.text
    edits = []
    i = 0
    while i < len(text):
        count = 0
        while (
            i + 2 * count + 1 < len(text)
            and text[i + 2 * count] == text[i + 2 * count + 1]
            and text[i + 2 * count].isalpha()
        ):
            count += 1
        run = [text[i + 2 * k] for k in range(count)]
        needed = context.settings.pairs if all(map(is_han, run)) else 2 * context.settings.pairs
        if count >= needed and len(set(run)) * 2 >= count:
            for k in range(count):
                start = i + 2 * k + 1
                edits.append(
                    view.edit(
                        _NAME,
                        _VERSION,
                        Operation.DELETE,
                        passage.spans(start, start + 1),
                        confidence=0.95,
                        evidence=Evidence(
                            crop=passage.box(start, start + 1),
                            measures={"pairs": float(count)},
                            thresholds={"pairs": float(needed)},
                            note="one of a row of characters that all stand twice",
                        ),
                    )
                )
            i += 2 * count
        else:
            i += 1
    return edits


def _words(view: View, passage: Passage) -> list[Edit]:
    edits = []
    for match in _WORD.finditer(passage.text):
        if match[1].lower() in _SAID_TWICE or match[1][0].isupper():
            continue
        start = match.start() + len(match[1])
        edits.append(
            view.edit(
                _NAME,
                _VERSION,
                Operation.DELETE,
                passage.spans(start, match.end()),
                confidence=0.7,
                standing=Standing.SUGGESTED,
                evidence=Evidence(crop=passage.box(start, match.end()), note="the same word twice"),
            )
        )
    return edits


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 12, propose, "Characters or words of a text layer that stand twice in a row.")
