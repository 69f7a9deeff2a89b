"""Single characters that no language would write there: flagged, with look-alikes that would fit better.

A character is flagged when it and its neighbours are far more surprising than the page is elsewhere, no
known word covers it, and nothing explains it: it is no numeral, no part of a personal name, no coined
phrase in quotes, stands in the same company nowhere else on the page, and the recogniser (where it is
known) was not sure of it. Without alternatives nothing is rewritten.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ocrfix.language.tokens import is_han
from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.names import NUMERALS, in_name, in_quotes
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.strangeness import strangeness
from ocrfix.repair.view import Passage, View
from ocrfix.repair.words import word_length

_NAME, _VERSION = "unlikely", 1


@dataclass(frozen=True, slots=True)
class Find:
    passage: Passage
    at: int
    around: float
    own: float


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    settings = context.settings
    view = context.view(page)
    company: Counter[str] = Counter()
    for passage in view.passages:
        company.update(passage.text[i : i + 2] for i in range(len(passage.text) - 1))
    scale, count = strangeness(view, context)
    if not count:
        return ()
    garbled = {(s.line, i) for e in page.edits if e.rule == "garble" for s in e.spans for i in range(s.start, s.stop)}
    finds = [f for p in view.passages for f in _finds(p, company, scale, context)]
    finds = [f for f in finds if f.passage.places[f.at][:2] not in garbled]
    most = max(1, round(count * settings.unlikely_most / 1000))
    finds = _apart(finds)
    finds.sort(key=lambda f: (-f.around, f.passage.places[f.at].line, f.at))
    return tuple(_mark(view, f, scale, context) for f in finds[:most])


def _apart(finds: list[Find]) -> list[Find]:
    """Of finds side by side the more unlikely one: one flag a fragment."""
    kept: list[Find] = []
    for find in finds:
        if kept and kept[-1].passage is find.passage and find.at - kept[-1].at <= 2:
            if find.around > kept[-1].around:
                kept[-1] = find
        else:
            kept.append(find)
    return kept


def _finds(passage: Passage, company: Counter[str], scale: float, context: Context) -> list[Find]:
    settings, model, text = context.settings, context.language, passage.text
    surprisal, words = model.surprisal(text), model.folded(text)
    quoted = in_quotes(text)
    found = []
    for i in range(1, len(text) - 1):
        around = float(surprisal[i - 1 : i + 2].sum())
        if surprisal[i] < settings.unlikely_peak * scale or around < 3 * settings.unlikely_mean * scale:
            continue
        confidence = passage.glyphs[i].confidence
        if confidence is not None and not settings.unsure_confidence <= confidence < settings.unlikely_confidence:
            continue
        if not is_han(text[i]) or text[i] in NUMERALS or i in quoted or in_name(text, i):
            continue
        if not all(model.knows(c) for c in text[i - 1 : i + 2]):
            continue  # a rare character surprises because it is rare
        if company[text[i - 1 : i + 1]] > 1 or company[text[i : i + 2]] > 1:
            continue
        if not word_length(words, i, context.lexicon):
            found.append(Find(passage, i, around, float(surprisal[i])))
    return found


def _mark(view: View, find: Find, scale: float, context: Context) -> Edit:
    passage, i, settings = find.passage, find.at, context.settings
    alike = [c for c, _ in context.confusions.of(passage.text[i]) if context.language.knows(c)]
    gains = context.language.gains(passage.text, [i] * len(alike), alike)
    better = sorted((g, c) for g, c in zip(gains.tolist(), alike, strict=True) if g > 0)[::-1]
    return view.edit(
        _NAME,
        _VERSION,
        Operation.MARK,
        passage.spans(i, i + 1),
        standing=Standing.FLAGGED,
        evidence=Evidence(
            crop=passage.box(i, i + 1),
            readings=(
                Reading("as read", passage.context(i, i + 1), -find.own),
                *(Reading("look-alike", c, g, "nats gained") for g, c in better[:3]),
            ),
            measures={"surprisal": find.own, "mean of three": find.around / 3, "page": scale},
            thresholds={
                "unlikely_peak": settings.unlikely_peak * scale,
                "unlikely_mean": settings.unlikely_mean * scale,
            },
            note="an unlikely character; look at the scan",
        ),
    )


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 52, propose, "Single characters that are unlikely, flagged for a person.")
