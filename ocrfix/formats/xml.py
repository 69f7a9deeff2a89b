"""XML that is read, with lxml; what comes from strangers is looked at before it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from lxml import etree

from ocrfix.errors import UnreadableInput

Element = Any
"""An lxml element; lxml has no types of its own."""

MOST_BYTES = 256 * 2**20
"""A dense page with every runner-up has 30 MB."""
DEEPEST = 100
"""Elements inside each other; PAGE-XML and ALTO need about ten."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


class _HostileError(Exception):
    pass


def parse(data: bytes, file: str, *, doctype: bool = False, keep: bool = False) -> Element:
    """The root element.

    With ``doctype`` a document type is let pass (XHTML has one), but never an entity of its own. With ``keep``
    comments and processing instructions stay.

    Raises:
        UnreadableInput: no well-formed XML; XML with a document type, which could name other files and entities
            that grow without end; nested deeper than any page; too big.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableInput(
            f"XML of more than {MOST_BYTES:,} bytes is refused", file=file, next_step="Cut it into pages."
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True,
        remove_comments=not keep, remove_pis=not keep,
    )  # fmt: skip
    try:
        _refuse_hostile(data, doctype)
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableInput(f"no well-formed XML ({error})", file=file, next_step="Export the file again.") from error
    except _HostileError as error:
        raise UnreadableInput(
            str(error), file=file, next_step="Remove the declaration if you trust the file."
        ) from error


def local(element: Element) -> str:
    """The name without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, *tags: str) -> Iterator[Element]:
    """The children of these local names."""
    return (e for e in element if local(e) in tags)


def child(element: Element, *tags: str) -> Element | None:
    """The first child of these local names."""
    return next(children(element, *tags), None)


def within(element: Element, *tags: str) -> Iterator[Element]:
    """All descendants of these local names, in the order of the file."""
    return (e for e in element.iter() if local(e) in tags)


def floated(text: str | None) -> float | None:
    """The number an attribute holds; ``None`` when it holds none."""
    try:
        value = float(text) if text else None
    except ValueError:
        return None
    return value if value is None or abs(value) < 1e9 else None


def share(text: str | None) -> float | None:
    """A confidence in [0, 1]; ``None`` when it is missing or impossible."""
    value = floated(text)
    return value if value is not None and 0 <= value <= 1 else None


def points(text: str | None) -> tuple[tuple[float, float], ...]:
    """Points as ``x,y x,y`` or ``x y x y``; negative, broken and infinite ones as far as they go."""
    found = [float(n) for n in _NUMBER.findall(text or "")]
    return tuple(zip(found[::2], found[1::2], strict=False))


def _refuse_hostile(data: bytes, doctype_allowed: bool) -> None:
    depth = 0

    def doctype(*_: object) -> None:
        if not doctype_allowed:
            raise _HostileError("XML with a document type is refused")

    def entity(*_: object) -> None:
        raise _HostileError("XML with entities of its own is refused")

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise _HostileError(f"XML nested deeper than {DEEPEST} elements is refused")

    def end(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = entity
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
