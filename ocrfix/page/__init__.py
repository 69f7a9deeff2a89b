"""The values. Frozen, lossless in JSON, and independent of every other part of ocrfix."""

from ocrfix.page.article import Article, ArticleKind, Block, ErrorEstimate, Jump, JumpWay
from ocrfix.page.edit import PERSON, Edit, Evidence, Operation, Reading, Span, Standing
from ocrfix.page.geometry import Box, Point, Polygon, enclosing, polygon_box
from ocrfix.page.page import Document, InkAccount, Join, Page, Source
from ocrfix.page.region import FURNITURE, PAGE_XML_TYPE, Column, Kind, Region
from ocrfix.page.text import UNREADABLE, Alternative, Direction, Glyph, TextLine

__all__ = [
    "FURNITURE", "PAGE_XML_TYPE", "PERSON", "UNREADABLE",
    "Alternative", "Article", "ArticleKind", "Block", "Box", "Column", "Direction", "Document", "Edit",
    "ErrorEstimate", "Evidence", "Glyph", "InkAccount", "Join", "Jump", "JumpWay", "Kind", "Operation", "Page", "Point",
    "Polygon", "Reading", "Region", "Source", "Span", "Standing", "TextLine", "enclosing", "polygon_box",
]  # fmt: skip
