"""What all metrics look at: one page's truth and output, arranged, aligned and matched once."""

from __future__ import annotations

from dataclasses import dataclass

from ocrfix.score.arrange import arrange
from ocrfix.score.edits import Edits, count_edits
from ocrfix.score.match import Match, match
from ocrfix.score.tiles import Alignment, align
from ocrfix.score.view import Flat, View


@dataclass(frozen=True, slots=True)
class Pairing:
    """``truth`` is in the output's order. ``alignment`` maps ``truth_flat`` to ``output_flat``; ``matches``
    and ``captions`` are the one-to-one matchings of articles and of captions; ``page`` are the edits between
    the whole texts of the stories.
    """

    truth: View
    output: View
    truth_flat: Flat
    output_flat: Flat
    alignment: Alignment
    matches: tuple[Match, ...]
    captions: tuple[Match, ...]
    page: Edits


def pair(truth: View, output: View) -> Pairing:
    """Compare two views of a page."""
    output_flat = output.flat()
    arranged, alignment = arrange(truth, align(truth.texts, output.texts))
    truth_flat = arranged.flat()
    return Pairing(
        arranged,
        output,
        truth_flat,
        output_flat,
        alignment,
        match(arranged.texts, output.texts),
        match(arranged.captions, output.captions),
        count_edits(truth_flat.text, output_flat.text, _guess(alignment)),
    )


def _guess(alignment: Alignment) -> int:
    """About how many edits lie between the texts: what does not stand in order one after the other."""
    found = alignment.to_output[alignment.equal]
    in_step = int((found[1:] == found[:-1] + 1).sum()) + bool(len(found))
    return max(len(alignment.to_output), alignment.output_length) - in_step
