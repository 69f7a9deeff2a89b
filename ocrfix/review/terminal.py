"""The diff in a terminal: text with its changes marked on the left, the reason for each on the right.

Without colour the marks are signs: ``[-gone-]``, ``{+put+}``, ``[?as it is→suggested?]``, ``[!flagged!]``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ocrfix.page import Kind, Operation, Reading, Standing
from ocrfix.review.model import BlockDiff, Change, Figures, PageDiff, Run, Section, SectionKind, State
from ocrfix.review.pair import ArticlePair, PagePair, Side
from ocrfix.review.selection import Selection

_STYLE: Mapping[State, str] = {
    State.SUGGESTED: "yellow underline",
    State.FLAGGED: "magenta underline",
    State.REJECTED: "dim underline",
}
_GONE, _PUT = "red strike", "green bold"
_TITLES = {SectionKind.FURNITURE: "furniture", SectionKind.APART: "outside the articles"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_KEPT = 24
"""Characters of unchanged text shown on either side of a change; what lies between is folded."""


class Printer:
    """Prints diffs on a console. ``plain`` marks with signs in place of colours; ``full`` folds
    nothing and tells all evidence."""

    def __init__(self, console: Console, chosen: Selection, *, plain: bool, full: bool) -> None:
        self.console, self.chosen, self.plain, self.full = console, chosen, plain, full

    def page(self, diff: PageDiff) -> None:
        """The sections of a page that have a chosen change, in reading order."""
        shown = {c.id: c for c in diff.changes if self.chosen.takes(c)}
        self._head(diff.name, f"{summary(diff.figures)}{_chosen(len(shown), len(diff.changes))}")
        for section in diff.sections:
            if self.full or any(i in shown for i in section.edits):
                self._title(section.title or _TITLES.get(section.kind, section.id), section.id + _left(section))
                self.console.print(self._section(section, shown))
        self.console.print()

    def pair(self, pair: PagePair) -> None:
        """The articles in which two readings differ."""
        told = f"{pair.removed} characters gone, {pair.inserted} new"
        missing = "in the old one only" if pair.new is None else "in the new one only" if pair.old is None else told
        self._head(pair.name, missing)
        if pair.old is None or pair.new is None:
            return
        rules = [{c.id: c.edit.rule for c in d.changes} for d in (pair.old, pair.new)]
        for article in pair.articles:
            if article.differences or self.full:
                where = " → ".join(x or "nothing" for x in (article.old, article.new))
                self._title(article.title or where, where)
                self.console.print(self._article(article, rules[0], rules[1]))
        self.console.print()

    def total(self, figures: Figures) -> None:
        """What was found on all pages, by rule."""
        pages = f"{figures.pages:,} page{'' if figures.pages == 1 else 's'}"
        table = Table(title=f"{pages}, {figures.characters:,} characters", title_justify="left")
        table.add_column("rule")
        standings = [s for s in Standing if figures.count(s)]
        for standing in standings:
            table.add_column(standing.value, justify="right")
        for rule, counts in figures.rules.items():
            table.add_row(Text(safe(rule)), *(f"{counts.get(s.value, 0):,}" for s in standings))
        table.add_section()
        table.add_row("all", *(f"{figures.count(s):,}" for s in standings))
        self.console.print(table)
        self.console.print(f"{figures.removed:,} characters taken away, {figures.inserted:,} put in their place")

    def _head(self, name: str, told: str) -> None:
        self.console.print(Text.assemble((safe(name), "bold"), "  ", (told, "dim")))

    def _title(self, title: str, section: str) -> None:
        self.console.print()
        self.console.print(Text.assemble(("■ ", "dim"), (safe(title), "bold cyan"), (f"  {safe(section)}", "dim")))

    def _section(self, section: Section, shown: Mapping[str, Change]) -> RenderableType:
        rows: list[RenderableType] = []
        unchanged = 0
        number = 0
        for block in section.blocks:
            found = [shown[i] for i in block.edits if i in shown]
            if not found and not self.full:
                unchanged += 1
                continue
            rows += self._folded(unchanged)
            unchanged = 0
            notes = list(self._notes(found))
            numbers = {c.id: number + n for n, note in enumerate(notes, start=1) for c in note}
            reasons = [self._reason(note, number + n) for n, note in enumerate(notes, start=1)]
            number += len(notes)
            rows.append(_beside(self._block(block, numbers), reasons))
        return Group(*rows, *self._folded(unchanged))

    def _folded(self, count: int) -> list[RenderableType]:
        what = "paragraph" if count == 1 else "paragraphs"
        return [Text(f"  ⋯ {count} unchanged {what}", "dim")] if count else []

    def _block(self, block: BlockDiff, numbers: Mapping[str, int]) -> Text:
        text = Text()
        if block.kind not in (Kind.PARAGRAPH, Kind.UNKNOWN):
            text.append(f"{block.kind.value}: ", "dim")
        begun, last = False, len(block.runs) - 1
        equal = ""
        for n, run in enumerate(block.runs):
            mine = [i for i in run.edits if i in numbers]
            if not mine:
                equal += run.after
                if n < last:
                    continue
            text.append(self._fold(equal, first=not begun, last=n == last and not mine))
            equal, begun = "", True
            if mine:
                self._mark(text, run)
                marks = dict.fromkeys(str(numbers[i]).translate(_RAISED) for i in mine)
                text.append("˙".join(marks), "dim")
        return text

    def _fold(self, text: str, *, first: bool, last: bool) -> str:
        """Unchanged text, cut where no change is near."""
        text = safe(text)
        if self.full or len(text) <= 2 * _KEPT + 3:
            return text
        return ("" if first else text[:_KEPT]) + "…" + ("" if last else text[-_KEPT:])

    def _mark(self, text: Text, run: Run) -> None:
        before, after = safe(run.before), safe(run.after)
        if run.state is State.CHANGED:
            self._put(text, before, "[-", "-]", _GONE)
            self._put(text, after, "{+", "+}", _PUT)
            if not before and not after:
                text.append("⏎" if not self.plain else "[joined]", _PUT)
        else:
            sign = "?" if run.state is State.SUGGESTED else "!" if run.state is State.FLAGGED else "~"
            self._put(text, after or "‸", f"[{sign}", f"{sign}]", _STYLE.get(run.state, ""))

    def _put(self, text: Text, what: str, begin: str, end: str, style: str) -> None:
        if what:
            what = what.replace(" ", "␣")
            text.append(f"{begin}{what}{end}" if self.plain else what, style)

    def _notes(self, changes: Iterable[Change]) -> Iterable[Sequence[Change]]:
        """Changes that are told in one note: the same change for the same reason, unless all evidence is asked for."""
        found: dict[object, list[Change]] = {}
        for change in changes:
            edit = change.edit
            alike = (edit.rule, edit.operation, edit.standing, change.before, change.after, edit.evidence.note)
            found.setdefault(change.id if self.full else alike, []).append(change)
        return found.values()

    def _reason(self, changes: Sequence[Change], number: int) -> Text:
        change = changes[0]
        edit, evidence = change.edit, change.edit.evidence
        text = Text(f"{str(number).translate(_RAISED)} ", "dim")
        text.append(_what(change))
        text.append(f"  {safe(edit.rule)}", "bold")
        standing = "" if edit.standing is Standing.APPLIED else f" {edit.standing.value}"
        text.append(f"{standing}{_sure(changes)}", "dim")
        scores = ", ".join(f"{safe(k)} {number_text(v)}" for k, v in evidence.measures.items())
        if not self.full:
            told = [safe(evidence.note) or (scores if len(changes) == 1 else "")]
        else:
            needed = ", ".join(f"{safe(k)} {number_text(v)}" for k, v in evidence.thresholds.items())
            told = [change.about, safe(evidence.note), scores, f"needed: {needed}" if needed else ""]
            told += map(_reading, evidence.readings)
        for line in filter(None, told):
            text.append(f"\n  {line}", "dim")
        return text

    def _article(self, article: ArticlePair, old: Mapping[str, str], new: Mapping[str, str]) -> RenderableType:
        text = Text()
        reasons: list[Text] = []
        stretches = article.stretches
        for n, stretch in enumerate(stretches):
            if stretch.same or stretch.free:
                text.append(self._fold(stretch.new.text, first=n == 0, last=n == len(stretches) - 1))
                continue
            self._put(text, safe(stretch.old.text), "[-", "-]", _GONE)
            self._put(text, safe(stretch.new.text), "{+", "+}", _PUT)
            told = [*_repairs("old", stretch.old, old), *_repairs("new", stretch.new, new)]
            if told:
                mark = str(len(reasons) + 1).translate(_RAISED)
                text.append(mark, "dim")
                reasons.append(Text(f"{mark} {'; '.join(told)}", "dim"))
        return _beside(text, reasons)


def summary(figures: Figures) -> str:
    """The counts of a page or of many in one line."""
    told = [f"{figures.count(s):,} {s.value}" for s in Standing if figures.count(s)]
    return ", ".join(told) or "nothing changed"


def safe(text: str) -> str:
    """Text that cannot command a terminal or turn the line around: such characters show as ``�``."""
    return "".join("�" if unicodedata.category(c) in _UNSAFE and c != "\n" else c for c in text)


_UNSAFE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def number_text(value: float) -> str:
    return f"{value:.4g}"


def _left(section: Section) -> str:
    errors = section.errors
    return (
        "" if errors is None else f"  about {errors.expected:.0f} errors left ({errors.low:.0f} to {errors.high:.0f})"
    )


def _sure(changes: Sequence[Change]) -> str:
    known = sorted(f"{c.edit.confidence:.2f}" for c in changes if c.edit.confidence is not None)
    times = f" ×{len(changes)}" if len(changes) > 1 else ""
    return f" {'–'.join(dict.fromkeys((known[0], known[-1])))}{times}" if known else times


def _chosen(shown: int, of: int) -> str:
    return "" if shown == of else f"; {shown} of {of} shown"


def _what(change: Change) -> str:
    before, after = safe(change.before).replace(" ", "␣"), safe(change.after).replace(" ", "␣")
    operation = change.edit.operation
    if operation is Operation.MARK:
        return before
    if operation is Operation.JOIN:
        return "the next line goes on here"
    return f"{before or 'nothing'} → {after or 'nothing'}"


def _reading(reading: Reading) -> str:
    score = "" if reading.score is None else f" ({number_text(reading.score)} {safe(reading.scale)})"
    return f"{safe(reading.witness)}: {safe(reading.text)}{score}"


def _repairs(side: str, what: Side, rules: Mapping[str, str]) -> Iterator[str]:
    found = dict.fromkeys(rules[i] for i in what.edits if i in rules)
    if found:
        yield f"{side}: {', '.join(map(safe, found))}"


def _beside(text: Text, reasons: Sequence[Text]) -> RenderableType:
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    table.add_row(Padding(text, (0, 0, 0, 2)), Group(*reasons))
    return table
