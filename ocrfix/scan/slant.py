"""How the lines of a page run, block by block.

Text lines, columns and ruling lines make the projection of the ink uneven along their own direction
(Postl 1986; Bloomberg, Kopec and Dasari 1995). The projection is made of narrow strips, each moved by
what a line of the tried angle would have moved there, so that an angle costs a few additions.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_STRIP = 8
"""Width of a strip in pixels: at 5° a line moves 0.7 pixels over it."""
_LOBE = 0.5


@dataclass(frozen=True, slots=True)
class Slants:
    """Angles found in blocks: ``x`` and ``y`` are their middles in pixels, ``angle`` in degrees (of lines
    running across: downwards to the right is positive), ``weight`` how sure they are (no unit)."""

    x: Floats
    y: Floats
    angle: Floats
    weight: Floats


def find_slants(ink: npt.NDArray[np.uint8], em: float, angles: Floats, wide: float, high: float) -> Slants:
    """The angle of the lines that run across, in blocks of ``wide`` x ``high`` em.

    ``ink`` is (height, width), 0 to 255, with characters of ``em`` pixels; ``angles`` are tried, in
    degrees, rising.
    """
    strips = _strips(ink)
    count, length = strips.shape
    size = max(4, round(wide * em / _STRIP))
    tall = max(8, round(high * em))
    if count < size or length < tall:
        return Slants(*np.zeros((4, 0)))
    starts = np.arange(0, count - size + 1, max(1, size // 2))
    lag = max(1, round(em / 4))
    blocks = np.arange(0, length - tall + 1, max(1, tall // 2))
    reach = int(np.ceil(size * _STRIP * np.abs(np.tan(np.radians(angles))).max())) + 1
    padded = np.pad(strips, ((0, 0), (reach, reach)))
    scores = np.stack([_unevenness(padded, reach, a, lag, starts, size, blocks, tall) for a in angles], axis=-1)
    angle, weight = _peaks(scores.reshape(-1, len(angles)), angles)
    y, x = np.meshgrid(blocks + tall / 2, (starts + size / 2) * _STRIP)
    keep = weight > 0
    return Slants(x.ravel()[keep], y.ravel()[keep], angle[keep], weight[keep])


def _strips(ink: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Mean ink of every row in every strip: (strips, height)."""
    height, width = ink.shape
    count = width // _STRIP
    if count == 0:
        return np.zeros((0, height), np.float32)
    small = cv2.resize(ink[:, : count * _STRIP], (count, height), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small.T).astype(np.float32) * np.float32(1 / 255)


def _unevenness(
    padded: npt.NDArray[np.float32],
    reach: int,
    angle: float,
    lag: int,
    starts: npt.NDArray[np.intp],
    size: int,
    blocks: npt.NDArray[np.intp],
    tall: int,
) -> Floats:
    """How uneven the projection at ``angle`` is in every block: (windows, blocks). ``padded`` are the strips with
    ``reach`` rows of white above and below."""
    length = padded.shape[1] - 2 * reach
    slope = _STRIP * np.tan(np.radians(angle))
    every = int(starts[1] - starts[0]) if len(starts) > 1 else 1
    sums = np.zeros((len(starts), length), np.float32)
    for step in range(size):
        move = (step - size / 2 + 0.5) * slope
        first = reach + int(np.rint(move))
        sums += padded[step : step + starts[-1] + 1 : every, first : first + length]
    change = np.zeros_like(sums)
    change[:, lag:] = np.square(sums[:, lag:] - sums[:, :-lag])
    total = np.cumsum(change, axis=1, dtype=np.float64)
    total = np.pad(total, ((0, 0), (1, 0)))
    return np.asarray(total[:, blocks + tall] - total[:, blocks], np.float64)


def _peaks(scores: Floats, angles: Floats) -> tuple[Floats, Floats]:
    """The top of a parabola through the main lobe of every row, and its weight (0: none)."""
    best = np.argmax(scores, axis=1)
    rows, last = np.arange(len(scores)), len(angles) - 1
    high = scores[rows, best].astype(np.float64)
    low = np.percentile(scores, 20, axis=1)
    lobe = _lobe(scores > (low + (1 - _LOBE) * (high - low))[:, None], best)
    x = angles[None] - angles[best][:, None]
    a, b = _parabola(x, scores / np.maximum(high, 1e-12)[:, None], lobe)
    sure = (high > 1.3 * low) & (lobe.sum(axis=1) >= 3) & ~lobe[:, 0] & ~lobe[:, last] & (a < 0)
    top = np.where(sure, -b / np.where(a < 0, 2 * a, -1.0), 0.0)
    top = np.clip(top, np.where(lobe, x, np.inf).min(axis=1), np.where(lobe, x, -np.inf).max(axis=1))
    return np.where(sure, angles[best] + top, 0.0), np.where(sure, (high - low) * -a, 0.0)


def _lobe(over: npt.NDArray[np.bool_], best: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """The unbroken run of ``over`` around ``best`` in every row."""
    places = np.arange(over.shape[1])[None]
    gap = ~over
    left = np.where(gap & (places < best[:, None]), places, -1).max(axis=1)
    right = np.where(gap & (places > best[:, None]), places, over.shape[1]).min(axis=1)
    return np.asarray((places > left[:, None]) & (places < right[:, None]))


def _parabola(x: Floats, y: Floats, where: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """The factors of x² and x of the least squares parabola of every row."""
    m = where.astype(np.float64)
    sums = [(m * x**k).sum(axis=1) for k in range(5)]
    sides = [(m * y * x**k).sum(axis=1) for k in range(3)]
    normal = np.stack([np.stack([sums[i + j] for j in range(3)], axis=-1) for i in range(3)], axis=-2)
    normal += 1e-9 * np.eye(3)
    c = np.linalg.solve(normal, np.stack(sides, axis=-1)[..., None])[..., 0]
    return c[:, 2], c[:, 1]
