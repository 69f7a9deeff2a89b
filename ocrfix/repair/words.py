"""Known words around a character."""

from __future__ import annotations

from ocrfix.language import Lexicon

_LONGEST = 4


def word_length(text: str, i: int, lexicon: Lexicon) -> int:
    """The length of the longest known word of two to four characters that covers the position, or 0."""
    for length in range(_LONGEST, 1, -1):
        for start in range(max(0, i - length + 1), i + 1):
            if start + length <= len(text) and text[start : start + length] in lexicon:
                return length
    return 0
