"""How two pieces of text become one when a format has only one line for them."""

from __future__ import annotations

from collections.abc import Iterable


def join(pieces: Iterable[str]) -> str:
    """The pieces in one line: a space between two that both need one (Latin words, numbers), else none."""
    whole = ""
    for piece in pieces:
        spaced = bool(whole) and bool(piece) and _spaced(whole[-1]) and _spaced(piece[0])
        whole += (" " if spaced else "") + piece
    return whole


def _spaced(character: str) -> bool:
    """Whether the character's script separates words by spaces (all before the Hangul and CJK blocks)."""
    return character < "\u1100" and not character.isspace()
