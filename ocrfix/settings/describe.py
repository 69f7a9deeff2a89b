"""Settings as a TOML file that says what each one means, and that ``load`` reads."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from ocrfix.settings.base import Group

_WIDTH = 100


def to_toml(settings: Group) -> str:
    """The settings with their unit, reason and source as comments. What is not set is commented out."""
    return "\n".join(_group(settings, ())).lstrip("\n") + "\n"


def _group(group: Group, names: tuple[str, ...]) -> Iterator[str]:
    fields = type(group).model_fields
    inner = {name: value for name in fields if isinstance(value := getattr(group, name), Group)}
    plain = [name for name in fields if name not in inner]
    if plain and names:
        yield f"\n[{'.'.join(names)}]"
    for name in plain:
        description = fields[name].description or ""
        yield from textwrap.wrap(description, _WIDTH, initial_indent="# ", subsequent_indent="# ")
        value = getattr(group, name)
        yield f"{name} = {toml_value(value)}" if value is not None else f"# {name} ="
    for name, found in inner.items():
        yield from _group(found, (*names, name))


def toml_value(value: Any) -> str:
    """A value as it is written in TOML.

    Raises:
        TypeError: it has no place in TOML.
    """
    if isinstance(value, Enum):
        return toml_value(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (str, Path)):
        return json.dumps(str(value), ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(str(k))} = {toml_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    raise TypeError(f"no TOML for {type(value).__name__}")
