"""Vertical lines set horizontally: the column is cut into its characters, which are put side by side.

Recognisers read characters that stand upright better than characters that lie on their side, as those of
a turned column do.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.recognise import marks

Image = npt.NDArray[np.uint8]
Profile = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """A column set horizontally. ``across`` are x positions in ``image``, ``down`` the matching rows of the
    column; between them the way back is linear. ``pitch`` is the usual height of a character's cell,
    ``cells`` how many cells hold ink."""

    image: Image
    across: Profile
    down: Profile
    pitch: float
    cells: int

    def row(self, x: float) -> float:
        """The row of the column that stands at ``x``."""
        return float(np.interp(x, self.across, self.down))


def set_upright(column: Image, dark: bool = False) -> Setting | None:
    """Set a column (its crop, height > width) horizontally; ``None`` where it shows no ink.

    ``dark`` says that the type is lighter than its ground.
    """
    apart = characters(column, dark)
    return None if apart is None else _side_by_side(column, apart.ink, apart.cuts, apart.left, apart.right, apart.em)


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """Where the characters of a column stand: between ``left`` and ``right``, cut at the rows ``cuts``
    (ascending, first and last included). ``ink`` is that of the column, in [0, 1]; ``em`` their width."""

    ink: npt.NDArray[np.float32]
    cuts: list[int]
    left: int
    right: int
    em: int


def characters(column: Image, dark: bool = False) -> Characters | None:
    """The characters of a column (its crop, height > width) apart; ``None`` where it shows no ink."""
    ink = darkness(column, dark)
    if not ink.any():
        return None
    left, right = band(ink.mean(axis=0))
    em = max(right - left, 4)
    return Characters(ink, cells(ink.mean(axis=1) * ink.shape[1] / em, em), left, right, em)


def darkness(image: Image, dark: bool) -> npt.NDArray[np.float32]:
    """How much ink every pixel holds, in [0, 1]: 0 at the ground, 1 at the blackest 2 %."""
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)
    if dark:
        gray = 255 - gray
    low, high = np.percentile(gray, (2, 75))
    if high - low < 16:
        return np.zeros_like(gray)
    return np.asarray(np.clip((high - gray) / (high - low) - 0.15, 0, 0.85) / 0.85, np.float32)


def cells(profile: Profile, em: float) -> list[int]:
    """Rows at which a column is cut into characters, ascending, first and last row included.

    ``profile`` is the ink of each row as a share of the character width, ``em`` the width of a character
    in rows. The cuts are the cheapest way down the column: ink that is cut through costs, and so does a
    character much taller or flatter than the column's own pitch.
    """
    length = len(profile)
    step = max(1, round(em / 14))
    n = max(1, round(length / step))
    edges = np.linspace(0, length, n + 1)
    at = np.interp(edges, np.arange(length) + 0.5, profile)
    reach = pitch(profile, em) / step
    shortest, longest = max(1, int(0.35 * reach)), max(2, int(1.6 * reach))
    sizes = np.arange(shortest, longest + 1)
    stretch = 0.25 * ((sizes - reach) / reach) ** 2 + 0.02
    best = np.full(n + 1, np.inf)
    best[0] = 0.0
    back = np.zeros(n + 1, np.int64)
    for i in range(1, n + 1):
        usable = sizes[sizes <= i]
        if not len(usable):
            if i < shortest:
                best[i] = 0.1
            continue
        cost = best[i - usable] + stretch[: len(usable)]
        k = int(cost.argmin())
        best[i], back[i] = cost[k] + at[i], i - usable[k]
    cuts = [n]
    while cuts[-1] > 0:
        cuts.append(int(back[cuts[-1]]))
    return [round(float(edges[c])) for c in reversed(cuts)]


def band(profile: Profile) -> tuple[int, int]:
    """Where the characters of a column begin and end across it: the run of inked columns that holds the
    middle of the ink. ``profile`` is the ink of each pixel column."""
    inked = profile > 0.1 * np.percentile(profile, 90)
    middle = int(np.searchsorted(np.cumsum(profile), profile.sum() / 2))
    left = right = min(middle, len(profile) - 1)
    slack = max(1, len(profile) // 12)
    while left > 0 and inked[max(0, left - slack) : left].any():
        left -= 1
    while right < len(profile) and inked[right : right + slack].any():
        right += 1
    return left, max(right, left + 1)


def pitch(profile: Profile, em: float) -> float:
    """The distance from character to character, in rows: the best period between 0.75 and 1.6 em."""
    usual = 1.05 * em
    low, high = int(0.75 * em), int(1.6 * em) + 1
    wave = profile - profile.mean()
    power = float((wave * wave).mean())
    if len(wave) < 3 * em or power == 0:
        return usual
    lags = np.arange(low, high)
    fit = np.array([float((wave[:-k] * wave[k:]).mean()) for k in lags]) / power
    fit -= 1.5 * np.log(lags / usual) ** 2
    return float(lags[int(fit.argmax())]) if fit.max() > 0.1 else usual


def _side_by_side(
    column: Image, ink: npt.NDArray[np.float32], cuts: list[int], left: int, right: int, em: float
) -> Setting:
    pairs = [(a, b) for a, b in itertools.pairwise(cuts) if b > a]
    usual = float(np.median([b - a for a, b in pairs]))
    pairs = [p for a, b in pairs for p in marks.pieces(ink[:, left:right], a, b, em, usual)]
    tallest = max(b - a for a, b in pairs)
    height = round(max(tallest, em) * 1.15)
    gap = max(1, round(0.08 * em))
    width = right - left
    total = len(pairs) * (width + gap) + gap
    paper = np.median(column.reshape(-1, 3), axis=0)
    canvas = np.empty((height, total, 3), np.uint8)
    canvas[:] = paper
    across, down, x = [0.0], [float(pairs[0][0])], gap
    for a, b in pairs:
        cell = column[a:b, left:right]
        known = marks.mark(ink[a:b, left:right], em, marks.LARGEST_ALONE)
        if known is None:
            top = (height - (b - a)) // 2
            canvas[top : top + b - a, x : x + width] = cell
        else:
            _put_mark(canvas[:, x : x + width], cell, known, em)
        across += [x - gap / 2, x + width + gap / 2]
        down += [float(a), float(b)]
        x += width + gap
    held = sum(bool((ink[a:b, left:right] > 0.35).any()) for a, b in pairs)
    return Setting(canvas, np.array(across), np.array(down), usual, held)


def _put_mark(place: Image, cell: Image, known: tuple[marks.Mark, marks.Span], em: float) -> None:
    """Paint a mark into its place of the strip as it stands in horizontal text."""
    kind, (top, bottom, left, right) = known
    part = cell[top:bottom, left:right]
    height, width = place.shape[:2]
    if kind is marks.Mark.BRACKET:
        part = np.rot90(part)
        row = (height - part.shape[0]) // 2
        column = (width - part.shape[1]) // 2
    else:
        row = round((height + em) / 2) - part.shape[0]
        column = min(round(0.1 * em), width - part.shape[1])
    row, column = max(0, row), max(0, column)
    part = part[: height - row, : width - column]
    place[row : row + part.shape[0], column : column + part.shape[1]] = part
