"""Jump notes: 下转第2版, 上接1版 and their kin, as printed in an article's text."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page import Block, Jump, JumpWay, Kind
from ocrfix.regions import wording

_NUMERALS = {c: n for n, c in enumerate("〇一二三四五六七八九")}
_NOTED = (Kind.PARAGRAPH, Kind.JUMP_NOTE, Kind.HEADLINE, Kind.KICKER, Kind.DECK)


def jumps_of(blocks: Sequence[Block]) -> tuple[Jump, ...]:
    """The jump notes in the blocks of an article, in their order."""
    found: list[Jump] = []
    for block in blocks:
        if block.kind in _NOTED:
            for way, pattern in ((JumpWay.FROM, wording.JUMP_FROM), (JumpWay.TO, wording.JUMP_TO)):
                for match in pattern.finditer(block.text):
                    target = next((g for g in match.groups() if g), None)
                    found.append(Jump(way, match.group().strip(), arabic(target)))
    return tuple(found)


def arabic(number: str | None) -> str | None:
    """A page number in Arabic digits: 十二 is 12, A03 stays."""
    if number is None or number.isascii():
        return number.lstrip("0") if number and number.isdigit() else number
    if "十" in number:
        tens, _, ones = number.partition("十")
        return str((_NUMERALS.get(tens, 1) if tens else 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0))
    return "".join(str(_NUMERALS[c]) if c in _NUMERALS else c for c in number)
