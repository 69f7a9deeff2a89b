"""Recognised pages laid beside their truth: which character each glyph should have been."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ocrfix.formats import json as json_format
from ocrfix.formats import markdown
from ocrfix.page import Glyph, Page
from ocrfix.score.profile import profile
from ocrfix.score.tiles import align
from ocrfix.score.trace import trace
from ocrfix.score.view import view

Told = list[tuple[Glyph, str, bool]]
"""Glyphs that have a partner in the truth, with it, and whether the two are equal."""


def pages(out: Path, truth: Path) -> Iterator[tuple[Page, Told]]:
    """Every page of ``out`` (``NAME.json``) that has a truth (``NAME.gt.md``), and its glyphs."""
    for path in sorted(out.rglob("*.json")):
        name = path.name.removesuffix(".json")
        found = next(iter(truth.rglob(f"{name}.gt.md")), None)
        if found is None:
            continue
        page = json_format.read(path.read_bytes(), name)
        if isinstance(page, Page):
            yield page, _told(page, found)


def _told(page: Page, truth: Path) -> Told:
    how = profile("width")
    right = view(markdown.read(truth.read_text(encoding="utf-8"), page.name), how)
    own = view(page, how)
    beside = align(right.texts, own.texts)
    characters = "".join(right.texts)
    told: Told = []
    for k, source in enumerate(trace(own, page, how)):
        partner = beside.to_truth[k]
        if source is not None and partner >= 0:
            told.append((source.glyph, characters[partner], bool(beside.equal[partner])))
    return told
