"""Searchable PDF: the scan with invisible text over it, in reading order; and the text layer of other PDFs.

Tagged (an ``Art`` an article, headings, paragraphs, captions), with bookmarks for headlines, and made to the rules of
PDF/A-2b. The text is set in a font without ink, so every character of Unicode can be found and copied.
Sources: ISO 32000-1; ISO 19005-2.
"""

from ocrfix.formats.base import Format
from ocrfix.formats.pdf.read import count, read, read_pages
from ocrfix.formats.pdf.write import from_sheet, write, write_document

__all__ = ["FORMAT", "from_sheet", "read", "read_pages", "write", "write_document"]

FORMAT = Format(
    "pdf", ".pdf", write, write_document, read, write_scanned=from_sheet,
    read_pages=read_pages, count=count, large=True,
)  # fmt: skip
