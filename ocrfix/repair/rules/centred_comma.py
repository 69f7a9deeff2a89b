"""Commas that stand in the middle of their square, as Hong Kong and Taiwan set them, read as the dot in names.

One such mark proves nothing: 唐納德·川普 has a dot. A page does: where the language model expects a comma at
nearly every dot, the paper centres its commas. Then each dot at which a comma fits better, and which the
recogniser could have read so, is a comma; the dots inside names stay.
"""

from __future__ import annotations

from dataclasses import replace

from ocrfix.page import Edit, Evidence, Glyph, Operation, Page, Reading, Standing
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage

_NAME, _VERSION = "centred-comma", 1
_DOTS, _COMMA = "·・•", "，"


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    settings = context.settings
    view = context.view(page)
    dots = [(p, i, gain) for p in view.passages for i, gain in _dots(p, context)]
    fitting = sum(gain > 0 for *_, gain in dots)
    if len(dots) < settings.centred_count or fitting < settings.centred_share * len(dots):
        return ()
    edits = []
    for passage, i, gain in dots:
        probability = _as_comma(passage.glyphs[i])
        if gain <= settings.centred_gain or probability is None:
            continue
        glyph = passage.glyphs[i]
        edits.append(
            view.edit(
                _NAME,
                _VERSION,
                Operation.REPLACE,
                passage.spans(i, i + 1),
                inserted=(replace(glyph, text=_COMMA, confidence=probability),),
                confidence=0.95,
                standing=Standing.APPLIED,
                evidence=Evidence(
                    crop=glyph.box,
                    readings=(
                        Reading("recogniser", glyph.text, glyph.confidence, "probability"),
                        Reading("recogniser", _COMMA, probability, "probability"),
                        Reading("context", passage.context(i, i + 1)),
                    ),
                    measures={"language gain": gain, "dots": float(len(dots)), "dots that fit a comma": float(fitting)},
                    thresholds={
                        "centred_count": float(settings.centred_count),
                        "centred_share": settings.centred_share,
                        "centred_gain": settings.centred_gain,
                    },
                    note="this page sets its commas in the middle",
                ),
            )
        )
    return tuple(edits)


def _dots(passage: Passage, context: Context) -> list[tuple[int, float]]:
    """The dots of a passage with what the language model gains by a comma, in nats."""
    at = [
        i
        for i, (glyph, place) in enumerate(zip(passage.glyphs, passage.places, strict=True))
        if glyph.text in _DOTS and len(glyph.text) == 1 and not place.put
    ]
    gains = context.language.gains(passage.text, at, [_COMMA] * len(at)).tolist() if at else []
    return list(zip(at, gains, strict=True))


def _as_comma(glyph: Glyph) -> float | None:
    """The probability with which the recogniser read a comma; ``None`` where it never thought of one."""
    return next((a.probability for a in glyph.alternatives if a.text == _COMMA), None)


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 43, propose, "Commas set in the middle of their square, read as dots.")
