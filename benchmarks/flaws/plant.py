"""Plants one flaw into a paragraph of clean text, at a place that is remembered."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from ocrfix.language import Confusions
from ocrfix.language.tokens import is_han

_EDGE = 8
"""Characters of the paragraph that stay as they are on either side of a flaw."""
_BROKEN_EDGE = 20
"""The same for a break: shorter ends are headlines to any reader."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A paragraph with a flaw: its lines as they stand in the file, and the clean text.

    ``places`` are (line, start, stop) of what is wrong; for a break the end of the line before it.
    """

    kind: str
    lines: tuple[str, ...]
    truth: str
    places: tuple[tuple[int, int, int], ...]


Plant = Callable[[str, random.Random], "Planted | None"]


def _inner(text: str, rng: random.Random, low: int, high: int) -> int | None:
    """A place in ``low`` to ``high`` between two letters, of which one is no Latin letter or digit."""
    at = [
        i
        for i in range(max(low, 1), min(high, len(text) - 1))
        if text[i - 1].isalnum() and text[i].isalnum() and not (text[i - 1].isascii() and text[i].isascii())
    ]
    return rng.choice(at) if at else None


def overlap(text: str, rng: random.Random) -> Planted | None:
    """A·R·R·C: the end of one crop and the beginning of the next read the same characters."""
    length = rng.randint(8, 48)
    at = _anywhere(text, rng, length)
    if at is None:
        return None
    return Planted("overlap", (text[:at] + text[at - length :],), text, ((0, at, at + length),))


def overlap_gapped(text: str, rng: random.Random) -> Planted | None:
    """A·R·B·R·C: the second reading lacks a few characters B at the cut."""
    length, gap = rng.randint(12, 40), rng.randint(1, 5)
    at = _anywhere(text, rng, length + gap)
    if at is None or at + _EDGE > len(text):
        return None
    twice = text[at - gap - length : at - gap]
    return Planted("overlap, gapped", (text[:at] + twice + text[at:],), text, ((0, at, at + length),))


def overlap_misread(text: str, rng: random.Random) -> Planted | None:
    """A·R·R'·C with a look-alike in one of the two readings."""
    length = rng.randint(16, 48)
    at = _anywhere(text, rng, length)
    if at is None:
        return None
    wrong = _alike(text, rng, at - length + 3, at - 3)
    if wrong is None:
        return None
    i, char = wrong
    first, second = text[at - length : at], text[at - length : at]
    k = i - (at - length)
    if rng.random() < 0.5:
        first = first[:k] + char + first[k + 1 :]
    else:
        second = second[:k] + char + second[k + 1 :]
    flawed = text[: at - length] + first + second + text[at:]
    return Planted("overlap, misread", (flawed,), text, ((0, at - length, at + length),))


def _anywhere(text: str, rng: random.Random, length: int) -> int | None:
    low, high = length + 2, len(text) - 2
    return rng.randint(low, high) if low <= high else None


def repeated_line(text: str, rng: random.Random) -> Planted | None:
    """A paragraph broken into lines of one width, one of which stands twice."""
    width = rng.randint(14, 26)
    if len(text) < 3 * width:
        return None
    lines = [text[i : i + width] for i in range(0, len(text), width)]
    k = rng.randrange(len(lines) - 1)
    return Planted(
        "repeated line", (*lines[: k + 1], *lines[k:]), text, ((k + 1, 0, width),)
    )


def broken(text: str, rng: random.Random) -> Planted | None:
    """A sentence cut by the end of a column: two paragraphs."""
    at = _inner(text, rng, _BROKEN_EDGE, len(text) - _BROKEN_EDGE)
    if at is None:
        return None
    return Planted("join", (text[:at], "", text[at:]), text, ((0, at, at),))


def lost_stop(text: str, rng: random.Random) -> Planted | None:
    """The full stop at the end of the paragraph was not read."""
    if not text.endswith("。"):
        return None
    return Planted("lost mark", (text[:-1],), text, ((0, len(text) - 2, len(text) - 1),))


def spaces(text: str, rng: random.Random) -> Planted | None:
    """One to three spaces inside running text."""
    chosen = {i for _ in range(rng.randint(1, 3)) if (i := _inner(text, rng, _EDGE, len(text) - _EDGE)) is not None}
    if not chosen:
        return None
    flawed, places = "", []
    for i, char in enumerate(text):
        if i in chosen:
            places.append((0, len(flawed), len(flawed) + 1))
            flawed += " "
        flawed += char
    return Planted("stray space", (flawed,), text, tuple(places))


def doubled_mark(text: str, rng: random.Random) -> Planted | None:
    at = [i for i, c in enumerate(text[:-1]) if c in "，、；：》）"]
    if not at:
        return None
    i = rng.choice(at)
    return Planted("doubled mark", (text[: i + 1] + text[i:],), text, ((0, i + 1, i + 2),))


def half_width(text: str, rng: random.Random) -> Planted | None:
    half = {"，": ",", "：": ":", "；": ";", "？": "?", "！": "!", "（": "(", "）": ")"}
    at = [i for i, c in enumerate(text) if c in half and i]
    if not at or any(c in half.values() for c in text):
        return None
    chosen = [i for i in at if rng.random() < 0.7] or at
    flawed = "".join(half[c] if i in chosen else c for i, c in enumerate(text))
    return Planted("half width", (flawed,), text, tuple((0, i, i + 1) for i in chosen))


def straight_quotes(text: str, rng: random.Random) -> Planted | None:
    if "“" not in text or '"' in text or text.count("“") != text.count("”"):
        return None
    at = tuple((0, i, i + 1) for i, c in enumerate(text) if c in "“”")
    return Planted("straight quotes", (text.replace("“", '"').replace("”", '"'),), text, at)


def garbled(text: str, rng: random.Random) -> Planted | None:
    """A stretch of three to eight characters of which most are others: look-alikes, random ones, some lost."""
    length = rng.randint(3, 8)
    at = [i for i in range(_EDGE, len(text) - length - _EDGE) if sum(map(is_han, text[i : i + length])) * 2 > length]
    if not at:
        return None
    start = rng.choice(at)
    stretch = ""
    for char in text[start : start + length]:
        draw = rng.random()
        if draw < 0.15:
            stretch += char
        elif draw < 0.5 and (others := confusions().of(char)):
            stretch += rng.choice(others)[0]
        elif draw < 0.9:
            stretch += rng.choice(_usual())
    if sum(a != b for a, b in zip(stretch, text[start : start + length], strict=False)) < 2:
        return None
    flawed = text[:start] + stretch + text[start + length :]
    return Planted("garble", (flawed,), text, ((0, start, start + len(stretch)),))


def look_alike(text: str, rng: random.Random) -> Planted | None:
    """One character for another that looks like it, with nothing but the text to tell."""
    found = _alike(text, rng, _EDGE, len(text) - _EDGE)
    if found is None:
        return None
    i, char = found
    return Planted("look-alike", (text[:i] + char + text[i + 1 :],), text, ((0, i, i + 1),))


def unpaired(text: str, rng: random.Random) -> Planted | None:
    """A bracket or title mark was not read."""
    at = [i for i, c in enumerate(text) if c in "《》（）"]
    if not at or any(text.count(a) != text.count(b) for a, b in ("《》", "（）")):
        return None
    i = rng.choice(at)
    return Planted("lost bracket", (text[:i] + text[i + 1 :],), text, ((0, 0, len(text) - 1),))


PLANTS: Mapping[str, Plant] = {
    "overlap": overlap,
    "overlap, gapped": overlap_gapped,
    "overlap, misread": overlap_misread,
    "repeated line": repeated_line,
    "join": broken,
    "lost mark": lost_stop,
    "stray space": spaces,
    "doubled mark": doubled_mark,
    "half width": half_width,
    "straight quotes": straight_quotes,
    "garble": garbled,
    "look-alike": look_alike,
    "lost bracket": unpaired,
}


@cache
def confusions() -> Confusions:
    return Confusions.load()


@cache
def _usual() -> str:
    """Characters of GB 2312, level 1: what a recogniser falls for."""
    codes = (bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return "".join(codes)


def _alike(text: str, rng: random.Random, low: int, high: int) -> tuple[int, str] | None:
    at = [i for i in range(max(low, 0), min(high, len(text))) if confusions().of(text[i])]
    if not at:
        return None
    i = rng.choice(at)
    return i, confusions().of(text[i])[0][0]


def alike(char: str, rng: random.Random) -> str:
    """A character that looks like this one; empty where none is known."""
    others = confusions().of(char)
    return rng.choice(others)[0] if others else ""
