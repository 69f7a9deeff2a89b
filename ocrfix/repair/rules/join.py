"""Lines of text without geometry that one sentence runs across: broken column and page joins, hard wraps."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from ocrfix.page import Edit, Evidence, Operation, Page, Reading, Span, Standing, TextLine
from ocrfix.repair import running_on
from ocrfix.repair.prose import CLAUSE, TRAILERS, em_length, ends_sentence, is_body, mostly_han
from ocrfix.repair.rule import Context, Rule, Stage
from ocrfix.repair.view import Passage, View

_NAME, _VERSION = "join", 2
_INDENT = re.compile(r"^(\u3000|\s{2,})")
_NUMBERED = re.compile(r"(\d+)$")


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    if any(line.polygon is not None for line in page.lines):
        return ()
    view = context.view(page)
    lines = {line.id: line for line in page.lines}
    passages = [p for p in view.passages if p.text.strip()]
    widths = wrapped(page.lines, context)
    old = comma_stopped([p.text for p in passages])
    edits = []
    for left, right in pairwise(passages):
        before, after = lines[left.lines[-1]], lines[right.lines[0]]
        made = _judge(view, left, right, before, after, widths.get(before.id), old, context)
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


def candidate(left: str, right: str, old: bool, context: Context, full: bool = False) -> bool:
    """Whether a text may run on into the next at all. ``old``: as ``comma_stopped`` says of the page; ``full``:
    the first ends in a full line of text that is broken at a fixed width."""
    end, start = left.rstrip(), right.strip()
    if _INDENT.match(right) or not (mostly_han(end) and mostly_han(start)):
        return False
    if not (end[-1].isalnum() or end[-1] in TRAILERS or end[-1] in CLAUSE or end[-1] in "、…—"):
        return False  # a table's border, an ornament
    if ends_sentence(end) or (old and end[-1] in "、，"):
        return full and _INDENT.match(left) is not None
    return full or is_body(end, context.settings.body_length)


def _judge(
    view: View,
    left: Passage,
    right: Passage,
    before: TextLine,
    after: TextLine,
    width: float | None,
    old: bool,
    context: Context,
) -> Edit | None:
    settings = context.settings
    end, start = left.text.rstrip(), right.text.strip()
    full = width is not None and em_length(before.text.rstrip()) >= width - 1.5 and gap(before, after) == 1
    if not candidate(left.text, right.text, old, context, full):
        return None
    run_on, stop, new, _ = running_on.nats(end, start, context)
    if full:
        closed = ends_sentence(end) or (old and end[-1] in "、，")
        sure = closed or start[0] in running_on.FOLLOWS or stop + new - run_on >= settings.join_wrapped
        odds, needed = settings.join_sure, settings.join_wrapped
    else:
        odds, needed = running_on.log_odds(end, start, context), settings.join_change
        sure = odds >= needed
    if not sure and (full or odds < settings.join_suggest):
        return None
    return view.edit(
        _NAME,
        _VERSION,
        Operation.JOIN,
        (_end(view, before.id), Span(after.id, 0, 0)),
        confidence=1 / (1 + math.exp(-odds)),
        standing=Standing.APPLIED if sure else Standing.SUGGESTED,
        evidence=Evidence(
            readings=(
                Reading("runs on", end[-12:] + start[:12], -run_on),
                Reading("a sentence ends", end[-12:] + "|" + start[:12], -stop - new),
            ),
            measures={"margin": stop + new - run_on, "full line": float(full), "log odds": odds},
            thresholds={"margin" if full else "log odds": needed},
            note="word across the break: " + context.lexicon.across(*_folded_ends(end, start, context)),
        ),
    )


def _folded_ends(end: str, start: str, context: Context) -> tuple[str, str]:
    return context.language.folded(end[-4:]), context.language.folded(start[:4])


def _end(view: View, line: str) -> Span:
    length = len(view.recognised[line].glyphs)
    return Span(line, length, length)


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 20, propose, "A sentence broken at the end of a column, page or line.")
