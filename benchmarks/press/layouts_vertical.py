"""Vertical pages: tiers from top to bottom divided by rules, lines from right to left."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from benchmarks.press.families import Family
from benchmarks.press.flow import Block, Slot, Style, flow, spread
from benchmarks.press.grid import rule
from benchmarks.press.heads import head_lines, unbroken
from benchmarks.press.images import draw_photo
from benchmarks.press.layouts_columns import BRIEFS
from benchmarks.press.parts import fill_hole, set_advert, set_briefs, story_and_fill
from benchmarks.press.record import ArticleRecord, BlockRecord
from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Sheet
from benchmarks.press.slots import column_rules, slots_of
from benchmarks.press.storyplan import StoryOptions, trimmed

TIER = (9.0, 15.0)
"""Characters a tier is high."""


def tiers_of(sheet: Sheet, area: Rect, gap: float = 1.1) -> int:
    """How many tiers of usual height fit."""
    wish = sheet.rng.uniform(*TIER) + gap
    return max(1, round((area.h / sheet.em + gap) / wish))


def _options(sheet: Sheet, area: Rect, most: float, **more: object) -> StoryOptions:
    base: dict[str, object] = {
        "columns": tiers_of(sheet, area), "vertical": True, "most": most, "align": "center",
        "caption": sheet.rng.choice(["below", "side"]), "drop_cap": sheet.rng.random() < 0.06,
        "genres": ("story", "feature", "commentary", "letter", "notice"),
    }  # fmt: skip
    return StoryOptions(**{**base, **more})  # type: ignore[arg-type]


def _right_to_left(areas: list[Rect]) -> list[Rect]:
    return sorted(areas, key=lambda r: -r.x1)


def _cells(sheet: Sheet, area: Rect, shares: list[float], gap: float = 1.2) -> list[Rect]:
    out = area.cols(shares, gap * sheet.em)
    for a, b in pairwise(out):
        mid = (a.x1 + b.x0) / 2
        rule(sheet, Rect(mid - 1, a.y0, mid + 1, a.y1))
    return _right_to_left(out)


def _bands(sheet: Sheet, area: Rect, shares: list[float], gap: float = 1.2) -> list[Rect]:
    out = area.rows(shares, gap * sheet.em)
    for a, b in pairwise(out):
        mid = (a.y1 + b.y0) / 2
        rule(sheet, Rect(a.x0, mid - 1, a.x1, mid + 1))
    return out


def blocks_of_tiers(sheet: Sheet, body: Rect) -> None:
    """Bands of stories, every one of several tiers with a headline over all of them at its right."""
    rng = sheet.rng
    bands = _bands(sheet, body, rng.choice([[1.2, 1.0], [1.0, 1.0, 0.8], [1.3, 1.0, 0.9]]))
    for k, band in enumerate(bands):
        usual = [[1.0, 1.4], [1.3, 1.0], [1.0, 1.0, 1.2], [0.8, 1.3, 1.0]]
        shares = rng.choice(usual if k else [[1.0, 1.6], [1.0, 1.3]])
        for n, cell in enumerate(_cells(sheet, band, shares)):
            lead = not k and not n
            picture = "bottom" if rng.random() < 0.3 else "none"
            story_and_fill(sheet, cell, _options(sheet, cell, 4.4 if lead else rng.uniform(2.0, 3.0), picture=picture,
                           picture_span=1, frame="line" if rng.random() < 0.15 else "none"))  # fmt: skip


def with_adverts(sheet: Sheet, body: Rect) -> None:
    """News at the right, a column of framed adverts in the middle or at the left, horizontal heads among tiers."""
    rng = sheet.rng
    share = rng.uniform(0.18, 0.26)
    rail, news = body.left(body.w * share, 0.9 * sheet.em)
    for box in rail.rows([1.0, rng.uniform(0.6, 1.4), 1.0], 0.7 * sheet.em):
        if not set_advert(sheet, box, vertical=rng.random() < 0.6):
            draw_photo(sheet, box)
    for k, band in enumerate(_bands(sheet, news, [1.2, 1.0, 1.0] if news.h > 70 * sheet.em else [1.1, 1.0])):
        for n, cell in enumerate(_cells(sheet, band, rng.choice([[1.0, 1.2], [1.3, 1.0], [1.0, 1.0, 1.0]]))):
            head = "cross" if n and rng.random() < 0.4 else "top"
            story_and_fill(sheet, cell, _options(sheet, cell, 4.0 if not k and not n else 2.4, head=head))


def running_tiers(sheet: Sheet, body: Rect) -> None:
    """Tiers over the whole width through which the stories run one after another."""
    rng = sheet.rng
    axes = sheet.axes(True)
    flat = axes.flow(body)
    gap = 1.2 * sheet.em
    columns = flat.cols([1.0] * tiers_of(sheet, body), gap)
    obstacles: list[Rect] = []
    for k in range(rng.choice([0, 1, 1, 2])):  # an advert or picture cut into the left end of a tier or two
        tier = columns[(1 + 2 * k) % len(columns)]
        deep = rng.uniform(0.2, 0.32) * (flat.y1 - flat.y0)
        hole = Rect(tier.x0, flat.y1 - deep, tier.x1, flat.y1)
        if not set_advert(sheet, axes.page(hole), vertical=True):
            draw_photo(sheet, axes.page(hole))
        obstacles.append(Rect(hole.x0 - gap / 2, hole.y0 - 0.6 * sheet.em, hole.x1 + gap / 2, hole.y1))
    slots = slots_of(sheet, columns, obstacles, sheet.em)
    column_rules(sheet, columns, obstacles, axes, "thin")
    _run_on(sheet, slots)


def _run_on(sheet: Sheet, slots: list[Slot]) -> None:
    """Fill the tiers with one story after another until they are full."""
    rng, look, old = sheet.rng, sheet.look, sheet.look.script == "hant-1930s"
    body = Style(look.face("body"), look.leading, indent=rng.choice([0.0, 1.0, 2.0]))
    sub = Style(look.face("bold", 1.1), 1.35, before=0.3, after=0.1, align="start", indent=1.0, keep=2)
    blocks: list[Block] = []
    owners: list[tuple[int, str, str]] = []  # article number, its id, kind of each tag
    pool = sheet.stock.left("story", "feature", "letter", "notice", "brief", "commentary", "obituary")
    rng.shuffle(pool)
    done = flow([], slots, look.rules, True, fill=False)
    for number, article in enumerate(a for a in pool if not a.table):
        size = 1.3 if article.genre in ("brief", "notice", "letter") else rng.uniform(1.5, 2.4)
        measure = min(s.area.w for s in slots)
        tight = max((len(t) for t in article.headline), default=99) * 1.25 * sheet.em > measure
        lines, size = head_lines(article, sheet, measure, size, short=tight)
        size = unbroken(sheet, lines, size, 1.0, measure, "head", True)
        head = Style(look.face("head", size), 1.2, before=0.35, align="center", keep=2)
        more: list[Block] = []

        def add(kind: str, text: str, style: Style, tag: int | None = None, *, n: int = number, to: list[Block] = more,
                source: str = article.id) -> None:  # fmt: skip
            if tag is None:
                owners.append((n, source, kind))
            to.append(Block(kind, text, style, tag=len(owners) - 1))

        if article.kicker and rng.random() < 0.6 and article.genre == "story":
            add("kicker", article.kicker, replace(head, face=look.face("body", max(1.05, size * 0.6)), keep=3))
        for k, text in enumerate(lines):
            add("headline", text, head if not k else replace(head, before=0.0), None if not k else 0)
        for b in article.body:
            add(b.kind, b.text, sub if b.kind == "subhead" else body)
        trial = flow(blocks + more, slots, look.rules, True, fill=False)
        sheet.stock.take(article)
        if trial.stop is not None:
            blocks = trimmed(trial, blocks + more, old)
            break
        blocks += more
    done = flow(blocks, slots, look.rules, True, fill=False)
    records: dict[int, BlockRecord] = {}
    articles: dict[int, ArticleRecord] = {}
    for tag in sorted({b.tag for b in blocks}):
        number, source, kind = owners[tag]
        if number not in articles:
            articles[number] = sheet.record.article("story", source)
        records[tag] = articles[number].block(kind)
    axes = sheet.axes(True)
    sheet.ink(spread(done, slots), axes, [s.name for s in slots], records)
    for s in range(done.slot, len(slots)):
        a = slots[s].area
        a = Rect(a.x0, done.across + 0.5 * sheet.em, a.x1, a.y1) if s == done.slot else a
        if a.h > 5 * sheet.em:
            fill_hole(sheet, axes.page(a), True)


def modern_vertical(sheet: Sheet, body: Rect) -> None:
    """Traditional modern: a lead with a picture, stories in tiers, a strip of briefs."""
    rng = sheet.rng
    upper, lower = _bands(sheet, body, [rng.uniform(1.1, 1.4), 1.0])
    first, second = _cells(sheet, upper, [1.0, rng.uniform(1.6, 2.2)])
    story_and_fill(sheet, first, _options(sheet, first, 4.6, picture=rng.choice(["middle", "bottom"]), picture_span=2,
                   reversed_head=rng.random() < 0.3))  # fmt: skip
    for part in _bands(sheet, second, [1.0, 1.0]):
        story_and_fill(sheet, part, _options(sheet, part, 2.4))
    cells = _cells(sheet, lower, [1.0, 1.2, 0.7])
    story_and_fill(sheet, cells[0], _options(sheet, cells[0], 2.8, head=rng.choice(["top", "cross"])))
    story_and_fill(sheet, cells[1], _options(sheet, cells[1], 2.8, frame=rng.choice(["none", "line", "tint"])))
    title = rng.choice(BRIEFS[sheet.look.script])
    for hole in set_briefs(sheet, cells[2], tiers_of(sheet, cells[2]), title, True):
        fill_hole(sheet, hole, True)


_OLD = ("hant-1930s", "hant-1930s", "hant")
FAMILIES = [
    Family("blocks-of-tiers", "vertical", "report", blocks_of_tiers, (64, 92), (70, 96), _OLD, 0.4),
    Family("with-adverts", "vertical", "fit", with_adverts, (70, 96), (70, 98), _OLD, 0.5),
    Family("running-tiers", "vertical", "report", running_tiers, (60, 90), (64, 96), _OLD, 0.3),
    Family("modern-vertical", "vertical", "fit", modern_vertical, (70, 92), (80, 104), ("hant", "hant-1930s"), 0.2),
]
