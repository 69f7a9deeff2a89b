"""The schemas of the field's formats, where they are at hand."""

from __future__ import annotations

import os
from functools import cache
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
