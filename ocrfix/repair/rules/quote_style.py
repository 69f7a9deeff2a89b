"""Quotes read in another style than the paper's: 「 and ¬ for “ on a page that quotes with “ ”.

A paper keeps to one style of double quotes. Where nearly all quotes of a page are of one style, a quote of the
other one that the recogniser was not sure of becomes that of the page, opening for opening and closing for
closing; a mark that is no quote at all (¬, ⇒, «) does so if the recogniser saw quotes of one way in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ocrfix.page import Edit, Evidence, Glyph, Operation, Page, Reading, Standing
from ocrfix.repair.prose import is_chinese
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.settings.repair import RepairSettings

_NAME, _VERSION = "quote-style", 1
_STYLES = ("“”", "「」")
_WAYS = (frozenset("“「『"), frozenset("”」』"))
_MISREAD = frozenset("¬⇒⇨«»‹›")
"""Signs no newspaper prints in running text, which corner quotes are taken for."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    settings = context.settings
    style = _style((g for line in page.lines for g in line.glyphs), settings)
    if style is None:
        return ()
    view = context.view(page)
    edits = []
    for passage in view.passages:
        if not is_chinese(passage.text):
            continue
        for i, (glyph, place) in enumerate(zip(passage.glyphs, passage.places, strict=True)):
            way = None if place.put else _way(glyph, style, settings)
            if way is None:
                continue
            edits.append(
                view.edit(
                    _NAME,
                    _VERSION,
                    Operation.REPLACE,
                    passage.spans(i, i + 1),
                    inserted=(replace(glyph, text=style[way], confidence=None),),
                    confidence=0.93,
                    standing=Standing.APPLIED,
                    evidence=Evidence(
                        crop=glyph.box,
                        readings=(
                            Reading("as read", passage.context(i, i + 1), glyph.confidence, "probability"),
                            Reading("style of the page", style[way]),
                        ),
                        measures={"quotes of this way": _mass(glyph, way)},
                        thresholds={"style_sure": settings.style_sure, "style_least": settings.style_least},
                        note=f"the quotes of this page are {style}",
                    ),
                )
            )
    return tuple(edits)


def _style(glyphs: Iterable[Glyph], settings: RepairSettings) -> str | None:
    """The style of the page's quotes; none where there are few, or of both."""
    count = Counter(g.text for g in glyphs)
    totals = [sum(count[c] for c in style) for style in _STYLES]
    best = max(totals)
    if best < settings.style_count or best < settings.style_share * sum(totals):
        return None
    return _STYLES[totals.index(best)]


def _way(glyph: Glyph, style: str, settings: RepairSettings) -> int | None:
    """0 for what should open, 1 for what should close, none for what is to be left."""
    own = glyph.text
    if own in style or (own in "『』" and style == "「」"):
        return None  # 『 』 nest in 「 」
    sure = glyph.confidence is None or glyph.confidence >= settings.style_sure
    if own in _MISREAD:
        masses = [_mass(glyph, way) for way in (0, 1)]
        best = max(masses)
        return masses.index(best) if best >= settings.style_least else None
    if sure:
        return None
    return next((way for way in (0, 1) if own in _WAYS[way]), None)


def _mass(glyph: Glyph, way: int) -> float:
    return sum(a.probability for a in glyph.alternatives if a.text in _WAYS[way])


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 29, propose, "Quotes read in another style than that of the page.")
