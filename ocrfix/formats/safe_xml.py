"""XML from strangers: parsed without document types, entities and absurd depth."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from ocrfix.errors import UnreadableInput

_DEEPEST = 100
"""Elements inside each other; PAGE-XML and ALTO need about ten."""


class _HostileError(Exception):
    pass


def parse(data: bytes, file: str) -> Element:
    """The root element.

    Raises:
        UnreadableInput: no well-formed XML, or XML with a document type (which could name other files and
            entities that grow without end), or nested deeper than any page.
    """
    try:
        _refuse_hostile(data)
        return fromstring(data)
    except (ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableInput(f"no well-formed XML ({error})", file=file, next_step="Export the file again.") from error
    except _HostileError as error:
        raise UnreadableInput(
            str(error), file=file, next_step="Remove the declaration if you trust the file."
        ) from error


def _refuse_hostile(data: bytes) -> None:
    depth = 0

    def doctype(*_: object) -> None:
        raise _HostileError("XML with a document type is refused")

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise _HostileError(f"XML nested deeper than {_DEEPEST} elements is refused")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
