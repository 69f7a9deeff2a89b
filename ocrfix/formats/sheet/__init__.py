"""The page as ALTO, PAGE-XML, hOCR, TEI and PDF see it: stories of blocks, blocks of parts, parts of whole lines."""

from ocrfix.formats.sheet.make import sheet_of
from ocrfix.formats.sheet.page import held, page_of
from ocrfix.formats.sheet.provenance import stripped
from ocrfix.formats.sheet.value import Flow, Part, Sheet, Story, map_lines, seen_from

__all__ = ["Flow", "Part", "Sheet", "Story", "held", "map_lines", "page_of", "seen_from", "sheet_of", "stripped"]
