"""Where an output differs from its truth, article by article, for people to look at."""

from __future__ import annotations

from dataclasses import dataclass

from ocrfix.page import UNREADABLE
from ocrfix.score.edits import operations
from ocrfix.score.match import Match
from ocrfix.score.pairing import Pairing


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article. ``truth`` and ``output`` are the same text, or a difference. ``place`` is
    where ``output`` begins in the text of the whole output. A difference at a place nobody can read is
    ``free``.
    """

    truth: str
    output: str
    place: int
    free: bool = False

    @property
    def same(self) -> bool:
        return self.truth == self.output


@dataclass(frozen=True, slots=True)
class ArticlePieces:
    """An article pair in pieces. ``title`` is its headline or its beginning."""

    title: str
    match: Match
    pieces: tuple[Piece, ...]


def article_pieces(pairing: Pairing) -> tuple[ArticlePieces, ...]:
    """Every article pair in pieces, the one with most edits first."""
    starts = [0]
    for story in pairing.output.stories:
        starts.append(starts[-1] + len(story.text))
    found = []
    for match in pairing.matches:
        truth = pairing.truth.stories[match.truth] if match.truth is not None else None
        output = pairing.output.stories[match.output] if match.output is not None else None
        known = truth or output
        assert known is not None
        start = starts[match.output] if match.output is not None else 0
        pieces = cut(truth.text if truth else "", output.text if output else "", start)
        found.append(ArticlePieces(known.headline or known.text[:20], match, pieces))
    return tuple(sorted(found, key=lambda a: -a.match.edits.total))


def cut(truth: str, output: str, start: int = 0) -> tuple[Piece, ...]:
    """Two texts in pieces that are the same and pieces that differ, in turn."""
    pieces: list[Piece] = []
    t = o = 0
    ops = operations(truth, output)
    k = 0
    while k < len(ops):
        _, i, j = ops[k]
        if i > t:
            pieces.append(Piece(truth[t:i], output[o:j], start + o))
        t0, o0, t, o = i, j, i, j
        while k < len(ops) and ops[k][1:] == (t, o):
            name = ops[k][0]
            t, o = t + (name != "insert"), o + (name != "delete")
            k += 1
        free = bool(truth[t0:t]) and set(truth[t0:t]) == {UNREADABLE} and o - o0 <= t - t0
        pieces.append(Piece(truth[t0:t], output[o0:o], start + o0, free))
    if t < len(truth):
        pieces.append(Piece(truth[t:], output[o:], start + o))
    return tuple(pieces)
