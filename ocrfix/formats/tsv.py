"""Tesseract's TSV: page, block, paragraph, line and word a row; read only.

Source: https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from ocrfix.errors import UnreadableInput
from ocrfix.formats.base import Content, Format, content_of, decode, numbered, only
from ocrfix.formats.sheet import Part, Sheet, page_of
from ocrfix.formats.sheet.gather import gather
from ocrfix.formats.sheet.ids import Ids
from ocrfix.formats.sheet.make import xml_text
from ocrfix.formats.sheet.spread import likely_direction, spread
from ocrfix.formats.xml import floated
from ocrfix.page import Box, Glyph, Kind, Page, TextLine, enclosing
from ocrfix.page.script import is_half_width

COLUMNS = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)
_PAGE, _LINE, _WORD = 1, 4, 5


@dataclass(frozen=True, slots=True)
class _Row:
    level: int
    page: int
    place: tuple[int, int, int]
    """Block, paragraph and line."""
    box: Box | None
    confidence: float | None
    text: str


def read(data: bytes, name: str) -> Page:
    """The page of a table of one.

    Raises:
        UnreadableInput: as ``read_pages``; or it has several pages.
    """
    return only(read_pages(data, name), name)


def read_pages(content: Content, name: str) -> Iterator[Page]:
    """The pages. Paragraphs are blocks; between words stands a space, but not beside full-width characters.

    Raises:
        UnreadableInput: no TSV of Tesseract.
    """
    pages: dict[int, list[_Row]] = {}
    for row in _rows(decode(content_of(content), name), name):
        pages.setdefault(row.page, []).append(row)
    for number, rows in enumerate(pages.values() or ([],), start=1):
        yield _page(rows, numbered(name, number, len(pages)))


def count(path: Path) -> int:
    """How many pages a table has; 1 where it is none of Tesseract's."""
    try:
        return max(1, len({row.page for row in _rows(decode(content_of(path), str(path)), str(path))}))
    except UnreadableInput:
        return 1  # whoever reads it will say what is wrong


def _page(rows: list[_Row], name: str) -> Page:
    size = next((row.box for row in rows if row.level == _PAGE and row.box is not None), None)
    parts: dict[str, tuple[Kind, Part]] = {}
    ids = Ids()
    lined = [row for row in rows if row.level in (_LINE, _WORD)]
    for (block, paragraph), found in groupby(lined, key=lambda row: row.place[:2]):
        lines = [
            line
            for place, group in groupby(found, key=lambda row: row.place)
            if (line := _line("l" + "_".join(map(str, place)), list(group), ids)) is not None
        ]
        boxes = [line.box for line in lines if line.polygon is not None]
        if lines:
            own = ids.take(f"b{block}_{paragraph}")
            around = enclosing(boxes).polygon if boxes else None
            parts[own] = (Kind.PARAGRAPH, Part(own, tuple(lines), around))
    made = gather(parts, (), {})
    both = None if size is None else (round(size.right), round(size.bottom))
    width, height = both or (None, None)
    return page_of(Sheet(name, width, height, stories=tuple(made.stories), made_by=(("engine", "tesseract"),)), name)


def _rows(text: str, name: str) -> Iterator[_Row]:
    first, *rest = text.replace("\r\n", "\n").split("\n")
    if tuple(first.strip().split("\t")) != COLUMNS:
        raise UnreadableInput(
            "no TSV of Tesseract: its first row does not name the columns",
            file=name,
            next_step="Make it with `tesseract IMAGE NAME tsv`.",
        )
    for number, row in enumerate(rest, start=2):
        if not row.strip():
            continue
        cells = row.split("\t", len(COLUMNS) - 1)
        numbers = [floated(c) for c in cells[:11]]
        if len(numbers) < 11 or any(n is None for n in numbers):
            raise UnreadableInput(
                f"row {number} is damaged", file=name, next_step="Make it again with `tesseract IMAGE NAME tsv`."
            )
        level, page, block, paragraph, line, _, left, top, width, height, confidence = (n or 0.0 for n in numbers)
        box = Box(left, top, left + width, top + height) if width > 0 and height > 0 else None
        known = confidence / 100 if 0 <= confidence <= 100 else None
        content = xml_text(cells[11].strip()) if len(cells) > 11 else ""
        yield _Row(int(level), int(page), (int(block), int(paragraph), int(line)), box, known, content)


def _line(wanted: str, rows: list[_Row], ids: Ids) -> TextLine | None:
    words = [row for row in rows if row.level == _WORD and row.text]
    around = next((row.box for row in rows if row.level == _LINE and row.box is not None), None)
    boxes = [w.box for w in words if w.box is not None]
    box = around or (enclosing(boxes) if boxes else None)
    if not words:
        return None
    direction = likely_direction("".join(w.text for w in words), box)
    glyphs: list[Glyph] = []
    for word in words:
        if glyphs and is_half_width(glyphs[-1].text[-1]) and is_half_width(word.text[0]):
            glyphs.append(Glyph(" "))
        glyphs += spread(word.text, word.box, word.confidence, direction)
    return TextLine(ids.take(wanted), None if box is None else box.polygon, tuple(glyphs), direction)


FORMAT = Format("tsv", ".tsv", read=read, read_pages=read_pages, count=count)
