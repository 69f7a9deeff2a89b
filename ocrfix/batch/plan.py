"""Which pages there are to do: inputs looked at in their order, names given, finished pages left out."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ocrfix.batch import fingerprint
from ocrfix.batch.events import Event, Failed, Notice, Skipped
from ocrfix.batch.grouping import Issue
from ocrfix.batch.inputs import Input
from ocrfix.batch.issues import Issues, Open
from ocrfix.batch.job import Job
from ocrfix.batch.ledger import Kind, Ledger, New, Row
from ocrfix.batch.names import distinct, named, page_name
from ocrfix.batch.stamps import Stamp
from ocrfix.batch.storage import Storage
from ocrfix.batch.twins import LOSSLESS, Twins
from ocrfix.batch.work import Look, Output, PageTask, Seen, Trouble, Twin, stored
from ocrfix.errors import UnreadableInput

CHUNK = 500
"""Files compared with the ledger at a time."""


@dataclass(slots=True)
class _File:
    """An input before its turn: ``told`` is what a look at it gave, ``None`` while there was none."""

    item: Input
    name: str
    group: Issue
    told: Seen | Trouble | None
    asked: bool = False


class _Page(NamedTuple):
    """A page that is wanted, finished or not."""

    item: Input
    seen: Seen
    number: int
    place: str
    keep: bool
    key: str


class Plan:
    """Goes through the inputs once. Pages that are to be done come out in ``ready``, in their order.

    Names depend on the inputs and their order alone, so files are planned in their order, however their looks
    come in. No more than ``ahead`` files are looked at before their turn.
    """

    def __init__(self, job: Job, ledger: Ledger, issues: Issues, ahead: int, storage: Storage) -> None:
        self._job, self._ledger, self._ahead, self._storage = job, ledger, ahead, storage
        self._inputs = zip(job.inputs, named(job.inputs), issues.groups, strict=True)
        self._key = fingerprint.of_run(job.settings_key, job.formats)
        self._unread = len(job.inputs)
        self._files: deque[_File] = deque()
        self._taken: dict[Path, set[str]] = defaultdict(set)
        self._pending: Counter[Input] = Counter()
        self._prefixes: dict[Path, str] = {}
        self._twins = Twins()
        self.issues = issues
        self.ready: deque[PageTask] = deque()
        self.complete: list[Open] = []
        """Issues all of whose pages are settled, to be put together."""
        self.pages = 0
        """Pages planned so far, finished ones included."""
        self.changed = 0
        """Finished pages so far whose outputs were changed by somebody; they are left alone."""

    @property
    def expected(self) -> int:
        """Pages in all: a file whose turn has not come counts as one."""
        return self.pages + len(self._files) + self._unread

    @property
    def exhausted(self) -> bool:
        """Whether nothing more will come out."""
        return not self._files and not self._unread

    def looks(self) -> Iterator[Look]:
        """The files that are to be looked at next, each once, though a list may name it for every page."""
        asked: set[str] = set()
        for file in islice(self._files, self._ahead):
            identity = file.item.identity
            if file.told is None and not file.asked and identity not in asked:
                file.asked = True
                yield Look(file.item)
            if file.asked:
                asked.add(identity)

    def told(self, look: Look, what: Seen | Trouble) -> None:
        """The answer to a look."""
        identity = look.item.identity
        for file in self._files:
            if file.told is None and file.item.identity == identity:
                file.told = what
        if isinstance(what, Seen):
            self._ledger.see(identity, what)

    def open_pages(self, item: Input) -> int:
        """How many pages of a file are not settled, told of one that is."""
        self._pending[item] -= 1
        if self._pending[item] > 0:
            return self._pending[item]
        del self._pending[item]
        return 0

    def advance(self) -> Iterator[Event]:
        """Plan all files whose turn has come, until enough pages are ready. A chunk at a time: call it again."""
        if len(self._files) < self._ahead and self._unread:
            yield from self._read()
        known: list[_File] = []
        while self._files and self._files[0].told is not None and len(known) < CHUNK:
            if known and len(self.ready) + len(known) >= self._ahead and not self._finished_first():
                break
            known.append(self._files.popleft())
        if known:
            yield from self._plan(known)

    def _finished_first(self) -> bool:
        """Whether most of what comes is likely finished, and so need not be taken in small steps."""
        return not self.ready

    def _read(self) -> Iterator[Event]:
        files = [_File(item, name, group, None) for item, name, group in islice(self._inputs, CHUNK)]
        self._unread -= len(files)
        identities = [file.item.identity for file in files]
        stamps: dict[str, Stamp] = {}
        for file, identity in zip(files, identities, strict=True):
            if file.item.refused is not None:
                file.told = Trouble(file.item.refused)
                continue
            try:
                stamps[identity] = file.item.known or file.item.stamp()
            except OSError:
                continue  # why it cannot be opened, the look tells
        seen = self._ledger.seen(stamps)
        self._files.extend(files)
        for file, identity in zip(files, identities, strict=True):
            file.told = file.told or seen.get(identity)
            item, name = file.item, file.name
            if name != item.stem:
                yield Notice(f"{item}: its name is another input's too, so its outputs are called {name}")

    def _plan(self, files: Sequence[_File]) -> Iterator[Event]:
        pages: list[_Page] = []
        events: list[Event] = []
        news: list[New] = []
        failures: list[tuple[str, Trouble]] = []
        for file in files:
            if isinstance(file.told, Seen):
                made = self._pages(file, file.told)
                if not made:
                    file.told = Trouble(_none_wanted(file.item, len(file.told.pixels)))
                pages.extend(made)
            if isinstance(file.told, Trouble):
                place = self._failed(file)
                news.append(New(place, Kind.FILE, str(file.item), None, "", ""))
                failures.append((place, file.told))
                events.append(Failed(file.item.source, None, file.told.error, file.told.traceback, place))
        rows = self._ledger.rows([page.place for page in pages])
        skipped = 0
        for page in pages:
            row = rows.get(page.place)
            if row is not None and self._finished(page, row):
                skipped += 1
                self._settle(page.place, row.outputs if self.issues.wants(page.place) else ())
                continue
            task = self._task(page, row)
            news.append(New(task.place, Kind.PAGE, str(task.item), task.page, task.sha256, task.key, task.pixels))
            if task.item.member is not None:
                self._pending[task.item] += 1
            self._begin(task)
        self._ledger.plan(news)
        for place, trouble in failures:
            self._ledger.failed(place, trouble.error, trouble.traceback)
        if skipped:
            yield Skipped(skipped)
        yield from events

    def _pages(self, file: _File, seen: Seen) -> list[_Page]:
        """The wanted pages of a file. All of its pages take their names, so that these do not depend on the choice."""
        item, name, group = file.item, file.name, file.group
        job, count = self._job, len(seen.pixels)
        wanted: Sequence[int] = range(1, count + 1) if job.pages is None else job.pages.of(count)
        if item.page is not None:
            wanted = [item.page] if item.page <= count else []
        if not wanted:
            return []
        taken = self._taken[item.folder]
        numbers = range(1, count + 1) if item.page is None else wanted
        names = {n: distinct(page_name(name, n, count, item) if count > 1 else name, taken) for n in numbers}
        folder = self._prefix(item.folder)
        if count > 1:
            self._ledger.forget(folder + name)
        keep = self.issues.keeps(item, group, count)
        pages = [
            _Page(
                item, seen, number, folder + names[number], keep,
                fingerprint.of_page(seen.sha256, number, self._key, item.metadata),
            )
            for number in wanted
        ]  # fmt: skip
        self.pages += len(pages)
        self._close(self.issues.plan(item, group, name, count, [page.place for page in pages]))
        return pages

    def _prefix(self, folder: Path) -> str:
        """What places in a folder begin with."""
        if folder not in self._prefixes:
            self._prefixes[folder] = f"{folder.as_posix()}/" if folder.parts else ""
        return self._prefixes[folder]

    def _task(self, page: _Page, row: Row | None) -> PageTask:
        seen = page.seen
        return PageTask(
            page.item, page.number, page.place, self._job.formats, page.key, seen.stamp, seen.sha256,
            seen.pixels[page.number - 1], page.keep, row.outputs if row is not None else (),
        )  # fmt: skip

    def _begin(self, task: PageTask) -> None:
        """The page is ready, unless one of the same content is being converted; one that is done need not be again."""
        if LOSSLESS in task.formats:
            for place, row in self._ledger.twins(task.key, task.place, of_this_run=self._job.force):
                if found_of(self._ledger, place, self._storage, row) is Found.SAME:
                    self.ready.append(replace(task, twin=Twin(place, row.outputs)))
                    return
        if not self._twins.waits(task):
            self.ready.append(task)

    def _failed(self, file: _File) -> str:
        """A file whose pages are not known: it counts as one, and takes its name."""
        item = file.item
        name = distinct(file.name, self._taken[item.folder])
        self.pages += 1
        self._close(self.issues.plan(item, file.group, name, 0, []))
        return self._prefix(item.folder) + name

    def _close(self, issues: Iterator[Open]) -> None:
        self.complete.extend(issue for issue in issues if issue.ready)

    def settle(self, place: str, outputs: Sequence[Output] | None) -> None:
        """A page is done, or with ``None`` has failed."""
        self.ready.extend(self._twins.settle(place, outputs))
        self._settle(place, outputs)

    def _settle(self, place: str, outputs: Sequence[Output] | None) -> None:
        """What the issue of a page needs to know."""
        if not self.issues.wants(place):
            return
        hashes = None if outputs is None else ",".join(f"{o.path} {o.sha256}" for o in outputs)
        issue = self.issues.settle(place, hashes)
        if issue is not None:
            self.complete.append(issue)

    def _finished(self, page: _Page, row: Row) -> bool:
        if self._job.force or not row.done or row.key != page.key:
            return False
        if page.keep and not any(o.path == stored(page.place, self._job.formats) for o in row.outputs):
            return False
        found = found_of(self._ledger, page.place, self._storage, row)
        self.changed += found is Found.CHANGED
        return found is not Found.GONE


class Found(Enum):
    """What lies in the place of outputs: themselves, what somebody made of them, or not all of them."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


def found_of(ledger: Ledger, place: str, storage: Storage, row: Row) -> Found:
    """What lies in the place of a page's outputs: told by size and date, else by content, and then the date is kept.

    An output that is there but empty counts as gone: nobody corrects a page to nothing.
    """
    other = False
    for path, size, mtime, _ in row.stored:
        try:
            now = storage.stamp(path)
        except OSError:
            return Found.GONE
        if now.size == 0 < size:
            return Found.GONE
        other = other or now.mtime_ns != mtime or now.size != size
    if not other:
        return Found.SAME
    outputs = row.outputs
    if any(hashlib.sha256(storage.read(o.path)).hexdigest() != o.sha256 for o in outputs):
        return Found.CHANGED
    ledger.restamp(place, [replace(o, stamp=storage.stamp(o.path)) for o in outputs])
    return Found.SAME


def _none_wanted(item: Input, count: int) -> UnreadableInput:
    return UnreadableInput(
        f"none of the pages asked for are in it (it has {count})",
        file=str(item),
        next_step="Ask for other pages with --pages or in the list, or leave the file out.",
    )
