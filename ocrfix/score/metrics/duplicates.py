"""Text printed more often than it should be."""

from __future__ import annotations

from collections import Counter

from ocrfix.score.measure import Ratio
from ocrfix.score.pairing import Pairing
from ocrfix.score.view import View

GRAM = 6
"""Characters. Shorter sequences repeat by chance; overlaps of text boxes are a line long."""


def duplicates(pairing: Pairing) -> Ratio:
    """N-grams (n = 6) of the output that occur more often than in the truth / n-grams of the output.

    Sum over n-grams of max(0, times in output - max(1, times in truth)): a sequence the truth repeats (a lead
    that says what the text says again) may repeat, one it does not have may occur once (it is misread, not
    doubled). Counted over stories, captions and furniture, so text given both to a story and to the
    furniture counts. Source: own definition. Range: 0 to below 1; a page printed twice has about 0.5. Output
    empty or shorter than n: 0.
    """
    truth, output = _grams(pairing.truth), _grams(pairing.output)
    surplus = sum(times - max(1, truth[gram]) for gram, times in output.items() if times > max(1, truth[gram]))
    return Ratio(surplus, output.total())


def _grams(page: View) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in (*page.texts, *page.captions, *page.furniture):
        counted.update(text[i : i + GRAM] for i in range(len(text) - GRAM + 1))
    return counted
