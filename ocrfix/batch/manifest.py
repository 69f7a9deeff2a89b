"""Lists of pages: CSV (comma, semicolon or tab) with a head line, or one JSON object a line.

``path`` is needed, from the folder of the list, ``box.zip!/a.png`` in an archive. ``id`` names the outputs,
``issue`` the issue, ``page`` picks one page of a file of several. These, ``label`` (what is printed: A3) and every
other column are kept as metadata of the page.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ocrfix.batch import remote
from ocrfix.batch.inputs import Input, at_url
from ocrfix.errors import UnreadableInput, UsageError, shown
from ocrfix.scan.archives import SEPARATOR, Archive, Member
from ocrfix.settings.scan import ScanSettings

SUFFIXES = frozenset({".csv", ".tsv", ".jsonl"})
_ENCODINGS = ("utf-8-sig", "gb18030")
"""Spreadsheets in China save CSV in GBK."""
Row = tuple[int, Mapping[str, str]]


def listed(path: Path, settings: ScanSettings) -> list[Input]:
    """The inputs of a list, in its order. Files it names that are not there are reported when they are opened.

    Raises:
        UsageError: the list is wrong; says in which line, and why.
    """
    text = _text(path)
    archives = _Archives(settings)
    found: list[Input] = []
    ids: dict[str, int] = {}
    for line, row in _json_rows(path, text) if path.suffix.lower() == ".jsonl" else _csv_rows(path, text):
        item = _input(path, line, row, archives)
        if item.name:
            whole = (item.folder / item.name).as_posix().casefold()
            if whole in ids:
                raise _wrong(path, line, f"the id {row['id']!r} is that of line {ids[whole]} too")
            ids[whole] = line
        found.append(item)
    if not found:
        raise _wrong(path, 1, "no page is listed")
    return found


def _input(path: Path, line: int, row: Mapping[str, str], archives: _Archives) -> Input:
    if not all(_storable(text) for pair in row.items() for text in pair):
        raise _wrong(path, line, "half of a surrogate pair, which is no character")
    named = row.get("path", "")
    if not named or "\0" in named:
        raise _wrong(path, line, "there is no path")
    page = row.get("page") or None
    if page is not None and not (page.isdecimal() and len(page) < 10 and int(page) > 0):
        raise _wrong(path, line, f"{page!r} is no number of a page; what is printed on it goes into the column label")
    url = named if remote.is_url(named) else ""
    file = Path(url.partition("://")[2]) if url else path.parent / named
    if not PurePosixPath(named).name:
        raise _wrong(path, line, f"{named!r} is no file")
    whole = _safe(path, line, "id", row.get("id", ""))
    issue = _safe(path, line, "issue", row.get("issue", ""))
    folder = PurePosixPath()
    if whole:
        folder = whole.parent
    elif not url:
        folder = _folder(PurePosixPath(named.partition(SEPARATOR)[0]))
    found = Input(
        file,
        Path(folder),
        name=whole.name if whole else "",
        issue="-".join(issue.parts) if issue else "",
        page=int(page) if page is not None else None,
        metadata=tuple((k, v) for k, v in row.items() if k not in ("path", "page") and v),
        refused=at_url(url, Path()).refused if url else None,
        url=url,
    )
    if url or SEPARATOR not in named or os.path.exists(file):
        return found
    return archives.member_of(found, named, path.parent)


def _safe(path: Path, line: int, column: str, text: str) -> PurePosixPath | None:
    """A name as a path below OUT; it cannot lead out of it."""
    if not text:
        return None
    if shown(text) != text:
        raise _wrong(path, line, f"the {column} {shown(text)!r} holds control characters")
    found = PurePosixPath(text.replace("\\", "/"))
    if found.is_absolute() or any(part == ".." or part.startswith(".") for part in found.parts) or not found.name:
        raise _wrong(path, line, f"the {column} {text!r} cannot name a file: it begins with a dot or leads elsewhere")
    return found


def _storable(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)


def _folder(named: PurePosixPath) -> PurePosixPath:
    folder = named.parent
    return PurePosixPath() if folder.is_absolute() or ".." in folder.parts else folder


class _Archives:
    """Members of archives by name; an archive is looked through once."""

    def __init__(self, settings: ScanSettings) -> None:
        self._settings = settings
        self._known: dict[Path, dict[str, Member] | UnreadableInput] = {}

    def member_of(self, item: Input, named: str, base: Path) -> Input:
        archive, _, name = named.partition(SEPARATOR)
        path = base / archive
        known = self._known.get(path)
        if known is None:
            known = self._known[path] = self._listed(path)
        if isinstance(known, UnreadableInput):
            return replace(item, path=path, refused=known)
        member = known.get(name)
        if member is None:
            cause = f"{name} is not in the archive"
            missing = UnreadableInput(cause, file=path, next_step="Correct the list, or the archive.")
            return replace(item, path=path, member=Member(name, -1, cause), refused=missing)
        return replace(item, path=path, member=member)

    def _listed(self, path: Path) -> dict[str, Member] | UnreadableInput:
        try:
            with Archive(path, self._settings) as archive:
                return {m.name: m for m in archive.contents().members}
        except UnreadableInput as error:
            return error


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the list cannot be read ({(error.strerror or str(error)).lower()})",
            file=path,
            next_step="Check the path and its rights.",
        ) from error
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _wrong(path, 1, "no text in UTF-8, UTF-16 or GB 18030")


def _csv_rows(path: Path, text: str) -> Iterator[Row]:
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max("\t;,", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]  # noqa: PLW2901
            if not any(cells):
                continue
            if not columns:
                columns = [cell.lower() for cell in cells]
                if "path" not in columns or len({*columns}) != len(columns):
                    raise _wrong(path, reader.line_num, "the head line has no column 'path', or a column twice")
                continue
            if len(cells) > len(columns):
                raise _wrong(path, reader.line_num, f"{len(cells)} cells below {len(columns)} columns")
            yield reader.line_num, dict(zip(columns, cells, strict=False))
    except csv.Error as error:
        raise _wrong(path, reader.line_num, f"no valid CSV ({error})") from error


def _json_rows(path: Path, text: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _wrong(path, number, f"no valid JSON ({error})") from error
        if not isinstance(row, dict):
            raise _wrong(path, number, "no JSON object")
        yield number, {str(k).strip().lower(): _plain(v) for k, v in row.items() if v is not None}


def _plain(value: object) -> str:
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _wrong(path: Path, line: int, cause: str) -> UsageError:
    return UsageError(
        f"line {line}: {cause}",
        file=path,
        next_step="A list has a column 'path', and may have id, issue, page, label and others of your own.",
    )


