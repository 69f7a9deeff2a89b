"""Lines whose ink is far paler than the print of the page and which read badly: text from the back of the sheet,
dirt, or part of a picture. Flagged; suggested for removal where nothing of it could be read.

Print of one page is about equally black. A pale line that reads well is print all the same: white on a ground, or
grey on purpose.
"""

from __future__ import annotations

import numpy as np

from ocrfix.layout.looks import contrast
from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Span, Standing, TextLine
from ocrfix.repair import applier
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.scan import Raster

_NAME, _VERSION = "show-through", 1
_LINES = 12
"""Lines a page must have for its print to be known."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    raster, settings = context.raster, context.settings
    if raster is None:
        return ()
    lines = [line for line in page.lines if line.polygon is not None and line.glyphs]
    if len(lines) < _LINES:
        return ()
    blacks = [blackness(line, raster) for line in lines]
    usual = float(np.median(blacks))
    if usual <= 0:
        return ()
    view = context.view(page)
    whole = applier.recognised(page)
    edits = []
    for line, black in zip(lines, blacks, strict=True):
        sure = line.confidence
        if black >= settings.pale_share * usual or sure is None or sure >= settings.pale_confidence:
            continue
        junk = sure < settings.pale_unread
        edits.append(
            view.edit(
                _NAME,
                _VERSION,
                Operation.DELETE if junk else Operation.MARK,
                (Span(line.id, 0, len(whole[line.id].glyphs)),),
                confidence=0.7 if junk else None,
                standing=Standing.SUGGESTED if junk else Standing.FLAGGED,
                evidence=Evidence(
                    crop=line.box,
                    readings=(Reading("as read", line.text, sure, "confidence"),),
                    measures={"grey levels between ink and ground": black, "usual on this page": usual},
                    thresholds={"pale_share": settings.pale_share, "pale_confidence": settings.pale_confidence},
                    note="far paler than the print of the page: from the back of the sheet, dirt, or of a picture",
                ),
            )
        )
    return tuple(edits)


def blackness(line: TextLine, raster: Raster) -> float:
    """Grey levels between the ink of a line and the ground around it; 0 where there is no ink."""
    box = line.box
    part = np.s_[max(0, int(box.top)) : int(box.bottom) + 1, max(0, int(box.left)) : int(box.right) + 1]
    return contrast(raster.gray[part], raster.ink[part]) or 0.0


RULE = Rule(
    _NAME, _VERSION, Stage.TEXT, 47, propose, "Pale lines that read badly: from the back of the sheet, or a picture."
)
