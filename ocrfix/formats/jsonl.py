"""JSON Lines: one article a line, for search engines and text corpora.

Each line holds ``id`` (page name and article id, joined by ``#``), ``page``, ``pages``, ``kind``,
``language`` (BCP 47 tag, told by the characters; ``null`` without letters), ``headline``, ``text`` (the article as
plain text), ``blocks`` (each with ``kind``, ``text``, ``page``, ``confidence`` and ``boxes``: one ``[left, top, right,
bottom]`` in original pixels a line of print), ``confidence`` (mean over the glyphs, ``null`` when unknown), ``errors``
(how many characters are probably wrong: ``expected``, ``low`` and ``high`` of an interval that holds nine times of
ten, of how many ``characters``; ``null`` when unknown), ``jumps``, and where it came from: ``source`` (file, page,
sha256) and ``made_by``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from ocrfix.formats.base import Format
from ocrfix.formats.language import language_of
from ocrfix.formats.text import article_text
from ocrfix.page import Article, Block, Document, ErrorEstimate, Glyph, Page, enclosing
from ocrfix.repair.applier import places

Placed = Mapping[str, Mapping[str, list[tuple[int, Glyph]]]]
"""By page and line: its glyphs, each with its place in the line as recognised, in which spans are counted."""


def write(page: Page) -> bytes:
    """The page's articles; furniture is not among them."""
    placed = {page.name: _placed(page)}
    return _encode(_record(article, page, placed) for article in page.articles)


def write_document(document: Document) -> bytes:
    """The articles of the issue, each once, with the blocks of all pages it stands on."""
    pages = {page.name: page for page in document.pages}
    if not document.articles:
        return b"".join(map(write, document.pages))
    first = document.pages[0] if document.pages else None
    homes = ((a, pages.get(a.pages[0], first) if a.pages else first) for a in document.articles)
    placed = {page.name: _placed(page) for page in document.pages}
    return _encode(_record(article, home, placed) for article, home in homes if home is not None)


def _placed(page: Page) -> dict[str, list[tuple[int, Glyph]]]:
    origin = places(page)
    return {line.id: [(i, g) for (i, _), g in zip(origin[line.id], line.glyphs, strict=False)] for line in page.lines}


def _encode(records: Iterable[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records).encode()


def _record(article: Article, home: Page, lines: Placed) -> dict[str, Any]:
    blocks = [_block(block, lines, home.name) for block in article.blocks]
    glyphs = [g for block in article.blocks for part in _parts(block, lines, home.name) for g in part]
    source = home.source
    text = article_text(article)
    language = language_of([text])
    return {
        "id": f"{home.name}#{article.id}",
        "page": home.name,
        "pages": list(article.pages) or [home.name],
        "kind": article.kind.value,
        "language": None if language is None else language.tag,
        "headline": article.headline,
        "text": text,
        "confidence": article.confidence if article.confidence is not None else _mean(glyphs),
        "errors": _errors(article.errors),
        "blocks": blocks,
        "jumps": [
            {"way": j.way.value, "note": j.note, "target": j.target, "resolved": j.resolved}
            for j in article.jumps
        ],
        "source": {"file": source.file, "page": source.page, "sha256": source.sha256} if source else None,
        "made_by": dict(home.made_by),
    }


def _errors(found: ErrorEstimate | None) -> dict[str, float] | None:
    return asdict(found) if found is not None else None


def _block(block: Block, lines: Placed, home: str) -> dict[str, Any]:
    parts = _parts(block, lines, home)
    boxes = [[g.box for g in part if g.box is not None] for part in parts]
    return {
        "kind": block.kind.value,
        "text": block.text,
        "page": block.page or home,
        "confidence": _mean([g for part in parts for g in part]),
        "boxes": [[round(e, 2) for e in enclosing(found).edges] for found in boxes if found],
    }


def _parts(block: Block, lines: Placed, home: str) -> list[tuple[Glyph, ...]]:
    """The glyphs of the block, span by span; none where the lines are not at hand."""
    known = lines.get(block.page or home, {})
    return [
        tuple(g for i, g in known[s.line] if s.start <= i < s.stop) for s in block.spans if s.line in known
    ]


def _mean(glyphs: list[Glyph]) -> float | None:
    known = [g.confidence for g in glyphs if g.confidence is not None]
    return round(sum(known) / len(known), 4) if known else None


FORMAT = Format("jsonl", ".jsonl", write, write_document)
