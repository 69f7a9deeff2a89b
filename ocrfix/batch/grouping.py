"""Which pages are an issue: those of one folder, of one name in a pattern, or of one name in a list."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ocrfix.batch.inputs import Input
from ocrfix.errors import UsageError, shown
from ocrfix.scan.archives import archive_stem

_UNSAFE = re.compile(r"[/\\]+")


@dataclass(frozen=True, slots=True)
class Issue:
    """``name`` names its files, in ``folder`` below OUT. ``told``: by a list or a pattern, so that the pages of a
    file of several belong to it too; otherwise these are an issue of their own."""

    name: str
    folder: Path
    told: bool


def pattern(text: str) -> re.Pattern[str]:
    """The regular expression of ``--issues``.

    Raises:
        UsageError: it is none, or has no group.
    """
    try:
        found = re.compile(text)
    except re.error as error:
        problem = f"no regular expression ({error})"
    else:
        if found.groups:
            return found
        problem = "nothing in it is in parentheses"
    raise UsageError(
        f"{text!r}: {problem}",
        file="--issues",
        next_step=r"Put what pages of an issue share in parentheses, for example --issues '(\d{4}-\d\d-\d\d)'.",
    )


def grouped(inputs: Sequence[Input], names: re.Pattern[str] | None = None) -> dict[Input, Issue]:
    """The issue of every input.

    What a list says comes first; then the groups of ``names``, searched in folder and file name and joined by
    ``-``; then the folder it lies in. Issues that are told may lie in several folders: their files go to the one
    that holds them all.
    """
    told: dict[str, Path] = {}
    name_of = {item: item.issue or _found(item, names) for item in inputs}
    for item, name in name_of.items():
        if name:
            told[name] = _common(told[name], item.folder) if name in told else item.folder
    by_folder: dict[tuple[Path, str], Issue] = {}
    issues: dict[Input, Issue] = {}
    for item, name in name_of.items():
        if name:
            issues[item] = Issue(name, told[name], True)
        else:
            where = item.source_folder
            if where not in by_folder:
                by_folder[where] = Issue(_folder_name(item), item.folder, False)
            issues[item] = by_folder[where]
    return issues


def _found(item: Input, names: re.Pattern[str] | None) -> str:
    found = names.search((PurePosixPath(shown(item.folder)) / item.file_name).as_posix()) if names else None
    return _UNSAFE.sub("-", "-".join(filter(None, found.groups()))).strip(". ") if found else ""


def _common(one: Path, other: Path) -> Path:
    return Path(os.path.commonpath([Path("x", one), Path("x", other)])).relative_to("x")


def _folder_name(item: Input) -> str:
    path, inside = item.source_folder
    if item.member is not None:
        inner = PurePosixPath(inside).name
        return inner if inner.strip(".") else archive_stem(shown(path.name))
    return shown(path.resolve().name) or "pages"
