"""ZIP and TAR archives: what is in them, and one member at a time as a file of its own.

Nothing is ever unpacked under the name an archive gives it: a member is copied into a file of our own making,
byte by counted byte. What an archive says of itself (names, sizes, kinds) is only believed where it is safe.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Any, cast

from ocrfix.errors import UnreadableInput, shown
from ocrfix.scan.files import first_bytes
from ocrfix.settings.scan import ScanSettings

SEPARATOR = "!/"
"""Between an archive's path and a member's name, as in URLs of Java archives: ``box.zip!/a/p1.png``."""
SUFFIXES = (".zip", ".cbz", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
"""What names of archives end in."""

_DAMAGED = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError, struct.error, OverflowError, UnicodeError, MemoryError, IndexError, KeyError,
    TypeError, AttributeError,
)  # fmt: skip
"""What the readers of the standard library raise on damaged archives."""
_SQUEEZED = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\0", lzma.open))
_BLOCK = 1 << 20
_HEADER_MOST = 1 << 22
"""Bytes a reader of TAR may ask for at once. Headers have 512, long names and other extras some thousands;
tarfile believes any size that stands in one, and would fill the memory."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive. ``name`` is printable, with ``/`` between folders; ``key`` is how to find it again.

    ``problem`` says why it must not be opened, ``None`` where it may.
    """

    name: str
    key: int
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of an archive, in the order in which reading them is cheap. ``sequential``: any other is dear.

    ``problem`` tells that there may be more which cannot be reached.
    """

    members: tuple[Member, ...]
    sequential: bool = False
    problem: str | None = None


def is_archive(path: Path) -> bool:
    """Whether the file is an archive, told by its first bytes.

    Raises:
        UnreadableInput: the file cannot be opened.
    """
    head = first_bytes(path)
    squeezed = any(head.startswith(magic) for magic, _ in _SQUEEZED)
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or head[257:262] == b"ustar" or squeezed


def archive_stem(name: str) -> str:
    """The name of an archive without its suffix, ``.tar.gz`` as a whole."""
    suffix = max((s for s in SUFFIXES if name.lower().endswith(s)), key=len, default=None)
    return (name[: -len(suffix)] if suffix else PurePosixPath(name).stem) or name


class Archive:
    """An open archive.

    Raises:
        UnreadableInput: it is damaged, or no archive.
    """

    def __init__(self, path: Path, settings: ScanSettings) -> None:
        self.path, self._settings = path, settings
        self._stack = ExitStack()
        with _refusals(path), ExitStack() as stack:
            self._archive = _opened(path, stack)
            self._stack = stack.pop_all()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def contents(self) -> Contents:
        """The files in it; folders are left out."""
        if isinstance(self._archive, zipfile.ZipFile):
            return self._bounded(_zip_members(self._archive), sequential=False)
        return self._bounded(_tar_members(self._archive), sequential=isinstance(self._archive, _Squeezed))

    def _bounded(self, members: Iterator[tuple[Member, int]], *, sequential: bool) -> Contents:
        found: list[Member] = []
        most = self._settings.archive_member_mb * 1e6
        problem = None
        try:
            for member, size in members:
                if len(found) >= self._settings.archive_members:
                    problem = f"it has more than {len(found):,} files (setting scan.archive_members)"
                    break
                if size > most and member.problem is None:
                    member = Member(member.name, member.key, _too_large(size, self._settings))  # noqa: PLW2901
                found.append(member)
                if size > most and sequential:
                    problem = f"what follows {member.name} would have to be unpacked past its {size / 1e6:,.0f} MB"
                    break
        except _DAMAGED as error:
            problem = f"it is damaged or ends too early ({_reason(error)})"
        return Contents(tuple(found), sequential, problem)

    def copy(self, member: Member, to: IO[bytes]) -> None:
        """Write the content of a member.

        Raises:
            UnreadableInput: it must not be opened, is damaged, or larger than ``settings.archive_member_mb``.
            OSError: ``to`` cannot be written.
        """
        where = f"{self.path}{SEPARATOR}{member.name}"
        if member.problem is not None:
            raise _refused(where, member.problem)
        with _refusals(where):
            source = _source(self._archive, member)
        with source:
            left = int(self._settings.archive_member_mb * 1e6)
            while True:
                with _refusals(where):
                    block = source.read(min(_BLOCK, left + 1))
                if not block:
                    return
                left -= len(block)
                if left < 0:
                    raise _refused(where, _too_large(None, self._settings))
                to.write(block)


class _Squeezed(tarfile.TarFile):
    """A compressed TAR: it can only be read forwards, going back means starting again."""


class _Careful(io.RawIOBase):
    """A file that is never asked for more at once than a header can need."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        if not 0 <= size <= _HEADER_MOST:
            raise tarfile.ReadError(f"a header that claims {size:,} bytes")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


def _opened(path: Path, stack: ExitStack) -> zipfile.ZipFile | tarfile.TarFile:
    head = first_bytes(path)
    if head.startswith(b"PK"):
        return stack.enter_context(zipfile.ZipFile(path))
    squeezed = next((opener for magic, opener in _SQUEEZED if head.startswith(magic)), None)
    file = stack.enter_context(cast(IO[bytes], squeezed(path, "rb") if squeezed else path.open("rb")))
    kind = _Squeezed if squeezed else tarfile.TarFile
    return stack.enter_context(kind(fileobj=cast(IO[bytes], _Careful(file)), mode="r"))


def _zip_members(archive: zipfile.ZipFile) -> Iterator[tuple[Member, int]]:
    for key, entry in enumerate(archive.infolist()):
        name = _zip_name(entry)
        if name.endswith("/"):
            continue
        kind = entry.external_attr >> 16
        problem = _trick(name)
        if problem is None and stat.S_IFMT(kind) not in (0, stat.S_IFREG):
            problem = "it is a link or device, no file"
        if problem is None and entry.flag_bits & 1:
            problem = "it is protected by a password"
        yield Member(name, key, problem), entry.file_size


def _zip_name(entry: zipfile.ZipInfo) -> str:
    """Names without the flag for UTF-8 are in the code page of whoever packed them: in China mostly GBK."""
    name = entry.orig_filename
    if not entry.flag_bits & 0x800 and not name.isascii():
        raw = name.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return shown(name.replace("\\", "/"))


def _tar_members(archive: tarfile.TarFile) -> Iterator[tuple[Member, int]]:
    for key, entry in enumerate(archive):
        name = shown(entry.name)
        if not entry.isdir():
            problem = _trick(name)
            if problem is None and not entry.isreg():
                problem = "it is a link or device, no file"
            yield Member(name, key, problem), entry.size
    # tarfile takes a broken header for the end of the archive; the true end is a block of zeros, or nothing
    file = cast(Any, archive.fileobj)
    file.seek(archive.offset)
    if (rest := file.read(tarfile.BLOCKSIZE)).strip(b"\0"):
        raise tarfile.ReadError("a broken header")
    if not rest and archive.offset > (end := file.tell()):
        raise tarfile.ReadError(f"{archive.offset - end:,} bytes are missing")


def _trick(name: str) -> str | None:
    """What is wrong with a name that leads out of the archive; ``None`` for an honest one."""
    parts = name.replace("\\", "/").split("/")
    if not parts[0] or (len(parts[0]) == 2 and parts[0][1] == ":"):
        return "its name is an absolute path"
    return "its name leads out of the archive" if ".." in parts else None


def _source(archive: zipfile.ZipFile | tarfile.TarFile, member: Member) -> IO[bytes]:
    if isinstance(archive, zipfile.ZipFile):
        return archive.open(archive.infolist()[member.key])
    known = cast(Any, archive).members  # getmembers() would read on to the end
    while len(known) <= member.key:
        if archive.next() is None:
            raise tarfile.ReadError("the archive has changed")
    file = archive.extractfile(known[member.key])
    if file is None:
        raise tarfile.ReadError("no file")
    return file


@contextmanager
def _refusals(where: str | Path) -> Iterator[None]:
    try:
        yield
    except UnreadableInput:
        raise
    except _DAMAGED as error:
        raise _refused(where, f"the archive is damaged or ends too early ({_reason(error)})") from error


def _refused(where: str | Path, cause: str) -> UnreadableInput:
    return UnreadableInput(cause, file=where, next_step="Unpack what you trust of it, and name the files.")


def _too_large(size: int | None, settings: ScanSettings) -> str:
    has = f"it has {size / 1e6:,.0f} MB" if size is not None else "it unpacks to"
    return f"{has} more than the {settings.archive_member_mb:g} MB a file may have (setting scan.archive_member_mb)"


def _reason(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
