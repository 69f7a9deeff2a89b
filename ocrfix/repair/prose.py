"""Small questions about characters and running text that several rules ask."""

from __future__ import annotations

import re
import unicodedata

from ocrfix.language.tokens import is_han

TERMINALS = frozenset("。！？；…!?;")
CLAUSE = frozenset("，。！？；：,;:!?")
"""Marks that only running text has (、 stands in headlines as well)."""
OPENERS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "［": "］", "[": "]",
           "“": "”", "‘": "’", "〔": "〕"}  # fmt: skip
CLOSERS = {close: opener for opener, close in OPENERS.items()}
TRAILERS = frozenset(CLOSERS) | {'"', "'"}
"""Marks that may follow a full stop."""

_FOREIGN = re.compile(r"[^\W\d_\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|\d+")
"""Runs of letters of other scripts, and numbers."""
_WIDE = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD = str.maketrans({**{chr(c): t for c, t in _WIDE.items()}, "“": '"', "”": '"', "‘": "'", "’": "'", "｡": "。"})


def fold(text: str) -> str:
    """The text with full and half width, curly and straight quotes made alike. Same length."""
    return text.translate(_FOLD)


def is_space(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Zs", "Cf")


def is_mark(char: str) -> bool:
    """Punctuation or symbol."""
    return unicodedata.category(char)[0] in "PS"


def is_wide(char: str) -> bool:
    """Han, or a mark of Chinese text."""
    return is_han(char) or unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—·"


def em_length(text: str) -> float:
    """The length of a text in em: a Han character is 1, a Latin letter, digit or half-width mark ½."""
    return sum(1.0 if is_wide(c) else 0.5 for c in text)


def han_share(text: str) -> float:
    """The share of Han characters among letters and digits; 0 where there are none."""
    letters = [c for c in text if c.isalnum()]
    return sum(map(is_han, letters)) / len(letters) if letters else 0.0


def mostly_han(text: str) -> bool:
    """Whether at least half of the words are Han characters; Latin words and numbers count as one each."""
    others = len(_FOREIGN.findall(text))
    han = sum(map(is_han, text))
    return han >= others and han > 0


def is_chinese(text: str) -> bool:
    """Whether at least half of the letters and digits are Han characters."""
    return han_share(text) >= 0.5


def is_body(text: str, length: float) -> bool:
    """Whether a line is running text: it has a clause mark inside, or is ``length`` em long."""
    core = text.strip()
    return any(c in CLAUSE for c in core[:-1]) or em_length(core) >= length


def ends_sentence(text: str) -> bool:
    """Whether the text ends with a mark that closes a sentence, quotes and brackets behind it included."""
    core = text.rstrip()
    while core and core[-1] in TRAILERS:
        core = core[:-1].rstrip()
    return bool(core) and (core[-1] in TERMINALS or core[-1] in "：:")


def packed(text: str) -> tuple[str, list[int]]:
    """The folded text without white space, and where each of its characters stands in the text."""
    at = [i for i, c in enumerate(text) if not is_space(c)]
    folded = fold(text)
    return "".join(folded[i] for i in at), at
