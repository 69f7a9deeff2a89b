"""The size of body characters, from the ink alone."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_STRIP = 64
_DOUBLINGS = 5
_BINS_PER_OCTAVE = 24


def measure_em(ink: npt.NDArray[np.bool_], smallest: float, largest: float) -> float | None:
    """The height of the dominant body characters in pixels, ``None`` where no text is found.

    The page is cut into strips, once upright and once lying, of several widths. In a strip the ink of a
    row (or column) rises and falls with the text lines. Runs of high ink whose neighbours have the same
    thickness and pitch vote for their thickness with their area; the fullest class wins.
    """
    votes: list[tuple[float, float]] = []
    for profiles in (_profiles(ink), _profiles(ink.T)):
        strip = _STRIP
        for _ in range(_DOUBLINGS):
            for profile in profiles:
                votes += _line_votes(profile, strip)
            even = len(profiles) // 2 * 2
            profiles = (profiles[0:even:2] + profiles[1:even:2]) * np.float32(0.5)  # noqa: PLW2901
            strip *= 2
    kept = [(e, w) for e, w in votes if smallest <= e <= largest]
    return _mode(kept, least=0.002 * ink.size) if kept else None


def _profiles(ink: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """The ink of every row in strips of 64 columns, 0 to 255: (strips, rows)."""
    rows, columns = ink.shape
    count = columns // _STRIP
    result = np.zeros((count, rows), np.float32)
    for index in range(count):
        part = np.ascontiguousarray(ink[:, index * _STRIP : (index + 1) * _STRIP]).view(np.uint8)
        result[index] = cv2.reduce(part, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[:, 0]
    return result * np.float32(255 / _STRIP)


def _line_votes(profile: npt.NDArray[np.float32], strip: int) -> list[tuple[float, float]]:
    window = min(strip, len(profile)) | 1
    low = cv2.erode(profile[None], np.ones((1, window), np.uint8))[0]
    high = cv2.dilate(profile[None], np.ones((1, window), np.uint8))[0]
    span = high - low
    starts, ends = _runs(profile, low + 0.15 * span, span > 25)
    if len(starts) < 3:
        return []
    thick = ends - starts
    pitch = np.diff((starts + ends) / 2)
    thick = np.maximum(thick, 0.1)
    same = np.abs(np.log(thick[1:] / thick[:-1])) < 0.2
    pair = (np.abs(np.log(pitch[1:] / pitch[:-1])) < 0.15) & same[1:] & same[:-1]
    middle = thick[1:-1]
    ok = pair & (middle > strip / 60) & (middle < strip / 4)
    ok &= (pitch[1:] > 1.08 * middle) & (pitch[1:] < 4 * middle)
    return [(float(t) / 0.9, float(t) * strip) for t in middle[ok]]


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


def _mode(votes: list[tuple[float, float]], least: float) -> float | None:
    sizes = np.array([v[0] for v in votes])
    weights = np.array([v[1] for v in votes])
    if weights.sum() < least:
        return None
    logs = np.log2(sizes) * _BINS_PER_OCTAVE
    first = int(np.floor(logs.min())) - 4
    counts = np.bincount((np.round(logs) - first).astype(int), weights, minlength=8)
    smooth = np.convolve(counts, [1, 2, 3, 2, 1], "same")
    peak = int(np.argmax(smooth)) + first
    near = np.abs(logs - peak) <= 3
    order = np.argsort(sizes[near])
    share = np.cumsum(weights[near][order])
    return float(sizes[near][order][np.searchsorted(share, share[-1] / 2)])
