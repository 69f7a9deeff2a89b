"""What all metrics look at: one page's truth and output, arranged, aligned and matched once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocrfix.page import UNREADABLE
from ocrfix.score.arrange import arrange
from ocrfix.score.edits import Edits, count_edits
from ocrfix.score.match import Match, match
from ocrfix.score.tiles import Alignment, align
from ocrfix.score.view import Flat, View


@dataclass(frozen=True, slots=True)
class Pairing:
    """``truth`` is in the output's order. ``alignment`` maps ``truth_flat`` to ``output_flat``; ``matches``
    and ``captions`` are the one-to-one matchings of articles and of captions; ``page`` are the edits between
    the whole texts of the stories. ``readable`` is false for every ``□`` of the truth; ``aligned`` says which
    readable characters of the truth have a partner, wherever it stands and whether or not it was read right;
    ``shared`` counts them, articles of the truth × articles of the output.
    """

    truth: View
    output: View
    truth_flat: Flat
    output_flat: Flat
    alignment: Alignment
    matches: tuple[Match, ...]
    captions: tuple[Match, ...]
    page: Edits
    readable: NDArray[np.bool_]
    aligned: NDArray[np.bool_]
    shared: NDArray[np.int64]


def pair(truth: View, output: View) -> Pairing:
    """Compare two views of a page."""
    output_flat = output.flat()
    arranged, alignment = arrange(truth, align(truth.texts, output.texts))
    truth_flat = arranged.flat()
    readable = readable_places(truth_flat.text)
    aligned = (alignment.to_output >= 0) & readable
    shared = np.zeros((len(arranged.stories), len(output.stories)), np.int64)
    places = np.flatnonzero(aligned)
    np.add.at(shared, (truth_flat.story[places], output_flat.story[alignment.to_output[places]]), 1)
    return Pairing(
        arranged,
        output,
        truth_flat,
        output_flat,
        alignment,
        match(arranged.texts, output.texts, shared),
        match_texts(arranged.captions, output.captions),
        count_edits(truth_flat.text, output_flat.text, _guess(alignment)),
        readable,
        aligned,
        shared,
    )


def match_texts(truths: tuple[str, ...], outputs: tuple[str, ...]) -> tuple[Match, ...]:
    """Match short texts, captions, one to one by the characters they share."""
    alignment = align(truths, outputs)
    shared = np.zeros((len(truths), len(outputs)), np.int64)
    places = np.flatnonzero(alignment.to_output >= 0)
    rows = np.repeat(np.arange(len(truths)), [len(t) for t in truths])[places]
    columns = np.repeat(np.arange(len(outputs)), [len(o) for o in outputs])[alignment.to_output[places]]
    np.add.at(shared, (rows, columns), 1)
    return match(truths, outputs, shared)


def readable_places(text: str) -> NDArray[np.bool_]:
    """False for every ``□``."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    places: NDArray[np.bool_] = codes != ord(UNREADABLE)
    return places


def _guess(alignment: Alignment) -> int:
    """About how many edits lie between the texts: what does not stand in order one after the other."""
    found = alignment.to_output[alignment.equal]
    in_step = int((found[1:] == found[:-1] + 1).sum()) + bool(len(found))
    return max(len(alignment.to_output), alignment.output_length) - in_step
