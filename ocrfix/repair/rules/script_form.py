"""Simplified forms on a traditional page and the reverse, where the recogniser saw the other form as well.

No language model tells 裝 from 装: they are one word. The page does: a paper is set in one script. The form
is changed only if the recogniser has the other one among its readings and read this one for sure nowhere
on the page, so that a form set on purpose (a calligraphed title, 里 and 后 as characters of their own) stays.
"""

from __future__ import annotations

from dataclasses import replace

from ocrfix.language import LanguageModel
from ocrfix.language.tokens import is_han
from ocrfix.page import Alternative, Edit, Evidence, Glyph, Operation, Page, Reading, Standing
from ocrfix.page.script import in_charset
from ocrfix.repair.prose import em_length
from ocrfix.repair.rule import Context, Rule, Stage

_NAME, _VERSION = "script-form", 1
_SURE = 0.95
"""Confidence of such a change: page and recogniser agree."""
_TRADITIONAL, _SIMPLIFIED = "big5hkscs", "gb2312"
_BIG5, _LEVEL_2 = "big5", b"\xc9\x40"
"""Character sets of either script: 里 and 查 are of both, and so are old variants that Hong Kong prints (决, 温)."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    settings, model = context.settings, context.language
    view = context.view(page)
    share = _traditional(page, context)
    if share is None or settings.script_share > share >= settings.script_simplified:
        return ()
    traditional = share >= settings.script_share
    sure = {g.text for line in page.lines for g in line.glyphs if (g.confidence or 0.0) >= settings.script_sure}
    edits = []
    for passage in view.passages:
        if not traditional and em_length(passage.text) < settings.body_length:
            continue  # simplified papers have titles in traditional calligraphy
        for i, (glyph, place) in enumerate(zip(passage.glyphs, passage.places, strict=True)):
            if place.put or glyph.text in sure:
                continue
            other = _other(glyph, traditional, settings.script_least, model)
            if other is None:
                continue
            edits.append(
                view.edit(
                    _NAME,
                    _VERSION,
                    Operation.REPLACE,
                    passage.spans(i, i + 1),
                    inserted=(replace(glyph, text=other.text, confidence=_SURE),),
                    confidence=_SURE,
                    standing=Standing.APPLIED,
                    evidence=Evidence(
                        crop=glyph.box,
                        readings=(
                            Reading("recogniser", glyph.text, glyph.confidence, "probability"),
                            Reading("recogniser", other.text, other.probability, "probability"),
                            Reading("context", passage.context(i, i + 1)),
                        ),
                        measures={"traditional forms of the page": share},
                        thresholds={
                            "script_share": settings.script_share,
                            "script_simplified": settings.script_simplified,
                            "script_least": settings.script_least,
                        },
                        note="the same character in the script of this page",
                    ),
                )
            )
    return tuple(edits)


def _traditional(page: Page, context: Context) -> float | None:
    """The share of traditional forms among characters that have two forms; none on a page of few of them."""
    text = "".join(g.text for line in page.lines for g in line.glyphs if len(g.text) == 1)
    simple = context.language.folded(text)
    old = sum(a != b for a, b in zip(text, simple, strict=True))
    new = sum(a == b and context.language.forms(a) > 0 for a, b in zip(text, simple, strict=True))
    return old / (old + new) if old + new >= context.settings.script_count else None


def _other(glyph: Glyph, traditional: bool, least: float, model: LanguageModel) -> Alternative | None:
    """The likeliest reading that is the same character in the other script."""
    own = glyph.text
    if len(own) != 1 or not is_han(own) or len(glyph.alternatives) < 2:
        return None
    simple = model.folded(own)
    if (simple == own) != traditional or in_charset(own, _TRADITIONAL if traditional else _SIMPLIFIED):
        return None  # it is in the script of the page already
    if not traditional and not _common(own):
        return None  # a word of its own: 噁 is no 恶
    for other in glyph.alternatives:
        if other.probability < least:
            break
        same = len(other.text) == 1 and other.text != own and model.folded(other.text) == simple
        if same and (other.text != simple) == traditional:
            return other
    return None


def _common(char: str) -> bool:
    """Whether a traditional character is one of the 5,401 common ones (Big5, level 1)."""
    try:
        return char.encode(_BIG5) < _LEVEL_2
    except UnicodeEncodeError:
        return False


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 44, propose, "Simplified forms on a traditional page, and the reverse.")
