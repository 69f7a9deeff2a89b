"""A made-up page with all that the field's formats have a place for."""

from __future__ import annotations

from ocrfix.page import (
    Alternative,
    Article,
    ArticleKind,
    Block,
    Box,
    Direction,
    Edit,
    Evidence,
    Glyph,
    Jump,
    JumpWay,
    Kind,
    Operation,
    Page,
    Region,
    Source,
    Span,
    Standing,
    TextLine,
)  # fmt: skip


def row(name: str, text: str, left: float, top: float, size: float = 20, tilt: float = 0) -> TextLine:
    """A horizontal line, which sinks by ``tilt`` pixels from its beginning to its end."""
    step = tilt / len(text)
    glyphs = tuple(
        Glyph(
            c,
            Box(left + size * i, top + step * i, left + size * (i + 1), top + size + step * (i + 1)),
            0.9,
            (Alternative(c, 0.9), Alternative("口", 0.0512), Alternative("", 0.0301), Alternative("日", 0.00001)),
        )
        for i, c in enumerate(text)
    )
    right = left + size * len(text)
    polygon = ((left, top), (right, top + tilt), (right, top + size + tilt), (left, top + size))
    return TextLine(name, polygon, glyphs, source="engine", detection=0.87654321)


def column(name: str, text: str, left: float, top: float, size: float = 20) -> TextLine:
    """A vertical line."""
    boxes = [Box(left, top + size * i, left + size, top + size * (i + 1)) for i in range(len(text))]
    glyphs = tuple(Glyph(c, box, 0.8) for c, box in zip(text, boxes, strict=True))
    return TextLine(name, Box(left, top, left + size, top + size * len(text)).polygon, glyphs, Direction.TTB)


def whole(line: TextLine) -> Span:
    return Span(line.id, 0, len(line.glyphs))


def block(kind: Kind, *lines: TextLine) -> Block:
    return Block(kind, "".join(line.text for line in lines), tuple(map(whole, lines)))


def region(name: str, kind: Kind, *lines: TextLine) -> Region:
    edges = [line.box.edges for line in lines]
    box = Box(*(min(e[i] for e in edges) for i in (0, 1)), *(max(e[i] for e in edges) for i in (2, 3)))
    return Region(name, kind, box.polygon, tuple(line.id for line in lines), 0.75)


FOLIO = row("l0", "第三版 河口晚报", 10, 5)
HEADLINE = row("l1", "老桥下的菜市场", 10, 40, 40, tilt=3)
LEFT_1, LEFT_2 = row("l2", "清晨五点，灯亮", 10, 100), row("l3", "了。人多了起来", 10, 130)
RIGHT_1, RIGHT_2 = row("l4", "，摊主忙个不停", 200, 100), row("l5", "。（下转五版）", 200, 130)
DOWN_1, DOWN_2 = column("l6", "夜航船靠岸", 400, 100), column("l7", "客人上岸去", 370, 100)
UNREAD = TextLine("l8", Box(10, 300, 60, 320).polygon, doubtful=True)
LOST = row("l9", "孤行", 200, 300)

FIXED = Edit(
    "fix-1", "look-alike", 2, Operation.REPLACE, (Span("l2", 0, 1),), (Glyph("请", None, 0.4),), (LEFT_1.glyphs[0],),
    0.98, Standing.APPLIED, Evidence(note="the sentence wants it", thresholds={"margin": 5.0}),
)  # fmt: skip

PAGE = Page(
    "river-0003",
    600,
    400,
    Source("river.tif", 3, "ab12"),
    0.25,
    (FOLIO, HEADLINE, LEFT_1, LEFT_2, RIGHT_1, RIGHT_2, DOWN_1, DOWN_2, UNREAD, LOST),
    (
        region("r0", Kind.FOLIO, FOLIO),
        region("r1", Kind.HEADLINE, HEADLINE),
        region("r2", Kind.PARAGRAPH, LEFT_1, LEFT_2),
        region("r3", Kind.PARAGRAPH, RIGHT_1, RIGHT_2),
        region("r4", Kind.PARAGRAPH, DOWN_1, DOWN_2),
        Region("s0", Kind.SEPARATOR, Box(0, 30.2, 600, 31.7).polygon, (), 0.5),
        Region("i0", Kind.IMAGE, ((400, 250), (590, 250), (590, 390), (480, 390), (480, 330), (400, 330))),
        Region("f0", Kind.FRAME, Box(360, 90, 430, 220).polygon),
    ),
    furniture=(block(Kind.FOLIO, FOLIO),),
    articles=(
        Article(
            "a001",
            (
                block(Kind.HEADLINE, HEADLINE),
                Block(
                    Kind.PARAGRAPH,
                    "清晨五点，灯亮了。人多了起来，摊主忙个不停。",
                    (whole(LEFT_1), whole(LEFT_2), whole(RIGHT_1), Span("l5", 0, 1)),
                ),
                Block(Kind.JUMP_NOTE, "（下转五版）", (Span("l5", 1, 7),)),
            ),
            jumps=(Jump(JumpWay.TO, "（下转五版）", "5", "river-0005"),),
            confidence=0.7,
        ),
        Article("a002", (block(Kind.PARAGRAPH, DOWN_1, DOWN_2),), ArticleKind.BRIEF),
    ),
    edits=(FIXED,),
    made_by={"ocrfix": "0.1.0", "engine": "an engine"},
)
"""Two articles, one over two columns with its last line shared by a jump note, one vertical; and what is left."""
