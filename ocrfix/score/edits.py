"""Edit operations between a truth and an output, with places that cannot be read left out.

``□`` in the truth is a place nobody can read. It costs nothing, whatever the output has there (one
character or none), and is not counted among the truth's characters. It is taken out through the alignment:
the Levenshtein alignment is made with ``□`` as a character of its own, then its operations are struck.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ocrfix.page import UNREADABLE

_EXACT_CELLS = 4e8
"""Texts whose lengths multiply to less are aligned exactly (20,000 × 20,000: 0.2 s)."""
_BAND = 20_000


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


def operations(truth: str, output: str, near: int | None = None) -> list[tuple[str, int, int]]:
    """The edit operations ``(name, place in truth, place in output)`` that turn truth into output.

    ``near`` is a guess of their number; where it is small, long texts are aligned exactly in a narrow
    band. Long texts that are far apart are aligned band by band, which may count a few operations more
    than the least (an upper bound).
    """
    cells = len(truth) * len(output)
    if cells <= _EXACT_CELLS:
        return _exact(truth, output)
    if near is not None and near < max(len(truth), len(output)) / 4:
        return _exact(truth, output, near)
    found: list[tuple[str, int, int]] = []
    bands = -(-max(len(truth), len(output)) // _BAND)
    for n in range(bands):
        t0, t1 = len(truth) * n // bands, len(truth) * (n + 1) // bands
        o0, o1 = len(output) * n // bands, len(output) * (n + 1) // bands
        found += [(name, i + t0, j + o0) for name, i, j in _exact(truth[t0:t1], output[o0:o1])]
    return found


def _exact(truth: str, output: str, near: int | None = None) -> list[tuple[str, int, int]]:
    return [(op.tag, op.src_pos, op.dest_pos) for op in Levenshtein.editops(truth, output, score_hint=near)]


def count_edits(truth: str, output: str, near: int | None = None) -> Edits:
    """The edits between a truth and an output.

    Source: Levenshtein 1966; unit costs. Range: total from 0 to the longer length. Both empty: no edits;
    one empty: every character deleted, or every one inserted.
    """
    counts = {"replace": 0, "delete": 0, "insert": 0}
    absorbed = 0
    for name, place, _ in operations(truth, output, near):
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
