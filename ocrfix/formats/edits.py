"""``NAME.edits.json``: what a repair did to a file, with the evidence, for programs and for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pydantic import TypeAdapter
from pydantic_core import to_json

from ocrfix.page import Edit

SUFFIX = ".edits.json"
_EDITS = TypeAdapter(tuple[Edit, ...])


def write(name: str, source: str, encoding: str | None, edits: Sequence[Edit]) -> bytes:
    """The edits of a file. Their spans count the grapheme clusters of a line; line ``t7`` is row 7 of the file."""
    body = {
        "schema": "ocrfix/edits",
        "version": 1,
        "name": name,
        "source": source,
        **({"encoding": encoding} if encoding else {}),
        "counts": dict(sorted(Counter(e.standing.value for e in edits).items())),
        "edits": _EDITS.dump_python(tuple(edits), mode="json", exclude_defaults=True),
    }
    return to_json(body, indent=2, inf_nan_mode="constants") + b"\n"
