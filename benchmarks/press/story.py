"""A story printed in an area: the article and the treatment that fill it best, and stories that jump."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.press.articles import Article
from benchmarks.press.flow import Block, Slot, Style, flow, single, spread
from benchmarks.press.heads import ink_head
from benchmarks.press.images import ink_picture
from benchmarks.press.record import ArticleRecord
from benchmarks.press.rect import Rect
from benchmarks.press.sheet import Continuation, Sheet
from benchmarks.press.slots import column_rules
from benchmarks.press.stock import body_size
from benchmarks.press.storyplan import StoryOptions, StoryPlan, jump_note, plan_story

CANDIDATES = 3
"""Articles tried for a space."""
SHORTEST_REST, LONGEST_REST = 160, 700
"""Characters of a story that may be left for another page."""
HOLE = 4.5
"""Em of blank foot beyond which a filler is put in."""


def set_story(sheet: Sheet, area: Rect, opt: StoryOptions, article: Article | None = None) -> list[Rect]:
    """Choose, fit and print a story; returns holes (page areas) that its columns left blank."""
    look, em = sheet.look, sheet.em
    if opt.frame != "none":
        double = look.box_rule == "double" and opt.frame != "tint"
        tint = look.tint if opt.frame in ("tint", "both") else None
        sheet.canvas.frame(area, 0 if opt.frame == "tint" else max(2, look.thin), tint, double=double)
        area = area.inset(0.9 * em)
    may_jump = article is None and opt.head == "top" and opt.vertical == sheet.vertical
    if may_jump and (holes := set_jump(sheet, area, opt)) is not None:
        return holes
    best: StoryPlan | None = None
    room = area.w * area.h - sum(c.w * c.h for c in opt.cutouts)
    cell = (em * opt.size) ** 2 * look.leading
    pools = [article] if article else sheet.stock.candidates(room / cell * 0.72, CANDIDATES, *opt.genres)
    for candidate in pools:
        for change in _changes(opt, candidate):
            state = sheet.rng.getstate()
            plan = plan_story(sheet, candidate, area, change)
            if plan.pictures and plan.slack > 2 * em:
                span = max(1, change.picture_span)
                bigger = plan_story(sheet, candidate, area, change, extra=plan.slack / span)
                plan = bigger if bigger.slack < plan.slack else plan
            sheet.rng.setstate(state)
            sheet.rng.random()
            if best is None or plan.slack < best.slack - 0.5 * em:
                best = plan
        if best is not None and best.slack < 3 * em:
            break
    if best is None:
        return [area]
    sheet.stock.take(best.article)
    return ink_story(sheet, best, opt)


def set_jump(sheet: Sheet, area: Rect, opt: StoryOptions) -> list[Rect] | None:
    """Print a story that runs on to another page, or the rest of one, where the sheet wants it here."""
    if sheet.jump_in is not None:
        change = replace(opt, continued=sheet.jump_in, most=min(opt.most, 2.4), reversed_head=False)
        plan = plan_story(sheet, sheet.jump_in.article, area, change)
        if plan.flowed.stop is not None or plan.blocks[-1].text != sheet.jump_in.article.body[-1].text:
            return None
        record = sheet.record.article("story", plan.article.id)
        record.jump_from, record.split = sheet.jump_in.from_page, sheet.jump_in.split
        sheet.jump_in = None
        return ink_story(sheet, plan, change, record)
    if sheet.jump_out is None:
        return None
    for article in sorted((a for a in sheet.stock.left() if a.jumpable), key=body_size, reverse=True):
        plan = plan_story(sheet, article, area, replace(opt, jump=True))
        stop = plan.flowed.stop
        if stop is None:
            continue
        block, at = stop
        rest = [replace(article.body[block], text=article.body[block].text[at:].strip()), *article.body[block + 1 :]]
        chars = sum(len(b.text) for b in rest)
        if article.body[block].kind == "subhead" or not SHORTEST_REST <= chars <= LONGEST_REST:
            continue
        sheet.stock.take(article)
        record = sheet.record.article("story", article.id)
        record.jump_to, record.split = sheet.jump_out, at > 0
        holes = ink_story(sheet, plan, opt, record)
        slot = plan.slots[-1].area
        foot = Rect(slot.x0, slot.y1 + 0.3 * sheet.em, slot.x1, slot.y1 + 1.35 * sheet.em)
        style = Style(sheet.look.face("kai", 0.95), 1.2, align="end")
        note = flow([Block("jump-note", jump_note(sheet, sheet.jump_out, out=True), style)],
                    [Slot(foot, plan.slots[-1].name)], sheet.look.rules, opt.vertical, fill=False)  # fmt: skip
        sheet.ink(note.lines, plan.axes, [plan.slots[-1].name], {0: record.block("jump-note")})
        left = replace(article, body=tuple(rest), captions=(), kicker=None, deck=None, byline=None)
        sheet.carried, sheet.jump_out = Continuation(left, sheet.page_no, at > 0), None
        return holes
    return None


def _changes(opt: StoryOptions, article: Article) -> list[StoryOptions]:
    """The template's wish first; a picture is added where the article has one and space is left."""
    out = [opt]
    if opt.picture == "none" and article.captions and opt.columns > 1:
        span = min(opt.columns, max(1, opt.columns // 2))
        out.append(replace(opt, picture="bottom" if body_size(article) % 2 else "top", picture_span=span))
    return out


def ink_story(sheet: Sheet, plan: StoryPlan, opt: StoryOptions, record: ArticleRecord | None = None) -> list[Rect]:
    """Draw a planned story."""
    em, axes = sheet.em, plan.axes
    record = record or sheet.record.article("story", plan.article.id)
    if plan.head is not None:
        ink_head(sheet, plan.head, record)
    if opt.rule if opt.rule is not None else sheet.look.column_rule is not None:
        column_rules(sheet, plan.columns, plan.obstacles, axes)
    lines = spread(plan.flowed, plan.slots)
    records = {tag: record.block(kind) for tag, kind in enumerate(plan.kinds)}
    if (cap := plan.cap) is not None:
        box = axes.page(Rect(cap.along, cap.across, cap.along + cap.face.size, cap.across + cap.face.size))
        sheet.put(single(cap.char, cap.face, axes.vertical), box.x0, box.y0, cap.face.size,
                  "ttb" if axes.vertical else "ltr", cap.column, records[0])  # fmt: skip
    sheet.ink(lines, axes, [s.name for s in plan.slots], records)
    for picture in plan.pictures:
        ink_picture(sheet, picture, record)
    holes = []
    for s, slot in enumerate(plan.slots):
        a = slot.area
        if s == plan.flowed.slot:
            a = Rect(a.x0, plan.flowed.across + 0.3 * em, a.x1, a.y1)
        elif s < plan.flowed.slot:
            continue
        if a.h > HOLE * em and a.w > HOLE * em:
            holes.append(axes.page(a))
    return holes
