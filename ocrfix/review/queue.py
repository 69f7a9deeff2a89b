"""What a person should look at next: suggestions and flags, ranked by what a decision is expected to gain."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ocrfix.page import Kind, Operation, Standing
from ocrfix.review.index import Row
from ocrfix.settings.review import ReviewSettings

_READ_FIRST = frozenset(k.value for k in (Kind.HEADLINE, Kind.KICKER, Kind.DECK, Kind.SUBHEAD))
_NO_SIGN = ("", "", "", "")
_LAST = 1 << 30
_OPEN = frozenset((Standing.SUGGESTED.value, Standing.FLAGGED.value))


@dataclass(frozen=True, slots=True)
class Item:
    """An edit that waits for a decision. ``gain`` is in right characters a decision, ``same`` how many others wait
    that differ in place alone."""

    row: Row
    gain: float
    same: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a person accepted and rejected edits of a rule."""

    accepted: int = 0
    rejected: int = 0

    @property
    def count(self) -> int:
        return self.accepted + self.rejected


def waiting(rows: Iterable[Row], settled: Callable[[Row], bool]) -> list[Row]:
    """The suggestions and flags that no person has settled."""
    return [r for r in rows if r.standing in _OPEN and not settled(r)]


def ranked(rows: Iterable[Row], tallies: Mapping[str, Tally], settings: ReviewSettings) -> list[Item]:
    """By falling gain; among gains that are as good as equal what is the same stands together, and else what stands on
    one page, in the order of its text: going from page to page costs a person more than a little gain is worth.

    The gain of a decision is the number of characters it sets right, times the chance that there is something to
    set right, times how many places it can be applied to, over what it costs. The chance is the rule's own confidence,
    corrected by how its edits fared so far (Beta prior of ``settings.prior_decisions``).
    """
    rows = list(rows)
    same = Counter(r.sign for r in rows)
    items = [Item(r, gain(r, same[r.sign], tallies.get(r.rule, Tally()), settings), same[r.sign] - 1) for r in rows]
    base = math.log(settings.gain_alike)

    def order(item: Item) -> tuple[int, tuple[str, str, str, str], str, int]:
        band = -round(math.log(item.gain) / base) if item.gain > 0 else _LAST
        alike = item.row.sign if item.same and item.row.standing == Standing.SUGGESTED.value else _NO_SIGN
        return band, alike, item.row.page, item.row.place

    return sorted(items, key=order)


def gain(row: Row, places: int, tally: Tally, settings: ReviewSettings) -> float:
    """The expected gain of a decision about an edit that can be applied to so many places."""
    flag = row.operation == Operation.MARK.value or row.standing == Standing.FLAGGED.value
    own = row.confidence if row.confidence is not None else settings.flag_prior
    prior = settings.prior_decisions
    chance = (own * prior + tally.accepted) / (prior + tally.count)
    characters = max(len(row.before), len(row.after), 1)
    weight = settings.headline_weight if row.kind in _READ_FIRST else 1.0
    if flag:
        return chance * characters * weight / settings.flag_cost
    return chance * characters * weight * places


def recurrences(rows: Iterable[Row], row: Row) -> list[Row]:
    """The others that differ from an edit in place alone."""
    return [r for r in rows if r.sign == row.sign and (r.page, r.id) != (row.page, row.id)]
