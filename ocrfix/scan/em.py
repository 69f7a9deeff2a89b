"""The size of body characters, from the ink alone."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_STRIP = 64
"""Width of the narrowest strip in pixels: seven characters of the smallest size."""
_DOUBLINGS = 5
_BINS_PER_OCTAVE = 24
_THICKNESS = 0.9
"""The part of its em that a line of Han characters fills (measured on Song, Hei and 1930s type: 0.87 to 0.94)."""
_LEAST_TEXT = 0.002
"""Votes, as a share of the page, below which there is no text."""
_LATIN_CORE = 0.6
_ACROSS = 0.7
"""Share of the votes that rows must have before text can be Latin."""
_LATIN_X = 0.52
"""The part of its em that a Latin x fills: 0.45 (Times) to 0.55 (DejaVu)."""
_TALL = 0.35
"""Tall letters for one small letter from which on text is Latin: Latin has 0.5 to 0.7, Han up to 0.2."""
_FEWEST = 60
_SEEN = 12e6
_PIECE = 24.0


def measure_em(ink: npt.NDArray[np.bool_], smallest: float, largest: float) -> float | None:
    """The height of the dominant body characters in pixels, ``None`` where no text is found.

    The page is cut into strips, once upright and once lying, of several widths. In a strip the ink of a
    row (or column) rises and falls with the text lines. Runs of high ink whose neighbours have the same
    thickness and pitch vote for their thickness with their area; the fullest class wins.
    """
    across = _votes(_profiles(ink))
    votes = np.concatenate([across, _votes(_profiles(ink.T))])
    if votes[:, 1].sum() < _LEAST_TEXT * ink.size:
        return None
    for least in (_LATIN_CORE * smallest, smallest):
        kept = votes[(votes[:, 0] >= least) & (votes[:, 0] <= largest)]
        if len(kept) == 0:
            return None
        em = _mode(kept)
        if _near(across, em) > _ACROSS * _near(votes, em):
            x_height = _x_height(ink, em)
            em = em if x_height is None else x_height / _LATIN_X
        if em >= smallest:
            return em
    return None


def _votes(profiles: npt.NDArray[np.float32]) -> Floats:
    """Sizes and weights, (n, 2), from the narrowest strips to the widest."""
    found = [np.empty((0, 2))]
    strip = _STRIP
    for _ in range(_DOUBLINGS):
        found += [_line_votes(profile, strip) for profile in profiles]
        even = len(profiles) // 2 * 2
        profiles = (profiles[0:even:2] + profiles[1:even:2]) * np.float32(0.5)
        strip *= 2
    return np.concatenate(found)


def _near(votes: Floats, em: float) -> float:
    return float(votes[np.abs(np.log(votes[:, 0] / em)) < 0.1, 1].sum())


def _x_height(ink: npt.NDArray[np.bool_], em: float) -> float | None:
    """The height of small Latin letters, ``None`` where the text is not Latin (or touches too much).

    Of Latin letters many are as high as an x and many half as high again (ascenders, capitals); Han
    characters have no such second height. ``em`` is the thickness found for the lines.
    """
    band = max(64, int(40 * em))
    starts = range(0, max(1, ink.shape[0] - band // 2), band)
    few = max(1, int(_SEEN / (band * ink.shape[1])))
    chosen = [starts[i] for i in np.unique(np.linspace(0, len(starts) - 1, min(few, len(starts))).astype(int))]
    heights = np.concatenate([_letter_heights(ink[top : top + band], em) for top in chosen])
    if len(heights) < _FEWEST:
        return None
    counts = np.bincount(np.round(heights * 20).astype(int), minlength=40).astype(float)
    smooth = np.convolve(counts, [1, 2, 1], "same")
    mode = float(np.argmax(smooth[:22])) / 20
    mode = float(np.median(heights[np.abs(heights - mode) < 0.1 * mode]))
    small = np.abs(heights - mode) < 0.12 * mode
    tall = (heights > 1.22 * mode) & (heights < 1.7 * mode)
    if tall.sum() < _TALL * small.sum():
        return None
    return float(np.median(heights[small])) * em


def _letter_heights(ink: npt.NDArray[np.bool_], em: float) -> Floats:
    """Heights of connected pieces of ink of about the size of a letter, in em."""
    scale = min(1.0, _PIECE / em)
    dark = np.ascontiguousarray(ink).view(np.uint8) * np.uint8(255)
    if scale < 1.0:
        dark = np.asarray(cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats((dark > 100).astype(np.uint8), connectivity=8)
    wide, high = (stats[1:, column] / (em * scale) for column in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT))
    return np.asarray(high[(high > 0.4) & (high < 1.9) & (wide > 0.1) & (wide < 1.9)], np.float64)


def _profiles(ink: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """The ink of every row in strips of 64 columns, 0 to 255: (strips, rows)."""
    rows, columns = ink.shape
    count = columns // _STRIP
    result = np.zeros((count, rows), np.float32)
    for index in range(count):
        part = np.ascontiguousarray(ink[:, index * _STRIP : (index + 1) * _STRIP]).view(np.uint8)
        result[index] = cv2.reduce(part, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[:, 0]
    return result * np.float32(255 / _STRIP)


def _line_votes(profile: npt.NDArray[np.float32], strip: int) -> Floats:
    window = min(strip, len(profile)) | 1
    low = cv2.erode(profile[None], np.ones((1, window), np.uint8))[0]
    high = cv2.dilate(profile[None], np.ones((1, window), np.uint8))[0]
    span = high - low
    starts, ends = _runs(profile, low + 0.15 * span, span > 25)
    if len(starts) < 3:
        return np.empty((0, 2))
    thick = ends - starts
    pitch = np.diff((starts + ends) / 2)
    thick = np.maximum(thick, 0.1)
    same = np.abs(np.log(thick[1:] / thick[:-1])) < 0.2
    pair = (np.abs(np.log(pitch[1:] / pitch[:-1])) < 0.15) & same[1:] & same[:-1]
    middle = thick[1:-1]
    ok = pair & (middle > strip / 60) & (middle < strip / 4)
    ok &= (pitch[1:] > 1.08 * middle) & (pitch[1:] < 4 * middle)
    return np.column_stack([middle[ok] / _THICKNESS, middle[ok] * strip])


def _runs(
    profile: npt.NDArray[np.float32], level: npt.NDArray[np.float32], valid: npt.NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Starts and ends of the runs above ``level``, to a part of a pixel."""
    over = (profile - level).astype(np.float64)
    above = (over > 0) & valid
    edge = np.diff(above.astype(np.int8))
    rise, fall = np.nonzero(edge == 1)[0], np.nonzero(edge == -1)[0]
    if len(rise) == 0 or len(fall) == 0:
        return np.empty(0), np.empty(0)
    fall = fall[fall > rise[0]]
    rise = rise[: len(fall)]
    fall = fall[: len(rise)]

    def crossing(at: npt.NDArray[np.intp]) -> Floats:
        a, b = over[at], over[at + 1]
        return np.asarray(at + 0.5 + np.clip(a / np.where(a == b, 1, a - b), 0, 1), np.float64)

    return crossing(rise), crossing(fall)


def _mode(votes: Floats) -> float:
    """The size with most votes around it: the fullest of classes 3 % wide, then the median beside it."""
    sizes, weights = votes[:, 0], votes[:, 1]
    logs = np.log2(sizes) * _BINS_PER_OCTAVE
    first = int(np.floor(logs.min())) - 4
    counts = np.bincount((np.round(logs) - first).astype(int), weights, minlength=8)
    smooth = np.convolve(counts, [1, 2, 3, 2, 1], "same")
    peak = int(np.argmax(smooth)) + first
    near = np.abs(logs - peak) <= 3
    order = np.argsort(sizes[near])
    share = np.cumsum(weights[near][order])
    return float(sizes[near][order][np.searchsorted(share, share[-1] / 2)])
