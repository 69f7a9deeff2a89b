"""Components of a page found in bands are those of the page in one piece."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ocrfix.scan.connected import connected


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rows", [1, 2, 7, 60])
def test_bands_find_what_the_whole_page_shows(seed: int, rows: int) -> None:
    rng = np.random.default_rng(seed)
    ink = rng.random((60, 80)) < (0.1, 0.3, 0.42, 0.6)[seed]
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    found = connected(ink, most=rows * 80)
    assert len(found.stats) == count
    assert sorted(map(tuple, found.stats[1:].tolist())) == sorted(map(tuple, stats[1:].tolist()))
    assert found.stats[0, cv2.CC_STAT_AREA] == stats[0, cv2.CC_STAT_AREA]
    own = np.concatenate([part for _, part in found.labels()])
    assert ((own == 0) == ~ink).all()
    pairs = np.unique(np.stack((own[ink], labels[ink])), axis=1)
    assert pairs.shape[1] == count - 1, "one label for each, and one of each"


def test_a_page_without_ink_has_only_its_ground() -> None:
    assert connected(np.zeros((5, 9), bool)).stats.tolist() == [[0, 0, 9, 5, 45]]
    assert connected(np.zeros((5, 9), bool), most=9).stats.tolist() == [[0, 0, 9, 5, 45]]
