"""By what a file is taken for unchanged without reading it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

_TELLING = ("ETag", "etag", "mtime", "LastModified", "last_modified", "updated", "modified", "created", "md5Hash")
"""What storage says of a file that changes with its content, the surest first."""


class Stamp(NamedTuple):
    """By which a file is taken for unchanged without reading it: bytes, and nanoseconds of its last change.

    On storage that is reached by URL the second is a number made of what the storage says of the file's version.
    """

    size: int
    mtime_ns: int

    @classmethod
    def of(cls, path: str | Path) -> Stamp:
        """Raises OSError where there is no such file."""
        found = os.stat(path)
        return cls(found.st_size, found.st_mtime_ns)

    @classmethod
    def of_info(cls, info: Mapping[str, Any]) -> Stamp:
        """Of what fsspec tells of a file."""
        told = next((info[name] for name in _TELLING if info.get(name) is not None), None)
        number = 0 if told is None else int(hashlib.sha256(str(told).encode()).hexdigest()[:14], 16)
        return cls(int(info.get("size") or 0), number)
