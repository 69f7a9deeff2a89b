"""Pages made up for the tests of the review: a small front page with edits of every kind and standing."""

from __future__ import annotations

from dataclasses import replace

from ocrfix.page import (
    Article,
    Block,
    Box,
    Edit,
    ErrorEstimate,
    Evidence,
    Glyph,
    Kind,
    Operation,
    Page,
    Reading,
    Span,
    Standing,
    TextLine,
)  # fmt: skip
from ocrfix.repair import View, apply

EM = 40


def line(name: str, text: str, left: float, top: float) -> TextLine:
    """A line in which every character is a square of 40 pixels."""
    glyphs = tuple(Glyph(c, Box(left + EM * i, top, left + EM * (i + 1), top + EM), 0.9) for i, c in enumerate(text))
    return TextLine(name, Box(left, top, left + EM * max(len(text), 1), top + EM).polygon, glyphs)


LINES = (
    line("folio", "河口晚报 第3版", 40, 20),
    line("head", "老桥下的莱市场", 40, 120),
    line("one", "清晨五点，，灯亮了", 40, 200),
    line("two", "人多了起来 。", 40, 240),
    line("three", "摊主林小河说，今年的鱼比去年多", 440, 200),
    line("twice", "灯亮了", 60, 202),
    line("other", "渡轮开通", 40, 400),
    line("body", "第一艘渡轮昨日离开北岸码头", 40, 460),
)


def _whole(name: str) -> Span:
    return Span(name, 0, len(next(x for x in LINES if x.id == name).glyphs))


BARE = Page(
    "town",
    1200,
    800,
    lines=LINES,
    furniture=(Block(Kind.FOLIO, "河口晚报 第3版", (_whole("folio"),)),),
    articles=(
        Article(
            "a1",
            (
                Block(Kind.HEADLINE, "老桥下的莱市场", (_whole("head"),)),
                Block(Kind.PARAGRAPH, "清晨五点，，灯亮了人多了起来 。", (_whole("one"), _whole("two"))),
                Block(Kind.PARAGRAPH, "摊主林小河说，今年的鱼比去年多", (_whole("three"),)),
            ),
            errors=ErrorEstimate(2.4, 1, 5, 38),
        ),
        Article(
            "a2",
            (
                Block(Kind.HEADLINE, "渡轮开通", (_whole("other"),)),
                Block(Kind.PARAGRAPH, "第一艘渡轮昨日离开北岸码头", (_whole("body"),)),
            ),
        ),
    ),
)  # fmt: skip


def edit(
    rule: str,
    operation: Operation,
    spans: tuple[Span, ...],
    text: str = "",
    standing: Standing = Standing.APPLIED,
    confidence: float | None = 0.95,
    page: Page = BARE,
    evidence: Evidence | None = None,
) -> Edit:
    inserted = tuple(map(Glyph, text))
    return View.of(page).edit(
        rule, 1, operation, spans, inserted=inserted, confidence=confidence, standing=standing, evidence=evidence
    )


LOOK_ALIKE = edit(
    "look-alike",
    Operation.REPLACE,
    (Span("head", 4, 5),),
    "菜",
    evidence=Evidence(
        Box(200, 120, 240, 160),
        (Reading("recogniser", "莱", -0.4), Reading("recogniser", "菜", -1.2), Reading("context", "桥下的[莱]市场")),
        {"language gain": 7.25},
        {"lookalike_change": 5.0},
        "the word 菜市场 is common",
    ),
)
DOUBLED = edit("doubled-mark", Operation.DELETE, (Span("one", 5, 6),))
SPACE = edit("stray-space", Operation.DELETE, (Span("two", 5, 6),), confidence=0.99)
TWICE = edit("ink-twice", Operation.DELETE, (Span("twice", 0, 3),))
ADDED = edit("lost-mark", Operation.INSERT, (Span("one", 9, 9),), "。", confidence=0.92)
SUGGESTED = edit("look-alike", Operation.REPLACE, (Span("three", 10, 11),), "渔", Standing.SUGGESTED, 0.7)
FLAGGED = edit("lost-mark", Operation.MARK, (Span("three", 14, 15),), standing=Standing.FLAGGED, confidence=None)
REFUSED = edit("look-alike", Operation.REPLACE, (Span("body", 2, 3),), "般", Standing.REJECTED, 0.6)
EDITS = (LOOK_ALIKE, DOUBLED, SPACE, TWICE, ADDED, SUGGESTED, FLAGGED, REFUSED)

TOWN = replace(apply(BARE, EDITS), made_by={"ocrfix": "0.1.0", "engine": "made up"})
"""``BARE`` with ``EDITS``."""
