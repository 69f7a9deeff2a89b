"""Regions and columns: what the parts of a page are, and which lines stand in them."""

from __future__ import annotations

from enum import Enum

from pydantic.dataclasses import dataclass

from ocrfix.page.geometry import VALUE, Box, Polygon, check_confidence, check_polygon, polygon_box
from ocrfix.page.text import Direction


class Kind(str, Enum):
    """What a region or a block of an article is (newspaper terms; ``PAGE_XML_TYPE`` has PAGE-XML's)."""

    # of the page as a whole
    MASTHEAD = "masthead"
    FOLIO = "folio"
    """Page number, date line, section name."""
    EDITORS_LINE = "editors-line"
    # of an article
    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CREDIT = "credit"
    PULL_QUOTE = "pull-quote"
    TABLE = "table"
    JUMP_NOTE = "jump-note"
    # apart from articles
    ADVERT = "advert"
    NOTICE = "notice"
    IMAGE = "image"
    IMAGE_TEXT = "image-text"
    """Text inside a picture: kept, but not part of a story."""
    SEPARATOR = "separator"
    FRAME = "frame"
    """A box drawn or tinted around content."""
    UNKNOWN = "unknown"


FURNITURE = frozenset({Kind.MASTHEAD, Kind.FOLIO, Kind.EDITORS_LINE})
"""Kinds that belong to the page, not to an article."""

PAGE_XML_TYPE: dict[Kind, str] = {
    Kind.MASTHEAD: "header",
    Kind.FOLIO: "page-number",
    Kind.EDITORS_LINE: "footer",
    Kind.KICKER: "heading",
    Kind.HEADLINE: "heading",
    Kind.DECK: "heading",
    Kind.SUBHEAD: "heading",
    Kind.BYLINE: "credit",
    Kind.PARAGRAPH: "paragraph",
    Kind.CAPTION: "caption",
    Kind.CREDIT: "credit",
    Kind.PULL_QUOTE: "floating",
    Kind.TABLE: "other",
    Kind.JUMP_NOTE: "other",
    Kind.ADVERT: "other",
    Kind.NOTICE: "other",
    Kind.IMAGE_TEXT: "floating",
    Kind.UNKNOWN: "other",
}
"""``TextRegion/@type`` of PAGE-XML 2019-07-15 for kinds that hold text."""


@dataclass(frozen=True, slots=True, config=VALUE)
class Region:
    """A part of the page: text, picture, ruling line or frame. ``lines`` are line ids in reading order.

    Raises:
        ValueError: the polygon is none.
    """

    id: str
    kind: Kind
    polygon: Polygon
    lines: tuple[str, ...] = ()
    confidence: float | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a region has an id")
        check_polygon(self.polygon)
        check_confidence(self.confidence)

    @property
    def box(self) -> Box:
        return polygon_box(self.polygon)


@dataclass(frozen=True, slots=True, config=VALUE)
class Column:
    """A column segment: consecutive lines of one column. ``lines`` are line ids in reading order.

    An open start begins in the middle of a paragraph (no indent), an open end stops in one (full last
    line without a terminal mark).
    """

    id: str
    box: Box
    lines: tuple[str, ...]
    direction: Direction = Direction.LTR
    open_start: bool = False
    open_end: bool = False
