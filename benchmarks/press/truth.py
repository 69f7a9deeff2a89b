"""The truth of a page: Markdown as a person would write it, and JSON with every box.

The JSON is documented in benchmarks/README.md. Boxes are in pixels of the image as delivered: where a
degradation bends the page, every point has gone through the same mapping.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.press.canvas import LineMark, Mark
from benchmarks.press.record import ArticleRecord, BlockRecord, PageRecord
from benchmarks.press.rect import Rect

Points = npt.NDArray[np.float64]
Mapping = Callable[[Points], Points]

VERSION = 1
SEPARATOR, PICTURE = "separator", "image"
FRAMES = frozenset({"frame", "reversed"})
STEP_EM = 8.0
"""Em between the points of a line's polygon once the page is bent."""


def identity(points: Points) -> Points:
    """No degradation of geometry."""
    return points


def furniture_comment(text: str) -> str:
    return f"<!-- furniture: {text} -->"


def article_markdown(article: ArticleRecord) -> str:
    """One article in the Markdown of truth files."""
    parts: list[str] = []
    quotes = [f"> {b.text}" for b in article.printed if b.kind in ("kicker", "deck")]
    for block in article.printed:
        if block.kind == "headline":
            parts.append("\n".join([f"# {block.text}", *quotes]))
        elif block.kind == "subhead":
            parts.append(f"## {block.text}")
        elif block.kind == "caption":
            parts.append(f"![{block.text}]()")
        elif block.kind not in ("kicker", "deck"):
            parts.append(block.text)
    return "\n\n".join(parts)


def page_markdown(record: PageRecord) -> str:
    """The truth of a page: furniture, then the articles."""
    top = "\n".join(furniture_comment(b.text) for b in record.furniture if b.lines)
    return "\n\n".join([top, *(article_markdown(a) for a in record.articles if a.printed)]) + "\n"


def _corners(r: Rect) -> list[tuple[float, float]]:
    return [(r.x0, r.y0), (r.x1, r.y0), (r.x1, r.y1), (r.x0, r.y1)]


def _outline(r: Rect, step: float) -> list[tuple[float, float]]:
    """The corners of a box with more points on its longer sides, clockwise from the top left."""
    n = max(1, int(max(r.w, r.h) / step))
    if r.w >= r.h:
        xs = [r.x0 + r.w * k / n for k in range(n + 1)]
        return [(x, r.y0) for x in xs] + [(x, r.y1) for x in reversed(xs)]
    ys = [r.y0 + r.h * k / n for k in range(n + 1)]
    return [(r.x0, r.y0)] + [(r.x1, y) for y in ys] + [(r.x0, y) for y in reversed(ys[1:])]


def _polygon(r: Rect, mapping: Mapping, step: float) -> list[list[float]]:
    points = _corners(r) if mapping is identity else _outline(r, step)
    return [[round(float(x), 1), round(float(y), 1)] for x, y in mapping(np.array(points, np.float64))]


def _boxes(rects: list[Rect], mapping: Mapping) -> list[list[float]]:
    """Upright boxes around the mapped corners."""
    if not rects:
        return []
    corners = mapping(np.array([c for r in rects for c in _corners(r)], np.float64)).reshape(-1, 4, 2)
    low, high = corners.min(1), corners.max(1)
    return [[round(float(v), 1) for v in (*a, *b)] for a, b in zip(low, high, strict=True)]


def page_json(
    record: PageRecord, marks: list[Mark], mapping: Mapping, em: float, about: dict[str, Any]
) -> dict[str, Any]:
    """Everything that is known of a page, as plain values; ``about`` heads it."""
    step = STEP_EM * em
    lines: list[dict[str, Any]] = []
    regions: list[dict[str, Any]] = []

    def add(block: BlockRecord, article: str | None, number: int) -> list[str]:
        ids = []
        for mark in block.lines:
            lines.append(_line(mark, f"l{len(lines) + 1}", block, article, number, len(lines), mapping, step))
            ids.append(lines[-1]["id"])
        for column in dict.fromkeys(m.column for m in block.lines):
            mine = [i for i, m in zip(ids, block.lines, strict=True) if m.column == column]
            boxes = [m.box for m in block.lines if m.column == column]
            area = Rect(min(b.x0 for b in boxes), min(b.y0 for b in boxes),
                        max(b.x1 for b in boxes), max(b.y1 for b in boxes))  # fmt: skip
            regions.append({"id": f"r{len(regions) + 1}", "kind": block.kind, "article": article, "column": column,
                            "polygon": _polygon(area, mapping, step), "lines": mine})  # fmt: skip
        return ids

    def blocks(items: list[BlockRecord], article: str | None) -> list[dict[str, Any]]:
        return [{"kind": b.kind, "text": b.text, "lines": add(b, article, n)} for n, b in enumerate(items) if b.lines]

    furniture = blocks(record.furniture, None)
    articles = [
        {"id": a.id, "kind": a.kind, "source": a.source, "jump_to": a.jump_to, "jump_from": a.jump_from,
         "blocks": blocks(a.printed, a.id)}
        for a in record.articles if a.printed
    ]  # fmt: skip
    order = [line["id"] for line in lines]
    image_text = blocks(record.image_text, None)
    columns: dict[str, list[str]] = {}
    for line in lines:
        columns.setdefault(line["column"], []).append(line["id"])

    def shapes(*kinds: str) -> list[dict[str, Any]]:
        mine = [m for m in marks if m.kind in kinds]
        return [{"kind": m.detail or m.kind, "polygon": _polygon(m.box, mapping, step)} for m in mine]

    return {
        "format": "ocrfix-press-truth", "version": VERSION, **about,
        "articles": articles, "furniture": furniture, "image_text": image_text, "reading_order": order,
        "lines": lines, "regions": regions,
        "columns": [{"id": c, "lines": ids} for c, ids in columns.items()],
        "pictures": shapes(PICTURE), "separators": shapes(SEPARATOR), "frames": shapes(*FRAMES),
    }  # fmt: skip


def _line(mark: LineMark, name: str, block: BlockRecord, article: str | None, number: int, order: int,
          mapping: Mapping, step: float) -> dict[str, Any]:  # fmt: skip
    cells = _boxes([g.cell for g in mark.glyphs], mapping)
    inked = [g.ink for g in mark.glyphs if g.ink is not None]
    inks = iter(_boxes(inked, mapping))
    return {
        "id": name, "text": mark.text, "kind": block.kind, "article": article, "block": number,
        "column": mark.column, "direction": mark.direction, "order": order, "size": mark.size,
        "join": mark.join, "hyphen": mark.hyphen, "reversed_out": mark.reversed_out,
        "box": _boxes([mark.box], mapping)[0], "polygon": _polygon(mark.box, mapping, step),
        "glyphs": [{"text": g.text, "box": c, "ink": next(inks) if g.ink is not None else None}
                   for g, c in zip(mark.glyphs, cells, strict=True)],
    }  # fmt: skip
