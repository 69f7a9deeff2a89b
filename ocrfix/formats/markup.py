"""XML that is written: elements of the standard library, made into a file at one go.

Characters are nine elements of ten: they are ``written`` as text at once. Made element by element with lxml, which
reads XML here (``formats.xml``), a dense page took three times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

__all__ = ["XSI", "Element", "escaped", "number", "serialised", "sub", "written"]

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_XML = "http://www.w3.org/XML/1998/namespace"
_WRITTEN = "written"
"""The tag of what is markup already: no format has it, as all have namespaces."""
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_VALUES = {ord(c): f"&#{ord(c)};" for c in "\t\n"} | _IN_TEXT | {ord('"'): "&quot;"}


def sub(parent: Element, tag: str, attributes: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    """A new last child."""
    child = SubElement(parent, tag, attributes or {})  # type: ignore[arg-type]
    if text is not None:
        child.text = text
    return child


def written(parent: Element, markup: str) -> None:
    """Children of an element as they stand in the file: well-formed, names in the namespace that has no prefix."""
    SubElement(parent, _WRITTEN).text = markup


def escaped(text: str) -> str:
    """The text as it stands in markup, within quotation marks as well."""
    return text if text.isalnum() else text.translate(_IN_VALUES)


def number(value: float) -> str:
    """A number as short as it can be written without loss."""
    return str(int(value)) if value == int(value) else repr(value)


def serialised(
    root: Element, spaces: Mapping[str, str], *, doctype: str | None = None, pretty: bool = True
) -> bytes:
    """The whole file in UTF-8. ``spaces`` are the namespaces by their prefixes (``""``: that of names without one);
    with ``pretty`` elements without text stand on lines of their own.

    Raises:
        KeyError: a name is in another namespace.
    """
    names = _Names(spaces)
    declared = {f"xmlns:{prefix}" if prefix else "xmlns": space for prefix, space in spaces.items()}
    out = ["<?xml version='1.0' encoding='UTF-8'?>\n"]
    if doctype is not None:
        out.append(f"{doctype}\n")
    _write(root, names, out, "\n" if pretty else None, declared)
    if pretty:
        out.append("\n")
    return "".join(out).encode()


class _Names(dict[str, str]):
    """Names as they are written, by those with the namespace in braces."""

    def __init__(self, spaces: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = {space: f"{prefix}:" if prefix else "" for prefix, space in spaces.items()} | {_XML: "xml:"}

    def __missing__(self, name: str) -> str:
        space, _, bare = name[1:].rpartition("}") if name[0] == "{" else ("", "", name)
        self[name] = found = (self._prefixes[space] if space else "") + bare
        return found


def _write(
    element: Element, names: _Names, out: list[str], line: str | None, more: Mapping[str, str] | None = None
) -> None:
    """``line`` is the line break with the space before this element, ``None`` where white space is text."""
    name = names[element.tag]
    attributes = {**more, **element.attrib} if more else element.attrib
    start = "".join(
        [
            f' {names[key]}="{escaped(value)}"'
            for key, value in attributes.items()
        ]
    )
    text = element.text
    if not len(element):
        out.append(f"<{name}{start}>{text.translate(_IN_TEXT)}</{name}>" if text else f"<{name}{start}/>")
        return
    out.append(f"<{name}{start}>")
    if text:
        line = None
        out.append(text.translate(_IN_TEXT))
    below = None if line is None else line + "  "
    for child in element:
        if below is not None:
            out.append(below)
        if child.tag == _WRITTEN:
            out.append(child.text or "")
        else:
            _write(child, names, out, below)
        if child.tail:
            out.append(child.tail.translate(_IN_TEXT))
    out.append(f"</{name}>" if line is None else f"{line}</{name}>")
