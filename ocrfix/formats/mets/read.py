"""Where the images of pages are, by METS."""

from __future__ import annotations

from urllib.parse import unquote

from ocrfix.errors import UnreadableInput
from ocrfix.formats.xml import Element, local, parse, within

_HREF = "{http://www.w3.org/1999/xlink}href"


def images(data: bytes, name: str) -> dict[str, str]:
    """The image of the same page for every other file of it, both as METS has their places (paths or addresses).

    Raises:
        UnreadableInput: no METS, or hostile.
    """
    root = parse(data, name)
    if local(root) != "mets":
        raise UnreadableInput("no METS", file=name, next_step="Give a METS file.")
    files = {e.get("ID"): (e.get("MIMETYPE", ""), _place(e)) for e in within(root, "file")}
    found: dict[str, str] = {}
    for page in (e for e in within(root, "div") if e.get("TYPE", "").lower() == "page"):
        mine = [files[i] for e in within(page, "fptr", "area") if (i := e.get("FILEID")) in files]
        image = next((place for mime, place in mine if mime.startswith("image/") and place), None)
        if image is not None:
            found |= {place: image for mime, place in mine if place and not mime.startswith("image/")}
    return found


def _place(file: Element) -> str:
    return next((unquote(e.get(_HREF, "")) for e in within(file, "FLocat")), "")
