"""Text read twice at an overlap, proved by the text alone: A·R·B·R·C with a long R and a short or no B.

Only for text without boxes: where there are boxes the ink decides, and a text that is printed twice stays.
The two readings may differ in single characters that look alike; the one that reads better is kept, and the
character flagged. What is legitimately said twice is told by its marks: verse and slogans repeat whole
clauses, parallel clauses are set off by a mark and come back to the same words a third time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Standing
from ocrfix.repair.prose import CLAUSE, OPENERS, TERMINALS, is_mark, mostly_han, packed
from ocrfix.repair.repeats import Repeat, repeats
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "overlap", 2
_FRAME = 4
"""Characters that are no chance repetition wherever they stand."""
_STOPS = CLAUSE | {"、"}
_CLAUSE_START = _STOPS | frozenset(OPENERS) | frozenset("\"'")


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    view = context.view(page)
    edits: list[Edit] = []
    for passage in view.passages:
        if any(g.box is not None for g in passage.glyphs):
            continue
        text, at = packed(passage.text)
        taken = 0
        for repeat in _found(text, context):
            if repeat.first < taken:
                continue
            made = _judge(view, passage, Case(text, repeat), at, context)
            if made:
                edits += made
                taken = repeat.second + repeat.length
    return tuple(edits)


def _found(text: str, context: Context) -> tuple[Repeat, ...]:
    settings, confusions = context.settings, context.confusions

    def alike(one: str, other: str) -> bool:
        return confusions.alike(one, other)

    found = repeats(text, settings.overlap_length, settings.overlap_gap, settings.overlap_reach, alike)
    return tuple(
        r
        for r in found
        if not r.differ or (not r.gap and r.length >= settings.overlap_misread * len(r.differ))
    )


@dataclass(frozen=True, slots=True)
class Case:
    """A repeat in its text."""

    text: str
    repeat: Repeat

    @property
    def twice(self) -> str:
        return self.text[self.repeat.second : self.repeat.second + self.repeat.length]

    @property
    def between(self) -> str:
        return self.text[self.repeat.first + self.repeat.length : self.repeat.second]

    @property
    def before(self) -> str:
        return self.text[: self.repeat.first]

    @property
    def after(self) -> str:
        return self.text[self.repeat.second + self.repeat.length :]


def _judge(view: View, passage: Passage, case: Case, at: list[int], context: Context) -> list[Edit]:
    settings, repeat = context.settings, case.repeat
    if len(set(case.twice)) < settings.overlap_length * 3 // 4 or not mostly_han(case.twice):
        return []
    end = (case.twice + case.between)[-4:]
    seam = context.language.seam(end, case.twice[:4])
    broken = seam <= settings.overlap_seam
    if repeat.gap:
        if repeat.length < settings.overlap_gapped_length or 2 * repeat.gap > repeat.length:
            return []
        proved = _gapped(case, broken, context)
        if not proved and _parallel(case, settings.overlap_gap) and repeat.length < settings.overlap_sure_length:
            return []
    else:
        proved = repeat.length >= _needed(case, context)
    first = bool(repeat.differ) and _better_second(case, context)
    place = repeat.first if first else repeat.second
    start, stop = at[place], at[place + repeat.length - 1] + 1
    evidence = Evidence(
        readings=(
            Reading("as read", passage.context(start, stop)),
            Reading("without it", passage.text[max(0, start - 12) : start] + passage.text[stop : stop + 12]),
        ),
        measures={
            "length": float(repeat.length),
            "gap": float(repeat.gap),
            "seam as read": seam,
            "seam without it": context.language.seam(end, case.after[:4]),
            "characters that differ": float(len(repeat.differ)),
        },
        thresholds={
            "overlap_length": float(settings.overlap_length),
            "overlap_gapped_length": float(settings.overlap_gapped_length),
            "overlap_sure_length": float(settings.overlap_sure_length),
            "overlap_seam": settings.overlap_seam,
        },
        note=f"the same {repeat.length} characters stand {repeat.gap} characters before",
    )
    taken = view.edit(
        _NAME,
        _VERSION,
        Operation.DELETE,
        passage.spans(start, stop),
        confidence=(0.97 if broken else 0.93) if proved else 0.7,
        standing=Standing.APPLIED if proved else Standing.SUGGESTED,
        evidence=evidence,
    )
    if not proved:
        return [taken]
    kept = repeat.second if first else repeat.first
    marks = [
        _mark(view, passage, [at[kept + d]], evidence, f"the other reading has {case.text[place + d]} here")
        for d in repeat.differ
    ]
    if case.between:
        inside = [at[repeat.first + repeat.length], at[repeat.second - 1]]
        note = "what stood between two readings of one text; see the scan"
        marks.append(_mark(view, passage, inside, evidence, note))
    return [taken, *marks]


def _needed(case: Case, context: Context) -> int:
    """How long a repetition without a gap must be: whole clauses are repeated in verse and slogans."""
    settings = context.settings
    again = 0  # how far the text goes on as if to say it a third time: the place of the break is not certain
    while again < min(len(case.after), case.repeat.length) and case.after[again] == case.twice[again]:
        again += 1
    turned = case.twice[:again]
    if case.twice[-1] not in _STOPS and case.twice[0] not in _STOPS and not any(c in _STOPS for c in turned):
        return settings.overlap_length
    whole = not case.before or case.before[-1] in _CLAUSE_START
    return settings.overlap_sure_length if whole else settings.overlap_clause_length


def _gapped(case: Case, broken: bool, context: Context) -> bool:
    """Whether a repetition with something between is a second reading and no parallel."""
    settings, length = context.settings, case.repeat.length
    inner = any(c in _STOPS for c in case.twice[1:-1])
    frame = _tail(case.twice)
    if _comes_back(case, settings.overlap_gap):
        return False
    if frame and not any(map(is_mark, case.between)):
        return inner or (broken and length >= settings.overlap_clause_length)
    closed = any(c in TERMINALS for c in case.twice[1:-1])
    return (inner and broken and length >= settings.overlap_clause_length) or (
        closed and length >= settings.overlap_sure_length
    )


def _parallel(case: Case, gap: int) -> bool:
    return not _tail(case.twice) or _comes_back(case, gap) or any(map(is_mark, case.between))


def _comes_back(case: Case, gap: int) -> bool:
    """Whether the clause that the repetition ends in has begun with the same words a third time before."""
    frame = _tail(case.twice)
    before = "，" + case.before
    before = before[-len(frame) - 2 * gap - 1 :]
    if len(frame) >= _FRAME:
        return frame in before
    return bool(frame) and any(
        before.startswith(frame, i + 1) for i, char in enumerate(before) if char in _CLAUSE_START
    )


def _tail(text: str) -> str:
    """What follows the last mark that divides clauses."""
    for i in range(len(text) - 1, -1, -1):
        if text[i] in _STOPS:
            return text[i + 1 :]
    return text


def _better_second(case: Case, context: Context) -> bool:
    """Whether the second of two readings is the likelier text."""
    first = case.text[case.repeat.first : case.repeat.first + case.repeat.length]
    left, right = case.before[-2:], case.after[:2]
    model = context.language
    return model.logprob(left + case.twice + right) > model.logprob(left + first + right)


def _mark(view: View, passage: Passage, places: Sequence[int], evidence: Evidence, note: str) -> Edit:
    return view.edit(
        _NAME,
        _VERSION,
        Operation.MARK,
        passage.spans(places[0], places[-1] + 1),
        standing=Standing.FLAGGED,
        evidence=replace(evidence, note=note),
    )


RULE = Rule(
    _NAME,
    _VERSION,
    Stage.TEXT,
    10,
    propose,
    "Text that stands twice because overlapping pieces of the page were both read.",
)
