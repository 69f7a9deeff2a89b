"""Quarter turns: does the page lie on its side or on its head?

The structure of text cannot tell: vertical Chinese lines look like horizontal ones lying on their side. So
the recogniser is asked which way the characters of a few lines face.

It reads characters that stand, and Chinese ones that lie on their left side nearly as well, for it learned to
read columns so; those on their head or their right side it cannot read. So a turn counts by how well it reads
and by how well the one before it does.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.settings.scan import ScanSettings

Pixels = npt.NDArray[np.uint8]
Facing = Callable[[Pixels], npt.NDArray[np.float64]]
"""From a BGR image to scores, shape (lines, 4), values 0 to 1: how well the characters of each line read
when each is turned clockwise, by itself, by 0 to 3 quarters. Supplied by the recogniser."""

_SIDE = 24.0
"""Side of a piece in em: some fifteen lines of text, whichever way they run."""


def find_turn(image: Pixels, ink: npt.NDArray[np.uint8], em: float, facing: Facing, settings: ScanSettings) -> int:
    """How many quarter turns clockwise make the page stand upright: 0 to 3.

    ``ink`` is the ink of the page at any scale, ``em`` in pixels of ``image``. Pieces of the page are asked
    until the lines agree; a page whose lines do not is left as it is.
    """
    votes = np.empty((0, 4))
    for piece in _pieces(image, ink, em, settings.turn_pieces):
        scores = facing(np.ascontiguousarray(piece))
        votes = np.concatenate([votes, (2 * scores + np.roll(scores, 1, axis=1)) / 3])
        best = _agreed(votes, settings)
        if best is not None:
            return best
    return 0


def _agreed(votes: npt.NDArray[np.float64], settings: ScanSettings) -> int | None:
    """The turn that reads well, and clearly better than every other, in the mean and in most of the lines."""
    if len(votes) < settings.turn_lines:
        return None
    mean = votes.mean(axis=0)
    best = int(np.argmax(mean))
    second = float(np.delete(mean, best).max())
    clear = mean[best] >= settings.turn_reads and second <= (1 - settings.turn_lead) * mean[best]
    return best if clear and (votes.argmax(axis=1) == best).mean() > 0.5 else None


def _pieces(image: Pixels, ink: npt.NDArray[np.uint8], em: float, most: int) -> list[Pixels]:
    """Square pieces of the page whose ink covers as much as text does, the most usual first."""
    height, width = image.shape[:2]
    side = int(min(_SIDE * em, height, width))
    rows, columns = max(1, height // side), max(1, width // side)
    cover = cv2.resize(ink, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.float64) / 255
    typical = np.abs(cover - float(np.median(cover[cover > 0.02]))) if (cover > 0.02).any() else cover
    order = np.argsort(typical, axis=None, kind="stable")[:most]
    found = []
    for index in order:
        row, column = divmod(int(index), columns)
        if cover[row, column] > 0.02:
            found.append(image[row * side : (row + 1) * side, column * side : (column + 1) * side])
    return found
