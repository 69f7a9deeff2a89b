"""The published JSON Schemas, a file a kind and version; ``python -m ocrfix.formats.schema`` writes them."""

from __future__ import annotations

import json
from pathlib import Path

from ocrfix.page.schema import KINDS, VERSION, json_schema

FOLDER = Path(__file__).parent


def files() -> dict[Path, str]:
    """Path and content of every schema of the version in force."""
    return {
        FOLDER / f"{kind}-{VERSION}.json": json.dumps(json_schema(kind), ensure_ascii=False, indent=1) + "\n"
        for kind in KINDS
    }
