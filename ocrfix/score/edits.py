"""Edit operations between a truth and an output, with places that cannot be read left out.

``□`` in the truth is a place nobody can read. It costs nothing, whatever the output has there (one
character or none), and is not counted among the truth's characters. It is taken out through the alignment:
the Levenshtein alignment is made with ``□`` as a character of its own, then its operations are struck.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ocrfix.page import UNREADABLE
from ocrfix.score.chain import chain, cuts
from ocrfix.score.tiles import Alignment, align

_EXACT_CELLS = 4e8
"""Texts whose lengths multiply to less are aligned exactly (20,000 × 20,000: 0.2 s)."""
_NEAR = 4
"""Longer texts are aligned exactly when fewer than one in so many characters is out of place: in a narrow band."""


@dataclass(frozen=True, slots=True)
class Edits:
    """Counts of operations. ``truth`` and ``output`` are the lengths with unreadable places left out."""

    substituted: int
    deleted: int
    inserted: int
    truth: int
    output: int

    @property
    def total(self) -> int:
        return self.substituted + self.deleted + self.inserted

    @property
    def longer(self) -> int:
        return max(self.truth, self.output)

    def __add__(self, other: Edits) -> Edits:
        return Edits(
            self.substituted + other.substituted,
            self.deleted + other.deleted,
            self.inserted + other.inserted,
            self.truth + other.truth,
            self.output + other.output,
        )


NO_EDITS = Edits(0, 0, 0, 0, 0)


def operations(truth: str, output: str, alignment: Alignment | None = None) -> list[tuple[str, int, int]]:
    """The edit operations ``(name, place in truth, place in output)`` that turn truth into output.

    They are the fewest for texts up to 20,000 × 20,000 characters, and for longer ones that have most in
    common. Longer ones that are far apart are cut where they have something in common in the same order (``chain``),
    or evenly where that costs less, and aligned piece by piece: an upper bound, a few hundredths above the fewest.
    ``alignment`` is the order-free one of these very texts, where it is known already.
    """
    if len(truth) * len(output) <= _EXACT_CELLS:
        return _exact(truth, output)
    runs = chain(alignment if alignment is not None else align([truth], [output]))
    longer = max(len(truth), len(output))
    apart = longer - sum(length for _, _, length in runs)
    if apart < longer / _NEAR:
        return _exact(truth, output, apart)
    end = (len(truth), len(output))
    tries = [[(0, 0), *cuts(runs), end], [(0, 0), end]]
    found = (
        [op for (t0, o0), (t1, o1) in pairwise(e) for op in _in_bands(truth, output, t0, t1, o0, o1)] for e in tries
    )
    return min(found, key=len)


def _in_bands(truth: str, output: str, t0: int, t1: int, o0: int, o1: int) -> list[tuple[str, int, int]]:
    """A piece; in even parts where it is long and has nothing in common to be cut at."""
    bands = 1
    while (t1 - t0) * (o1 - o0) > _EXACT_CELLS * bands * bands:
        bands += 1
    found: list[tuple[str, int, int]] = []
    for n in range(bands):
        a, b = (t0 + (t1 - t0) * k // bands for k in (n, n + 1))
        c, d = (o0 + (o1 - o0) * k // bands for k in (n, n + 1))
        found += [(name, i + a, j + c) for name, i, j in _exact(truth[a:b], output[c:d])]
    return found


def _exact(truth: str, output: str, near: int | None = None) -> list[tuple[str, int, int]]:
    return [(op.tag, op.src_pos, op.dest_pos) for op in Levenshtein.editops(truth, output, score_hint=near)]


def count_edits(truth: str, output: str, alignment: Alignment | None = None) -> Edits:
    """The edits between a truth and an output.

    Source: Levenshtein 1966; unit costs. Range: total from 0 to the longer length. Both empty: no edits;
    one empty: every character deleted, or every one inserted. Very long texts: see ``operations``.
    """
    counts = {"replace": 0, "delete": 0, "insert": 0}
    absorbed = 0
    for name, place, _ in operations(truth, output, alignment):
        if name != "insert" and truth[place] == UNREADABLE:
            absorbed += name == "replace"
            continue
        counts[name] += 1
    unreadable = truth.count(UNREADABLE)
    kept = _kept_unreadable(unreadable, absorbed, truth, output)
    return Edits(
        counts["replace"],
        counts["delete"],
        counts["insert"],
        len(truth) - unreadable,
        len(output) - absorbed - kept,
    )


def _kept_unreadable(unreadable: int, absorbed: int, truth: str, output: str) -> int:
    """How many of the truth's ``□`` stand for a ``□`` of the output; they are left out on both sides."""
    return min(unreadable - absorbed, output.count(UNREADABLE)) if unreadable and truth and output else 0


def all_deleted(truth: str) -> Edits:
    readable = len(truth) - truth.count(UNREADABLE)
    return Edits(0, readable, 0, readable, 0)


def all_inserted(output: str) -> Edits:
    return Edits(0, 0, len(output), 0, len(output))
