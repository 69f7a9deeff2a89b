"""Lines of text without geometry that one sentence runs across: broken column and page joins, hard wraps."""

from __future__ import annotations

import re
from itertools import pairwise

from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Span, Standing, TextLine
from ocrfix.repair.marks import unmatched
from ocrfix.repair.prose import (
    CLAUSE,
    CLOSERS,
    OPENERS,
    TERMINALS,
    TRAILERS,
    em_length,
    ends_sentence,
    is_body,
    mostly_han,
)
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.strangeness import strangeness
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "join", 1
_INDENT = re.compile(r"^(\u3000|\s{2,})")
_NUMBERED = re.compile(r"(\d+)$")
_FOLLOWS = "，、。；：！？）》”’」』…"
"""Marks that no paragraph begins with."""
_QUOTES = frozenset("“「『")
"""Marks that paragraphs often begin with."""


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    if any(line.polygon is not None for line in page.lines):
        return ()
    view = View.of(page)
    lines = {line.id: line for line in page.lines}
    passages = [p for p in view.passages if p.text.strip()]
    widths = wrapped(page.lines, context)
    scale, _ = strangeness(view, context)
    old = comma_stopped([p.text for p in passages])
    edits = []
    for left, right in pairwise(passages):
        before, after = lines[left.lines[-1]], lines[right.lines[0]]
        made = _judge(view, left, right, before, after, widths.get(before.id), old, scale, context)
        if made is not None:
            edits.append(made)
    return tuple(edits)


def wrapped(lines: tuple[TextLine, ...], context: Context) -> dict[str, float]:
    """For lines of text broken at a fixed width, that width in em; others are not in it.

    Such text is recognised by neighbouring lines (no empty line between) most of which are nearly as long
    as the longest.
    """
    found: dict[str, float] = {}
    run: list[TextLine] = []
    for line in (*lines, None):
        if line is not None and run and line.text.strip() and gap(run[-1], line) == 1:
            run.append(line)
            continue
        if len(run) >= context.settings.wrapped_lines:
            lengths = sorted(em_length(r.text.rstrip()) for r in run)
            width = lengths[int(0.9 * (len(lengths) - 1))]
            if sum(width - 1.5 <= length <= width + 1.5 for length in lengths) * 2 >= len(run):
                found.update({r.id: width for r in run})
        run = [line] if line is not None and line.text.strip() else []
    return found


def comma_stopped(texts: list[str]) -> bool:
    """Whether the page ends its sentences with 、 as newspapers before the 1950s did."""
    ends = [t.rstrip()[-1:] for t in texts if em_length(t) >= 20]
    text = "".join(texts)
    return text.count("、") > 2 * (text.count("，") + text.count("。")) or (
        sum(e == "、" for e in ends) > sum(e == "。" for e in ends)
    )


def gap(before: TextLine, after: TextLine) -> int:
    """How many lines further down ``after`` stands in the file (1: directly below)."""
    numbers = [_NUMBERED.search(line.id) for line in (before, after)]
    if numbers[0] is None or numbers[1] is None:
        return 1
    return int(numbers[1][1]) - int(numbers[0][1])


def _judge(
    view: View,
    left: Passage,
    right: Passage,
    before: TextLine,
    after: TextLine,
    width: float | None,
    old: bool,
    scale: float,
    context: Context,
) -> Edit | None:
    settings = context.settings
    end, start = left.text.rstrip(), right.text.strip()
    full = width is not None and em_length(before.text.rstrip()) >= width - 1.5 and gap(before, after) == 1
    if _INDENT.match(right.text) or not (mostly_han(end) and mostly_han(start)):
        return None
    if not (end[-1].isalnum() or end[-1] in TRAILERS or end[-1] in CLAUSE or end[-1] in "、…—"):
        return None  # a table's border, an ornament
    closed = ends_sentence(end) or (old and end[-1] in "、，")
    if closed and not (full and _INDENT.match(left.text)):
        return None
    if not (full or is_body(end, settings.body_length)):
        return None
    model = context.language
    stop = "" if end[-1] in CLAUSE or end[-1] == "、" else "。"
    runs_on = _after(model.surprisal(end[-3:] + start[:2]).tolist(), len(end[-3:]))
    apart = _after(model.surprisal(end[-3:] + stop + start[:2]).tolist(), len(end[-3:]))
    margin = apart - runs_on
    if start[0] in _FOLLOWS or (not stop and em_length(end) >= settings.body_length):
        margin = max(margin, settings.join_sure)
    if _open_across(end, start):
        margin = max(margin, settings.join_sure)
    needed = settings.join_wrapped if full else settings.join_change
    if not full and start[0] not in _FOLLOWS:
        if em_length(start) < settings.body_length and not ends_sentence(start):
            needed += settings.join_short
        if em_length(end) < settings.body_length and not any(c in TERMINALS for c in end):
            needed += settings.join_short  # a headline may have a comma
        if start[0] in _QUOTES:
            needed += settings.join_quote
    needed *= 1.0 if full else min(scale, settings.join_scale)
    if closed:
        margin = needed
    if margin < min(needed, settings.join_suggest * scale):
        return None
    sure = margin >= needed
    return view.edit(
        _NAME,
        _VERSION,
        Operation.JOIN,
        (_end(view, before.id), Span(after.id, 0, 0)),
        confidence=(0.98 if margin >= settings.join_sure or full else 0.95) if sure else 0.7,
        standing=Standing.APPLIED if sure else Standing.SUGGESTED,
        evidence=Evidence(
            readings=(
                Reading("runs on", end[-12:] + start[:12], -runs_on),
                Reading("a sentence ends", end[-12:] + stop + "|" + start[:12], -apart),
            ),
            measures={"margin": margin, "full line": float(full)},
            thresholds={"margin": needed},
            note="word across the break: " + context.lexicon.across(model.folded(end[-4:]), model.folded(start[:4])),
        ),
    )


def _open_across(end: str, start: str) -> bool:
    """Whether a bracket or quote opens before the break and closes behind it."""
    opened = [end[i] for i in sorted(unmatched(end)) if end[i] in OPENERS]
    closed = [start[i] for i in sorted(unmatched(start)) if start[i] in CLOSERS]
    return bool(opened and closed) and OPENERS[opened[-1]] == closed[0]


def _end(view: View, line: str) -> Span:
    length = len(view.recognised[line].glyphs)
    return Span(line, length, length)


def _after(surprisal: list[float], start: int) -> float:
    return sum(surprisal[start:])


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 20, propose, "A sentence broken at the end of a column, page or line.")
