"""One article for a box of display type, and one a story for a box of stories."""

from __future__ import annotations

import pytest

from ocrfix.page import Direction
from tests.scenes import Sheet, paragraph, read

HEADS = ("梨园茶庄", "开张大减价", "新到春茶")


def boxed(way: Direction, rows: int) -> list[str]:
    """The headlines of a page with three headings in a box, each over some rows of small type."""
    sheet = Sheet(direction=way)
    sheet.text([paragraph(0, 300)], 50, 100)
    sheet.frame(500, 80, 900, 1250)
    y = 110.0
    for n, head in enumerate(HEADS):
        sheet.put(head, 530, y, em=64)
        sheet.text([paragraph(40 * n, 12 * rows - 3)], 530, y + 130)
        y += 370
    return [a.headline for a in read(sheet).page.articles if any(h in a.headline for h in HEADS)]


@pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])
def test_a_box_of_display_type_is_one_article(way: Direction) -> None:
    assert boxed(way, 2) == ["".join(HEADS)]


@pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])
def test_stories_in_one_box_stay_apart(way: Direction) -> None:
    assert boxed(way, 7) == list(HEADS)
