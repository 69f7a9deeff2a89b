"""Where the images and texts of pages are, by METS."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from ocrfix.errors import UnreadableInput
from ocrfix.formats.xml import Element, floated, local, parse, within

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


def is_mets(path: Path) -> bool:
    """Whether a file begins as METS does."""
    try:
        with path.open("rb") as file:
            return _ROOT.search(file.read(4096)) is not None
    except OSError:
        return False  # whoever reads it will say why


def texts(data: bytes, name: str) -> list[str]:
    """The file with the text of every physical page that has one, in the order of the pages, as METS has its place.

    Of several the one of the kind that knows most, ALTO or PAGE-XML before hOCR, and of these the last: later steps of
    a workflow come behind those before.

    Raises:
        UnreadableInput: no METS, or hostile.
    """
    root = parse(data, name)
    if local(root) != "mets":
        raise UnreadableInput("no METS", file=name, next_step="Give a METS file.")
    files = {e.get("ID"): (e.get("MIMETYPE", "").lower(), _place(e)) for e in within(root, "file")}
    pages = [e for e in within(root, "div") if e.get("TYPE", "").lower() == "page"]
    pages.sort(key=lambda e: floated(e.get("ORDER")) or 0.0)
    found = []
    for page in pages:
        mine = [files[i] for e in within(page, "fptr", "area") if (i := e.get("FILEID")) in files]
        ranked = [(_rank(mime, place), n, place) for n, (mime, place) in enumerate(mine) if _rank(mime, place)]
        if ranked:
            found.append(max(ranked)[2])
    return list(dict.fromkeys(found))


_ROOT = re.compile(rb"<(?:[\w.-]+:)?mets[\s>]")
_BEST = ("application/alto+xml", "application/vnd.prima.page+xml")


def _rank(mime: str, place: str) -> int:
    """How much a file knows of a page's text; 0 for none that can be read."""
    lower = place.lower()
    if mime in _BEST or lower.endswith((".alto.xml", ".page.xml")):
        return 3
    if mime in ("text/xml", "application/xml") and not lower.endswith(".tei.xml"):
        return 2
    return int(mime == "text/vnd.hocr+html" or lower.endswith(".hocr"))


def _place(file: Element) -> str:
    return next((unquote(e.get(_HREF, "")) for e in within(file, "FLocat")), "")
