"""Horizontal pages built of columns: a lead over all, stacks, rails, steps."""

from __future__ import annotations

from benchmarks.press.families import Family
from benchmarks.press.grid import Grid, beside, rule, stack
from benchmarks.press.parts import fill_hole, set_advert, set_briefs, story_and_fill
from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Sheet
from benchmarks.press.storyplan import StoryOptions

BRIEFS = {"hans": ["简讯", "要闻速览", "一周短波", "市井短讯"], "hant": ["簡訊", "短波", "新聞速遞"],
          "hant-1930s": ["本埠簡訊", "各地零訊"], "latin": ["In brief"]}  # fmt: skip


def _options(sheet: Sheet, columns: int, most: float, **more: object) -> StoryOptions:
    rng = sheet.rng
    base: dict[str, object] = {
        "columns": columns, "most": most, "align": rng.choice(["center", "center", "start"]),
        "caption": rng.choice(["below", "below", "side", "inside"]), "drop_cap": rng.random() < 0.12,
    }  # fmt: skip
    return StoryOptions(**{**base, **more})  # type: ignore[arg-type]


def briefs_or_hole(sheet: Sheet, area: Rect, columns: int, vertical: bool = False) -> None:
    title = sheet.rng.choice(BRIEFS[sheet.look.script])
    for hole in set_briefs(sheet, area, columns, title, vertical):
        fill_hole(sheet, hole, vertical)


def lead_over_all(sheet: Sheet, body: Rect) -> None:
    """A lead story over all columns, two or three below, an advert or briefs at the foot."""
    rng = sheet.rng
    count = rng.choice([4, 5, 5, 6])
    shares = [rng.uniform(1.1, 1.4), 1.0]
    foot = rng.random()
    if foot < 0.6:
        strip, body = body.bottom(body.h * rng.uniform(0.12, 0.17), 1.4 * sheet.em)
        if foot < 0.3 or not set_advert(sheet, strip):
            briefs_or_hole(sheet, strip, count)
    top, low = stack(sheet, body, shares)
    story_and_fill(sheet, top, _options(sheet, count, rng.uniform(3.6, 5.6), picture=rng.choice(["top", "middle"]),
                   picture_span=rng.choice([2, 2, 3]), reversed_head=rng.random() < 0.15))  # fmt: skip
    left = count // 2
    grid = Grid.of(sheet, low, count)
    for i, j in ((0, left), (left, count)):
        story_and_fill(sheet, grid.span(i, j), _options(sheet, j - i, 2.8, frame=rng.choice(["none", "none", "line"])))


def stack_and_rail(sheet: Sheet, body: Rect) -> None:
    """A stack of stories, and one tall story in a rail at the side."""
    rng = sheet.rng
    sides = [rng.uniform(2.2, 2.8), 1.0]
    flip = rng.random() < 0.3
    wide, rail = beside(sheet, body, sides[::-1] if flip else sides, gap=2.0)
    if flip:
        wide, rail = rail, wide
    parts = stack(sheet, wide, [rng.uniform(1.0, 1.3), rng.uniform(0.8, 1.1), rng.uniform(0.9, 1.1)])
    for k, part in enumerate(parts):
        picture = ["middle", "top", "none", "bottom", "wrap"][(k + rng.randrange(5)) % 5]
        story_and_fill(sheet, part, _options(sheet, rng.choice([3, 4]), 4.0 - 0.6 * k, picture=picture,
                       picture_span=2, frame="both" if k == 2 and rng.random() < 0.4 else "none"))  # fmt: skip
    tall, low = rail.rows([2.2, 1.0], 1.6 * sheet.em)
    story_and_fill(sheet, tall, _options(sheet, 1, 2.2))
    if rng.random() < 0.5:
        briefs_or_hole(sheet, low, 1)
    else:
        story_and_fill(sheet, low, _options(sheet, 1, 2.0, frame="tint"))


def stepped(sheet: Sheet, body: Rect) -> None:
    """Stories of L shape: each runs around the corner of the next."""
    rng = sheet.rng
    count = rng.choice([5, 6])
    upper, lower = stack(sheet, body, [rng.uniform(1.1, 1.5), 1.0])
    for area, turn in ((upper, rng.random() < 0.5), (lower, rng.random() < 0.5)):
        grid = Grid.of(sheet, area, count)
        inner = rng.choice([2, 3])
        y = area.y0 + area.h * rng.uniform(0.48, 0.58)
        first = 0 if turn else count - inner
        box = grid.span(first, first + inner, y, area.y1)
        gap = 0.9 * sheet.em
        step = rng.random() < 0.5
        cutouts = [Rect(box.x0 - (0 if turn else 1), box.y0 - gap, box.x1 + (1 if turn else 0), box.y1)]
        if step:  # one more column ends early: a stair
            mid = grid.span(first + inner, first + inner + 1) if turn else grid.span(first - 1, first)
            deep = area.h * rng.uniform(0.2, 0.28)
            spare = Rect(mid.x0, area.y1 - deep, mid.x1, area.y1)
            cutouts.append(Rect(spare.x0, spare.y0 - gap, spare.x1, spare.y1))
            story_and_fill(sheet, area, _options(sheet, count, 4.2, cutouts=tuple(cutouts)))
            fill_hole(sheet, spare)
        else:
            story_and_fill(sheet, area, _options(sheet, count, 4.2, cutouts=tuple(cutouts)))
        frame = rng.choice(["line", "both", "none"])
        if frame == "none":
            rule(sheet, Rect(box.x0, box.y0 - gap / 2 - 1, box.x1, box.y0 - gap / 2 + 1), "thin")
        story_and_fill(sheet, box, _options(sheet, inner, 2.6, frame=frame))


def big_picture(sheet: Sheet, body: Rect) -> None:
    """A feature over a wide picture, beside a pair of columns with short stories, one headline vertical."""
    rng = sheet.rng
    wide, side = beside(sheet, body, [rng.uniform(1.5, 1.8), 1.0], gap=2.2)
    story_and_fill(sheet, wide, _options(sheet, 3, 4.4, picture="bottom", picture_span=3, caption="below",
                   genres=("feature", "story", "commentary")))  # fmt: skip
    parts = stack(sheet, side, [1.1, 1.0, 0.8])
    story_and_fill(sheet, parts[0], _options(sheet, 2, 2.6, head="cross", head_side="middle"))
    story_and_fill(sheet, parts[1], _options(sheet, 2, 2.4))
    story_and_fill(sheet, parts[2], _options(sheet, 2, 2.0))


def many_narrow(sheet: Sheet, body: Rect) -> None:
    """Six or seven narrow columns, small headlines, briefs in a rail."""
    rng = sheet.rng
    count = rng.choice([6, 7])
    grid = Grid.of(sheet, body, count)
    rail = grid.span(0, 1) if rng.random() < 0.5 else grid.span(count - 1, count)
    main = grid.span(1, count) if rail.x0 <= body.x0 + 1 else grid.span(0, count - 1)
    briefs_or_hole(sheet, rail, 1)
    parts = stack(sheet, main, [1.15, 1.0, 0.9])
    for part in parts:
        inner = Grid.of(sheet, part, count - 1)
        cut = rng.choice([2, 3, count - 3])
        pieces = [(0, cut), (cut, count - 1)]
        for i, j in pieces:
            story_and_fill(sheet, inner.span(i, j), _options(sheet, j - i, rng.uniform(2.2, 3.2),
                           picture=rng.choice(["none", "none", "top", "middle"])))  # fmt: skip


def unequal(sheet: Sheet, body: Rect) -> None:
    """Wide columns beside narrow ones."""
    rng = sheet.rng
    upper, lower = stack(sheet, body, [1.2, 1.0])
    widths = rng.choice([(2.0, 1.0, 1.0), (1.0, 1.6, 1.0), (1.0, 1.0, 1.7)])
    story_and_fill(sheet, upper, _options(sheet, 3, 4.6, shares=widths, picture="wrap", picture_span=1))
    a, b = beside(sheet, lower, [1.0, rng.uniform(0.6, 1.6)], gap=2.0)
    story_and_fill(sheet, a, _options(sheet, 2, 3.0, shares=(1.6, 1.0), frame=rng.choice(["none", "line", "tint"])))
    story_and_fill(sheet, b, _options(sheet, 2, 3.0))


_MODERN = ("hans", "hans", "hant")
FAMILIES = [
    Family("lead-over-all", "horizontal", "report", lead_over_all, (80, 98), (104, 135), _MODERN, 0.6),
    Family("stack-and-rail", "horizontal", "fit", stack_and_rail, (74, 92), (110, 136), _MODERN, 0.3),
    Family("stepped", "horizontal", "report", stepped, (82, 98), (100, 124), _MODERN, 0.3),
    Family("big-picture", "horizontal", "fit", big_picture, (78, 92), (96, 116), _MODERN),
    Family("many-narrow", "horizontal", "report", many_narrow, (88, 104), (110, 134), ("hans", "hans", "hant")),
    Family("unequal", "horizontal", "fit", unequal, (66, 84), (90, 110), _MODERN, 0.3),
]
