"""The repairs of a page in files of the field: as a person reads them, and whole, so that they can be taken back when
the file is read again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from ocrfix.formats.sheet.value import Sheet
from ocrfix.page import Edit, Page, Standing, TextLine
from ocrfix.repair.applier import adopt, apply, revert

_EDIT = TypeAdapter(Edit)
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def dumped(edit: Edit) -> str:
    """The whole edit as JSON that XML can hold."""
    text = _EDIT.dump_json(edit, exclude_defaults=True).decode()
    return _ILLEGAL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def loaded(text: str | None) -> Edit | None:
    """What ``dumped`` wrote; ``None`` for anything else."""
    if not text or not text.startswith("{"):
        return None
    try:
        return _EDIT.validate_json(text)
    except ValidationError:
        return None


def stripped(sheet: Sheet, after: Sheet) -> Sheet:
    """``after``, what a format holds of a sheet, with the repairs that it can be asked to take back: those carried out
    on lines whose characters it holds one by one as they stand."""
    now = {line.id: _texts(line) for line in after.lines}
    changed = {line.id for line in sheet.lines if now.get(line.id) != _texts(line)}
    kept = [e for e in sheet.edits if e.id in sheet.undoable and not changed & {s.line for s in e.spans}]
    lost = {s.line for e in sheet.edits if e not in kept and e.standing is Standing.APPLIED for s in e.spans}
    return replace(after, undoable=frozenset(e.id for e in kept if not lost & {s.line for s in e.spans}))


def with_repairs(page: Page, edits: Iterable[Edit]) -> Page:
    """A page that was read, with the repairs that its file tells of, as far as they fit its lines: where one of a line
    does not, none of that line, nor of those it shares repairs with."""
    lines = {line.id: line for line in page.lines}
    fitting = [e for group in _groups(list(edits)) if _fits(group, lines) for e in group]
    return adopt(page, fitting) if fitting else page


def _texts(line: TextLine) -> list[str]:
    return [g.text for g in line.glyphs]


def _groups(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits that have lines in common."""
    groups: list[tuple[set[str], list[Edit]]] = []
    for edit in edits:
        mine, together = {s.line for s in edit.spans}, [edit]
        apart = []
        for names, group in groups:
            if names & mine:
                mine, together = mine | names, group + together
            else:
                apart.append((names, group))
        groups = [*apart, (mine, together)]
    return [group for _, group in groups]


def _fits(edits: Sequence[Edit], lines: dict[str, TextLine]) -> bool:
    names = {s.line for e in edits for s in e.spans}
    if not names <= lines.keys() or len({e.id for e in edits}) < len(edits):
        return False
    page = Page("p", lines=tuple(lines[name] for name in sorted(names)), edits=tuple(edits))
    try:
        again = apply(revert(page), edits)
    except (ValueError, IndexError):
        return False
    applied = all(e.standing is Standing.APPLIED for e in again.edits)
    return applied and [_texts(line) for line in again.lines] == [_texts(line) for line in page.lines]
