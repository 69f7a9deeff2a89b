"""What the model counts: characters folded to tokens, one token a character.

Han characters and marks stand for themselves (traditional characters for their simplified form), digits
become ``0``, a run of Latin letters one ``A``, everything else ``#``. White space is no token.
"""

from __future__ import annotations

import unicodedata
from functools import partial

import numpy as np
import numpy.typing as npt
import opencc

START, STOP, LATIN, DIGIT, OTHER = "<s>", "</s>", "A", "0", "#"
TERMINALS = "。！？；"
"""Marks that close a sentence."""

Ids = npt.NDArray[np.int64]

SPACE = -1
"""The id of what is no token (white space)."""

_FOLDED = {
    "“": "“”‘’\"'＂＇「」『』〝〞〟„‟﹁﹂﹃﹄｢｣",
    "（": "([{（［｛【〔〖〘︵︷︹︻﹝﹙",
    "）": ")]}）］｝】〕〗〙︶︸︺︼﹞﹚",
    "《": "《〈«‹＜<︽︿",
    "》": "》〉»›＞>︾﹀",
    "，": ",，︐﹐",
    "、": "、､︑﹑",
    "。": "。｡︒",
    "．": ".．﹒",
    "：": ":：︓﹕",
    "；": ";；︔﹔",
    "！": "!！︕﹗",
    "？": "?？︖﹖",
    "%": "%％",
    "-": "-－‐‑–−",
    "—": "—―─━︱",
    "…": "…⋯︙",
    "～": "~～〜",
    "·": "·•・‧∙",
    "〇": "〇○",
}
_MARKS = {variant: mark for mark, variants in _FOLDED.items() for variant in variants}

_HAN = ((0x3005, 0x3008), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x32000))
_CODES = 0x32000
"""Code points above are no text of ours (they become ``#``)."""


def is_han(char: str) -> bool:
    """Whether a character is a Han ideograph (々 and 〇 included)."""
    code = ord(char)
    if code < _HAN[0][0]:
        return False
    return 0x4E00 <= code < 0xA000 or any(low <= code < high for low, high in _HAN)


def token_of(char: str, simplify: opencc.OpenCC) -> str:
    """The token of one character; empty for white space and invisible characters."""
    if char in _MARKS:
        return _MARKS[char]
    if is_han(char):
        simple: str = simplify.convert(unicodedata.normalize("NFC", char))
        return simple if len(simple) == 1 else char
    category = unicodedata.category(char)
    if category in ("Zs", "Zl", "Zp", "Cc", "Cf"):
        return ""
    if category == "Nd":
        return DIGIT
    if category.startswith("L") and "LATIN" in unicodedata.name(char, ""):
        return LATIN
    return OTHER


def code_table(vocabulary: list[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Code points and the ids of their tokens; code points not listed are ``#``.

    ``vocabulary`` lists tokens, the index is the id. Derived from OpenCC once, at build time, so that
    scoring needs no conversion and keeps the length of the text.
    """
    ids = {token: i for i, token in enumerate(vocabulary)}
    other = ids[OTHER]
    token = partial(token_of, simplify=opencc.OpenCC("t2s"))
    codes, values = [], []
    for code in range(_CODES):
        if 0xD800 <= code < 0xE000:
            continue
        char = chr(code)
        if unicodedata.category(char) == "Cn":
            continue
        folded = token(char)
        value = ids.get(folded, other) if folded else SPACE
        if value != other:
            codes.append(code)
            values.append(value)
    return np.array(codes, np.uint32), np.array(values, np.int64)


def dense(codes: npt.NDArray[np.uint32], values: npt.NDArray[np.int64], other: int) -> Ids:
    """The table as one array indexed by code point; the last entry serves all code points above."""
    table = np.full(_CODES + 1, other, np.int64)
    table[codes] = values
    return table


def encode(text: str, table: Ids) -> Ids:
    """Token ids of a text, one a character, ``SPACE`` where there is none. Shape (len(text),)."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    ids: Ids = table[np.minimum(codes, _CODES)]
    return ids


def counted(ids: Ids, latin: int) -> npt.NDArray[np.intp]:
    """Indices of the characters that are tokens of their own: no white space, the first of a Latin run."""
    (kept,) = np.nonzero(ids != SPACE)
    if kept.size < 2:
        return kept
    run = (ids[kept[1:]] == latin) & (ids[kept[:-1]] == latin)
    alone: npt.NDArray[np.intp] = kept[np.concatenate(([True], ~run))]
    return alone
