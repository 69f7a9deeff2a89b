"""Versioned, lossless JSON of pages and documents.

The envelope is ``{"schema": "ocrfix/page", "version": 1, "page": {...}}``, with ``document`` in the place of
``page`` for an issue. Fields at their default are left out; so a changed default, like a changed field, needs
a new version and a function in ``UPGRADES`` that brings the version before it up by one. What an older
ocrfix wrote can then always be read; what a newer one wrote is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from ocrfix.page.page import Document, Page

VERSION = 2
"""The version that is written. 2: ``Page.metadata``."""

Payload = dict[str, Any]
Upgrade = Callable[[Payload], Payload]

UPGRADES: Mapping[int, Upgrade] = {1: lambda envelope: envelope}
"""By version: takes the whole envelope of that version, returns the envelope of the next."""

KINDS: Mapping[str, type[Page] | type[Document]] = {"page": Page, "document": Document}
_ADAPTERS: Mapping[str, TypeAdapter[Any]] = {kind: TypeAdapter(value) for kind, value in KINDS.items()}


class SchemaError(ValueError):
    """JSON that is no page or document of a version this ocrfix knows. ``newer``: upgrading helps."""

    def __init__(self, cause: str, *, newer: bool = False) -> None:
        super().__init__(cause)
        self.newer = newer


def dumps(value: Page | Document) -> bytes:
    """One line of UTF-8 JSON."""
    kind = "page" if isinstance(value, Page) else "document"
    body = _ADAPTERS[kind].dump_python(value, mode="json", exclude_defaults=True)
    return to_json({"schema": f"ocrfix/{kind}", "version": VERSION, kind: body}, inf_nan_mode="constants")


def loads(data: bytes | str) -> Page | Document:
    """The page or document that ``dumps`` wrote, now or in an older version.

    Raises:
        SchemaError: no JSON, not ocrfix's, of a newer version, or impossible values.
    """
    try:
        envelope = from_json(data)
    except ValueError as error:
        raise SchemaError(f"no valid JSON ({error})") from error
    if not isinstance(envelope, dict) or not str(envelope.get("schema", "")).startswith("ocrfix/"):
        raise SchemaError('JSON, but not ocrfix\'s: it has no "schema": "ocrfix/…"')
    kind = str(envelope["schema"]).removeprefix("ocrfix/")
    if kind not in KINDS:
        raise SchemaError(f"unknown schema ocrfix/{kind}")
    envelope = upgraded(envelope, UPGRADES, VERSION)
    try:
        value: Page | Document = _ADAPTERS[kind].validate_python(envelope.get(kind))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or kind
        raise SchemaError(f"the {kind} is damaged at {where}: {first['msg']}") from error
    return value


def upgraded(envelope: Payload, upgrades: Mapping[int, Upgrade], version: int) -> Payload:
    """The envelope brought up to ``version``, one version after the other.

    Raises:
        SchemaError: its version is newer, no version, or so old that the way up is lost.
    """
    found = envelope.get("version")
    if not isinstance(found, int) or isinstance(found, bool):
        raise SchemaError("the version is missing or no whole number")
    if found > version:
        raise SchemaError(
            f"version {found} of the schema is newer than {version}, the newest known", newer=True
        )
    while found < version:
        if found not in upgrades:
            raise SchemaError(f"version {found} of the schema can no longer be read")
        envelope = upgrades[found](envelope)
        found += 1
        envelope = {**envelope, "version": found}
    return envelope


def json_schema(kind: str) -> Payload:
    """The JSON Schema (draft 2020-12) of the envelope of a ``page`` or a ``document``."""
    body = _ADAPTERS[kind].json_schema(mode="validation", ref_template="#/$defs/{model}")
    definitions = body.pop("$defs", {})
    definitions[KINDS[kind].__name__] = body
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"ocrfix {kind}, version {VERSION}",
        "type": "object",
        "properties": {
            "schema": {"const": f"ocrfix/{kind}"},
            "version": {"const": VERSION},
            kind: {"$ref": f"#/$defs/{KINDS[kind].__name__}"},
        },
        "required": ["schema", "version", kind],
        "additionalProperties": False,
        "$defs": definitions,
    }
