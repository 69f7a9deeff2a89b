"""Brackets and quotes that have no partner in their paragraph: flagged."""

from __future__ import annotations

from itertools import zip_longest

from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.marks import unmatched
from ocrfix.repair.prose import CLOSERS, OPENERS
from ocrfix.repair.rule import Context, Rule, Stage

_NAME, _VERSION = "unbalanced", 1
_SPANNING = frozenset("“「『‘")
"""Quotes of several paragraphs open in each of them and close in the last."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    edits = []
    passages = [p for p in view.passages if p.text.strip() and p.complete]
    for passage, following in zip_longest(passages, passages[1:]):
        text = passage.text
        for i in sorted(unmatched(text)):
            if text[i] in _SPANNING and following is not None and following.text.lstrip()[:1] == text[i]:
                continue
            if text[i] == ")" and i and text[i - 1].isalnum() and text[:i].strip().isalnum():
                continue  # 1) and a) number a list
            kind = "closes" if text[i] in CLOSERS or text[i] in ")]" else "opens"
            edits.append(
                view.edit(
                    _NAME,
                    _VERSION,
                    Operation.MARK,
                    passage.spans(i, i + 1),
                    standing=Standing.FLAGGED,
                    evidence=Evidence(
                        crop=passage.box(i, i + 1),
                        readings=(Reading("as read", passage.context(i, i + 1)),),
                        note=f"{kind} without its partner {_partner(text[i])} in this paragraph",
                    ),
                )
            )
    return tuple(edits)


def _partner(char: str) -> str:
    return OPENERS.get(char) or CLOSERS.get(char, "")


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 40, propose, "Brackets and quotes without a partner.")
