"""Look-alike characters: the recogniser's other readings of a glyph, weighed by the language model.

The margin of another reading is log P(text with it) − log P(text as read) by the language model, plus the
recogniser's log ratio of the two. Digits, numerals and Latin letters are never changed nor put in: no
language model knows them. A character the model never saw is a rare one, and one that stands in a longer
known word than the other would is probably right, and so is one that stands in the same company elsewhere on
the page, where the other does not (a name): these are only ever doubted. So is every character of a page whose
language is strange to the model, and one the recogniser was sure of.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace

from ocrfix.language.tokens import is_han
from ocrfix.page import Alternative, Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.names import NUMERALS
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.strangeness import strangeness
from ocrfix.repair.view import Passage, View
from ocrfix.repair.words import word_length

_NAME, _VERSION = "look-alike", 2
_SUREST = 0.97
"""Confidence a mended character has at most. Source: of 29 on nine pages none was seen to be wrong."""


@dataclass(frozen=True, slots=True)
class Choice:
    at: int
    other: Alternative
    gain: float
    margin: float


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = View.of(page)
    scale, _ = strangeness(view, context)
    pairs: Counter[str] = Counter()
    for passage in view.passages:
        pairs.update(passage.text[i : i + 2] for i in range(len(passage.text) - 1))
    return tuple(e for p in view.passages for e in _passage(view, p, scale, pairs, context))


def _passage(view: View, passage: Passage, scale: float, pairs: Counter[str], context: Context) -> list[Edit]:
    settings, model = context.settings, context.language
    at: list[int] = []
    others: list[Alternative] = []
    for i, glyph in enumerate(passage.glyphs):
        if passage.places[i].put or len(glyph.alternatives) < 2 or not _open(glyph.text):
            continue
        for other in glyph.alternatives:
            if other.probability >= settings.lookalike_least and other.text != glyph.text and _open(other.text):
                at.append(i)
                others.append(other)
    known = model.known("".join(o.text for o in others))
    at = [i for i, k in zip(at, known, strict=True) if k]
    others = [o for o, k in zip(others, known, strict=True) if k]
    if not at:
        return []
    gains = model.gains(passage.text, at, [o.text for o in others])
    best: dict[int, Choice] = {}
    for i, other, gain in zip(at, others, gains.tolist(), strict=True):
        ratio = math.log(other.probability) - math.log(max(_own(passage, i), settings.lookalike_least))
        if gain > 0 and gain + ratio >= settings.lookalike_suggest * scale:
            choice = Choice(i, other, gain, gain + ratio)
            if i not in best or choice.margin > best[i].margin:
                best[i] = choice
    edits: list[Edit] = []
    last: Choice | None = None
    for choice in sorted(best.values(), key=lambda c: c.at):
        if last is not None and choice.at - last.at <= 2:  # judged with a neighbour that changes as well
            if choice.margin <= last.margin:
                continue
            edits.pop()
        edits.append(_edit(view, passage, choice, scale, pairs, context))
        last = choice
    return edits


def _open(text: str) -> bool:
    """Whether a reading may be weighed at all."""
    return len(text) == 1 and is_han(text) and text not in NUMERALS


def _own(passage: Passage, i: int) -> float:
    glyph = passage.glyphs[i]
    for other in glyph.alternatives:
        if other.text == glyph.text:
            return other.probability
    return glyph.confidence if glyph.confidence is not None else 1.0


def _company(text: str, i: int, pairs: Counter[str], own: int) -> int:
    """How often a character stands elsewhere beside the neighbour it has here; ``own``: its place is counted."""
    beside = [text[k : k + 2] for k in (i - 1, i) if k >= 0 and k + 2 <= len(text)]
    return max((pairs[p] - own for p in beside if is_han(p[0]) and is_han(p[1])), default=0)


def _edit(
    view: View, passage: Passage, choice: Choice, scale: float, pairs: Counter[str], context: Context
) -> Edit:
    settings, i = context.settings, choice.at
    glyph = passage.glyphs[i]
    changed = passage.text[:i] + choice.other.text + passage.text[i + 1 :]
    words = [word_length(context.language.folded(t), i, context.lexicon) for t in (passage.text, changed)]
    enough = choice.margin >= settings.lookalike_change * scale
    judge = scale <= settings.lookalike_strange and _own(passage, i) < settings.lookalike_sure
    company = [_company(passage.text, i, pairs, 1), _company(changed, i, pairs, 0)]
    known = words[0] <= words[1] and company[0] <= company[1] and context.language.knows(glyph.text)
    sure = enough and judge and known
    belief = 1 / (1 + math.exp(-choice.margin))  # recogniser and language model together, as odds
    return view.edit(
        _NAME,
        _VERSION,
        Operation.REPLACE,
        passage.spans(i, i + 1),
        inserted=(replace(glyph, text=choice.other.text, confidence=min(_SUREST, belief)),),
        confidence=belief if sure else 0.7,
        standing=Standing.APPLIED if sure else Standing.SUGGESTED,
        evidence=Evidence(
            crop=glyph.box,
            readings=(
                Reading("recogniser", glyph.text, math.log(max(_own(passage, i), settings.lookalike_least))),
                Reading("recogniser", choice.other.text, math.log(choice.other.probability)),
                Reading("context", passage.context(i, i + 1)),
            ),
            measures={
                "language gain": choice.gain,
                "margin": choice.margin,
                "word as read": float(words[0]),
                "word instead": float(words[1]),
                "elsewhere as read": float(company[0]),
                "elsewhere instead": float(company[1]),
            },
            thresholds={
                "lookalike_change": settings.lookalike_change * scale,
                "lookalike_suggest": settings.lookalike_suggest * scale,
            },
        ),
    )


RULE = Rule(
    _NAME,
    _VERSION,
    Stage.TEXT,
    45,
    propose,
    "Characters that another reading of the same ink fits better.",
)
