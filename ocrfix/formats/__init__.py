"""The formats pages are written in and read from. One file a format; this is their list.

A new format is a module with a ``FORMAT`` and a line in ``MODULES``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ocrfix.formats.base import Format

MODULES = {
    "md": "markdown",
    "txt": "text",
    "json": "json",
    "jsonl": "jsonl",
}
"""Name of the format to the module that holds it."""

DEFAULT = ("md", "json")
"""What ``convert`` writes when nothing else is asked for."""


def get(name: str) -> Format:
    """The format of this name; its module is imported only now.

    Raises:
        KeyError: there is none.
    """
    found: Format = import_module(f"ocrfix.formats.{MODULES[name]}").FORMAT
    return found


def for_file(file: str) -> Format | None:
    """The format whose files end like this one, the longest suffix first; ``None`` when there is none."""
    formats = sorted(map(get, MODULES), key=lambda f: len(f.suffix), reverse=True)
    return next((f for f in formats if file.lower().endswith(f.suffix)), None)
