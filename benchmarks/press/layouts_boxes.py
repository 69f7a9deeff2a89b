"""Horizontal pages built of boxes and modules: tabloid fronts, opinion pages, market pages."""

from __future__ import annotations

from benchmarks.press.families import Family
from benchmarks.press.grid import beside, stack
from benchmarks.press.layouts_columns import _options, briefs_or_hole
from benchmarks.press.parts import fill_hole, set_advert, set_photo_story, set_table, story_and_fill
from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Sheet


def tabloid(sheet: Sheet, body: Rect) -> None:
    """A tabloid front: a strip of small news, one huge headline, a big picture, adverts below."""
    rng = sheet.rng
    strip, body = body.bottom(body.h * rng.uniform(0.09, 0.13), 1.2 * sheet.em)
    if not set_advert(sheet, strip):
        fill_hole(sheet, strip)
    first, second = stack(sheet, body, [1.0, rng.uniform(1.7, 2.2)])
    story_and_fill(sheet, first, _options(sheet, 4, 3.2, picture="top", picture_span=1, caption="below"))
    story_and_fill(sheet, second, _options(sheet, 4, 7.0, picture=rng.choice(["bottom", "middle"]), picture_span=2,
                   caption="inside", frame=rng.choice(["line", "none"])))  # fmt: skip


def opinion(sheet: Sheet, body: Rect) -> None:
    """Wide columns, commentary and letters, framed and tinted, vertical headlines."""
    rng = sheet.rng
    genres = ("commentary", "letter", "feature", "story")
    upper, lower = stack(sheet, body, [1.25, 1.0])
    left, right = beside(sheet, upper, [2.0, 1.0], gap=2.2)
    story_and_fill(sheet, left, _options(sheet, 2, 3.6, genres=genres, drop_cap=True, picture="wrap", picture_span=1))
    story_and_fill(sheet, right, _options(sheet, 1, 2.2, genres=genres, frame=rng.choice(["tint", "both"]), role="kai"))
    a, b = beside(sheet, lower, [1.0, 1.0], gap=2.2)
    side = rng.choice(["left", "right"])
    story_and_fill(sheet, a, _options(sheet, 2, 2.8, head="cross", head_side=side, genres=genres))
    for part in stack(sheet, b, [1.0, 1.0]):
        story_and_fill(sheet, part, _options(sheet, 2, 2.2, genres=genres))


def modules(sheet: Sheet, body: Rect) -> None:
    """A regular grid of modules, every one treated in another way."""
    rng = sheet.rng
    frames = ["none", "line", "none", "tint", "both", "none"]
    rng.shuffle(frames)
    heads = ["top", "cross", "top", "top", "top", "cross"]
    k = 0
    for row in stack(sheet, body, [rng.uniform(0.9, 1.2) for _ in range(3)]):
        for part in beside(sheet, row, rng.choice([[1.0, 1.0], [1.5, 1.0], [1.0, 1.5]]), gap=2.0):
            columns = 3 if part.w > 42 * sheet.em else 2
            story_and_fill(sheet, part, _options(sheet, columns, 2.7, frame=frames[k], head=heads[k],
                           head_side=rng.choice(["left", "right", "middle"]),
                           picture=rng.choice(["none", "none", "bottom", "wrap"])))  # fmt: skip
            k += 1


def markets(sheet: Sheet, body: Rect) -> None:
    """Tables of figures, reports, adverts."""
    rng = sheet.rng
    main, side = beside(sheet, body, [2.4, 1.0], gap=1.8)
    rows = side.rows([1.0, 1.0, 0.8], 1.3 * sheet.em)
    for row in rows[:2]:
        if not set_table(sheet, row):
            story_and_fill(sheet, row, _options(sheet, 1, 2.0, frame="line"))
    if not set_advert(sheet, rows[2]):
        fill_hole(sheet, rows[2])
    parts = stack(sheet, main, [1.1, 1.0, 0.8])
    story_and_fill(sheet, parts[0], _options(sheet, 4, 4.4, picture="middle", picture_span=2))
    a, b = beside(sheet, parts[1], [1.0, 1.0], gap=1.8)
    story_and_fill(sheet, a, _options(sheet, 2, 2.6))
    story_and_fill(sheet, b, _options(sheet, 2, 2.6, reversed_head=True))
    if rng.random() < 0.5:
        briefs_or_hole(sheet, parts[2], 4)
    else:
        story_and_fill(sheet, parts[2], _options(sheet, 3, 3.0))


def magazine(sheet: Sheet, body: Rect) -> None:
    """A feature page: several pictures with captions at their sides, a fact box, a photo story."""
    rng = sheet.rng
    main, side = beside(sheet, body, [2.6, 1.0], ruled=False, gap=1.8)
    upper, lower = main.rows([1.5, 1.0], 1.8 * sheet.em)
    genres = ("feature", "story", "commentary")
    for part, most, place, span in ((upper, 4.6, "top", 2), (lower, 3.0, "middle", 1)):
        story_and_fill(sheet, part, _options(sheet, 3, most, picture=place, picture_span=span, caption="side",
                       genres=genres))  # fmt: skip
    cells = side.rows([1.0, 1.2, 1.0], 1.4 * sheet.em)
    for k, cell in enumerate(cells):
        if k == 1:
            story_and_fill(sheet, cell, _options(sheet, 1, 2.0, frame="tint", size=0.94, role="kai"))
        elif not set_photo_story(sheet, cell, rng.choice(["below", "side"])):
            story_and_fill(sheet, cell, _options(sheet, 1, 2.0, frame="line"))


_MODERN = ("hans", "hans", "hant")
FAMILIES = [
    Family("tabloid", "horizontal", "report", tabloid, (62, 76), (78, 96), ("hant", "hant", "hans"), 1.0),
    Family("opinion", "horizontal", "fit", opinion, (66, 80), (90, 112), _MODERN),
    Family("modules", "horizontal", "report", modules, (78, 96), (104, 126), _MODERN, 0.3),
    Family("markets", "horizontal", "fit", markets, (78, 94), (104, 124), _MODERN),
    Family("magazine", "horizontal", "report", magazine, (74, 90), (104, 124), _MODERN),
]
