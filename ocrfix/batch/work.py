"""The units of work: a file is looked at, a page is converted, an issue is put together.

A task is a small value that can be sent to another process or machine; a :class:`Worker` does it there with the
tools it holds, writes the outputs, and gives a small value back. What is large, pages and pixels, never travels.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ocrfix.batch.inputs import Input
from ocrfix.batch.remote import Fetched
from ocrfix.batch.stamps import Stamp
from ocrfix.batch.storage import Folder, Storage
from ocrfix.errors import CannotWrite, EngineMissing, UnreadableInput
from ocrfix.scan.files import Checksums

if TYPE_CHECKING:
    from ocrfix.batch.shelf import Shelf
    from ocrfix.page import Document, Page
    from ocrfix.settings.scan import ScanSettings

HIDDEN = ".ocrfix"
"""The folder in OUT of all that is no output."""
STORE = f"{HIDDEN}/pages"
"""Where pages wait for their issue that are not written as JSON."""
MEMBERS = f"{HIDDEN}/members"
"""Where files out of archives lie while they are needed."""
EDITED = f"{HIDDEN}/edited"
"""Where outputs go that somebody changed, when their page is converted again."""


AGAIN = "Run the same command again when it is complete."


@dataclass(frozen=True, slots=True)
class Output:
    """A file that was written: its path below OUT with ``/``, its stamp, the hash of its content."""

    path: str
    stamp: Stamp
    sha256: str


@dataclass(frozen=True, slots=True)
class Look:
    """Hash a file, count its pages, and tell their sizes."""

    item: Input


@dataclass(frozen=True, slots=True)
class Twin:
    """A page that is done and was made of the same content under the same settings: its place, and its outputs."""

    place: str
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class PageTask:
    """Convert page ``page`` (from 1) of a file whose content is ``sha256``, and write it below OUT to ``place``.

    ``pixels`` is its predicted size. With ``keep``, the page is needed for its issue. ``before`` are the outputs
    that an earlier run recorded. ``alone``: no other page is to run beside it. With a ``twin``, the page is written
    from that one's JSON, under its own name.
    """

    item: Input
    page: int
    place: str
    formats: tuple[str, ...]
    key: str
    stamp: Stamp
    sha256: str
    pixels: int
    keep: bool = False
    before: tuple[Output, ...] = ()
    alone: bool = False
    twin: Twin | None = None

    @property
    def name(self) -> str:
        return self.place.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class IssueTask:
    """Put the pages of these JSON files (below OUT) together and write it to ``place``."""

    name: str
    place: str
    formats: tuple[str, ...]
    key: str
    pages: tuple[str, ...]
    before: tuple[Output, ...] = ()
    alone: bool = False


Task = Look | PageTask | IssueTask


class Seen(NamedTuple):
    """What a look at a file told: ``pixels`` has the predicted size of every page."""

    stamp: Stamp
    sha256: str
    pixels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """Outputs lie in their places. ``aside`` are edited ones of before, kept below OUT under these paths.
    ``same_as`` is the place of the page they were copied from."""

    outputs: tuple[Output, ...]
    seconds: float
    versions: Mapping[str, str] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """It could not be done. ``stops``: nor could anything else. ``again``: it may work in a fresh worker."""

    error: Exception
    traceback: str = ""
    stops: bool = False
    again: bool = False


Result = Seen | Done | Trouble


@dataclass(frozen=True, slots=True)
class Made:
    """A converted page, and what else is to be written beside it: content by suffix."""

    page: Page
    extras: Mapping[str, bytes] = field(default_factory=dict)


class Tools(Protocol):
    """What a worker holds, models loaded once, at the first page. Can be pickled before."""

    def read(self, path: Path, page: int, sha256: str) -> Made:
        """Convert a page (from 1) of a file whose content has this hash.

        Raises:
            OcrfixError: it cannot be converted.
        """
        ...

    def assemble(self, name: str, pages: Sequence[Page]) -> Document:
        """Make an issue of its name and its pages."""
        ...


class Worker:
    """Does tasks, one after the other, with tools and the local files of archives. Can be pickled while it is new.

    Outputs go to ``storage``, by default the folder ``out``; files out of archives lie in the hidden folder of ``out``,
    for all workers, until they are released.
    """

    def __init__(self, tools: Tools, out: Path, scan: ScanSettings, storage: Storage | None = None) -> None:
        self._tools, self._out, self._scan = tools, out, scan
        self._storage: Storage = storage or Folder(out)
        self._shelf: Shelf | None = None
        self._checksums = Checksums()
        self._fetched = Fetched()

    def perform(self, task: Task) -> Result:
        """Do a task. Whatever goes wrong comes back as ``Trouble``, fit to be sent to another process."""
        try:
            if isinstance(task, Look):
                return self._look(task)
            start = time.perf_counter()
            same_as = None
            if isinstance(task, PageTask):
                contents, versions, same_as = self._page(task)
            else:
                contents, versions = self._issue(task)
            aside = _set_aside(self._storage, task, contents)
            outputs = tuple(_write(self._storage, path, content) for path, content in contents.items())
            return Done(outputs, time.perf_counter() - start, versions, aside, same_as)
        except (EngineMissing, ImportError) as error:
            return Trouble(error, traceback.format_exc(), stops=True)
        except CannotWrite as error:
            return Trouble(error, traceback.format_exc(), stops=not _of_one_name(error))
        except MemoryError:
            return Trouble(MemoryError("out of memory"), traceback.format_exc(), again=True)
        except Exception as error:
            return Trouble(_portable(error), traceback.format_exc())

    def _look(self, task: Look) -> Seen:
        from ocrfix.batch.look import look  # noqa: PLC0415 - reads images: for workers only

        before = None
        with contextlib.suppress(OSError):  # why it cannot be opened, the look tells
            before = task.item.stamp()
        seen = look(self._local(task.item, before), before or Stamp(0, 0))
        if before is None or task.item.stamp() != before:
            raise UnreadableInput("the file is being changed", file=str(task.item), next_step=AGAIN)
        return seen

    def _page(self, task: PageTask) -> tuple[dict[str, bytes], Mapping[str, str], str | None]:
        from ocrfix import formats  # noqa: PLC0415 - for workers only
        from ocrfix.batch.pages import slim, told  # noqa: PLC0415
        from ocrfix.batch.twins import copied  # noqa: PLC0415

        _unchanged(task)
        made = copied(task, self._storage)
        same_as = task.twin.place if made is not None and task.twin is not None else None
        made = made or self._tools.read(self._local(task.item, task.stamp), task.page, task.sha256)
        _unchanged(task)
        page = told(made.page, task.item, task.name)
        folder = self._storage.folder(task.place)
        contents = {**formats.written(page, task.formats, folder, self._checksums), **made.extras}
        found = {f"{task.place}{suffix}": content for suffix, content in contents.items()}
        if task.keep and "json" not in task.formats:
            found[stored(task.place, task.formats)] = formats.written(slim(page), ["json"])[".json"]
        return found, page.made_by, same_as

    def _issue(self, task: IssueTask) -> tuple[dict[str, bytes], Mapping[str, str]]:
        from ocrfix import formats  # noqa: PLC0415 - for workers only
        from ocrfix.batch.pages import slim  # noqa: PLC0415
        from ocrfix.formats import json  # noqa: PLC0415

        pages = [slim(json.read(self._storage.read(p), p)) for p in task.pages]
        document = self._tools.assemble(task.name, pages)
        folder = self._storage.folder(task.place) or Path()
        return {f"{task.place}{s}": c for s, c in formats.written_issue(document, task.formats, folder)}, {}

    def _local(self, item: Input, stamp: Stamp | None) -> Path:
        """The input as a file of this machine. What is out of an archive stays until its pages are done: to go
        back in an archive that was packed as one stream is to unpack it from its beginning."""
        if item.url:
            try:
                return self._fetched.local(item.url, stamp or Stamp(0, 0))
            except OSError as error:
                cause = f"the file cannot be fetched ({(error.strerror or str(error)).lower()})"
                raise UnreadableInput(cause, file=item.url, next_step="Check the URL and your rights there.") from error
        if item.member is None:
            return item.path
        path = member_file(self._out, item)
        if not path.exists():
            from ocrfix.batch.shelf import Shelf  # noqa: PLC0415 - for workers only

            self._shelf = self._shelf or Shelf(self._scan, path.parent / str(os.getpid()))
            with self._shelf.local(item) as scratch:
                scratch.replace(path)
        return path


def member_file(out: Path, item: Input) -> Path:
    """Where a member of an archive lies while it is needed."""
    assert item.member is not None
    name = hashlib.sha256(repr((str(item.path), item.member.key, item.member.name)).encode("utf-8", "replace"))
    return out / MEMBERS / f"{name.hexdigest()[:32]}{PurePosixPath(item.member.name).suffix[:8]}"


def stored(place: str, formats: Sequence[str]) -> str:
    """Where below OUT the page is read from when its issue is put together."""
    return f"{place}.json" if "json" in formats else f"{STORE}/{place}.json"


def _unchanged(task: PageTask) -> None:
    """Refuse a file that is not the one that was looked at: its hash would be wrong in every output."""
    try:
        now = task.item.stamp()
    except OSError as error:
        raise UnreadableInput(
            f"the file cannot be opened any more ({(error.strerror or str(error)).lower()})",
            file=str(task.item),
            next_step="Bring it back, check that it may be read, and run the same command again.",
        ) from error
    if now != task.stamp:
        raise UnreadableInput("the file was changed while it was being read", file=str(task.item), next_step=AGAIN)


def _set_aside(storage: Storage, task: PageTask | IssueTask, contents: Mapping[str, bytes]) -> tuple[str, ...]:
    """Copies what somebody changed since it was written: a correction by hand is never lost."""
    kept = []
    for old in task.before:
        try:
            if storage.stamp(old.path) == old.stamp:
                continue
            content = storage.read(old.path)
        except OSError:
            continue  # gone, or soon told by the writing
        digest = hashlib.sha256(content).hexdigest()
        if content and digest != old.sha256 and content != contents.get(old.path):
            kept.append(f"{EDITED}/{old.path}.{digest[:12]}")
            storage.write(kept[-1], content)
    return tuple(kept)


def _write(storage: Storage, path: str, content: bytes) -> Output:
    return Output(path, storage.write(path, content), hashlib.sha256(content).hexdigest())


_NAMES = (FileExistsError, NotADirectoryError, IsADirectoryError)


def _of_one_name(error: CannotWrite) -> bool:
    """Whether only files of this name cannot be written: it is too long, or something is in its way."""
    import errno  # noqa: PLC0415 - rare

    cause = error.__cause__
    return isinstance(cause, _NAMES) or (isinstance(cause, OSError) and cause.errno == errno.ENAMETOOLONG)


def _portable(error: Exception) -> Exception:
    """The error itself where another process can have it, else one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
