"""``@custom`` of PAGE-XML, as Transkribus writes it: ``name {key:value; key:value;} name {…}``."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PART = re.compile(r"([\w-]+)\s*\{([^}]*)\}")
_PAIR = re.compile(r"\s*([\w-]+)\s*:\s*([^;]*?)\s*(?:;|$)")


def read_custom(text: str | None) -> dict[str, dict[str, str]]:
    """The parts by name; of two of the same name the last."""
    return {name: dict(_PAIR.findall(body)) for name, body in _PART.findall(text or "")}


def custom(**parts: Mapping[str, str]) -> str:
    """The text of ``@custom``."""
    return " ".join(f"{name} {{{' '.join(f'{k}:{v};' for k, v in pairs.items())}}}" for name, pairs in parts.items())


def article_of(text: str | None) -> str | None:
    """The id of the article that a line says it belongs to."""
    structure = read_custom(text).get("structure", {})
    return structure.get("id") if structure.get("type") == "article" else None
