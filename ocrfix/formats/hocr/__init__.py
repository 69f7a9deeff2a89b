"""hOCR 1.2: written and read.

In ``ocr_page`` an ``ocrx_article`` an article, in it an ``ocr_carea`` with one ``ocr_par`` for what a block has in one
column, in it ``ocr_line``, ``ocrx_word`` and ``ocrx_cinfo`` (a character). What hOCR has no name for stands in
``data-`` attributes: the kind of a block, the direction of a line, which ``ocr_carea`` goes on with the block before.
Source: https://kba.github.io/hocr-spec/1.2/
"""

from ocrfix.formats.base import Format
from ocrfix.formats.hocr.read import count, read, read_pages
from ocrfix.formats.hocr.write import Several, from_sheet, held, write

__all__ = ["FORMAT", "from_sheet", "held", "read", "read_pages", "write"]

FORMAT = Format("hocr", ".hocr", write, None, read, from_sheet, read_pages=read_pages, count=count, binder=Several)
