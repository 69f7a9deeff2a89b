"""Pages of both directions: vertical stories under horizontal heads, vertical boxes on horizontal pages."""

from __future__ import annotations

from benchmarks.press.families import Family
from benchmarks.press.grid import beside, stack
from benchmarks.press.layouts_columns import _options as across
from benchmarks.press.layouts_columns import briefs_or_hole
from benchmarks.press.layouts_vertical import _options as down
from benchmarks.press.layouts_vertical import tiers_of
from benchmarks.press.parts import fill_hole, set_advert, story_and_fill
from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Sheet


def vertical_boxes(sheet: Sheet, body: Rect) -> None:
    """A horizontal page with one or two stories set vertically in boxes."""
    rng = sheet.rng
    upper, lower = stack(sheet, body, [1.2, 1.0])
    story_and_fill(sheet, upper, across(sheet, 4, 4.4, picture=rng.choice(["top", "middle"]), picture_span=2))
    left, right = beside(sheet, lower, [1.0, rng.uniform(0.9, 1.4)], gap=2.0)
    if rng.random() < 0.5:
        left, right = right, left
    story_and_fill(sheet, left, down(sheet, left, 3.0, frame=rng.choice(["line", "both", "line"])))
    parts = stack(sheet, right, [1.0, 1.0])
    story_and_fill(sheet, parts[0], across(sheet, 2, 2.6))
    story_and_fill(sheet, parts[1], across(sheet, 2, 2.4, head="cross", head_side=rng.choice(["left", "right"])))


def heads_across(sheet: Sheet, body: Rect) -> None:
    """Vertical text under horizontal headlines, with a horizontal box and an advert strip."""
    rng = sheet.rng
    strip, body = body.bottom(body.h * rng.uniform(0.1, 0.15), 1.2 * sheet.em)
    if not set_advert(sheet, strip):
        fill_hole(sheet, strip)
    upper, lower = stack(sheet, body, [1.15, 1.0])
    wide, side = beside(sheet, upper, [rng.uniform(1.7, 2.3), 1.0], gap=1.8)
    story_and_fill(sheet, wide, down(sheet, wide, 4.6, head="cross", picture=rng.choice(["bottom", "middle"]),
                   picture_span=min(2, tiers_of(sheet, wide)), caption="below"))  # fmt: skip
    briefs_or_hole(sheet, side, 1)
    a, b = beside(sheet, lower, [1.0, 1.0], gap=1.8)
    story_and_fill(sheet, b, down(sheet, b, 3.0, head=rng.choice(["top", "cross"])))
    story_and_fill(sheet, a, down(sheet, a, 2.8, head="cross", frame=rng.choice(["line", "none"])))


def supplement(sheet: Sheet, body: Rect) -> None:
    """A literary supplement: quarters in alternating directions."""
    rng = sheet.rng
    genres = ("feature", "commentary", "letter", "story")
    flip = rng.random() < 0.5
    for k, row in enumerate(stack(sheet, body, [1.0, rng.uniform(0.8, 1.2), 0.9])):
        for n, part in enumerate(beside(sheet, row, [1.0, rng.uniform(0.8, 1.3)], gap=2.0)):
            if (k + n + flip) % 2:
                story_and_fill(sheet, part, down(sheet, part, 3.0, genres=genres))
            else:
                story_and_fill(sheet, part, across(sheet, 2, 2.8, genres=genres, picture=rng.choice(["none", "wrap"])))


_MODERN = ("hant", "hant", "hans")
FAMILIES = [
    Family("vertical-boxes", "mixed", "report", vertical_boxes, (72, 90), (100, 120), _MODERN, 0.3),
    Family("heads-across", "mixed", "fit", heads_across, (70, 90), (92, 112), ("hant", "hant", "hant-1930s"), 0.3),
    Family("supplement", "mixed", "report", supplement, (70, 86), (100, 120), _MODERN),
]
