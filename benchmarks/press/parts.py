"""Parts that are no stories: adverts, notices, briefs, tables, lone pictures, fillers."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.press.articles import Article
from benchmarks.press.canvas import BLACK, WHITE
from benchmarks.press.flow import Block, Slot, Style, flow, spread
from benchmarks.press.fonts import is_wide
from benchmarks.press.images import arrange, draw_photo, ink_picture
from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Sheet
from benchmarks.press.slots import column_rules, columns_of, slots_of
from benchmarks.press.story import set_story
from benchmarks.press.storyplan import StoryOptions, trimmed


def set_advert(sheet: Sheet, area: Rect, vertical: bool = False) -> bool:
    """A framed advert: a slogan in big type, a few centred lines, at times a picture; False if none is left."""
    em, rng = sheet.em, sheet.rng
    article = sheet.stock.some("advert") or sheet.stock.some("notice")
    if article is None or area.w < 5 * em or area.h < 3 * em:
        return False
    record = sheet.record.article("advert", article.id)
    dark = rng.random() < 0.25
    kind = rng.choice(["thin", "double"])
    sheet.canvas.frame(area, max(2, sheet.look.thin), sheet.look.accent if dark else None, double=kind == "double")
    colour = WHITE if dark else BLACK
    inner = area.inset(0.9 * em, 0.8 * em)
    if not vertical and inner.w > 22 * em and inner.h > 6 * em and rng.random() < 0.6:
        picture, inner = inner.left(inner.w * rng.uniform(0.25, 0.4), em)
        draw_photo(sheet, picture)
    elif inner.h > max(16 * em, 0.55 * inner.w) and rng.random() < 0.7:
        picture, inner = inner.top(inner.h * rng.uniform(0.3, 0.45), 0.8 * em)
        draw_photo(sheet, picture)
    title = "".join(article.headline) or (article.short or "")
    if vertical:
        band, rest = inner.right(min(inner.w * 0.4, 4 * em), 0.5 * em)
    else:
        band, rest = inner.top(min(inner.h * 0.4, 5 * em), 0.5 * em)
    sheet.fitted(title, band, "head", record.block("headline"), vertical, sheet.cross_rtl, 6.0, colour, dark)
    texts = [b.text for b in article.body]
    for size in (1.8, 1.5, 1.25, 1.05, 0.9, 0.8):
        style = Style(sheet.look.face(rng.choice(["sans", "body"]), size), 1.45, align="center", colour=colour)
        blocks = [Block("paragraph", t, style, tag=i) for i, t in enumerate(texts)]
        axes = sheet.axes(vertical)
        slot = Slot(axes.flow(rest), sheet.column())
        done = flow(blocks, [slot], sheet.look.rules, vertical, fill=False)
        if done.stop is None:
            break
    if done.stop is not None:
        blocks = trimmed(done, blocks, sheet.look.script == "hant-1930s")
        done = flow(blocks, [slot], sheet.look.rules, vertical, fill=False)
    drop = max(0.0, slot.area.y1 - done.across + 0.3 * em) / 2 if done.lines else 0.0
    lines = [replace(p, across=p.across + drop) for p in done.lines]
    records = {i: record.block("paragraph") for i in range(len(texts))}
    sheet.ink(lines, axes, [slot.name], records, colour, dark, sheet.cross_rtl and not vertical)
    return True


def set_briefs(sheet: Sheet, area: Rect, columns: int, title: str = "", vertical: bool = False) -> list[Rect]:
    """News in brief: short pieces one after another through the columns, each an article of its own."""
    em, look = sheet.em, sheet.look
    if title:
        band, area = (area.right(2.2 * em, 0.6 * em) if vertical else area.top(2.2 * em, 0.6 * em))
        sheet.canvas.frame(band, 0, tint=look.accent, kind="reversed")
        sheet.fitted(title, band.inset(0.3 * em), "head", sheet.record.furnish("folio"), vertical, False, 1.5,
                     WHITE, True)  # fmt: skip
    axes = sheet.axes(vertical)
    cols = columns_of(axes.flow(area), columns, look.gutter * em)
    slots = slots_of(sheet, cols, [], em)
    head = Style(look.face("bold", 1.12), 1.3, before=0.5, after=0.15, keep=2, align="start")
    body = Style(look.face("body"), look.leading, indent=2.0)
    blocks: list[Block] = []
    used: list[tuple[Article, int]] = []
    done = flow([], slots, look.rules, vertical, fill=False)
    pool = sheet.stock.left("brief", "notice", "letter")
    for article in pool:
        start = len(blocks)
        more = [Block("headline", " ".join(article.headline) or article.short or "", head, tag=start)]
        more += [Block("paragraph", b.text, body, tag=start + 1 + k) for k, b in enumerate(article.body)]
        trial = flow(blocks + more, slots, look.rules, vertical, fill=False)
        if trial.stop is not None:
            cut = trimmed(trial, blocks + more, look.script == "hant-1930s")
            if len(cut) > start + 1 and sum(len(b.text) for b in cut[start + 1 :]) > 24:
                blocks, done = cut, flow(cut, slots, look.rules, vertical, fill=False)
                used.append((sheet.stock.take(article), start))
            break
        blocks, done = blocks + more, trial
        used.append((sheet.stock.take(article), start))
    if not used:
        return [area]
    if look.column_rule:
        column_rules(sheet, cols, [], axes)
    records = {}
    for k, (article, start) in enumerate(used):
        stop = used[k + 1][1] if k + 1 < len(used) else len(blocks)
        record = sheet.record.article("brief", article.id)
        for b in range(start, stop):
            records[b] = record.block(blocks[b].kind)
    sheet.ink(spread(done, slots), axes, [s.name for s in slots], records)
    holes = []
    for s, slot in enumerate(slots):
        a = slot.area
        if s >= done.slot:
            a = Rect(a.x0, done.across + 0.4 * em, a.x1, a.y1) if s == done.slot else a
            if a.h > 4.5 * em and a.w > 4.5 * em:
                holes.append(axes.page(a))
    return holes


def set_table(sheet: Sheet, area: Rect) -> bool:
    """A table of figures with its headline; False if the stock has none that fits."""
    em, look, rng = sheet.em, sheet.look, sheet.rng
    tables = [a for a in sheet.stock.left() if a.table]
    tables = [a for a in tables if (len(a.table) + 3) * 1.5 * em < area.h and _table_width(a) * em < area.w]
    if not tables:
        return False
    article = sheet.stock.take(rng.choice(tables))
    record = sheet.record.article("story", article.id)
    ruled = rng.random() < 0.6
    sheet.canvas.frame(area, max(2, look.thin), look.tint if rng.random() < 0.4 else None)
    inner = area.inset(0.7 * em)
    band, inner = inner.top(2.2 * em, 0.3 * em)
    sheet.fitted("".join(article.headline), band, "head", record.block("headline"), most=1.8)
    rows = len(article.table)
    step = min(2.2 * em, max(1.5 * em, inner.h / rows * (0.55 if article.body else 1.0)))
    if article.body:
        text, inner = inner.top(max(0.0, inner.h - rows * step - 0.4 * em), 0.4 * em)
        style = Style(look.face("body"), look.leading, indent=2.0)
        blocks = [Block(b.kind, b.text, style, tag=i) for i, b in enumerate(article.body)]
        slot = Slot(text, sheet.column())
        done = flow(blocks, [slot], look.rules, False, fill=False)
        blocks = trimmed(done, blocks, False)
        done = flow(blocks, [slot], look.rules, False, fill=False)
        sheet.ink(done.lines, sheet.axes(False), [slot.name],
                  {i: record.block(b.kind) for i, b in enumerate(article.body)})  # fmt: skip
    widths = [max(_units(r[k]) for r in article.table) + 1.0 for k in range(len(article.table[0]))]
    face = look.face("body", 0.95)
    bold = look.face("bold", 0.95)
    for i, row in enumerate(article.table):
        y = inner.y0 + i * step
        block = record.block("table")
        boxes = Rect(inner.x0, y, inner.x1, y + step).cols(widths, 0.3 * em)
        for k, (cell, box) in enumerate(zip(row, boxes, strict=True)):
            style = Style(bold if i == 0 else face, 1.0, align="start" if k == 0 else "center")
            before = len(block.lines)
            sheet.text(cell, Rect(box.x0, y + (step - face.size) / 2, box.x1, y + step + em), style, block)
            for n in range(before, len(block.lines)):
                block.lines[n] = replace(block.lines[n], join=" ")
        if ruled or i in (0,):
            sheet.canvas.rule(Rect(inner.x0, y + step - 1, inner.x1, y + step + 1), "thin", look.thin)
    return True


def _units(text: str) -> float:
    return sum(1.0 if is_wide(c) else 0.58 for c in text)


def _table_width(article: Article) -> float:
    return sum(max(_units(r[k]) for r in article.table) + 0.6 for k in range(len(article.table[0]))) + 1.5


def set_photo_story(sheet: Sheet, area: Rect, caption: str = "below") -> bool:
    """A lone picture with headline (if it has one) and caption; False if none is left."""
    left = [a for a in sheet.stock.left("photo") if a.headline]
    if not left:
        return False
    article = sheet.stock.take(sheet.rng.choice(left))
    em = sheet.em
    record = sheet.record.article("picture", article.id)
    if article.headline:
        band, area = area.top(2.4 * em, 0.4 * em)
        sheet.fitted("".join(article.headline), band, "head", record.block("headline"), most=2.2)
    if article.body and not article.captions:
        style = Style(sheet.look.face("kai", 0.95), 1.35, indent=2.0)
        blocks = [Block(b.kind, b.text, style, tag=i) for i, b in enumerate(article.body)]
        trial = flow(blocks, [Slot(area, "photo")], sheet.look.rules, False, fill=False)
        text, area = area.bottom(min(area.h * 0.6, trial.across - area.y0), 0.5 * em)
        slot = Slot(Rect(text.x0, text.y0, text.x1, text.y1 + em), sheet.column())
        blocks = trimmed(flow(blocks, [slot], sheet.look.rules, False, fill=False), blocks, False)
        done = flow(blocks, [slot], sheet.look.rules, False, fill=False)
        sheet.ink(done.lines, sheet.axes(False), [slot.name], {i: record.block(b.kind) for i, b in enumerate(blocks)})
        draw_photo(sheet, area)
        return True
    if article.body:
        sheet_opt = StoryOptions(columns=1)
        style = Style(sheet.look.face("body"), sheet.look.leading, indent=2.0)
        blocks = [Block(b.kind, b.text, style, tag=i) for i, b in enumerate(article.body)]
        trial = flow(blocks, [Slot(area, "photo")], sheet.look.rules, False, fill=False)
        if trial.stop is None and trial.across - area.y0 < area.h * 0.5 and sheet_opt:
            text, area = area.bottom(trial.across - area.y0, 0.4 * em)
            slot = Slot(Rect(text.x0, text.y0, text.x1, text.y1 + em), sheet.column())
            done = flow(blocks, [slot], sheet.look.rules, False, fill=False)
            sheet.ink(done.lines, sheet.axes(False), [slot.name],
                      {i: record.block(b.kind) for i, b in enumerate(blocks)})  # fmt: skip
    ink_picture(sheet, arrange(sheet, article, area, caption), record)
    return True


def fill_hole(sheet: Sheet, hole: Rect, vertical: bool = False) -> None:
    """Something printable for a space that a story left: a table, a boxed brief, an advert, a picture."""
    em = sheet.em
    hole = hole.inset(0, 0.25 * em)
    if hole.h > 12 * em and hole.w > 10 * em and sheet.rng.random() < 0.4 and set_table(sheet, hole):
        return
    if hole.h > 9 * em and hole.w > 9 * em and sheet.stock.left("brief") and sheet.rng.random() < 0.6:
        sheet.canvas.frame(hole, max(2, sheet.look.thin))
        for rest in set_briefs(sheet, hole.inset(0.7 * em), max(1, round(hole.w / em / 16)), "", vertical):
            if rest.h > 5 * em:
                draw_photo(sheet, rest)
        return
    if hole.h > 5 * em and hole.w > 6 * em and set_advert(sheet, hole, vertical and hole.h > hole.w):
        return
    if hole.h > 4 * em:
        draw_photo(sheet, hole)


def story_and_fill(sheet: Sheet, area: Rect, opt: StoryOptions, article: Article | None = None) -> None:
    """A story, its holes filled."""
    for hole in set_story(sheet, area, opt, article):
        fill_hole(sheet, hole, opt.vertical)
