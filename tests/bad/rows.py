"""A row of the table of bad inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Make = Callable[[Path], None]


@dataclass(frozen=True)
class Row:
    """A bad, or strange but good, input: ``make`` puts it at a path of this name.

    ``says`` is what its message holds; where it is empty, ``pages`` pages come out of it.
    """

    name: str
    make: Make
    says: str = ""
    pages: int = 1
    kind: str = ""

    @property
    def id(self) -> str:
        return (self.kind or self.name).encode("ascii", "backslashreplace").decode()[:60]


def content(data: bytes | Callable[[], bytes]) -> Make:
    """A maker of a file with these bytes, or with those that a function makes when they are needed."""

    def make(path: Path) -> None:
        path.write_bytes(data if isinstance(data, bytes) else data())

    return make
