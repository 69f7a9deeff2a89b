"""AS-F of the ICPR 2020 competition on text block segmentation (NewsEye)."""

from __future__ import annotations

import numpy as np

from ocrfix.score.measure import Agreement, agreement
from ocrfix.score.pairing import Pairing


def article_separation(pairing: Pairing) -> Agreement:
    """AS-recall, AS-precision and AS-F: greedy one-to-one matching of articles by what they share.

    The largest entry of the table truth article × output article is taken, its row and column are struck,
    and so on; recall is the sum of what was taken over the truth, precision over the output. The
    competition counts baselines within a distance tolerance; here the items are characters of the
    order-free alignment, which needs no geometry. Source: Michael, Weidemann, Laasch, Labahn, ICPR 2020
    (NewsEye). Range: 0 to 1. Both empty: 1; one empty: 0.
    """
    table = pairing.shared
    true = int(pairing.readable.sum())
    return agreement(greedy_sum(table), int(pairing.counted.sum()), true)


def greedy_sum(table: np.ndarray) -> int:
    """The sum of the entries a greedy one-to-one choice takes, largest first."""
    rest = np.array(table, dtype=np.int64)
    total = 0
    while rest.size and (best := int(rest.max())) > 0:
        row, column = np.unravel_index(int(rest.argmax()), rest.shape)
        total += best
        rest[row, :] = 0
        rest[:, column] = 0
    return total
