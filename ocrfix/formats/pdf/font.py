"""A font without ink: two empty glyphs, one a square wide and one half a square, for every character there is."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, Stream, String

from ocrfix.page.script import is_half_width

SQUARE, HALF = 1000, 500
"""Advance widths in thousandths of the font size."""
DESCENT = 120
"""How far below the base line a square reaches."""
_BLOCK = 100
"""Entries of a ``bfchar`` block, at most (Adobe Technical Note 5411)."""
_NAME = "/OcrfixInvisible"


def width_of(text: str) -> int:
    """The advance width of a grapheme cluster in a horizontal line."""
    return HALF if is_half_width(text[0]) else SQUARE


class InvisibleFont:
    """Gives every grapheme cluster of a file a code of its own."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._codes: dict[str, int] = {}
        self.object = pdf.make_indirect(Dictionary())

    def encoded(self, text: list[str]) -> str:
        """Grapheme clusters as a hexadecimal string of a content stream. Beyond 65,535 different ones the code of
        the replacement character is used."""
        return "".join([f"{self._code(cluster):04X}" for cluster in text])

    def _code(self, cluster: str) -> int:
        code = self._codes.get(cluster)
        if code is None:
            if len(self._codes) >= 0xFFFE:
                return self._codes.setdefault("\ufffd", 0xFFFF)
            code = self._codes[cluster] = len(self._codes) + 1
        return code

    def finish(self) -> None:
        """Fill in the font, when all text has been encoded."""
        pdf = self._pdf
        program = pdf.make_stream(_true_type())
        program.Length1 = len(program.read_bytes())
        bounds = Array([0, -DESCENT, SQUARE, SQUARE - DESCENT])
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name(_NAME), Flags=4, FontBBox=bounds,
            ItalicAngle=0, Ascent=SQUARE - DESCENT, Descent=-DESCENT, CapHeight=SQUARE - DESCENT, StemV=80,
            FontFile2=program,
        )  # fmt: skip
        widths = [width_of(cluster) for cluster in self._codes]
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(_NAME),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor), DW=SQUARE, W=Array([1, Array(widths)]),
            CIDToGIDMap=self._glyph_map(widths),
        )  # fmt: skip
        font = {
            "/Type": Name.Font, "/Subtype": Name.Type0, "/BaseFont": Name(_NAME), "/Encoding": Name("/Identity-H"),
            "/ToUnicode": self._to_unicode(), "/DescendantFonts": Array([pdf.make_indirect(descendant)]),
        }  # fmt: skip
        for key, value in font.items():
            self.object[key] = value

    def _glyph_map(self, widths: list[int]) -> Stream:
        glyphs = [0, *(1 if width == SQUARE else 2 for width in widths)]
        return self._pdf.make_stream(b"".join(glyph.to_bytes(2, "big") for glyph in glyphs))

    def _to_unicode(self) -> Stream:
        rows = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for text, code in self._codes.items()]
        blocks = (rows[i : i + _BLOCK] for i in range(0, len(rows), _BLOCK))
        body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
        return self._pdf.make_stream(
            (
                "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo "
                "<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n"
                "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
                f"{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
            ).encode()
        )


def _true_type() -> bytes:
    """The font program, the same bytes every time."""
    builder = FontBuilder(SQUARE, isTTF=True)
    names = [".notdef", "square", "half"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": _diagonal(SQUARE), "square": _diagonal(SQUARE), "half": _diagonal(HALF)})
    builder.setupHorizontalMetrics({".notdef": (SQUARE, 0), "square": (SQUARE, 0), "half": (HALF, 0)})
    builder.setupHorizontalHeader(ascent=SQUARE - DESCENT, descent=-DESCENT)
    builder.setupOS2()
    builder.setupPost()
    builder.setupHead(unitsPerEm=SQUARE, created=0, modified=0)
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


def _diagonal(width: int) -> Any:
    """A line there and back again: it has an extent, which PDFium wants of text, and no area that could be inked."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, -DESCENT))
    pen.lineTo((width, SQUARE - DESCENT))
    pen.lineTo((0, -DESCENT))
    pen.closePath()
    return pen.glyph()
