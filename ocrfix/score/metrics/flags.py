"""Whether the places marked for a person are the wrong ones."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page import UNREADABLE, Edit, Standing
from ocrfix.score.measure import Agreement
from ocrfix.score.pairing import Pairing
from ocrfix.score.trace import Origin


def flags(pairing: Pairing, origins: Sequence[Origin | None], edits: Sequence[Edit]) -> Agreement:
    """Precision and recall of flags, over characters of the output.

    Flagged are the glyphs in the spans of edits that are flagged or suggested and were not carried out;
    wrong are characters of the output that are misread or not in the truth (order-free alignment). Precision
    = wrong among flagged, recall = flagged among wrong. Source: own definition. Range: 0 to 1. Nothing
    flagged and nothing wrong: 1.
    """
    marked = {
        (span.line, index)
        for edit in edits
        if edit.standing in (Standing.FLAGGED, Standing.SUGGESTED)
        for span in edit.spans
        for index in range(span.start, span.stop)
    }
    back, equal = pairing.alignment.to_truth.tolist(), pairing.alignment.equal.tolist()
    found = right = wrong = 0
    for origin, place in zip(origins, back, strict=True):
        if origin is None or (place >= 0 and pairing.truth_flat.text[place] == UNREADABLE):
            continue
        is_wrong = place < 0 or not equal[place]
        is_marked = (origin.line, origin.index) in marked
        found += is_marked
        wrong += is_wrong
        right += is_wrong and is_marked
    return Agreement(right, found, right, wrong)
