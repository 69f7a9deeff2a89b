"""White space inside Chinese running text: left over from line ends and justified lines."""

from __future__ import annotations

import re
from itertools import pairwise

from ocrfix.language.tokens import is_han
from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.regions import wording
from ocrfix.repair.names import in_name
from ocrfix.repair.prose import CLAUSE, is_mark, is_space, is_wide
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View
from ocrfix.settings.repair import RepairSettings

_NAME, _VERSION = "stray-space", 2
_COMMAS = 3
"""As many 、 make running text of old papers, which had no other commas."""
_QUOTES = frozenset("“”「」『』《》\"")
_CREDITS = re.compile(r"[（(][^（()）]{0,40}(记者|記者|通讯员|通訊員|摄影|攝影|作者|编辑|編輯|文/|图/)[^（()）]*[)）]?")


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    edits: list[Edit] = []
    for passage in view.passages:
        credits = [m.span() for m in _CREDITS.finditer(passage.text)]
        spaced = _letter_spaced(passage.text)
        for start, stop in _gaps(passage.text):
            made = _judge(view, passage, start, stop, credits, spaced, context)
            if made is not None:
                edits.append(made)
    return tuple(edits)


def _gaps(text: str) -> list[tuple[int, int]]:
    """Runs of white space between characters, and at the end of the text."""
    runs = []
    i = 0
    while i < len(text):
        if is_space(text[i]):
            j = i
            while j < len(text) and is_space(text[j]):
                j += 1
            if i > 0:
                runs.append((i, j))
            i = j
        else:
            i += 1
    return runs


def _letter_spaced(text: str) -> bool:
    """Whether single spaces stand between most Han characters of the text."""
    han = [i for i, c in enumerate(text) if is_han(c)]
    pairs = list(pairwise(han))
    spaced = sum(b - a == 2 and is_space(text[a + 1]) for a, b in pairs)
    close = sum(b - a == 1 for a, b in pairs)
    return spaced >= 4 and spaced >= 2 * close


def _judge(
    view: View,
    passage: Passage,
    start: int,
    stop: int,
    credits: list[tuple[int, int]],
    spaced: bool,
    context: Context,
) -> Edit | None:
    settings = context.settings
    text = passage.text
    left, right = text[:start], text[stop:]
    evidence = Evidence(crop=passage.box(start, stop), readings=(Reading("as read", passage.context(start, stop)),))
    if not right.strip():
        if left[-1].isascii() and left[-1].isalnum():
            return None  # the next line may go on in Latin letters
        return _delete(view, passage, start, stop, 0.99, evidence)
    before, after = left[-1], right[0]
    if not (is_wide(before) or is_wide(after)) or any(a <= start < b for a, b in credits):
        return None
    if spaced and stop - start == 1:
        return _delete(view, passage, start, stop, 0.95, evidence)
    if not _prose(text) or "\u3000" in text[start:stop] or _apart(left, right, settings):
        return None
    near_mark = _wide_mark(before, left[-2:-1]) or _wide_mark(after, right[1:2])
    half_mark = (before in CLAUSE and is_han(after)) or (after in CLAUSE and is_han(before))
    if near_mark or half_mark:
        return _delete(view, passage, start, stop, 0.95, evidence)
    digit = before.isdigit() or after.isdigit()
    if not (is_han(before) or before.isdigit()) or not (is_han(after) or after.isdigit()):
        return None  # spaces around Latin words are the title's style
    if digit and ((before.isdigit() and after.isdigit()) or not _sparse(text)):
        return None
    word = context.lexicon.across(context.language.folded(left[-4:]), context.language.folded(right[:4]))
    seam = context.language.seam(left, right)
    if seam < settings.space_seam and not word:
        return None
    if seam < settings.space_close and _listed(left, right, settings):
        return None
    measured = Evidence(
        evidence.crop,
        evidence.readings,
        {"seam": seam},
        {"space_seam": settings.space_seam, "space_close": settings.space_close},
        f"word across the space: {word}" if word else "",
    )
    return _delete(view, passage, start, stop, 0.95, measured)


def _delete(view: View, passage: Passage, start: int, stop: int, confidence: float, evidence: Evidence) -> Edit:
    return view.edit(
        _NAME,
        _VERSION,
        Operation.DELETE,
        passage.spans(start, stop),
        confidence=confidence,
        standing=Standing.APPLIED,
        evidence=evidence,
    )


def _prose(text: str) -> bool:
    """Whether a text is running text, not a headline, a list of names or an advertisement."""
    core = text.strip()[:-1]
    return any(c in CLAUSE for c in core) or core.count("、") >= _COMMAS


def _apart(left: str, right: str, settings: RepairSettings) -> bool:
    """Whether the space sets a dateline before a text or a credit after it apart."""
    rest = right.strip()
    credit = len(rest) <= settings.space_credit and not any(c in CLAUSE for c in rest)
    dateline = wording.DATELINE.search(left) is not None or left[-1:] in tuple("电電讯訊")
    return credit or (len(left) <= settings.space_dateline and dateline)


def _wide_mark(mark: str, beyond: str) -> bool:
    """Whether a mark is one of Chinese text; of a quote or bracket only if Chinese stands in it."""
    if not (is_mark(mark) and is_wide(mark)):
        return False
    return mark in CLAUSE or mark in "。、" or not beyond or is_wide(beyond)


def _listed(left: str, right: str, settings: RepairSettings) -> bool:
    """Whether the space divides two names, or two halves of a motto in quotes."""
    before, after = _piece(left[::-1])[::-1], _piece(right)
    short = max(len(before), len(after)) <= settings.space_short
    if short and any(len(piece) >= 2 and in_name(piece, 0) for piece in (before, after)):
        return True
    ends = left[: len(left) - len(before)][-1:] + right[len(after) :][:1]
    return len(before) == len(after) and len(ends) == 2 and all(c in _QUOTES for c in ends)


def _piece(text: str) -> str:
    """The text up to the next space or mark."""
    for i, char in enumerate(text):
        if is_space(char) or is_mark(char):
            return text[:i]
    return text


def _sparse(text: str) -> bool:
    """Whether most digits touch Han characters without a space."""
    close = spaced = 0
    for a, b, c in zip(text, text[1:], text[2:] + " ", strict=False):
        if (is_han(a) and b.isascii() and b.isalnum()) or (a.isascii() and a.isalnum() and is_han(b)):
            close += 1
        elif is_space(b) and ((is_han(a) and c.isdigit()) or (a.isdigit() and is_han(c))):
            spaced += 1
    return close > 2 * spaced


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 30, propose, "White space inside Chinese running text that no word needs.")
