"""JSON of PaddleOCR (2 and 3) and PP-StructureV3, as ``save_to_json`` writes it (``NAME_res.json``); read only.

Lines with their scores; of PP-StructureV3 also the blocks with their labels, in its order. A line is in the block that
has its middle; lines in none are furniture, so nothing that was recognised is left out.
Source: paddlex 3, ``inference/pipelines/ocr/result.py`` and ``layout_parsing/result_v2.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from ocrfix.errors import UnreadableInput
from ocrfix.formats.base import Content, Format, content_of, numbered, only
from ocrfix.formats.sheet import Part, Sheet, page_of
from ocrfix.formats.sheet.gather import Gathered, Group, gather
from ocrfix.formats.sheet.make import NOT_TEXT, xml_text
from ocrfix.formats.sheet.spread import likely_direction, spread
from ocrfix.formats.text import graphemes
from ocrfix.page import Box, Glyph, Kind, Page, Polygon, Region, Source, TextLine, polygon_box

LABELS: Mapping[str, Kind] = {
    "doc_title": Kind.HEADLINE,
    "paragraph_title": Kind.SUBHEAD,
    "figure_title": Kind.CAPTION,
    "table_title": Kind.CAPTION,
    "chart_title": Kind.CAPTION,
    "figure_table_chart_title": Kind.CAPTION,
    "header": Kind.FOLIO,
    "footer": Kind.EDITORS_LINE,
    "number": Kind.FOLIO,
    "table": Kind.TABLE,
    "image": Kind.IMAGE,
    "chart": Kind.IMAGE,
    "seal": Kind.IMAGE,
    "header_image": Kind.IMAGE,
    "footer_image": Kind.IMAGE,
}
"""Labels of PP-DocLayout; what is not named here is a paragraph."""
_FURNITURE = (Kind.FOLIO, Kind.EDITORS_LINE)
Json = Any


def read(data: bytes, name: str) -> Page:
    """The page of a result file of one.

    Raises:
        UnreadableInput: as ``read_pages``; or it has several pages.
    """
    return only(read_pages(data, name), name)


def read_pages(content: Content, name: str) -> Iterator[Page]:
    """The pages of a result file: version 3 writes one a file, version 2 and lists of results may have several.

    Raises:
        UnreadableInput: no JSON, or none of PaddleOCR's.
    """
    try:
        value = from_json(content_of(content))
    except ValueError as error:
        raise UnreadableInput(f"no valid JSON ({error})", file=name, next_step="Save the result again.") from error
    try:
        results = _results(value)
        for number, result in enumerate(results, start=1):
            own = numbered(name, number, len(results))
            yield page_of(_sheet(result, own), own)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise UnreadableInput(
            "no JSON of PaddleOCR: it has no texts with places",
            file=name,
            next_step="Save the result with its save_to_json, or give ocrfix's own JSON.",
        ) from error


def count(path: Path) -> int:
    """How many pages a result file has; 1 for any other."""
    try:
        with path.open("rb") as file:
            if file.read(64).lstrip()[:1] != b"[":
                return 1
        return max(1, len(_results(from_json(content_of(path)))))
    except (OSError, ValueError, TypeError, KeyError, IndexError):
        return 1  # whoever reads it will say what is wrong


def _results(value: Json) -> list[Json]:
    """One a page: an object, or the lines of version 2."""
    if not isinstance(value, list):
        return [value]
    if not value:
        raise ValueError("an empty list")
    first = next((item for item in value if item), None)  # of a page without text it has None
    several = first is None or isinstance(first, Mapping) or isinstance(first[0][0][0], list)
    return value if several else [value]


def _sheet(value: Json, name: str) -> Sheet:
    if isinstance(value, list) or value is None:
        return _ungrouped(tuple(_lines_of_two(value or ())), Sheet(name))
    value = value.get("res", value)
    result = value.get("overall_ocr_res", value)
    lines = tuple(_lines(result))
    index = value.get("page_index")
    path = value.get("input_path")
    sheet = Sheet(
        name,
        source=Source(xml_text(path), (index or 0) + 1) if isinstance(path, str) and path else None,
        made_by=(("engine", "PP-StructureV3" if "parsing_res_list" in value else "PaddleOCR"),),
    )
    if isinstance(value.get("width"), int) and isinstance(value.get("height"), int):
        sheet = replace(sheet, width=value["width"], height=value["height"])
    if "parsing_res_list" not in value:
        return _ungrouped(lines, sheet)
    return _with_blocks(value["parsing_res_list"], lines, sheet)


def _lines(result: Json) -> Iterator[TextLine]:
    """Of version 3: texts, scores and polygons side by side."""
    texts, scores = result["rec_texts"], result["rec_scores"]
    polygons = result.get("rec_polys") or result.get("dt_polys") or [_corners(b) for b in result["rec_boxes"]]
    for number, (text, score, polygon) in enumerate(zip(texts, scores, polygons, strict=True), start=1):
        yield _line(number, text, score, polygon)


def _lines_of_two(lines: Json) -> Iterator[TextLine]:
    """Of version 2: pairs of a polygon and a text with its score."""
    for number, (polygon, (text, score)) in enumerate(lines, start=1):
        yield _line(number, text, score, polygon)


def _line(number: int, text: str, score: float, corners: Json) -> TextLine:
    polygon: Polygon = tuple((float(x), float(y)) for x, y in corners)
    box = polygon_box(polygon)
    text = xml_text(text)
    direction = likely_direction(text, box)
    confidence = float(score) if 0 <= score <= 1 else None
    return TextLine(f"l{number}", polygon, spread(text, box, confidence, direction), direction)


def _corners(box: Json) -> Polygon:
    return Box(*map(float, box)).polygon


def _ungrouped(lines: tuple[TextLine, ...], sheet: Sheet) -> Sheet:
    """Every line a paragraph of its own: which belong together is for others to find out."""
    parts = {f"b_{line.id}": (Kind.PARAGRAPH, Part(f"b_{line.id}", (line,), line.polygon)) for line in lines}
    return _filled(sheet, gather(parts, (), {}), ())


def _with_blocks(blocks: Json, lines: tuple[TextLine, ...], sheet: Sheet) -> Sheet:
    left = list(lines)
    parts: dict[str, tuple[Kind, Part]] = {}
    areas: list[Region] = []
    for number, block in enumerate(blocks, start=1):
        kind = LABELS.get(block["block_label"], Kind.PARAGRAPH)
        polygon = _corners(block["block_bbox"])
        box = polygon_box(polygon)
        own = f"b{number}"
        if kind in NOT_TEXT:
            areas.append(Region(own, kind, polygon))
            continue
        mine = [line for line in left if box.contains(line.box.center)]
        left = [line for line in left if line not in mine]
        content = xml_text(block.get("block_content") or "")
        if not mine and content.strip():
            bare = tuple(map(Glyph, graphemes(" ".join(content.split()))))
            mine = [TextLine(f"{own}_text", glyphs=bare)]
        if mine:
            parts[own] = (kind, Part(own, _ordered(mine), polygon))
        else:
            areas.append(Region(own, kind, polygon))
    for line in left:
        parts[f"b_{line.id}"] = (Kind.UNKNOWN, Part(f"b_{line.id}", (line,), line.polygon))
    placed = [(None, (own,)) for own, (kind, _) in parts.items() if kind not in (*_FURNITURE, Kind.UNKNOWN)]
    furniture = [(None, (own,)) for own, (kind, _) in parts.items() if kind in _FURNITURE]
    groups = [Group(furniture), Group(placed, "a1")]
    return _filled(sheet, gather(parts, groups, {}), tuple(areas))


def _ordered(lines: list[TextLine]) -> tuple[TextLine, ...]:
    """Lines of one block from top to bottom, lines beside each other from left to right; columns right to left."""
    if len(lines) < 2 or any(line.polygon is None for line in lines):
        return tuple(lines)
    if sum(line.vertical for line in lines) * 2 > len(lines):
        return tuple(sorted(lines, key=lambda line: -line.box.center[0]))
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.box.center[1]):
        last = rows[-1][-1].box if rows else None
        if last is not None and line.box.overlap_y(last) > 0.5 * min(line.box.height, last.height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=lambda line: line.box.left))


def _filled(sheet: Sheet, found: Gathered, areas: tuple[Region, ...]) -> Sheet:
    return replace(
        sheet, furniture=tuple(found.furniture), stories=tuple(found.stories), rest=tuple(found.rest), areas=areas
    )


FORMAT = Format("paddle", "_res.json", read=read, read_pages=read_pages, count=count)
