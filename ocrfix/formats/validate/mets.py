"""METS, and the files it names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ocrfix.formats.validate.problem import Problem
from ocrfix.formats.validate.tree import check_ids, check_references, problem
from ocrfix.formats.xml import Element, child, within

_LINK = "{http://www.w3.org/1999/xlink}"
_HASHES = {"SHA-256": "sha256", "SHA-1": "sha1", "SHA-512": "sha512", "MD5": "md5"}


def check_mets(root: Element, folder: Path | None) -> list[Problem]:
    """The problems of a METS file; with a folder also those of the files it names by a relative path."""
    references = ("FILEID", "DMDID", "ADMID", f"{_LINK}from", f"{_LINK}to")
    found = [*check_ids(root, "ID"), *check_references(root, "ID", references)]
    maps = {e.get("TYPE") for e in within(root, "structMap")}
    if "PHYSICAL" not in maps:
        found.append(problem(root, "has no physical structMap"))
    if folder is not None:
        for file in within(root, "file"):
            found += _check_file(file, folder)
    return sorted(found)


def _check_file(file: Element, folder: Path) -> Iterator[Problem]:
    place = child(file, "FLocat")
    href = "" if place is None else place.get(f"{_LINK}href", "")
    address = urlsplit(href)
    if not href:
        yield problem(file, "does not say where it is")
        return
    if address.scheme or address.netloc:
        return
    path = folder / unquote(href)
    try:
        content = path.read_bytes()
    except OSError:
        yield problem(file, f"{path} cannot be read")
        return
    if file.get("SIZE") and file.get("SIZE") != str(len(content)):
        yield problem(file, f"{path} has {len(content)} bytes, not {file.get('SIZE')}")
    name = _HASHES.get(file.get("CHECKSUMTYPE", ""))
    if name and hashlib.new(name, content).hexdigest() != file.get("CHECKSUM", "").lower():
        yield problem(file, f"{path} is not the file whose checksum is given")
