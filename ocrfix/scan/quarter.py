"""Quarter turns: does the page lie on its side or on its head?

The structure of text cannot tell: vertical Chinese lines look like horizontal ones lying on their side. So
the recogniser is asked how well a few pieces of text read each way, and a page is turned only if one way
reads clearly better than the way it stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
ReadScore = Callable[[Pixels], float]
"""How well a BGR image reads as it stands; higher is better, 0 or more. Supplied by the recogniser."""

_PIECES = 3
_SIDE = 24.0
"""Side of a piece in em: some fifteen lines of text, whichever way they run."""


def find_turn(
    image: Pixels, ink: npt.NDArray[np.uint8], em: float, score: ReadScore, gain: float, enough: float = math.inf
) -> int:
    """How many quarter turns clockwise make the page stand upright: 0 to 3.

    ``ink`` is the ink of the page at any scale, ``em`` in pixels of ``image``. Another way than the
    page's own must read better by the factor ``gain``, in the sum and in most of the pieces. A page that
    has a piece with a score of ``enough`` as it stands is left so without asking further.
    """
    pieces = _pieces(image, ink, em)
    if not pieces:
        return 0
    standing = []
    for piece in pieces:
        standing.append(score(np.ascontiguousarray(piece)))
        if standing[-1] >= enough:
            return 0
    turned = [[score(np.ascontiguousarray(np.rot90(p, -turns))) for turns in range(1, 4)] for p in pieces]
    scores = np.column_stack([np.array(standing), np.array(turned)])
    best = int(np.argmax(scores.sum(axis=0)))
    better = scores[:, best] > gain * scores[:, 0]
    clear = scores[:, best].sum() > gain * scores[:, 0].sum() and better.sum() * 2 > len(pieces)
    return best if clear else 0


def _pieces(image: Pixels, ink: npt.NDArray[np.uint8], em: float) -> list[Pixels]:
    """Square pieces of the page whose ink covers as much as text does, nearest to the middle first."""
    height, width = image.shape[:2]
    side = int(min(_SIDE * em, height, width))
    rows, columns = max(1, height // side), max(1, width // side)
    cover = cv2.resize(ink, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.float64) / 255
    typical = np.abs(cover - float(np.median(cover[cover > 0.02]))) if (cover > 0.02).any() else cover
    order = np.argsort(typical, axis=None, kind="stable")[:_PIECES]
    found = []
    for index in order:
        row, column = divmod(int(index), columns)
        if cover[row, column] > 0.02:
            found.append(image[row * side : (row + 1) * side, column * side : (column + 1) * side])
    return found
