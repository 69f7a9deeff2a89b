"""The text layers of a PDF, character by character with its place."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ocrfix.errors import UnreadableInput
from ocrfix.formats.base import Content, numbered, only
from ocrfix.formats.sheet import Part, Sheet, page_of
from ocrfix.formats.sheet.gather import gather
from ocrfix.formats.sheet.make import xml_text
from ocrfix.formats.sheet.spread import likely_direction
from ocrfix.formats.text import graphemes
from ocrfix.page import Box, Direction, Glyph, Kind, Page, Source, TextLine, enclosing
from ocrfix.scan.files import sha256
from ocrfix.scan.pages import BrokenPage
from ocrfix.scan.pdf import Placement, count_pdf_pages, placement
from ocrfix.settings.scan import ScanSettings

_GAP = 0.8
"""White between two lines, in thicknesses, that still lets them be one block."""
_PAIR = 0x10000
_Character = tuple[str, Box | None]


def read(data: bytes, name: str) -> Page:
    """The text layer of a PDF of one page.

    Raises:
        UnreadableInput: as ``read_pages``; or it has several pages.
    """
    return only(read_pages(data, name), name)


def read_pages(content: Content, name: str) -> Iterator[Page | BrokenPage]:
    """The text layers of all pages, in the pixels that a page has for ``ocrfix.scan``: those of its scan, or of what
    it is drawn in.

    Lines come in the order of the file as PDFium tells it; lines that follow closely below (for vertical ones:
    left of) each other are a block. A page without text is a page without lines. A file is opened, not read: one
    page at a time is in memory; its pages have it as their source. A page of several that is damaged comes as
    ``BrokenPage``.

    Raises:
        UnreadableInput: no PDF, damaged, or protected by a password.
    """
    with ExitStack() as stack:
        try:
            document = pdfium.PdfDocument(content)
        except (pdfium.PdfiumError, ValueError, OSError) as error:
            raise _refused(name, error) from error
        stack.callback(document.close)
        digest = sha256(content) if isinstance(content, Path) else ""
        for number in range(1, len(document) + 1):
            own = numbered(name, number, len(document))
            source = Source(str(content), number, digest) if isinstance(content, Path) else None
            try:
                page = _page(document, number, own, source)
            except (pdfium.PdfiumError, IndexError, ValueError) as error:
                if len(document) == 1:
                    raise _refused(name, error) from error
                yield BrokenPage(number, _refused(name, error, "the page is damaged"))
            else:
                yield page


def count(path: Path) -> int:
    """How many pages a PDF has.

    Raises:
        UnreadableInput: damaged or protected by a password.
    """
    return count_pdf_pages(path)


def _refused(name: str, error: Exception, cause: str = "no PDF that can be read") -> UnreadableInput:
    return UnreadableInput(f"{cause} ({error})", file=name, next_step="Repair the file (e.g. qpdf IN OUT).")


def _page(document: pdfium.PdfDocument, number: int, name: str, source: Source | None) -> Page:
    with ExitStack() as stack:
        page = document[number - 1]
        stack.callback(page.close)
        place = placement(page, ScanSettings())
        text = page.get_textpage()
        stack.callback(text.close)
        lines = list(_lines(text, place))
    found = [TextLine(f"l{n}", *_line(characters)) for n, characters in enumerate(lines, start=1)]
    blocks = [Part(f"b{n}", tuple(block), _around(block)) for n, block in enumerate(_blocks(found), start=1)]
    made = gather({part.id: (Kind.PARAGRAPH, part) for part in blocks}, (), {})
    width, height = (max(1, side) for side in place.size)
    sheet = Sheet(name, width, height, source, furniture=tuple(made.furniture), stories=tuple(made.stories))
    return page_of(sheet, name)


def _lines(text: pdfium.PdfTextPage, place: Placement) -> Iterator[list[_Character]]:
    """Runs of characters between line breaks; white space at their ends is left out."""
    line: list[_Character] = []
    pair = 0
    edges = [ctypes.c_double() for _ in range(4)]
    for index in range(text.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            pair = code
            continue
        if 0xDC00 <= code < 0xE000:
            code, pair = _PAIR + ((pair - 0xD800) << 10) + (code - 0xDC00) if pair else 0xFFFD, 0
        character = xml_text(chr(code)) if code else "\ufffd"
        if character in "\r\n":
            yield from _trimmed(line)
            line = []
            continue
        box = None
        left, right, bottom, top = edges
        if not character.isspace() and pdfium_c.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            box = _boxed(*place.box(left.value, bottom.value, right.value, top.value))
        line.append((character, box))
    yield from _trimmed(line)


def _boxed(left: float, top: float, right: float, bottom: float) -> Box | None:
    return Box(left, top, right, bottom) if right > left and bottom > top else None


def _trimmed(line: list[_Character]) -> Iterator[list[_Character]]:
    while line and line[-1][0].isspace():
        line.pop()
    start = next((i for i, (c, _) in enumerate(line) if not c.isspace()), len(line))
    if line[start:]:
        yield line[start:]


def _line(characters: list[_Character]) -> tuple[tuple[tuple[float, float], ...] | None, tuple[Glyph, ...], Direction]:
    clusters = graphemes("".join(c for c, _ in characters))
    glyphs: list[Glyph] = []
    at = 0
    for cluster in clusters:
        boxes = [box for _, box in characters[at : at + len(cluster)] if box is not None]
        glyphs.append(Glyph(cluster, enclosing(boxes) if boxes else None))
        at += len(cluster)
    placed = [g.box for g in glyphs if g.box is not None]
    around = enclosing(placed) if placed else None
    direction = likely_direction("".join(clusters), around)
    return (None if around is None else around.polygon), tuple(glyphs), direction


def _blocks(lines: list[TextLine]) -> list[list[TextLine]]:
    blocks: list[list[TextLine]] = []
    for line in lines:
        if blocks and _follows(blocks[-1][-1], line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _follows(before: TextLine, line: TextLine) -> bool:
    if before.polygon is None or line.polygon is None or before.direction is not line.direction:
        return before.polygon is None and line.polygon is None
    a, b = before.box, line.box
    if line.vertical:
        return a.overlap_y(b) > 0 and b.center[0] <= a.center[0] and a.left - b.right < _GAP * line.em
    return a.overlap_x(b) > 0 and a.center[1] <= b.center[1] and b.top - a.bottom < _GAP * line.em


def _around(lines: list[TextLine]) -> tuple[tuple[float, float], ...] | None:
    boxes = [line.box for line in lines if line.polygon is not None]
    return enclosing(boxes).polygon if boxes else None
