"""ALTO: written in version 4.4, read from 2.0 to 4.4.

A ``TextBlock`` is what one block of an article has in one column; ``ReadingOrder`` has a group an article, in it
an element a block, or a group where a block runs through several columns. ``LayoutTag`` names the kinds of blocks,
``StructureTag`` those of articles, ``OtherTag`` notes of jumps, ``Processing`` what made the page and every repair
that was carried out. Source: https://www.loc.gov/standards/alto/
"""

from ocrfix.formats.alto.read import count, read, read_pages
from ocrfix.formats.alto.write import Several, from_sheet, held, write
from ocrfix.formats.base import Format

__all__ = ["FORMAT", "from_sheet", "held", "read", "read_pages", "write"]

FORMAT = Format("alto", ".alto.xml", write, None, read, from_sheet, read_pages=read_pages, count=count, binder=Several)
