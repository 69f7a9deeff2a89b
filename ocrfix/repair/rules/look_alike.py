"""Look-alike characters: the recogniser's other readings of a glyph, weighed by the language model.

The margin of another reading is log P(text with it) − log P(text as read) by the language model, plus the
recogniser's log ratio of the two: it is weighed with all else that is known of the two readings
(``repair.other_reading``). Digits, numerals and Latin letters are never changed nor put in,
nor is what stands beside a numeral: no language model knows them. A character the model never saw is a rare one, and
one that stands in a longer known word than the other would is probably right, and so is one that stands in the same
company elsewhere on the page, where the other does not (a name): these are only ever doubted. So is every character
that the recogniser was sure of.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from ocrfix.language.tokens import is_han
from ocrfix.page import Alternative, Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.names import NUMERALS
from ocrfix.repair.other_reading import log_odds, measures
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.strangeness import strangeness
from ocrfix.repair.view import Passage, View
from ocrfix.repair.words import word_length

_NAME, _VERSION = "look-alike", 3
_SUREST = 0.97
"""Confidence a mended character has at most. Source: of 29 on nine pages none was seen to be wrong."""
_LEAST_PROVED = 0.93
"""Confidence of a change that is proved. Source: of the changes on pages kept for fitting so many were right."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The best other reading of a glyph. ``words``, ``company``: as read, and with the other instead."""

    at: int
    other: Alternative
    gain: float
    margin: float
    words: tuple[int, int]
    company: tuple[int, int]
    measures: tuple[float, ...]


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    scale, _ = strangeness(view, context)
    pairs: Counter[str] = Counter()
    for passage in view.passages:
        pairs.update(passage.text[i : i + 2] for i in range(len(passage.text) - 1))
    edits: list[Edit] = []
    for passage in view.passages:
        last: Choice | None = None
        for choice in choices(passage, scale, pairs, context):
            if last is not None and choice.at - last.at <= 2:  # judged with a neighbour that changes as well
                if choice.margin <= last.margin:
                    continue
                edits.pop()
            edits.append(_edit(view, passage, choice, scale, context))
            last = choice
    return tuple(edits)


def choices(passage: Passage, scale: float, pairs: Counter[str], context: Context) -> list[Choice]:
    """Of every glyph that another reading may fit better, the one that fits best, in the order of the text.
    ``scale``: how strange the page is to the language model; ``pairs``: pairs of characters on the page."""
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
    best: dict[int, tuple[float, float, Alternative]] = {}
    for i, other, gain in zip(at, others, gains.tolist(), strict=True):
        ratio = math.log(other.probability) - math.log(max(_own(passage, i), settings.lookalike_least))
        margin = gain + ratio
        if gain > 0 and margin >= settings.lookalike_suggest * scale and (i not in best or margin > best[i][0]):
            best[i] = (margin, gain, other)
    return [_choice(passage, i, *best[i], scale, pairs, context) for i in sorted(best)]


def _choice(
    passage: Passage,
    i: int,
    margin: float,
    gain: float,
    other: Alternative,
    scale: float,
    pairs: Counter[str],
    context: Context,
) -> Choice:
    model, text = context.language, passage.text
    changed = text[:i] + other.text + text[i + 1 :]
    before, after = (word_length(model.folded(t), i, context.lexicon) for t in (text, changed))
    company = _company(text, i, pairs, 1), _company(changed, i, pairs, 0)
    commoner = float(np.diff(model.unigram(text[i] + other.text))[0])
    values = measures(_own(passage, i), other.probability, gain, scale, (before, after), company, commoner)
    return Choice(i, other, gain, margin, (before, after), company, tuple(values))


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


def proved(passage: Passage, choice: Choice, scale: float, context: Context) -> bool:
    """Whether the other reading may be taken."""
    settings, i, text = context.settings, choice.at, passage.text
    beside = text[max(0, i - 1) : i] + text[i + 1 : i + 2]
    if not context.language.knows(text[i]) or any(c in NUMERALS or c.isdigit() for c in beside):
        return False
    if _own(passage, i) >= settings.lookalike_sure:
        return False
    if choice.words[0] > choice.words[1] or choice.company[0] > choice.company[1]:
        return False
    plain = scale <= settings.lookalike_strange
    return log_odds(choice.measures) >= (settings.lookalike_odds if plain else settings.lookalike_odds_strange)


def _edit(view: View, passage: Passage, choice: Choice, scale: float, context: Context) -> Edit:
    settings, i = context.settings, choice.at
    glyph = passage.glyphs[i]
    sure = proved(passage, choice, scale, context)
    belief = 1 / (1 + math.exp(-choice.margin))  # recogniser and language model together, as odds
    return view.edit(
        _NAME,
        _VERSION,
        Operation.REPLACE,
        passage.spans(i, i + 1),
        inserted=(replace(glyph, text=choice.other.text, confidence=min(_SUREST, belief)),),
        confidence=max(belief, _LEAST_PROVED) if sure else 0.7,
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
                "word as read": float(choice.words[0]),
                "word instead": float(choice.words[1]),
                "elsewhere as read": float(choice.company[0]),
                "elsewhere instead": float(choice.company[1]),
                "log odds": log_odds(choice.measures),
            },
            thresholds={
                "lookalike_suggest": settings.lookalike_suggest * scale,
                "lookalike_odds": settings.lookalike_odds,
                "lookalike_odds_strange": settings.lookalike_odds_strange,
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
