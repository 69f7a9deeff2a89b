"""A review of one output folder: its pages as people decided them, and every decision kept at once."""

from __future__ import annotations

import threading
import zlib
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ocrfix.errors import UsageError
from ocrfix.formats import json as page_json
from ocrfix.page import Page, Standing
from ocrfix.review import index as indexing
from ocrfix.review import queue
from ocrfix.review.build import page_diff
from ocrfix.review.decisions import Action, Done, Settle
from ocrfix.review.folder import PageFile, find_pages
from ocrfix.review.index import Index, Row, read_page
from ocrfix.review.model import PageDiff
from ocrfix.review.replay import Replayed, replay
from ocrfix.review.store import Event, Store
from ocrfix.settings.review import ReviewSettings

Ready = TypeVar("Ready")

MARK = "review"
"""In ``made_by`` of a page that holds decisions of people: up to which event."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in review. ``base`` is what the machine made, ``diff`` shows the page as decided."""

    key: str
    base: Page
    replayed: Replayed
    events: tuple[Event, ...]
    diff: PageDiff

    @property
    def page(self) -> Page:
        return self.replayed.page


@dataclass(frozen=True, slots=True)
class Progress:
    """Suggestions and flags: ``open`` ones wait, ``settled`` ones were decided by a person."""

    open: int
    settled: int
    done: bool = False


class Review:
    """May be used from several threads: pages are values, and what changes is changed under a lock.

    Raises:
        UnreadableInput: the folder is missing, or holds no page, or its log cannot be read.
        CannotWrite: decisions cannot be kept in it.
    """

    def __init__(self, out: Path, settings: ReviewSettings, who: str) -> None:
        self.out, self.settings, self.who = out, settings, who
        self.files = find_pages(out)
        self.store = Store(out)
        self.index = Index(self.store)
        self.lock = threading.RLock()
        self.stale = {f.key: f for f in self.index.stale(self.files)}
        by_page: dict[str, list[Row]] = {}
        for row in self.index.rows():
            by_page.setdefault(row.page, []).append(row)
        self._rows: dict[str, tuple[Row, ...]] = {page: tuple(found) for page, found in by_page.items()}
        self._by_id = {page: {r.id: r for r in found} for page, found in by_page.items()}
        self._making = threading.RLock()
        """One page is made ready at a time: two at once take as long, and hold up whoever decides."""
        self._turns: Counter[str] = Counter()
        """How often what holds about a page changed."""
        self._pages: OrderedDict[str, Opened] = OrderedDict()
        self._bases: OrderedDict[str, Page] = OrderedDict()
        self._settled: dict[str, dict[str, Standing]] = {}
        self._tallies: dict[str, queue.Tally] = {}
        self._done: set[str] = set()
        self._recall()

    def close(self) -> None:
        self.store.close()

    # pages

    def open(self, key: str) -> Opened:
        """The page of this key as decided.

        Raises:
            KeyError: there is none.
            UnreadableInput: its file is damaged or gone.
        """
        if (ready := self._kept(self._pages, key)) is not None:
            return ready
        with self._making:
            opened = self._kept(self._pages, key) or self._opened(key)
        if key in self.stale:
            self.indexed(indexing.summary(key, self.files[key].stamp, opened.base))
        return opened

    def base(self, key: str) -> Page:
        """The page as the machine made it: its file, or what was kept when people's decisions were written into it."""
        if (ready := self._kept(self._bases, key)) is not None:
            return ready
        with self._making:
            if (ready := self._kept(self._bases, key)) is not None:
                return ready
            page = read_page(self.files[key].path)
            if MARK in page.made_by:
                kept = self.store.rows("SELECT content FROM machine WHERE page = ?", (key,))
                if kept:
                    page = page_json.read(zlib.decompress(kept[0][0]), key)  # type: ignore[arg-type]
            self._keep(self._bases, key, page)
        return page

    def _kept(self, pages: OrderedDict[str, Ready], key: str) -> Ready | None:
        with self.lock:
            if key in pages:
                pages.move_to_end(key)
            return pages.get(key)

    def _keep(self, pages: OrderedDict[str, Ready], key: str, ready: Ready) -> None:
        with self.lock:
            pages[key] = ready
            while len(pages) > self.settings.pages_kept:
                pages.popitem(last=False)

    def keep_base(self, key: str) -> None:
        """Keep what the machine made of a page, before decisions are written into its file."""
        page = read_page(self.files[key].path)
        if MARK in page.made_by:
            return
        content = zlib.compress(page_json.write(page), 6)
        with self.store.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO machine VALUES (?, ?, ?)", (key, content, self.files[key].stamp)
            )

    def written(self) -> frozenset[str]:
        """The pages that decisions were written into before."""
        return frozenset(str(page) for (page,) in self.store.rows("SELECT page FROM machine"))

    def rewritten(self, key: str) -> None:
        """The file of a page was written with decisions in it: the index still knows what the machine made."""
        path = self.files[key].path
        status = path.stat()
        self.files[key] = PageFile(key, path, status.st_size, status.st_mtime_ns)
        self.indexed(indexing.summary(key, self.files[key].stamp, self.base(key)))

    def _opened(self, key: str) -> Opened:
        base = self.base(key)
        turn = self._turns[key]
        events = self.store.events(key)
        replayed = replay(base, [e.action for e in events])
        opened = Opened(key, base, replayed, events, page_diff(replayed.page))
        with self.lock:
            if turn != self._turns[key]:
                return opened  # something was decided meanwhile: it is what was asked for, and not what holds now
            self._keep(self._pages, key, opened)
            edits = {e.id: e.standing for e in replayed.page.edits}
            if replayed.settled or key in self._settled:
                self._settled[key] = {i: edits[i] for i in replayed.settled}
            (self._done.add if replayed.done else self._done.discard)(key)
        return opened

    # decisions

    def decide(self, actions: Sequence[tuple[str, Action]]) -> int:
        """Keep what was decided in one go, as (page, action); it is on the disk when this returns.

        Raises:
            UsageError: nothing was decided, or about a page that is not there.
        """
        if not actions or any(key not in self.files for key, _ in actions):
            raise UsageError("there is nothing to decide about", next_step="Load the page anew.")
        with self.lock:
            step = self.store.add(self.who, actions)
            self._forget({key for key, _ in actions})
            self._learn([(key, action) for key, action in actions])
        return step

    def undo(self) -> tuple[Event, ...]:
        """Take the last step back. Returns what it was; nothing when there is nothing left."""
        return self._turned(self.store.last_step(), self.store.withdraw)

    def redo(self) -> tuple[Event, ...]:
        """Bring the step again that was taken back last."""
        return self._turned(self.store.last_withdrawn(), self.store.restore)

    def _turned(self, step: int | None, way: Callable[[str, int], tuple[Event, ...]]) -> tuple[Event, ...]:
        if step is None:
            return ()
        with self.lock:
            events = way(self.who, step)
            self._forget({e.page for e in events})
            self._recall()
        return events

    def _forget(self, keys: set[str]) -> None:
        for key in keys:
            self._turns[key] += 1
            self._pages.pop(key, None)

    def _recall(self) -> None:
        """What the log says of all pages."""
        self._settled, self._tallies, self._done = {}, {}, set()
        self._learn([(e.page, e.action) for e in self.store.events()])

    def _learn(self, actions: Sequence[tuple[str, Action]]) -> None:
        for key, action in actions:
            if isinstance(action, Done):
                (self._done.add if action.done else self._done.discard)(key)
            if not isinstance(action, Settle):
                continue
            settled = self._settled.setdefault(key, {})
            settled[action.edit.id] = action.standing
            tally = self._tallies.get(action.edit.rule, queue.Tally())
            accepted = action.standing is Standing.APPLIED
            self._tallies[action.edit.rule] = queue.Tally(
                tally.accepted + accepted, tally.rejected + (action.standing is Standing.REJECTED)
            )

    # the batch

    def indexed(self, found: indexing.Summary) -> None:
        """A page was indexed."""
        self.index.put(found)
        with self.lock:
            self._rows[found.page] = found.rows
            self._by_id[found.page] = {r.id: r for r in found.rows}
            self.stale.pop(found.page, None)

    def settled(self, row: Row) -> bool:
        """Whether a person decided about an edit."""
        return row.id in self._settled.get(row.page, {})

    def standing(self, page: str, edit: str) -> Standing | None:
        """How a person decided about an edit, if one did."""
        return self._settled.get(page, {}).get(edit)

    def rows(self, page: str | None = None) -> list[Row]:
        """The edits the machine made, of one page or of all that are indexed."""
        with self.lock:
            if page is not None:
                return list(self._rows.get(page, ()))
            return [row for key in self.files for row in self._rows.get(key, ())]

    def row(self, page: str, edit: str) -> Row | None:
        return self._by_id.get(page, {}).get(edit)

    def queue(self, page: str | None = None, rule: str | None = None) -> list[queue.Item]:
        """What waits for a decision, what gains most first."""
        rows = [r for r in self.rows(page) if rule is None or r.rule == rule]
        with self.lock:
            return queue.ranked(queue.waiting(rows, self.settled), self._tallies, self.settings)

    def recurrences(self, page: str, edit: str) -> list[Row]:
        """The other places of the batch that wait for the same decision."""
        row = self.row(page, edit)
        if row is None:
            return []
        with self.lock:
            return queue.recurrences(queue.waiting(self.rows(), self.settled), row)

    def search(self, text: str, most: int) -> list[tuple[str, int, str]]:
        """Blocks in which a text stands, as people decided them: page, number of the block, and its text."""
        marks, known = self.store.marks(), self.index.decided()
        for key in self.files:
            if marks.get(key, "") != known.get(key, "") and key not in self.index.errors():
                diff = self.open(key).diff
                self.index.put_texts(key, (b.after for s in diff.sections for b in s.blocks), marks.get(key, ""))
        return self.index.search(text, most)

    def progress(self) -> dict[str, Progress]:
        """How far every page is."""
        found = {}
        with self.lock:
            for key in self.files:
                rows = [r for r in self._rows.get(key, ()) if r.standing in ("suggested", "flagged")]
                left = sum(not self.settled(r) for r in rows)
                found[key] = Progress(left, len(rows) - left, key in self._done)
        return found

    def build_index(self, stop: threading.Event) -> None:
        """Index what is not yet, page by page, in a process of its own."""
        while not stop.is_set():
            with self.lock:
                wanted = list(self.stale.values())
            if not wanted:
                return
            indexing.build(wanted, self.indexed, stop.is_set)
            with self.lock:
                for file in wanted:
                    self.stale.pop(file.key, None)
