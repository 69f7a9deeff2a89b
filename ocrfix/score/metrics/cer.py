"""Character error rate, and its parts."""

from __future__ import annotations

from ocrfix.score.edits import NO_EDITS, Edits
from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing


def page_edits(pairing: Pairing) -> Edits:
    """The edits of the page: of the whole text of its stories, and of its captions, pair by pair."""
    return pairing.page + caption_edits(pairing)


def caption_edits(pairing: Pairing) -> Edits:
    return sum((m.edits for m in pairing.captions), NO_EDITS)


def cer(pairing: Pairing) -> Ratio:
    """Edits of the page / characters of the truth.

    Source: Levenshtein 1966, as every OCR evaluation since Rice 1996. Range: 0 and up (above 1 when more
    is inserted than there is). Articles are taken in the output's order (``arrange``), captions are matched
    apart. Both empty: 0; empty truth with output: infinite (0 characters in the denominator); empty output: 1.
    """
    edits = page_edits(pairing)
    return Ratio(edits.total, edits.truth)


def substituted(pairing: Pairing) -> Ratio:
    """Characters read as another / characters of the truth. Source as ``cer``. Range: 0 to 1. One or both empty: 0."""
    edits = page_edits(pairing)
    return Ratio(edits.substituted, edits.truth)


def deleted(pairing: Pairing) -> Ratio:
    """Characters of the truth without counterpart / characters of the truth.

    Source as ``cer``. Range: 0 to 1. Both empty, or the truth: 0; empty output: 1.
    """
    edits = page_edits(pairing)
    return Ratio(edits.deleted, edits.truth)


def inserted(pairing: Pairing) -> Ratio:
    """Characters of the output without counterpart / characters of the truth.

    Furniture printed into a story and text printed twice are counted here. Source as ``cer``. Range: 0 and up.
    Both empty, or the output: 0; empty truth with output: infinite.
    """
    edits = page_edits(pairing)
    return Ratio(edits.inserted, edits.truth)


def caption_cer(pairing: Pairing) -> Ratio:
    """Edits of captions, matched one to one / characters of the truth's captions.

    Source: matching and edits as ``article_cer``. Range: 0 and up. No caption on either side: 0; none in the
    output: 1; captions only in the output: infinite.
    """
    edits = caption_edits(pairing)
    return Ratio(edits.total, edits.truth)
