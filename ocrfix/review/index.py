"""What is known of every page without reading it again: its texts and its edits, kept beside the decisions.

The index is made anew for pages whose file changed, one page at a time, and can be thrown away at any moment.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, fields
from itertools import permutations
from multiprocessing import get_context
from pathlib import Path

from ocrfix.errors import OcrfixError, UnreadableInput
from ocrfix.formats import json as page_json
from ocrfix.page import PERSON, Edit, Kind, Page
from ocrfix.repair.applier import touches
from ocrfix.review.build import page_diff
from ocrfix.review.folder import PageFile
from ocrfix.review.store import Store

VERSION = 2
"""Of what is kept; a page indexed by another version is indexed again."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS pages (
    page TEXT PRIMARY KEY, stamp TEXT NOT NULL, version INTEGER NOT NULL, error TEXT NOT NULL,
    characters INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS edits (
    page TEXT NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL, rule TEXT NOT NULL, operation TEXT NOT NULL,
    standing TEXT NOT NULL, confidence REAL, before TEXT NOT NULL, after TEXT NOT NULL, lead TEXT NOT NULL,
    trail TEXT NOT NULL, kind TEXT NOT NULL, measures TEXT NOT NULL, box TEXT NOT NULL, rivals TEXT NOT NULL,
    PRIMARY KEY (page, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (page TEXT NOT NULL, block INTEGER NOT NULL, text TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS texts_page ON texts (page);
CREATE TABLE IF NOT EXISTS decided (page TEXT PRIMARY KEY, mark TEXT NOT NULL);
"""
_TABLES = ("pages", "edits", "texts", "decided")


@dataclass(frozen=True, slots=True)
class Row:
    """An edit of a page as the queue shows it. ``place`` counts the edits of a page in the order of its text, ``kind``
    is that of the block it is in. As JSON: ``measures`` of its evidence, its ``box`` (left, top, right, bottom, or
    ``null``), and the ids of its ``rivals``, the edits that cannot be carried out beside it."""

    page: str
    id: str
    place: int
    rule: str
    operation: str
    standing: str
    confidence: float | None
    before: str
    after: str
    lead: str
    trail: str
    kind: str
    measures: str
    box: str
    rivals: str

    @property
    def sign(self) -> tuple[str, str, str, str]:
        """What it has in common with its recurrences."""
        return (self.rule, self.operation, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the index keeps of a page. ``error`` says why it cannot be read, and then there is nothing else."""

    page: str
    stamp: str
    characters: int = 0
    texts: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    error: str = ""


def summary(key: str, stamp: str, page: Page) -> Summary:
    """What the index keeps of a page that the machine made."""
    diff = page_diff(page)
    rivals = _rivals(page.edits)
    kinds: dict[str, Kind] = {}
    texts: list[str] = []
    for section in diff.sections:
        for block in section.blocks:
            texts.append(block.after)
            for run in block.runs:
                for edit in run.edits:
                    kinds.setdefault(edit, block.kind)
    rows = (
        Row(
            key,
            change.id,
            place,
            change.edit.rule,
            change.edit.operation.value,
            change.edit.standing.value,
            change.edit.confidence,
            change.before,
            change.after,
            change.lead,
            change.trail,
            kinds[change.id].value,
            json.dumps(change.edit.evidence.measures),
            json.dumps(change.box.edges if change.box is not None else None),
            json.dumps(rivals.get(change.id, ())),
        )
        for place, change in enumerate(diff.changes)
    )
    return Summary(key, stamp, sum(map(len, texts)), tuple(texts), tuple(rows))


def _rivals(edits: Iterable[Edit]) -> Mapping[str, list[str]]:
    """For every edit that changes text, those of rules that stand in its place."""
    by_line: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.rule != PERSON and (edit.removed or edit.inserted):
            for line in dict.fromkeys(s.line for s in edit.spans):
                by_line.setdefault(line, []).append(edit)
    found: dict[str, dict[str, None]] = {}
    for here in by_line.values():
        for one, two in permutations(here, 2):
            if touches(one, two):
                found.setdefault(one.id, {})[two.id] = None
    return {i: list(others) for i, others in found.items()}


def summary_of(key: str, stamp: str, path: str) -> Summary:
    """The same from the page's file. What cannot be read comes back with the reason."""
    try:
        return summary(key, stamp, read_page(Path(path)))
    except OcrfixError as error:
        return Summary(key, stamp, error=str(error))


def read_page(path: Path) -> Page:
    """The page of a file.

    Raises:
        UnreadableInput: it cannot be read, or holds no page.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise UnreadableInput(cause, file=path, next_step="Check the file and its rights.") from error
    return page_json.read(content, str(path))


class Index:
    """The index of one folder, in the file of its decisions."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.writing() as connection:
            known = [name for _, name, *_ in connection.execute("PRAGMA table_info(edits)")]
            if known and known != [f.name for f in fields(Row)]:  # of another version: it is made anew
                for table in _TABLES:
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in _SCHEMA.split(";"):
                connection.execute(statement)

    def stale(self, files: Mapping[str, PageFile]) -> tuple[PageFile, ...]:
        """The pages to be indexed; what is indexed of files that are gone is dropped."""
        known = {
            str(page): str(stamp)
            for page, stamp in self._store.rows("SELECT page, stamp FROM pages WHERE version = ?", (VERSION,))
        }
        gone = [(page,) for page in known if page not in files]
        with self._store.writing() as connection:
            for table in _TABLES:
                connection.executemany(f"DELETE FROM {table} WHERE page = ?", gone)
        return tuple(f for f in files.values() if known.get(f.key) != f.stamp)

    def put(self, found: Summary) -> None:
        """Keep what was found of a page, in the place of what was known."""
        with self._store.writing() as connection:
            for table in _TABLES:
                connection.execute(f"DELETE FROM {table} WHERE page = ?", (found.page,))
            connection.execute(
                "INSERT INTO pages VALUES (?, ?, ?, ?, ?)",
                (found.page, found.stamp, VERSION, found.error, found.characters),
            )
            connection.executemany(
                f"INSERT INTO edits VALUES ({', '.join('?' * len(fields(Row)))})", map(astuple, found.rows)
            )
            connection.executemany(
                "INSERT INTO texts VALUES (?, ?, ?)", [(found.page, n, text) for n, text in enumerate(found.texts)]
            )

    def rows(self) -> tuple[Row, ...]:
        """Every edit of every page, page by page in the order of the text."""
        found = self._store.rows("SELECT * FROM edits ORDER BY page, place")
        return tuple(Row(*values) for values in found)  # type: ignore[arg-type]

    def rows_of(self, page: str) -> tuple[Row, ...]:
        found = self._store.rows("SELECT * FROM edits WHERE page = ? ORDER BY place", (page,))
        return tuple(Row(*values) for values in found)  # type: ignore[arg-type]

    def errors(self) -> dict[str, str]:
        """The pages that cannot be read, with the reason."""
        return {str(p): str(e) for p, e in self._store.rows("SELECT page, error FROM pages WHERE error != ''")}

    def decided(self) -> dict[str, str]:
        """Which decisions the texts of a page hold, as the store marks them; pages without any are not in it."""
        return {str(page): str(mark) for page, mark in self._store.rows("SELECT page, mark FROM decided")}

    def put_texts(self, page: str, texts: Iterable[str], mark: str) -> None:
        """Keep the texts of a page as decided."""
        with self._store.writing() as connection:
            connection.execute("DELETE FROM texts WHERE page = ?", (page,))
            connection.executemany("INSERT INTO texts VALUES (?, ?, ?)", [(page, n, t) for n, t in enumerate(texts)])
            connection.execute("DELETE FROM decided WHERE page = ?", (page,))
            if mark:
                connection.execute("INSERT INTO decided VALUES (?, ?)", (page, mark))

    def search(self, text: str, most: int) -> list[tuple[str, int, str]]:
        """Blocks in which a text stands: page, number of the block, and its text. Case does not matter."""
        pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found = self._store.rows(
            "SELECT page, block, text FROM texts WHERE text LIKE ? ESCAPE '\\' ORDER BY page, block LIMIT ?",
            (pattern, most),
        )
        return [(str(p), int(str(n)), str(t)) for p, n, t in found]


def build(files: Iterable[PageFile], found: Callable[[Summary], None], stop: Callable[[], bool]) -> None:
    """Index these pages in a process of its own, so that whoever answers people is not held up. ``found`` is called
    for every page; ends early when ``stop`` says so."""
    wanted = list(files)
    if not wanted:
        return
    # values hold no cycles, and looking for some in a page of a million takes half of the time
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=gc.disable) as pool:
        for future in [pool.submit(summary_of, f.key, f.stamp, str(f.path)) for f in wanted]:
            if stop():
                pool.shutdown(wait=False, cancel_futures=True)
                return
            found(future.result())
