"""The plan of a story in an area: head, columns (or tiers), pictures with captions, drop cap. Nothing is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from benchmarks.press.articles import Article
from benchmarks.press.flow import Block, Flowed, Slot, Style, flow
from benchmarks.press.fonts import Face, is_wide
from benchmarks.press.furniture import page_number
from benchmarks.press.heads import HeadPlan, plan_head
from benchmarks.press.images import PicturePlan, plan_picture
from benchmarks.press.rect import Axes, Rect
from benchmarks.press.sheet import Continuation, Sheet
from benchmarks.press.slots import columns_of, slots_of
from benchmarks.press.stock import sentence_cut


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


@dataclass(frozen=True)
class DropCap:
    """A first character over several lines, and the corner of its em box."""

    char: str
    face: Face
    along: float
    across: float
    column: str


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
    cap: DropCap | None = None


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
    blocks: list[Block] = []
    kinds: list[str] = []
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
    cap = drop_cap(sheet, blocks, slots, leading, opt)
    if cap is not None:
        blocks[0] = _headless(blocks[0])
    flowed = flow(blocks, slots, look.rules, opt.vertical, fill=False)
    if flowed.stop is not None and not opt.jump:
        blocks = trimmed(flowed, blocks, look.script == "hant-1930s")
        flowed = flow(blocks, slots, look.rules, opt.vertical, fill=False)
    elif flowed.stop is None and (rest := _slack(flowed, slots)) > 0 and not extra:
        total = sum(s.area.y1 - s.area.y0 for s in slots) or 1.0
        loose = leading * (1 + min(0.1, rest / total * 0.97)) if cap is None else leading
        blocks, kinds = body_blocks(sheet, article, opt, loose)
        blocks = [_headless(b) if cap is not None and not n else b for n, b in enumerate(blocks)]
        flowed = flow(blocks, slots, look.rules, opt.vertical, fill=False)
        if flowed.stop is not None:
            blocks, kinds = body_blocks(sheet, article, opt, leading)
            flowed = flow(blocks, slots, look.rules, opt.vertical, fill=False)
    return StoryPlan(article, head, pictures, columns, slots, blocks, kinds, flowed, axes,
                     _slack(flowed, slots), obstacles, cap)  # fmt: skip


def _headless(block: Block) -> Block:
    """A paragraph without its first character, which is set as a drop cap."""
    return replace(block, text=block.text[1:], style=replace(block.style, indent=0.0), lead=0)


def drop_cap(sheet: Sheet, blocks: list[Block], slots: list[Slot], leading: float, opt: StoryOptions) -> DropCap | None:
    """Room for a large first character at the head of the first slot (which is changed), where one is wanted."""
    if not opt.drop_cap or opt.jump or opt.continued or not blocks or not slots:
        return None
    first, size = blocks[0], blocks[0].style.size
    if first.kind != "paragraph" or not first.text[0].isalpha() or not is_wide(first.text[0]) or slots[0].obstacles:
        return None
    lines = 2 if opt.columns > 3 else 3
    big = round(size * ((lines - 1) * leading + 1))
    a = slots[0].area
    if a.x1 - a.x0 < big + 6 * size or a.y1 - a.y0 < 2 * big:
        return None
    hole = Rect(a.x0, a.y0, a.x0 + big + 0.25 * size, a.y0 + big)
    slots[0] = replace(slots[0], obstacles=(hole,))
    return DropCap(first.text[0], sheet.look.fonts.face(sheet.look.roles["head"], big), a.x0, a.y0, slots[0].name)


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


def jump_note(sheet: Sheet, page: int, out: bool) -> str:
    """The note of a story that runs on to, or comes from, another page."""
    notes = sheet.paper.jumps_to if out else sheet.paper.jumps_from
    return sheet.rng.choice(notes).format(page=page_number(sheet, page))
