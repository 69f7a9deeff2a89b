"""PAGE-XML: written in version 2019-07-15, read from 2010 on.

A ``TextRegion`` is what one block of an article has in one column. ``ReadingOrder`` has a group of type
``article`` an article, in it a reference a block, or a group of type ``paragraph`` where a block runs through
several columns. What PAGE-XML has no name for stands in ``@custom`` as Transkribus has it: ``structure
{type:deck;}`` on regions, ``structure {id:a001; type:article;}`` on lines, ``readingOrder {index:0;}`` on both.
Source: https://github.com/PRImA-Research-Lab/PAGE-XML
"""

from ocrfix.formats.base import Format
from ocrfix.formats.page_xml.read import read
from ocrfix.formats.page_xml.regroup import regrouped
from ocrfix.formats.page_xml.write import from_sheet, held, write

__all__ = ["FORMAT", "from_sheet", "held", "read", "regrouped", "write"]

FORMAT = Format("page", ".page.xml", write, None, read, from_sheet)
