"""All settings of a run, from three places: a TOML file, then the environment, then the command line.

The later place wins, setting by setting::

    [scan]                              OCRFIX_SCAN__PDF_DPI=400        --set scan.pdf_dpi=400
    pdf_dpi = 400

An environment variable that is set to nothing counts as not set.
"""

from __future__ import annotations

import contextlib
import difflib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from ocrfix.errors import UsageError
from ocrfix.settings.articles import ArticleSettings
from ocrfix.settings.base import Group
from ocrfix.settings.batch import BatchSettings
from ocrfix.settings.language import LanguageSettings
from ocrfix.settings.layout import LayoutSettings
from ocrfix.settings.order import OrderSettings
from ocrfix.settings.recognise import RecogniseSettings
from ocrfix.settings.regions import RegionSettings
from ocrfix.settings.repair import RepairSettings
from ocrfix.settings.review import ReviewSettings
from ocrfix.settings.scan import ScanSettings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PREFIX = "OCRFIX_"
NESTING = "__"

Names = tuple[str, ...]
Given = tuple[Names, Any, str]
"""A setting's names from the outside in, its value, and where it was given."""


class Settings(Group):
    """Every setting, one group a stage."""

    scan: ScanSettings = ScanSettings()
    layout: LayoutSettings = LayoutSettings()
    recognise: RecogniseSettings = RecogniseSettings()
    regions: RegionSettings = RegionSettings()
    language: LanguageSettings = LanguageSettings()
    repair: RepairSettings = RepairSettings()
    order: OrderSettings = OrderSettings()
    articles: ArticleSettings = ArticleSettings()
    batch: BatchSettings = BatchSettings()
    review: ReviewSettings = ReviewSettings()


def load(
    toml: Path | None = None,
    environment: Mapping[str, str] | None = None,
    overrides: Iterable[str] = (),
) -> Settings:
    """The settings in force. ``overrides`` are ``group.name=value``, as after ``--set``.

    Raises:
        UsageError: the file cannot be read, or a name or a value is impossible; says where it was given.
    """
    given = [*_of_file(toml), *_of_environment(environment or {}), *map(_of_override, overrides)]
    tree: dict[str, Any] = {}
    origins: dict[Names, str] = {}
    for names, value, origin in given:
        _check_name(names, origin)
        branch = tree
        for name in names[:-1]:
            branch = branch.setdefault(name, {})
        branch[names[-1]] = value
        origins[names] = origin
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        names = tuple(map(str, first["loc"]))
        places = (origins.get(names[:n]) for n in range(len(names), 0, -1))
        raise UsageError(
            f"{'.'.join(names)} cannot be {first['input']!r}: {_lower(first['msg'])}",
            file=next(filter(None, places), None),
            next_step="`ocrfix settings` prints what each setting means, with its default.",
        ) from error


def _of_file(path: Path | None) -> Iterable[Given]:
    if path is None:
        return []
    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(
            f"the settings cannot be read: {_lower(error.strerror or str(error))}",
            file=path,
            next_step="Check the path given to --config.",
        ) from error
    except ValueError as error:
        raise UsageError(
            f"the settings are no valid TOML: {_lower(str(error))}",
            file=path,
            next_step="Mend that line; `ocrfix settings` prints a file to start from.",
        ) from error
    return list(_leaves((), content, str(path)))


def _leaves(names: Names, content: Mapping[str, Any], origin: str) -> Iterable[Given]:
    for name, value in content.items():
        if isinstance(value, dict) and _is_group((*names, name)):
            yield from _leaves((*names, name), value, origin)
        else:
            yield (*names, name), value, origin


def _of_environment(environment: Mapping[str, str]) -> Iterable[Given]:
    for variable, value in sorted(environment.items()):
        if variable.startswith(PREFIX) and NESTING in variable and value:
            yield tuple(variable.removeprefix(PREFIX).lower().split(NESTING)), _value(value), variable


def _of_override(override: str) -> Given:
    name, equals, value = override.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"{override!r} sets nothing", file="--set", next_step="Write it as --set group.name=value.")
    return tuple(name.strip().split(".")), _value(value.strip()), f"--set {override}"


def _value(text: str) -> Any:
    """What was given as text: a list or a table as TOML writes it, else the text as it is."""
    if text.startswith(("[", "{")):
        with contextlib.suppress(tomllib.TOMLDecodeError):
            return tomllib.loads(f"value = {text}")["value"]
    return text


def _check_name(names: Names, origin: str) -> None:
    """Refuse what is no setting, with the nearest name there is."""
    group: type[BaseModel] | None = Settings
    for depth, name in enumerate(names):
        if group is None or name not in group.model_fields:
            known = list(group.model_fields) if group is not None else []
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {'.'.join((*names[:depth], near[0]))}? " if near else ""
            raise UsageError(
                f"there is no setting {'.'.join(names)}",
                file=origin,
                next_step=f"{hint}`ocrfix settings` prints all of them.",
            )
        group = _group_of(group, name)
    if group is not None:
        raise UsageError(
            f"{'.'.join(names)} is a group of settings, not a setting",
            file=origin,
            next_step=f"Set one of {', '.join(group.model_fields)} in it.",
        )


def _is_group(names: Names) -> bool:
    group: type[BaseModel] | None = Settings
    for name in names:
        group = _group_of(group, name) if group is not None else None
    return group is not None


def _group_of(group: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The type of the group of this name inside a group; ``None`` for a plain setting or none."""
    field = group.model_fields.get(name)
    kind = field.annotation if field is not None else None
    return kind if isinstance(kind, type) and issubclass(kind, Group) else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
