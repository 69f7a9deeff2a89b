"""Which files are converted: files, folders, patterns, archives and lists, in an order that is always the same."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from ocrfix.batch import remote
from ocrfix.batch.remote import Url
from ocrfix.batch.stamps import Stamp
from ocrfix.errors import UnreadableInput, UsageError, shown
from ocrfix.scan.archives import SEPARATOR, Archive, Contents, Member, archive_stem, is_archive
from ocrfix.scan.archives import SUFFIXES as ARCHIVES
from ocrfix.settings.scan import ScanSettings

SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".pdf"}
    | {".jp2", ".j2k", ".j2c", ".jpc", ".jpf", ".jpx"}
)
"""What is taken from a folder or an archive, beside archives. A file that is named is tried whatever its suffix."""

_WILD = re.compile(r"[*?\[]")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Input:
    """One file, or one page of it.

    ``path`` is the file on disk: the archive, where it is a ``member`` of one. ``folder`` is where it lies below
    what the user named, and where its outputs go below OUT. A list may give it a ``name`` for its outputs, an
    ``issue``, a single ``page`` (from 1) and other ``metadata``. ``place`` orders pages of an issue that are not
    found in order. What cannot be opened at all is there too, ``refused``, so that it is not passed over.
    """

    path: Path
    folder: Path = Path()
    member: Member | None = None
    name: str = ""
    issue: str = ""
    page: int | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    place: int = 0
    refused: UnreadableInput | None = field(default=None, compare=False)
    plain: bool = field(default=False, compare=False)
    """Known to be no link."""
    url: str = ""
    """Where it lies, if not on this machine; ``path`` then only gives it its name."""
    known: Stamp | None = field(default=None, compare=False)
    """Its stamp, where the listing told it."""

    def __hash__(self) -> int:
        """By its path alone: folders of a hundred thousand files are looked up many times."""
        return hash(self.path)

    def __reduce__(self) -> tuple[object, ...]:
        """Without what was reckoned here."""
        return Input, tuple(getattr(self, name) for name in self.__dataclass_fields__)

    def __str__(self) -> str:
        """The input as messages and outputs name it."""
        if self.url:
            return shown(self.url)
        return shown(self.path) + (f"{SEPARATOR}{self.member.name}" if self.member is not None else "")

    @property
    def identity(self) -> str:
        """By which a file on disk, or in an archive, is known from run to run."""
        path = self.url or str(self.path)
        return path if self.member is None else f"{path}{SEPARATOR}{self.member.key}:{self.member.name}"

    @property
    def source(self) -> Path | Url:
        """The input as events name it."""
        return Url(self.url) if self.url else Path(str(self))

    def stamp(self) -> Stamp:
        """Of its file, now. Raises OSError where there is none."""
        return remote.stamp(self.url) if self.url else Stamp.of(self.path)

    @property
    def file_name(self) -> str:
        """The last part of its name, printable."""
        return PurePosixPath(self.member.name).name if self.member is not None else shown(self.path.name)

    @cached_property
    def stem(self) -> str:
        """What its outputs are called if nothing else has that name."""
        name = self.file_name
        dot = name.rfind(".")
        return self.name or (name[:dot] if 0 < dot < len(name) - 1 else name)

    @property
    def source_folder(self) -> tuple[str, str]:
        """The folder it was found in: on disk, or archive and folder inside."""
        if self.member is None:
            return str(self.path).rpartition(os.sep)[0], ""
        return str(self.path), str(PurePosixPath(self.member.name).parent)


def gather(
    arguments: Sequence[str], out: Path | None = None, settings: ScanSettings | None = None
) -> tuple[Input, ...]:
    """The files that the arguments name, each once.

    Folders are searched with all folders below them, and with the archives in them, which count as folders.
    Hidden files, links to folders, and the folder ``out`` are left out of a search. What ends in .csv, .tsv or
    .jsonl is a list (``ocrfix.batch.manifest``).

    Raises:
        UsageError: an argument names nothing that can be converted, or a list is wrong.
    """
    from ocrfix.batch.manifest import SUFFIXES as LISTS  # noqa: PLC0415 - it needs Input
    from ocrfix.batch.manifest import listed  # noqa: PLC0415

    settings = settings or ScanSettings()
    seen = _Seen()
    found: list[Input] = []
    for argument in map(remote.local, arguments):
        if remote.is_url(argument):
            found.extend(item for item in _remote(argument) if seen.new(item))
            continue
        path = Path(argument)
        a_list = path.suffix.lower() in LISTS and path.is_file()
        here = listed(path, settings) if a_list else list(_of(argument, out, settings))
        if not here:
            raise UsageError(
                "no page scans here" if path.is_dir() else "no such file or folder",
                file=argument,
                next_step="Name image files, PDFs or archives, folders that hold some, a pattern such as "
                "'scans/*.jpg', or a list (.csv, .jsonl).",
            )
        found.extend(item for item in here if seen.new(item))
    return tuple(found)


class _Seen:
    """Which files have come already, under whatever name. Folders are looked up once: a hundred thousand files
    would take seconds otherwise."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}
        self._seen: set[tuple[str, Member | None, int | None, str]] = set()

    def new(self, item: Input) -> bool:
        path = item.url or str(item.path)
        if item.url:
            pass
        elif not item.plain and os.path.islink(path):
            path = os.path.realpath(path) if os.path.exists(path) else os.path.abspath(path)
        else:
            parent, _, name = path.rpartition(os.sep)
            folder = self._folders.get(parent)
            if folder is None:
                root = os.sep if path.startswith(os.sep) else "."
                folder = self._folders[parent] = os.path.realpath(parent or root)
            path = f"{folder}{os.sep}{name}"
        key = path, item.member, item.page, item.name
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def _remote(url: str) -> list[Input]:
    """The files below a URL, or those of a pattern."""
    try:
        files = list(remote.below(url))
    except OSError as error:
        raise UsageError(
            f"the storage cannot be listed ({error.strerror or error})",
            file=url,
            next_step="Check the URL, your rights there, and the network.",
        ) from error
    one = len(files) == 1 and files[0][0].rstrip("/").endswith(url.rpartition("/")[2])
    wanted = [f for f in files if one or (_wanted(f[1].name) and not _hidden(f[1].as_posix()))]
    if not wanted:
        raise UsageError(
            "no page scans here", file=url, next_step="Name files, or a folder or pattern that holds some."
        )
    wanted.sort(key=lambda f: [natural(part) for part in f[1].parts])
    return [at_url(address, Path(inner), stamp) for address, inner, stamp in wanted]


def at_url(url: str, inner: Path, stamp: Stamp | None = None) -> Input:
    """A file that lies at a URL, ``inner`` below what was named. Archives are not opened there."""
    refused = None
    if url.lower().endswith(ARCHIVES):
        refused = UnreadableInput(
            "an archive is not opened where it lies", file=url, next_step="Copy it to this machine, or unpack it there."
        )
    return Input(Path(url.partition("://")[2]), inner.parent, refused=refused, url=url, known=stamp)


def _of(argument: str, out: Path | None, settings: ScanSettings) -> Iterator[Input]:
    path = Path(argument)
    if path.is_dir():
        yield from _below(path, path, out, settings)
    elif os.path.lexists(path):
        yield from _file(path, Path(), settings, named=True)
    elif wild := _WILD.search(argument):
        root = Path(os.path.dirname(argument[: wild.start()]))
        for match in sorted(map(Path, glob.glob(argument, recursive=True)), key=lambda m: [*map(natural, m.parts)]):
            if match.is_dir():
                yield from _below(match, root, out, settings)
            elif _wanted(match.name):
                yield from _file(match, match.parent.relative_to(root), settings)


def _below(folder: Path, root: Path, out: Path | None, settings: ScanSettings) -> Iterator[Input]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted((e for e in listing if e.name[0] != "."), key=lambda e: natural(e.name))
    except OSError as error:
        yield Input(folder, refused=_unlistable(folder, error))
        return
    below = folder.relative_to(root)
    folders = {e.name: e for e in entries if _is_folder(e)}
    for entry in entries:
        if entry.name not in folders and _wanted(entry.name):
            yield from _file(folder / entry.name, below, settings, plain=not entry.is_symlink())
    for entry in folders.values():
        inner = folder / entry.name
        if not entry.is_symlink() and not (out and out.exists() and inner.samefile(out)):
            yield from _below(inner, root, out, settings)


def _file(
    path: Path, folder: Path, settings: ScanSettings, *, named: bool = False, plain: bool = False
) -> Iterator[Input]:
    """The file itself, or what is in it. In a folder only its suffix makes a file an archive."""
    if not (path.name.lower().endswith(ARCHIVES) or (named and path.suffix.lower() not in SUFFIXES)):
        yield Input(path, folder, plain=plain)
        return
    try:
        if not is_archive(path):
            yield Input(path, folder)
            return
        with Archive(path, settings) as archive:
            contents = archive.contents()
    except UnreadableInput as error:
        yield Input(path, folder, refused=error)
    else:
        yield from members(path, contents, folder)


def members(path: Path, contents: Contents, folder: Path) -> list[Input]:
    """The pages in an archive. It stands for a folder of its name.

    They come in the order in which the archive can be read, and ``place`` is their order by name.
    """
    wanted = [m for m in contents.members if _wanted(m.name) and (m.problem or not _hidden(m.name))]
    places = {m.key: n for n, m in enumerate(sorted(wanted, key=lambda m: [*map(natural, m.name.split("/"))]))}
    if not contents.sequential:
        wanted.sort(key=lambda m: places[m.key])
    base = folder / archive_stem(shown(path.name))
    found = [_member(path, base, m, places[m.key]) for m in wanted]
    problem = contents.problem or (None if found else "there are no page scans in this archive")
    if problem is not None:
        found.append(Input(path, folder, refused=_refusal(path, problem)))
    return found


def _member(path: Path, base: Path, member: Member, place: int) -> Input:
    where = f"{path}{SEPARATOR}{member.name}"
    if member.problem is not None:
        return Input(path, base, member, place=place, refused=_refusal(where, member.problem))
    if member.name.lower().endswith(ARCHIVES):
        nested = "an archive inside an archive is not opened"
        return Input(path, base, member, place=place, refused=_refusal(where, nested))
    return Input(path, base / PurePosixPath(member.name).parent, member, place=place)


def _refusal(where: str | Path, cause: str) -> UnreadableInput:
    return UnreadableInput(cause, file=where, next_step="Unpack what you trust of it, and name the files.")


def _unlistable(folder: Path, error: OSError) -> UnreadableInput:
    return UnreadableInput(
        f"the folder cannot be listed ({(error.strerror or str(error)).lower()})",
        file=folder,
        next_step="Give yourself the right to read it (chmod +rx), or leave it out.",
    )


def _wanted(name: str) -> bool:
    lower = name.lower()
    return os.path.splitext(lower)[1] in SUFFIXES or lower.endswith(ARCHIVES)


def _hidden(name: str) -> bool:
    """Dotted files, and what macOS adds to archives."""
    return any(part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in name.split("/"))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link in a circle: told when it is opened


def natural(name: str) -> tuple[list[Any], str]:
    """A sort key under which page 2 comes before page 10."""
    parts: list[Any] = _DIGITS.split(name.casefold())
    parts[1::2] = [(int(digits), digits) for digits in parts[1::2]]  # text and digits take turns
    return parts, name
