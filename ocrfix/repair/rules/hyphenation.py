"""Latin words cut by a hyphen at a line end.

The paragraph runs on, so the hyphen goes. Whether it belongs to the word (*to-day*, *self-made*) is told by the page
itself, where the word stands elsewhere with its hyphen or without; otherwise by what stands before it. Soft hyphens
and the sign ¬ stand for nothing else.
"""

from __future__ import annotations

import re
from collections import Counter

from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "hyphenation", 1
_SOFT, _HARD = "\u00ad¬", "-‐\u2011"
_WORD = re.compile(r"[^\W\d_]+(?:[-‐\u2011][^\W\d_]+)*")
_LETTERS = 2
"""Letters a piece of a word has at least. Reason: typesetters leave no single letter behind."""
_PREFIXES = frozenset(
    ("all", "anti", "by", "co", "cross", "ex", "half", "ill", "inter", "mid", "non", "over", "post", "pre", "pro", "re",
     "self", "semi", "sub", "to", "under", "vice", "well", "two", "three", "four", "five", "six", "seven", "eight",
     "nine", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
)  # fmt: skip
"""What words with a hyphen of their own begin with."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    words: Counter[str] = Counter()
    for passage in view.passages:
        words.update(w.lower().replace("‐", "-").replace("\u2011", "-") for w in _WORD.findall(passage.text))
    return tuple(e for p in view.passages for start in p.starts[1:] if (e := _judge(view, p, start, words)) is not None)


def _judge(view: View, passage: Passage, start: int, words: Counter[str]) -> Edit | None:
    at = start - 1
    text = passage.text
    while at > 0 and text[at].isspace():
        at -= 1
    if text[at] not in _SOFT + _HARD:
        return None
    before, after = _letters(text[:at], last=True), _letters(text[start:], last=False)
    if min(len(before), len(after)) < _LETTERS or not after.islower():
        return None
    whole, apart = words[(before + after).lower()], words[f"{before}-{after}".lower()] - 1
    if text[at] in _SOFT or whole:
        confidence = 0.98
    elif apart > 0:
        return None
    else:
        confidence = 0.7 if before.lower() in _PREFIXES else 0.92
    return view.edit(
        _NAME,
        _VERSION,
        Operation.DELETE,
        passage.spans(at, start),
        confidence=confidence,
        standing=Standing.APPLIED,
        evidence=Evidence(
            crop=passage.box(at, start),
            readings=(Reading("as read", passage.context(at, start)), Reading("as one word", before + after)),
            measures={"elsewhere as one word": float(whole), "elsewhere with a hyphen": float(max(apart, 0))},
            note="a word cut at a line end",
        ),
    )


def _letters(text: str, *, last: bool) -> str:
    """The letters of a script with spaces at the end, or the beginning, of a text."""
    found = ""
    for char in reversed(text) if last else text:
        if not char.isalpha() or ord(char) >= 0x2E80:
            break
        found = char + found if last else found + char
    return found


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 21, propose, "Words of Latin letters cut by a hyphen at a line end.")
