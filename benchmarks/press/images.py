"""Pictures on the page: where they stand among the columns, their captions, text inside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.press.articles import Article
from benchmarks.press.canvas import BLACK, WHITE, Mark
from benchmarks.press.flow import Block as FlowBlock
from benchmarks.press.flow import Placed, Slot, Style, flow
from benchmarks.press.pictures import photo
from benchmarks.press.record import ArticleRecord, BlockRecord
from benchmarks.press.rect import Axes, Rect
from benchmarks.press.sheet import Sheet

if TYPE_CHECKING:
    from benchmarks.press.storyplan import StoryOptions

SIGNS = {
    "hans": ["便民服务", "安全生产", "欢迎光临", "开工大吉", "第三候车室", "桑漾小学", "出口", "丰收节"],
    "hant": ["歡迎光臨", "惠民超市", "渡輪碼頭", "服務處", "出口", "嵐口大廈"],
    "hant-1930s": ["大減價", "利航公司", "茶莊", "藥房"],
    "latin": ["EXIT", "MARKET"],
}
"""Lettering that stands inside pictures (image text, no part of any story)."""


@dataclass(frozen=True)
class PicturePlan:
    """Where picture and caption go; ``taken`` is the area kept free of text, margins included."""

    picture: Rect
    taken: Rect
    caption: list[Placed]
    caption_axes: Axes
    inside: Rect | None = None
    """The plate behind a caption that stands inside the picture."""


def plan_picture(sheet: Sheet, article: Article, columns: list[Rect], flat: Rect, obstacles: list[Rect],
                 opt: StoryOptions, extra: float) -> list[PicturePlan]:  # fmt: skip
    """Pictures among the columns (in flow coordinates), their heights grown by ``extra``."""
    if opt.picture == "none":
        return []
    em, axes = sheet.em, sheet.axes(opt.vertical)
    span = max(1, min(opt.picture_span, len(columns)))
    first = {"top": len(columns) - span, "bottom": 0, "wrap": 0}.get(opt.picture, (len(columns) - span) // 2)
    if opt.picture == "top" and sheet.rng.random() < 0.5:
        first = (len(columns) - span) // 2
    if opt.picture == "bottom" and sheet.rng.random() < 0.4:
        first = len(columns) - span
    chosen = columns[first : first + span]
    x0, x1 = chosen[0].x0, chosen[-1].x1
    top = max([o.y1 for o in obstacles if o.x0 < x1 and x0 < o.x1 and o.y0 <= flat.y0 + 1], default=flat.y0)
    foot = min([o.y0 for o in obstacles if o.x0 < x1 and x0 < o.x1 and o.y1 >= flat.y1 - 1], default=flat.y1)
    free = foot - top
    if free < 7 * em:
        return []
    width = x1 - x0
    if opt.picture == "wrap":
        width = min(width, (columns[0].x1 - columns[0].x0) * sheet.rng.uniform(1.45, 1.7) if span > 1 else
                    width * 0.55)  # fmt: skip
        x1 = x0 + width
    ideal = width * sheet.rng.uniform(0.55, 0.8) if not opt.vertical else width * sheet.rng.uniform(0.8, 1.4)
    height = min(ideal + extra, free * (0.78 if span < len(columns) else 0.62))
    if extra:
        height = max(height, min(ideal + extra, free - 4 * em))
    if height < 5 * em:
        return []
    if opt.picture in ("top",):
        y0 = top
    elif opt.picture == "middle":
        y0 = top + (free - height) * sheet.rng.uniform(0.35, 0.6)
    elif opt.picture == "wrap":
        y0 = top + (free - height) * sheet.rng.uniform(0.2, 0.8)
    else:
        y0 = foot - height
    block = axes.page(Rect(x0, y0, x1, y0 + height))
    plan = arrange(sheet, article, block, opt.caption)
    flat_block = axes.flow(block)
    gap = 0.6 * em
    right = gap if opt.picture == "wrap" else 0.0
    taken = Rect(flat_block.x0 - (gap if opt.picture == "wrap" and first else 0), flat_block.y0 - gap * (y0 > top),
                 flat_block.x1 + right, flat_block.y1 + gap)  # fmt: skip
    return [PicturePlan(plan.picture, axes.page(taken), plan.caption, plan.caption_axes, plan.inside)]


def caption_text(article: Article) -> str:
    if not article.captions:
        return ""
    caption = article.captions[0]
    return f"{caption.text} {caption.credit}" if caption.credit else caption.text


def arrange(sheet: Sheet, article: Article, block: Rect, place: str) -> PicturePlan:
    """Divide a page area between a picture and its caption."""
    em, text = sheet.em, caption_text(article)
    flat = sheet.axes(False)
    if not text:
        return PicturePlan(block, block, [], flat)
    face = sheet.look.face("kai" if sheet.rng.random() < 0.6 else "sans", 0.88)
    style = Style(face, 1.25, align="justify")
    item = FlowBlock("caption", sheet.rng.choice(["", "■", "▲"]) + text, style)
    if place == "side" and sheet.look.script != "latin":
        axes = sheet.axes(True)
        trial = Slot(axes.flow(block), "caption")
        done = flow([item], [trial], sheet.look.rules, True, fill=False)
        depth = (done.across - trial.area.y0) + 0.3 * em
        if done.stop is None and depth < block.w * 0.3:
            strip, picture = block.right(depth - 0.3 * em, 0.3 * em)
            done = flow([item], [Slot(axes.flow(strip), "caption")], sheet.look.rules, True, fill=False)
            if done.stop is None:
                return PicturePlan(picture, block, done.lines, axes)
    if place == "inside":
        plate = Rect(block.x0 + block.w * 0.45, block.y0, block.x1, block.y1)
        done = flow([item], [Slot(plate.inset(0.4 * em), "caption")], sheet.look.rules, False, fill=False)
        deep = done.across - plate.y0 + 0.4 * em
        if done.stop is None and deep < block.h * 0.4:
            plate = Rect(plate.x0, block.y1 - deep, block.x1, block.y1)
            done = flow([item], [Slot(plate.inset(0.4 * em), "caption")], sheet.look.rules, False, fill=False)
            if done.stop is None:
                return PicturePlan(block, block, done.lines, flat, plate)
    done = flow([item], [Slot(block, "caption")], sheet.look.rules, False, fill=False)
    deep = done.across - block.y0 + 0.3 * em
    if done.stop is not None or deep > block.h * 0.6:
        return PicturePlan(block, block, [], flat)
    strip, picture = block.bottom(deep - 0.3 * em, 0.35 * em)
    strip = Rect(strip.x0, strip.y0, strip.x1, strip.y1 + face.size)
    done = flow([item], [Slot(strip, "caption")], sheet.look.rules, False, fill=False)
    return PicturePlan(picture, block, done.lines, flat)


def ink_picture(sheet: Sheet, plan: PicturePlan, article: ArticleRecord) -> None:
    """Draw a planned picture with its caption."""
    draw_photo(sheet, plan.picture)
    if not plan.caption:
        return
    if plan.inside is not None:
        dark = sheet.rng.random() < 0.5
        sheet.canvas.fill(plan.inside, (40, 40, 44) if dark else (248, 248, 248))
        sheet.ink(plan.caption, plan.caption_axes, [sheet.column()], {0: article.block("caption")},
                  WHITE if dark else BLACK, dark)  # fmt: skip
    else:
        sheet.ink(plan.caption, plan.caption_axes, [sheet.column()], {0: article.block("caption")})


def draw_photo(sheet: Sheet, area: Rect) -> None:
    """A synthetic photograph, now and then with lettering in it."""
    w, h = max(2, round(area.x1) - round(area.x0)), max(2, round(area.y1) - round(area.y0))
    old = sheet.look.script == "hant-1930s"
    screen = max(3.5, 0.2 * sheet.em) if old else 0.0
    sheet.canvas.paste(photo(sheet.noise, w, h, sheet.look.colour, screen), area.x0, area.y0)
    sheet.canvas.marks.append(Mark("image", area))
    if sheet.rng.random() < 0.3 and w > 9 * sheet.em and h > 6 * sheet.em:
        sign = sheet.rng.choice(SIGNS[sheet.look.script])
        size = sheet.rng.uniform(1.0, 1.9)
        width = (len(sign) * size + 0.8) * sheet.em
        x = area.x0 + sheet.rng.uniform(0.1, 0.6) * max(0.0, w - width)
        y = area.y0 + sheet.rng.uniform(0.08, 0.3) * h
        plate = Rect(x, y, x + width, y + (size + 0.6) * sheet.em)
        if plate.x1 < area.x1 and plate.y1 < area.y1:
            dark = sheet.rng.random() < 0.5
            sheet.canvas.fill(plate, (60, 60, 66) if dark else (230, 230, 226))
            record = BlockRecord("image-text")
            sheet.fitted(sign, plate.inset(0.3 * sheet.em), "bold", record, colour=WHITE if dark else BLACK,
                         reversed_out=dark)  # fmt: skip
            sheet.record.image_text.append(record)
