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
    ``counted`` is false for the output's characters that stand where the truth cannot be read; ``shared``
    counts the aligned ones, articles of the truth × articles of the output.
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
    counted: NDArray[np.bool_]
    shared: NDArray[np.int64]


def pair(truth: View, output: View) -> Pairing:
    """Compare two views of a page."""
    output_flat = output.flat()
    arranged, alignment = arrange(truth, align(truth.texts, output.texts))
    truth_flat = arranged.flat()
    readable = readable_places(truth_flat.text)
    met = alignment.to_output >= 0
    aligned = met & readable
    counted = np.ones(len(output_flat), bool)
    counted[alignment.to_output[met & ~readable]] = False
    return Pairing(
        arranged,
        output,
        truth_flat,
        output_flat,
        alignment,
        match(arranged.texts, output.texts, _shared(truth_flat, output_flat, alignment, met)),
        match_texts(arranged.captions, output.captions),
        count_edits(truth_flat.text, output_flat.text, alignment),
        readable,
        aligned,
        counted,
        _shared(truth_flat, output_flat, alignment, aligned),
    )


def _shared(truth: Flat, output: Flat, alignment: Alignment, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Articles of the truth × articles of the output: how many of the chosen characters they have in common."""
    stories = [int(f.story[-1]) + 1 if len(f) else 0 for f in (truth, output)]
    table = np.zeros(stories, np.int64)
    places = np.flatnonzero(chosen)
    np.add.at(table, (truth.story[places], output.story[alignment.to_output[places]]), 1)
    return table


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
