"""What format a file is of, told by its name and, where that says too little, by its content."""

from __future__ import annotations

from pathlib import PurePath

from ocrfix import formats
from ocrfix.errors import UnreadableInput
from ocrfix.formats.base import Format

_ROOTS = {"alto": "alto", "pcgts": "page", "html": "hocr"}
_PADDLE = (b'"rec_texts"', b'"parsing_res_list"')
_HTML = (".html", ".htm", ".xhtml")


def form_of(data: bytes, file: str) -> Format | None:
    """The format of a file that can be read; ``None`` when it is of none.

    XML is told by its root element, JSON by the names in it, other files by the ending of their name.
    """
    ending = PurePath(file).suffix.lower()
    if ending == ".xml" or (ending in _HTML and data.lstrip()[:1] == b"<"):
        return _xml(data, file)
    if ending == ".json":
        return formats.get("paddle" if any(key in data for key in _PADDLE) else "json")
    found = formats.for_file(file)
    return found if found is not None and found.read is not None else None


def _xml(data: bytes, file: str) -> Format | None:
    from ocrfix.formats.xml import local, parse  # noqa: PLC0415 - only for XML

    try:
        root = local(parse(data, file, doctype=True)).lower()
    except UnreadableInput:
        if b"<html" not in data[:1024].lower():
            raise
        root = "html"
    return formats.get(_ROOTS[root]) if root in _ROOTS else None
