"""Reading order of blocks."""

from __future__ import annotations

import numpy as np
from rapidfuzz.distance import Levenshtein

from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing


def block_order(pairing: Pairing) -> Ratio:
    """Edit distance between the truth's order of blocks and the output's / blocks found.

    A block (headline, deck, paragraph, subhead) stands where the middle of its characters was found; blocks
    of which nothing was found are left out (they count as deleted elsewhere). The truth's articles are in
    the output's order first, so a block counts when it left its place in its own article. Source: reading
    order distance of OmniDocBench (arXiv 2412.07626). Range: 0 to 1. Nothing found: 0.
    """
    passage = pairing.truth_flat.passage
    places = np.flatnonzero(pairing.aligned)
    if not len(places):
        return Ratio(0, 0)
    order = np.lexsort((pairing.alignment.to_output[places], passage[places]))
    owners, where = passage[places][order], pairing.alignment.to_output[places][order]
    blocks, starts, counts = np.unique(owners, return_index=True, return_counts=True)
    middles = where[starts + (counts - 1) // 2]
    found = blocks[np.argsort(middles, kind="stable")]
    return Ratio(Levenshtein.distance(blocks.tolist(), found.tolist()), len(blocks))
