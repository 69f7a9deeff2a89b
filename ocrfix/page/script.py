"""What kind of character a character is: facts of the script that several stages need."""

from __future__ import annotations

import unicodedata

TERMINAL = frozenset("。！？!?…")
"""Marks that end a sentence."""

CLOSING = frozenset("”’」』》〉）)】〕］")
"""Marks that may follow a terminal mark and still close the sentence."""

OPENING = frozenset("“‘「『《〈（(【〔［")

NOT_AT_START = frozenset("，。、；：！？,.;:!?”’」』》〉）)】〕％%…")
"""Marks that Chinese line breaking never lets begin a line (GB/T 15834, W3C clreq)."""


MARKS = NOT_AT_START | OPENING | frozenset("·—-~～")
"""Marks that stand in a square of their own, most of it white."""


def is_han(char: str) -> bool:
    """True for Chinese characters (unified ideographs with their extensions, compatibility forms, 〇々)."""
    code = ord(char[0])
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x323AF
        or 0xF900 <= code <= 0xFAFF
        or code in (0x3007, 0x3005)
    )


def is_half_width(char: str) -> bool:
    """True for characters set half as wide as a Han character (Unicode East Asian Width: Na, H, N)."""
    return unicodedata.east_asian_width(char[0]) in ("Na", "H", "N")


def is_word(char: str) -> bool:
    """True for letters and digits of scripts that put spaces between words."""
    return char[0].isalnum() and is_half_width(char) and not is_han(char)


def in_charset(char: str, charset: str) -> bool:
    """Whether a character set (a codec's name) has the character."""
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def ends_sentence(text: str) -> bool:
    """True when the text ends in a terminal mark, closing quotes and brackets left aside."""
    bare = text.rstrip()
    while bare and bare[-1] in CLOSING:
        bare = bare[:-1]
    return bool(bare) and bare[-1] in TERMINAL


def joined(left: str, right: str) -> str:
    """Two pieces of running text put together: a space only between words of spaced scripts."""
    if left and right and is_word(left[-1]) and is_word(right[0]):
        return f"{left} {right}"
    return left + right
