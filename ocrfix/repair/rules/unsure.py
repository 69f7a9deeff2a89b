"""Characters the recogniser itself was not sure of: marked for a person, never rewritten."""

from __future__ import annotations

from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "unsure", 1


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    limit = context.settings.unsure_confidence
    return tuple(_mark(view, p, *run, limit) for p in view.passages for run in _runs(p, limit))


def _runs(passage: Passage, limit: float) -> list[tuple[int, int]]:
    """Stretches of neighbouring glyphs of one line below the limit; repaired ones are another matter."""
    runs: list[tuple[int, int]] = []
    for i, (glyph, place) in enumerate(zip(passage.glyphs, passage.places, strict=True)):
        if place.put or glyph.confidence is None or glyph.confidence >= limit:
            continue
        if runs and runs[-1][1] == i and passage.places[i - 1].line == place.line:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _mark(view: View, passage: Passage, start: int, stop: int, limit: float) -> Edit:
    glyphs = passage.glyphs[start:stop]
    known = [g.confidence for g in glyphs if g.confidence is not None]
    others = [a for a in glyphs[0].alternatives if a.text and a.text != glyphs[0].text][:3] if stop - start == 1 else []
    return view.edit(
        _NAME,
        _VERSION,
        Operation.MARK,
        passage.spans(start, stop),
        standing=Standing.FLAGGED,
        evidence=Evidence(
            crop=passage.box(start, stop),
            readings=(
                Reading("as read", passage.context(start, stop)),
                *(Reading("recogniser", a.text, a.probability, "probability") for a in others),
            ),
            measures={"least confidence": min(known)},
            thresholds={"unsure_confidence": limit},
            note="the recogniser was not sure",
        ),
    )


RULE = Rule(
    _NAME, _VERSION, Stage.TEXT, 48, propose, "Characters the recogniser was not sure of, flagged for a person."
)
