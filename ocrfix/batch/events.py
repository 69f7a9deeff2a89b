"""What a batch tells while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ocrfix.batch.remote import Url


@dataclass(frozen=True, slots=True)
class Planned:
    """How much there is to do, as far as it is known: a file not looked at yet counts as one page."""

    pages: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """So many pages were finished by an earlier run and need nothing."""

    pages: int


@dataclass(frozen=True, slots=True)
class Started:
    """A page is being converted."""

    source: Path | Url
    page: int
    place: str


@dataclass(frozen=True, slots=True)
class Written:
    """A page was converted and recorded; ``files`` are its outputs, ``place`` their path without ending below OUT.
    ``same_as`` is the place of a page of the same content, where it was written from that one's."""

    source: Path | Url
    page: int
    place: str
    files: tuple[Path | Url, ...]
    seconds: float = 0.0
    worker: str = ""
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class IssueWritten:
    """An issue was written as a whole."""

    place: str
    files: tuple[Path | Url, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A page, or with ``page`` ``None`` a whole file, could not be converted. The others go on."""

    source: Path | Url
    page: int | None
    error: Exception
    traceback: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know though nothing failed."""

    message: str


Event = Planned | Skipped | Started | Written | IssueWritten | Failed | Notice
