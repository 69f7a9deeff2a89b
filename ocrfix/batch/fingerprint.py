"""What the content of an output depends on, in one hash: image, page, settings, formats, version."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ocrfix import __version__
from ocrfix.settings.load import Settings

MORE = "+"
"""In a key, between what depends on the content and what on a list."""
WITHOUT_EFFECT = {"batch": True, "recognise": {"threads", "download"}}
"""Settings that change no page. All others count, also those yet to come."""


def of_settings(settings: Settings, extras: Iterable[str] = ()) -> str:
    """A hash of the settings that matter, of the model files they name, of ``extras`` (what else is drawn, say),
    of this version of ocrfix, and of the date that files bear (``SOURCE_DATE_EPOCH``)."""
    named = [settings.recognise.model_dir, settings.language.model]
    return _hash(
        {
            "ocrfix": __version__,
            "settings": settings.model_dump(mode="json", exclude=WITHOUT_EFFECT),  # type: ignore[arg-type]
            "files": [list(_stamps(path)) for path in named if path is not None],
            "extras": sorted(extras),
            "epoch": os.environ.get("SOURCE_DATE_EPOCH", ""),
        }
    )


def of_run(settings: str, formats: Sequence[str]) -> str:
    """What all pages of a run share: ``settings`` is what :func:`of_settings` gave."""
    return f"{settings} {','.join(sorted(formats))}"


def of_page(sha256: str, page: int, run: str, metadata: Sequence[tuple[str, str]] = ()) -> str:
    """The key of a page: ``sha256`` is that of its file, ``run`` what :func:`of_run` gave.

    It begins with :func:`of_content`, so that pages are found that differ only in what a list says of them.
    """
    key = hashlib.sha256(f"{sha256} {page} {run} ".encode()).hexdigest()
    return f"{key}{MORE}{_hash(sorted(metadata))}" if metadata else key


def of_content(key: str) -> str:
    """What the key of a page has in common with those of all pages that look the same."""
    return key.partition(MORE)[0]


def of_issue(name: str, settings: str, formats: Sequence[str], pages: Sequence[tuple[str, str]]) -> str:
    """The key of an issue: ``pages`` are names with the hash of all they put into the issue, in their order."""
    return _hash([name, settings, list(formats), pages])


def _stamps(path: Path) -> Iterable[tuple[str, int, int]]:
    """Every file of a folder, or the one file, with size and date: models are too large to be read for this."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path] if path.is_file() else []
    for file in files:
        found = file.stat()
        yield file.relative_to(path).as_posix(), found.st_size, found.st_mtime_ns


def _hash(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
