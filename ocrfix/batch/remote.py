"""Files on storage that is reached by URL (``s3://``, ``gs://``, ``memory://``), through fsspec.

What libraries of storage raise is of all kinds; here it becomes OSError, as of a local file.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from ocrfix.batch.stamps import Stamp
from ocrfix.errors import EngineMissing, UsageError

_URL = re.compile(r"([a-z][a-z0-9+.-]+)(::[^/]*)?://", re.IGNORECASE)
_LOCAL = ("file", "local")
_RENAMED = frozenset({"sftp", "ssh", "smb", "ftp", "hdfs", "webhdfs", "arrow_hdfs", "dbfs"})
"""Where a file is seen while it is being written, so that it is written beside its place and renamed. Objects of object
storage are there whole or not at all."""


@dataclass(frozen=True, slots=True)
class Url:
    """The address of a file, where others are paths."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def name(self) -> str:
        return PurePosixPath(self.text).name


def is_url(text: str) -> bool:
    return _URL.match(text) is not None


def local(text: str) -> str:
    """The path of a ``file://`` URL; anything else as it is."""
    found = _URL.match(text)
    return url2pathname(urlsplit(text).path) if found and found[1].lower() in _LOCAL else text


def opened(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path on it.

    Raises:
        EngineMissing: fsspec, or what it needs for this kind of storage, is not installed.
        UsageError: there is no such kind of storage.
    """
    try:
        import fsspec  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EngineMissing(
            "fsspec is not installed", file=url, next_step="Install it with `pip install 'ocrfix[remote]'`."
        ) from error
    try:
        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        reason = str(error).strip().rstrip(".")
        raise EngineMissing(
            f"what is needed for this storage is not installed ({reason})",
            file=url,
            next_step="Install the package named, for example s3fs, gcsfs or adlfs.",
        ) from error
    except ValueError as error:
        raise UsageError(f"no storage that is known ({error})", file=url, next_step="Check the URL.") from error
    return system, path


def stamp(url: str) -> Stamp:
    """What the storage says of a file now. Raises OSError where there is none."""
    system, path = opened(url)
    with _as_files(url):
        system.invalidate_cache(path)
        return Stamp.of_info(system.info(path))


def read(url: str) -> bytes:
    """Raises OSError."""
    system, path = opened(url)
    with _as_files(url):
        content: bytes = system.cat_file(path)
        return content


def write(url: str, content: bytes) -> Stamp:
    """Write a file whole or not at all. Raises OSError."""
    system, path = opened(url)
    protocols = (system.protocol,) if isinstance(system.protocol, str) else system.protocol
    with _as_files(url):
        if not _RENAMED.isdisjoint(protocols):
            scratch = f"{path}.ocrfix.tmp"
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            system.pipe_file(scratch, content)
            system.mv(scratch, path)
        else:
            system.pipe_file(path, content)
        system.invalidate_cache(path)
        return Stamp.of_info(system.info(path))


def below(url: str) -> Iterator[tuple[str, PurePosixPath, Stamp]]:
    """All files below a URL, or those of a pattern: URL, the path below what was named, stamp. Raises OSError."""
    system, path = opened(url)
    with _as_files(url):
        if wild := re.search(r"[*?\[]", path):
            root = path[: wild.start()].rpartition("/")[0]
            found = system.glob(path, detail=True)
        else:
            root, found = path, system.find(path, detail=True)
        for name, info in found.items():
            if info.get("type") == "file":
                inner = PurePosixPath(name).relative_to(root) if name != root else PurePosixPath(name).name
                yield system.unstrip_protocol(name), PurePosixPath(inner), Stamp.of_info(info)


class Fetched:
    """The file that was needed last, as one of this machine: pages of one file come one after the other."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._is: tuple[str, Stamp] | None = None
        self._file = Path()

    def local(self, url: str, stamp: Stamp) -> Path:
        """Raises OSError."""
        if self._is != (url, stamp):
            self.close()
            system, path = opened(url)
            self._folder = tempfile.TemporaryDirectory(prefix="ocrfix-")
            self._file = Path(self._folder.name) / f"page{PurePosixPath(path).suffix[:8]}"
            with _as_files(url):
                system.get_file(path, str(self._file))
            self._is = url, stamp
        return self._file

    def close(self) -> None:
        self._is = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


@contextlib.contextmanager
def _as_files(url: str) -> Iterator[None]:
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(0, f"{type(error).__name__}: {error}", url) from error
