"""Jump notes: （下转第二版）, 上接A1版, 詳刊P4. They lead the reader on and belong to no story's text."""

from __future__ import annotations

import re

_PAGE = r"[第]?\s*[A-Za-zＡ-Ｚ]?\s*[0-9０-９〇零一二三四五六七八九十廿]{1,4}"
_SIDE = r"\s*[版页頁面叠疊]"
_TURN = r"(?:[紧緊]?(?:下[转轉接]|接)|上接|[转轉]接?)"
_SEE = r"(?:[^（）()]{0,10}[见見刊])"
_NOTE = (
    rf"(?:{_TURN}{_PAGE}{_SIDE}(?:[^）)]{{0,12}})"
    rf"|{_SEE}{_PAGE}{_SIDE}"
    rf"|[详詳][见見刊]\s*[A-ZＡ-Ｚ]\s*[0-9０-９]{{1,3}})"
)
_MARK = r"[▲△▼▽◆◇■□●○★☆►▶◀◄→←↓↑※*]*"
_IN_BRACKETS = re.compile(rf"[（(【\[〔]\s*{_MARK}\s*{_NOTE}\s*[）)】\]〕]")
_ALONE = re.compile(rf"\s*{_MARK}\s*{_NOTE}\s*{_MARK}\s*")
_AT_AN_END = re.compile(
    rf"^{_MARK}\s*紧?上接{_PAGE}{_SIDE}\s*{_MARK}|{_MARK}\s*[紧緊]?下[转轉接]{_PAGE}{_SIDE}\s*{_MARK}$"
)


def without_jump_notes(text: str) -> str:
    """The text of a block without the jump notes in it; empty where it was nothing else.

    A note is left out in brackets anywhere, without brackets where it is the whole block, and 上接 and
    下转 at the start and the end of a block.
    """
    if _ALONE.fullmatch(text):
        return ""
    return _AT_AN_END.sub("", _IN_BRACKETS.sub("", text))
