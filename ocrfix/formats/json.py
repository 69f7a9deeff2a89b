"""JSON: everything ocrfix knows about a page, lossless and versioned (``page.schema``).

The published JSON Schemas lie in ``formats/schema``; ``python -m ocrfix.formats.schema`` writes them anew.
"""

from __future__ import annotations

from ocrfix.errors import UnreadableInput
from ocrfix.formats.base import Format
from ocrfix.page import Document, Page
from ocrfix.page.schema import SchemaError, dumps, loads


def write(page: Page) -> bytes:
    return dumps(page) + b"\n"


def write_document(document: Document) -> bytes:
    return dumps(document) + b"\n"


def read(data: bytes, name: str) -> Page:
    """The page of a ``.json`` file. It keeps its own name; ``name`` only serves the messages.

    Raises:
        UnreadableInput: no page, a newer version, or damaged.
    """
    value = _load(data, name)
    if not isinstance(value, Page):
        raise UnreadableInput(
            "this is a whole issue, not a page",
            file=name,
            next_step="Name the JSON file of one of its pages.",
        )
    return value


def read_document(data: bytes, name: str) -> Document:
    """The issue of an ``.issue.json`` file.

    Raises:
        UnreadableInput: no issue, a newer version, or damaged.
    """
    value = _load(data, name)
    if not isinstance(value, Document):
        raise UnreadableInput(
            "this is a page, not an issue", file=name, next_step="Name the .issue.json file of the issue."
        )
    return value


def _load(data: bytes, name: str) -> Page | Document:
    try:
        return loads(data)
    except SchemaError as error:
        step = "Install a newer ocrfix." if error.newer else "Make the file again with `ocrfix convert`."
        raise UnreadableInput(str(error), file=name, next_step=step) from error


FORMAT = Format("json", ".json", write, write_document, read)
