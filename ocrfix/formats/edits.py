"""``NAME.edits.json``: what a repair did to a file, with the evidence, for programs and for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from pydantic_core import from_json, to_json

from ocrfix.errors import UnreadableInput
from ocrfix.page import Edit

SUFFIX = ".edits.json"
SCHEMA, VERSION = "ocrfix/edits", 1
_EDITS = TypeAdapter(tuple[Edit, ...])


@dataclass(frozen=True, slots=True)
class EditFile:
    """What the file says. ``source`` is the file that was repaired, ``encoding`` that of a text (``None``: a page),
    ``page`` which page of a file of several it is, from 1 (``None``: it has only one)."""

    name: str
    source: str
    edits: tuple[Edit, ...]
    encoding: str | None = None
    page: int | None = None


def write(name: str, source: str, encoding: str | None, edits: Sequence[Edit], page: int | None = None) -> bytes:
    """The edits of a file, or of a page of it. Their spans count the grapheme clusters of a line; line ``t7`` is row 7
    of the file."""
    body = {
        "schema": SCHEMA,
        "version": VERSION,
        "name": name,
        "source": source,
        **({"encoding": encoding} if encoding else {}),
        **({"page": page} if page is not None else {}),
        "counts": dict(sorted(Counter(e.standing.value for e in edits).items())),
        "edits": _EDITS.dump_python(tuple(edits), mode="json", exclude_defaults=True),
    }
    return to_json(body, indent=2, inf_nan_mode="constants") + b"\n"


def read(data: bytes, file: str) -> EditFile:
    """What ``write`` wrote.

    Raises:
        UnreadableInput: it is damaged, something else, or of another version.
    """
    try:
        found = from_json(data)
        if not isinstance(found, dict) or (found.get("schema"), found.get("version")) != (SCHEMA, VERSION):
            raise ValueError(f"it is no {SCHEMA} of version {VERSION}")
        edits = _EDITS.validate_python(found["edits"])
        return EditFile(found["name"], found["source"], edits, found.get("encoding"), found.get("page"))
    except (ValueError, KeyError, ValidationError) as error:
        cause = str(error).splitlines()[0]
        raise UnreadableInput(f"no file of edits ({cause})", file=file, next_step="Repair the text again.") from error
