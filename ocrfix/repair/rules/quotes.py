"""Double quotes: straight ones, and curly ones that were read the wrong way round.

In a paragraph quotes open and close in turn. If they are even in number and the turn puts none where a
quote of that way cannot stand, straight quotes become curly ones, and a curly quote that stands the wrong
way is turned if the recogniser had the other way among its readings; without that it is only suggested.
"""

from __future__ import annotations

from dataclasses import replace

from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.prose import is_chinese, is_space
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "quotes", 1
_STRAIGHT, _CURLY = '"＂', "“”"
_NOT_AFTER_OPENING = frozenset("，。、；：？！）》…,;:?!)")
_NOT_BEFORE_CLOSING = frozenset("：（《:(")


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    return tuple(e for p in view.passages if p.complete and is_chinese(p.text) for e in _passage(view, p))


def _passage(view: View, passage: Passage) -> list[Edit]:
    text = passage.text
    at = [i for i, c in enumerate(text) if c in _STRAIGHT or c in _CURLY]
    straight = [i for i in at if text[i] in _STRAIGHT]
    if not _in_turn(text, at):
        return [_flag(view, passage, straight[-1], len(at))] if straight else []
    edits = []
    for turn, i in enumerate(at):
        way = _CURLY[turn % 2]
        if text[i] != way:
            known = text[i] in _STRAIGHT or any(a.text == way for a in passage.glyphs[i].alternatives)
            edits.append(_turn(view, passage, i, way, known))
    return edits


def _in_turn(text: str, at: list[int]) -> bool:
    """Whether quotes at these places can open and close in turn."""
    if len(at) % 2:
        return False
    for opening, closing in zip(at[::2], at[1::2], strict=True):
        after = next((c for c in text[opening + 1 :] if not is_space(c)), "")
        before = next((c for c in reversed(text[:closing]) if not is_space(c)), "")
        if after in _NOT_AFTER_OPENING or before in _NOT_BEFORE_CLOSING:
            return False
    return True


def _turn(view: View, passage: Passage, at: int, way: str, known: bool) -> Edit:
    glyph = passage.glyphs[at]
    probability = next((a.probability for a in glyph.alternatives if a.text == way), None)
    return view.edit(
        _NAME,
        _VERSION,
        Operation.REPLACE,
        passage.spans(at, at + 1),
        inserted=(replace(glyph, text=way, confidence=probability),),
        confidence=0.95 if known else 0.7,
        standing=Standing.APPLIED if known else Standing.SUGGESTED,
        evidence=Evidence(
            crop=glyph.box,
            readings=(Reading("as read", passage.context(at, at + 1)), Reading("in turn", way)),
            note="quotes of this paragraph open and close in turn",
        ),
    )


def _flag(view: View, passage: Passage, at: int, count: int) -> Edit:
    return view.edit(
        _NAME,
        _VERSION,
        Operation.MARK,
        passage.spans(at, at + 1),
        standing=Standing.FLAGGED,
        evidence=Evidence(
            crop=passage.box(at, at + 1),
            readings=(Reading("as read", passage.context(at, at + 1)),),
            measures={"quotes": float(count)},
            note="quotes that do not pair: which open and which close is not known",
        ),
    )


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 33, propose, "Straight quotes, and curly quotes read the wrong way round.")
