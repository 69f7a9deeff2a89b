"""A whole line repeated in place, in text without boxes."""

from __future__ import annotations

from ocrfix.page import Edit, Evidence, Operation, Page, Span, Standing
from ocrfix.repair.prose import ends_sentence, mostly_han, packed
from ocrfix.repair.rule import Context, Rule, Stage

_NAME, _VERSION = "repeated-line", 1


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    settings = context.settings
    view = context.view(page)
    edits = []
    lines = [line for line in page.lines if line.text.strip()]
    for above, before, line in zip([None, *lines], lines, lines[1:], strict=False):
        if line.polygon is not None or before.polygon is not None:
            continue
        text = packed(line.text)[0]
        if text != packed(before.text)[0] or len(text) < settings.line_length or not mostly_han(text):
            continue
        closed = ends_sentence(line.text) and (above is None or ends_sentence(above.text))
        sure = len(text) >= settings.line_sure_length or not closed
        whole = len(view.recognised[line.id].glyphs)
        edits.append(
            view.edit(
                _NAME,
                _VERSION,
                Operation.DELETE,
                (Span(line.id, 0, whole),),
                confidence=0.95 if sure else 0.7,
                standing=Standing.APPLIED if sure else Standing.SUGGESTED,
                evidence=Evidence(
                    measures={"length": float(len(text)), "a sentence": float(closed)},
                    thresholds={
                        "line_length": float(settings.line_length),
                        "line_sure_length": float(settings.line_sure_length),
                    },
                    note=f"the same as line {before.id} above",
                ),
            )
        )
    return tuple(edits)


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 11, propose, "A line that follows itself, because it was read twice.")
