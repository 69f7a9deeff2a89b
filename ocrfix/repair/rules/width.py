"""Half-width punctuation in Chinese text."""

from __future__ import annotations

from dataclasses import replace

from ocrfix.language.tokens import is_han
from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.prose import is_chinese, is_space, is_wide
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "width", 1
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    edits: list[Edit] = []
    for passage in view.passages:
        if not is_chinese(passage.text):
            continue
        edits += _marks(view, passage)
        edits += _brackets(view, passage)
    return tuple(edits)


def _marks(view: View, passage: Passage) -> list[Edit]:
    text = passage.text
    edits = []
    for i, char in enumerate(text):
        before, after = _neighbours(text, i)
        if char in _FULL and (_chinese(before) or _han(after)):
            edits.append(_replace(view, passage, i, _FULL[char], 0.97))
        elif char == "." and _han(before) and (_han(after) or not after):
            edits.append(_replace(view, passage, i, "。", 0.7))
        elif char == "｡":
            edits.append(_replace(view, passage, i, "。", 0.97))
    return edits


def _brackets(view: View, passage: Passage) -> list[Edit]:
    text = passage.text
    stack: list[int] = []
    edits = []
    for i, char in enumerate(text):
        if char in "(（":
            stack.append(i)
        elif char in ")）":
            if not stack:
                if char == ")" and _han(_neighbours(text, i)[0]):
                    edits.append(_replace(view, passage, i, "）", 0.95))
                continue
            j = stack.pop()
            inside = text[j + 1 : i]
            chinese = any(map(is_wide, inside)) or (
                _chinese(_neighbours(text, j)[0]) and _chinese(_neighbours(text, i)[1])
            )
            if text[j] == "(" and (chinese or char == "）"):
                edits.append(_replace(view, passage, j, "（", 0.97))
            if char == ")" and (chinese or text[j] == "（"):
                edits.append(_replace(view, passage, i, "）", 0.97))
    edits += [_replace(view, passage, j, "（", 0.95) for j in stack if text[j] == "(" and _han(_neighbours(text, j)[1])]
    return edits


def _replace(view: View, passage: Passage, at: int, mark: str, confidence: float) -> Edit:
    return view.edit(
        _NAME,
        _VERSION,
        Operation.REPLACE,
        passage.spans(at, at + 1),
        inserted=(replace(passage.glyphs[at], text=mark, confidence=None, alternatives=()),),
        confidence=confidence,
        standing=Standing.APPLIED,
        evidence=Evidence(
            crop=passage.box(at, at + 1),
            readings=(Reading("as read", passage.context(at, at + 1)), Reading("this rule", mark)),
            note="the mark of Chinese text for the same sign",
        ),
    )


def _neighbours(text: str, i: int) -> tuple[str, str]:
    """The nearest characters before and after that are no white space; empty at the ends."""
    before, after = i - 1, i + 1
    while before >= 0 and is_space(text[before]):
        before -= 1
    while after < len(text) and is_space(text[after]):
        after += 1
    return (text[before] if before >= 0 else ""), (text[after] if after < len(text) else "")


def _chinese(char: str) -> bool:
    return bool(char) and is_wide(char)


def _han(char: str) -> bool:
    return bool(char) and is_han(char)


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 32, propose, "Half-width punctuation in Chinese text.")
