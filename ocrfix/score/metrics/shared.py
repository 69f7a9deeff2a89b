"""How many characters each article of the truth shares with each article of the output."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ocrfix.page import UNREADABLE
from ocrfix.score.pairing import Pairing


def shared_characters(pairing: Pairing) -> NDArray[np.int64]:
    """Articles of the truth × articles of the output: characters aligned with each other, wherever they
    stand and whether or not they were read right. Unreadable places of the truth are left out.
    """
    table = np.zeros((len(pairing.truth.stories), len(pairing.output.stories)), np.int64)
    places = np.flatnonzero(aligned(pairing))
    partners = pairing.alignment.to_output[places]
    np.add.at(table, (pairing.truth_flat.story[places], pairing.output_flat.story[partners]), 1)
    return table


def aligned(pairing: Pairing) -> NDArray[np.bool_]:
    """Which characters of the truth have a partner; unreadable places have none."""
    return (pairing.alignment.to_output >= 0) & readable(pairing.truth_flat.text)


def readable(text: str) -> NDArray[np.bool_]:
    """False for every ``□``."""
    return np.fromiter((c != UNREADABLE for c in text), bool, len(text))
