"""A story set in an area: head, columns (or tiers), pictures with captions, fitted to its space."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from benchmarks.press.articles import Article
from benchmarks.press.flow import Block, Flowed, Slot, Style, flow, spread
from benchmarks.press.furniture import page_number
from benchmarks.press.heads import HeadPlan, ink_head, plan_head
from benchmarks.press.images import PicturePlan, ink_picture, plan_picture
from benchmarks.press.record import ArticleRecord
from benchmarks.press.rect import Axes, Rect
from benchmarks.press.sheet import Continuation, Sheet
from benchmarks.press.slots import column_rules, columns_of, slots_of
from benchmarks.press.stock import body_size, sentence_cut

CANDIDATES = 3
SHORTEST_REST, LONGEST_REST = 160, 700
"""Characters of a story that may be left for another page."""
HOLE = 4.5
"""Em of blank foot beyond which a filler is put in."""


@dataclass(frozen=True)
class StoryOptions:
    """What a template wants of a story. Lengths in em."""

    columns: int = 2
    vertical: bool = False
    head: str = "top"
    """top (begins the story, in its own direction), cross (a strip in the other direction), none"""
    head_side: str = "left"
    """Where a cross head stands beside horizontal text: left, right, middle."""
    head_span: int = 0
    """How many columns a top head covers, 0 for all."""
    most: float = 4.0
    picture: str = "none"
    """none, top, bottom, middle, wrap, two"""
    picture_span: int = 1
    caption: str = "below"
    """below, side (vertical beside it), inside"""
    frame: str = "none"
    """none, line, tint, both"""
    reversed_head: bool = False
    drop_cap: bool = False
    shares: tuple[float, ...] = ()
    """Column widths, for unequal columns."""
    cutouts: tuple[Rect, ...] = ()
    """Page areas inside the story's that belong to others."""
    rule: bool | None = None
    genres: tuple[str, ...] = ("story", "feature", "commentary", "letter")
    align: str = "center"
    size: float = 1.0
    """Body size relative to the page's."""
    role: str = "body"
    jump: bool = False
    """The story is to run on to another page: its last line is kept for the note."""
    continued: Continuation | None = None


@dataclass
class StoryPlan:
    article: Article
    head: HeadPlan | None
    pictures: list[PicturePlan]
    columns: list[Rect]
    slots: list[Slot]
    blocks: list[Block]
    kinds: list[str]
    flowed: Flowed
    axes: Axes
    slack: float
    """Blank across pixels after the last line, over all columns."""
    obstacles: list[Rect] = field(default_factory=list)
    cut: tuple[int, int] | None = None


def body_blocks(sheet: Sheet, article: Article, opt: StoryOptions, leading: float) -> tuple[list[Block], list[str]]:
    """The blocks of an article's body in this page's styles."""
    look = sheet.look
    face = look.face(opt.role, opt.size)
    old = look.script == "hant-1930s"
    body = Style(face, leading, indent=0.0 if old and sheet.rng.random() < 0.3 else 1.0 if old else 2.0,
                 lead_face=look.face("bold", opt.size))  # fmt: skip
    kind = "start" if opt.vertical and look.subhead == "bar" else look.subhead
    sub = Style(look.face("kai" if kind == "kai" else "bold", opt.size * 1.12), 1.3, before=0.45, after=0.3,
                align="center" if kind != "start" else "start", indent=1.0 if kind == "start" else 0.0, keep=2,
                bar=look.accent if kind == "bar" else None, inset=0.4)  # fmt: skip
    blocks, kinds = [], []
    for block in article.body:
        lead = 0
        if block.kind == "paragraph" and block.text[:2] in ("本报", "本報", "（本", "【本") and not old:
            stop = max(block.text.find(c, 0, 40) for c in "）】")
            lead = stop + 1 if stop > 0 else 0
        style = sub if block.kind == "subhead" else body
        if opt.continued and opt.continued.split and not blocks:
            style = replace(body, indent=0.0)
        blocks.append(Block(block.kind, block.text, style, lead, len(kinds)))
        kinds.append(block.kind)
    return blocks, kinds


def trimmed(flowed: Flowed, blocks: list[Block], old: bool) -> list[Block]:
    """The blocks cut back to the last whole sentence that found room."""
    if flowed.stop is None:
        return blocks
    b, i = flowed.stop
    cut = sentence_cut(blocks[b].text, i, old) if blocks[b].kind == "paragraph" else 0
    kept = blocks[:b] + ([replace(blocks[b], text=blocks[b].text[:cut])] if cut else [])
    while kept and kept[-1].kind != "paragraph":
        kept.pop()
    return kept


def _slack(flowed: Flowed, slots: list[Slot]) -> float:
    total = 0.0
    for s, slot in enumerate(slots):
        if s == flowed.slot:
            total += max(0.0, slot.area.y1 - flowed.across)
        elif s > flowed.slot:
            total += slot.area.y1 - slot.area.y0
    return total


def plan_story(sheet: Sheet, article: Article, area: Rect, opt: StoryOptions, extra: float = 0.0) -> StoryPlan:
    """One attempt: ``extra`` pixels are added to the height of the picture."""
    axes, em, look = sheet.axes(opt.vertical), sheet.em, sheet.look
    space, head, obstacles = area, None, [axes.flow(c) for c in opt.cutouts]
    if opt.head == "top":
        flat = axes.flow(area)
        along = columns_of(flat, opt.columns, look.gutter * em, opt.shares)
        end = along[opt.head_span - 1].x1 if 0 < opt.head_span < len(along) else flat.x1
        head_area = axes.page(Rect(flat.x0, flat.y0, end, flat.y1))
        note = jump_note(sheet, opt.continued.from_page, out=False) if opt.continued else ""
        head = plan_head(sheet, article, head_area, axes, opt.most, reversed_out=opt.reversed_head, align=opt.align,
                         note=note)  # fmt: skip
        obstacles.append(axes.flow(head.taken))
    elif opt.head == "cross":
        head, space = cross_head(sheet, article, area, opt)
        if space is area:
            obstacles.append(axes.flow(head.taken))
    flat = axes.flow(space)
    columns = columns_of(flat, opt.columns, look.gutter * em, opt.shares)
    pictures = plan_picture(sheet, article, columns, flat, obstacles, opt, extra)
    obstacles += [axes.flow(p.taken) for p in pictures]
    slots = slots_of(sheet, columns, obstacles, em * opt.size)
    if opt.jump and slots:
        a = slots[-1].area
        slots[-1] = replace(slots[-1], area=Rect(a.x0, a.y0, a.x1, a.y1 - 1.35 * em))
    leading = look.leading if opt.role == "body" else look.leading + 0.05
    blocks, kinds = body_blocks(sheet, article, opt, leading)
    flowed = flow(blocks, slots, look.rules, opt.vertical, fill=False)
    if flowed.stop is not None and not opt.jump:
        blocks = trimmed(flowed, blocks, look.script == "hant-1930s")
        flowed = flow(blocks, slots, look.rules, opt.vertical, fill=False)
    elif flowed.stop is None and (rest := _slack(flowed, slots)) > 0 and not extra:
        total = sum(s.area.y1 - s.area.y0 for s in slots) or 1.0
        loose = leading * (1 + min(0.1, rest / total * 0.97))
        blocks, kinds = body_blocks(sheet, article, opt, loose)
        flowed = flow(blocks, slots, look.rules, opt.vertical, fill=False)
        if flowed.stop is not None:
            blocks, kinds = body_blocks(sheet, article, opt, leading)
            flowed = flow(blocks, slots, look.rules, opt.vertical, fill=False)
    return StoryPlan(article, head, pictures, columns, slots, blocks, kinds, flowed, axes,
                     _slack(flowed, slots), obstacles)  # fmt: skip


def cross_head(sheet: Sheet, article: Article, area: Rect, opt: StoryOptions) -> tuple[HeadPlan, Rect]:
    """A head that runs the other way than the text: down beside columns, or across above tiers."""
    em, look = sheet.em, sheet.look
    if opt.vertical:
        head = plan_head(sheet, article, area, sheet.axes(False), opt.most, byline=False, rtl=sheet.cross_rtl)
        return head, Rect(area.x0, head.taken.y1, area.x1, area.y1)
    axes = sheet.axes(True)
    trial = plan_head(sheet, article, area, axes, opt.most, short=True, byline=True)
    width = trial.taken.w
    if opt.head_side == "middle" and opt.columns >= 2:
        columns = columns_of(area, opt.columns, look.gutter * em, opt.shares)
        k = opt.columns // 2
        strip = Rect(columns[k].x0, area.y0, columns[k].x0 + width, area.y1)
        head = plan_head(sheet, article, strip, axes, opt.most, short=True, byline=True)
        return head, area
    if opt.head_side == "right":
        strip, rest = area.right(width, 0.6 * em)
    else:
        strip, rest = area.left(width, 0.6 * em)
    head = plan_head(sheet, article, strip, axes, opt.most, short=True, byline=True)
    return head, rest


def set_story(sheet: Sheet, area: Rect, opt: StoryOptions, article: Article | None = None) -> list[Rect]:
    """Choose, fit and print a story; returns holes (page areas) that its columns left blank."""
    look, em = sheet.look, sheet.em
    if opt.frame != "none":
        double = look.box_rule == "double" and opt.frame != "tint"
        tint = look.tint if opt.frame in ("tint", "both") else None
        sheet.canvas.frame(area, 0 if opt.frame == "tint" else max(2, look.thin), tint, double=double)
        area = area.inset(0.9 * em)
    if article is None and opt.head == "top" and opt.vertical == sheet.vertical:
        if (holes := set_jump(sheet, area, opt)) is not None:
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


def jump_note(sheet: Sheet, page: int, out: bool) -> str:
    """The note of a story that runs on to, or comes from, another page."""
    notes = sheet.paper.jumps_to if out else sheet.paper.jumps_from
    return sheet.rng.choice(notes).format(page=page_number(sheet, page))


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
