"""A METS file for files that were made anew."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from lxml import etree

from ocrfix.formats.xml import child, parse, within

_HREF = "{http://www.w3.org/1999/xlink}href"


def moved(data: bytes, mets: Path, made: Mapping[str, Path], folder: Path) -> bytes:
    """The METS file as it belongs into another folder.

    ``made`` has the new file for places as METS has them: these get its place, size and checksum. All other relative
    places lead to the same files from there. Everything else stays as it is.

    Raises:
        UnreadableInput: ``data`` is hostile.
    """
    root = parse(data, str(mets), keep=True)
    for file in within(root, "file"):
        place = child(file, "FLocat")
        href = unquote(place.get(_HREF, "")) if place is not None else ""
        if place is None or not href or "://" in href or PurePosixPath(href).is_absolute():
            continue
        new = made.get(href)
        place.set(_HREF, quote(Path(os.path.relpath(new or mets.parent / href, folder)).as_posix()))
        if new is not None:
            content = new.read_bytes()
            file.set("SIZE", str(len(content)))
            file.set("CHECKSUM", hashlib.sha256(content).hexdigest())
            file.set("CHECKSUMTYPE", "SHA-256")
    written: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
    return written
