"""What changed on a page, why, and whether it is right: for people who look at a batch."""

from ocrfix.review.build import page_diff
from ocrfix.review.files import PageFile, find_pages
from ocrfix.review.model import BlockDiff, Change, Figures, PageDiff, Run, Section, SectionKind, State

__all__ = [
    "BlockDiff", "Change", "Figures", "PageDiff", "PageFile", "Run", "Section", "SectionKind", "State", "find_pages",
    "page_diff",
]  # fmt: skip
