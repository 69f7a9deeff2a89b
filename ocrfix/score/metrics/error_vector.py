"""Character Error Vector: segmentation errors against recognition errors."""

from __future__ import annotations

from ocrfix.score.measure import Ratio
from ocrfix.score.metrics.flexible import flexible_edits
from ocrfix.score.pairing import Pairing


def recognition_errors(pairing: Pairing) -> Ratio:
    """Errors that stay when order does not matter / characters of the truth's stories.

    The order-free edits of ``flexible_accuracy``, at most the page's edits. Source: Character Error Vector,
    Bourne, Simbeye, Nockels (arXiv 2604.06160), which splits the error of a page into a parsing and a
    recognition component. The paper takes the text inside each predicted box from characters with positions;
    truth without positions has none, so recognition is what a perfect rearrangement of the output's pieces
    would leave, segmentation the rest. Range: 0 and up. Both empty: 0; empty output: 1; empty
    truth with output: infinite.
    """
    return Ratio(min(flexible_edits(pairing), pairing.page.total), pairing.page.truth)


def segmentation_errors(pairing: Pairing) -> Ratio:
    """Errors that a rearrangement of the output would take away / characters of the truth's stories.

    Edits of the stories' page distance less ``recognition_errors``. Source as there. Range: 0 and up. One or
    both empty: 0.
    """
    rest = pairing.page.total - min(flexible_edits(pairing), pairing.page.total)
    return Ratio(rest, pairing.page.truth)
