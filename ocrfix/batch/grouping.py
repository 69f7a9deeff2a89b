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


@dataclass(frozen=True, slots=True, eq=False)
class Issue:
    """``name`` names its files, in ``folder`` below OUT. ``told``: by a list or a pattern, so that the pages of a
    file of several belong to it too; otherwise these are an issue of their own. Two issues may have the same name:
    each is equal to itself alone."""

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


def grouped(inputs: Sequence[Input], names: re.Pattern[str] | None = None) -> list[Issue]:
    """The issue of every input, in their order.

    What a list says comes first; then the groups of ``names``, searched in folder and file name and joined by
    ``-``; then the folder it lies in. Issues that are told may lie in several folders: their files go to the one
    that holds them all.
    """
    told = [item.issue or (_found(item, names) if names is not None else "") for item in inputs]
    folders: dict[str, Path] = {}
    for item, name in zip(inputs, told, strict=True):
        if name:
            folders[name] = _common(folders[name], item.folder) if name in folders else item.folder
    by_name = {name: Issue(name, folder, True) for name, folder in folders.items()}
    by_folder: dict[tuple[str, str], Issue] = {}
    issues: list[Issue] = []
    for item, name in zip(inputs, told, strict=True):
        if name:
            issues.append(by_name[name])
            continue
        where = item.source_folder
        issue = by_folder.get(where)
        if issue is None:
            issue = by_folder[where] = Issue(_folder_name(item), item.folder, False)
        issues.append(issue)
    return issues


def _found(item: Input, names: re.Pattern[str]) -> str:
    found = names.search((PurePosixPath(shown(item.folder)) / item.file_name).as_posix())
    return _UNSAFE.sub("-", "-".join(filter(None, found.groups()))).strip(". ") if found else ""


def _common(one: Path, other: Path) -> Path:
    return Path(os.path.commonpath([Path("x", one), Path("x", other)])).relative_to("x")


def _folder_name(item: Input) -> str:
    if item.member is not None:
        inner = PurePosixPath(item.member.name).parent.name
        return inner if inner.strip(".") else archive_stem(shown(item.path.name))
    return shown(item.path.parent.resolve().name) or "pages"
