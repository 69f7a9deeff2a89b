"""A text file row by row: what is text, what is the format's, so that text alone changes in it.

``repair`` writes a file back as it was, white space, comments and all, with nothing but its edits carried out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ocrfix.formats.text import graphemes
from ocrfix.page import Glyph, Operation, Page, Standing, TextLine

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_FRAMES = (
    re.compile(r"(\s*<!--\s*furniture:\s*)(.*?)(\s*-->\s*)"),
    re.compile(r"(\s*#{1,6}[ \t]+)(.*?)(\s*)"),
    re.compile(r"(\s*>[ \t]*)(.*?)(\s*)"),
    re.compile(r"(\s*!\[)(.*)(\]\([^()]*\)\s*)"),
)
"""Markdown rows whose text stands inside marks: before, text, after."""
_NO_TEXT = re.compile(r"\s*(<!--.*-->|-{3,}|\|?[\s:|-]+\|?)\s*|.*\\")
"""Comments, rules, and rows that end inside a block: left alone."""
_LEADING = re.compile(r"#|>|!|<|-{3}")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``text`` stands between what belongs to the format. ``running``: it may run on below."""

    raw: str
    before: str
    text: str
    after: str
    running: bool


def plain_rows(text: str) -> tuple[Row, ...]:
    """The rows of plain text: all of each is text."""
    return tuple(Row(raw, "", raw, "", True) for raw in _split(text))


def markdown_rows(text: str) -> tuple[Row, ...]:
    """The rows of Markdown as ``formats.markdown`` has it. Rows without text, and text whose escapes run
    over several rows, are left alone."""
    return tuple(map(_markdown, _split(text)))


def page_of(rows: Iterable[Row], name: str) -> Page:
    """A page with a line for every row that has text, ``t7`` for row 7, white space and all."""
    filled = [(n, row) for n, row in enumerate(rows, start=1) if row.text.strip()]
    lines = (TextLine(f"t{n}", glyphs=tuple(map(Glyph, graphemes(row.text))), source=name) for n, row in filled)
    return Page(name, lines=tuple(lines))


def divided(page: Page, rows: tuple[Row, ...]) -> list[str]:
    """The ids of the joins that the rows do not allow: of a headline with its text, a caption with a story."""
    found = []
    for edit in page.edits:
        if edit.operation is Operation.JOIN and edit.standing is Standing.APPLIED:
            first, last = (_number(s.line) - 1 for s in (edit.spans[0], edit.spans[-1]))
            between = rows[first + 1 : last]
            if not (rows[first].running and rows[last].running) or any(r.raw.strip() for r in between):
                found.append(edit.id)
    return found


def written(page: Page, rows: tuple[Row, ...], markdown: bool) -> str:
    """The rows with the page's text in them; joined rows are one, rows that were taken away are gone."""
    now = {_number(line.id): line.text for line in page.lines}
    joins = {
        _number(e.spans[0].line): _number(e.spans[-1].line)
        for e in page.edits
        if e.operation is Operation.JOIN and e.standing is Standing.APPLIED
    }
    led = set(joins.values())
    swallowed = {n for first, last in joins.items() for n in range(first + 1, last)} | led
    made: list[str] = []
    for n, row in enumerate(rows, start=1):
        if n in swallowed:
            continue
        if n not in now or (now[n] == row.text and n not in joins):
            made.append(row.raw)
            continue
        text, at = now[n], n
        while at in joins:
            at = joins[at]
            text = text.rstrip() + now[at].lstrip()
        if text.strip():
            made.append(row.before + (_escaped(text, row) if markdown else text) + row.after)
    return "\n".join(made)


def _number(line: str) -> int:
    return int(line[1:])


def _split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _markdown(raw: str) -> Row:
    for frame in _FRAMES:
        if found := frame.fullmatch(raw):
            before, text, after = found.groups()
            return Row(raw, before, _ESCAPED.sub(r"\1", text), after, False)
    if _NO_TEXT.fullmatch(raw):
        return Row(raw, raw, "", "", False)
    return Row(raw, "", _ESCAPED.sub(r"\1", raw), "", True)


def _escaped(text: str, row: Row) -> str:
    text = text.replace("\\", "\\\\")
    if row.after.lstrip().startswith("]("):
        return text.replace("[", "\\[").replace("]", "\\]")
    if row.after.strip() == "-->":
        return text.replace("-->", "--\\>")
    return f"\\{text}" if row.running and _LEADING.match(text) else text
