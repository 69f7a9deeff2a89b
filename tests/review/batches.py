"""Output folders made up for the tests of the review: pages with scans, columns that could go on otherwise, and edits
that recur from page to page."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from ocrfix import formats
from ocrfix.page import (
    Alternative,
    Article,
    Block,
    Box,
    Column,
    Edit,
    Evidence,
    Glyph,
    Join,
    Kind,
    Operation,
    Page,
    Source,
    Span,
    Standing,
    TextLine,
)  # fmt: skip
from ocrfix.repair import View, apply

EM = 40
WIDTH, HEIGHT = 1200, 1600
TEXTS = {
    "folio": ("河口晚报", 40, 20),
    "head": ("老桥下的莱市场", 40, 120),
    "one": ("清晨五点灯亮了人已", 40, 200),
    "two": ("多了起来摊主林小诃", 40, 250),
    "three": ("说今年的鱼比去年多", 620, 200),
    "four": ("价钱也公道。林小诃", 620, 250),
    "five": ("又忙去了。", 620, 300),
    "second": ("渡轮开通", 40, 700),
    "body": ("第一艘渡轮昨日离岸", 40, 780),
    "tail": ("船上坐满了人", 620, 780),
}
"""Text and top left corner of every line."""


def glyphs(text: str, left: float, top: float) -> tuple[Glyph, ...]:
    """Squares of one em; a 诃 was nearly read as 河."""
    made = []
    for i, char in enumerate(text):
        box = Box(left + EM * i, top, left + EM * (i + 1), top + EM)
        other = (Alternative(char, 0.5), Alternative("河", 0.4)) if char == "诃" else ()
        made.append(Glyph(char, box, 0.5 if other else 0.97, other))
    return tuple(made)


def _lines() -> tuple[TextLine, ...]:
    return tuple(
        TextLine(name, Box(x, y, x + EM * len(text), y + EM).polygon, glyphs(text, x, y))
        for name, (text, x, y) in TEXTS.items()
    )


def _block(kind: Kind, *names: str) -> Block:
    return Block(kind, "".join(TEXTS[n][0] for n in names), tuple(Span(n, 0, len(TEXTS[n][0])) for n in names))


def _column(name: str, *lines: str, open_start: bool = False, open_end: bool = False) -> Column:
    x, top = TEXTS[lines[0]][1:]
    box = Box(x, top, x + 9 * EM, TEXTS[lines[-1]][2] + EM)
    return Column(name, box, lines, open_start=open_start, open_end=open_end)


def bare(name: str) -> Page:
    """A page of two articles; the first paragraph runs over two columns."""
    return Page(
        name,
        WIDTH,
        HEIGHT,
        lines=_lines(),
        columns=(
            _column("c1", "one", "two", open_end=True),
            _column("c2", "three", "four", "five", open_start=True),
            _column("c3", "body", open_end=True),
            _column("c4", "tail", open_start=True),
        ),
        joins=(Join("c1", "c2", 0.4, (("c4", 2.5),)), Join("c3", "c4", 0.6, (("c2", 2.9),))),
        furniture=(_block(Kind.FOLIO, "folio"),),
        articles=(
            Article("a1", (_block(Kind.HEADLINE, "head"), _block(Kind.PARAGRAPH, "one", "two", "three", "four"),
                           _block(Kind.PARAGRAPH, "five")), pages=(name,)),
            Article("a2", (_block(Kind.HEADLINE, "second"), _block(Kind.PARAGRAPH, "body", "tail")), pages=(name,)),
        ),
        made_by={"ocrfix": "0.1.0", "engine": "made up"},
    )  # fmt: skip


def edit(
    page: Page, rule: str, operation: Operation, span: Span, text: str, standing: Standing, sure: float | None
) -> Edit:
    crop = page.line(span.line).glyphs[min(span.start, len(page.line(span.line).glyphs) - 1)].box
    evidence = Evidence(crop, measures={"margin": 2.0}, note="made up")
    return View.of(page).edit(
        rule, 1, operation, (span,), inserted=tuple(map(Glyph, text)), confidence=sure, standing=standing,
        evidence=evidence,
    )  # fmt: skip


def page_of(name: str) -> Page:
    """``bare`` with an applied change, three suggestions, two of them alike, and a flag."""
    page = bare(name)
    change, suggest, flag = Standing.APPLIED, Standing.SUGGESTED, Standing.FLAGGED
    return apply(
        page,
        (
            edit(page, "look-alike", Operation.REPLACE, Span("head", 4, 5), "菜", change, 0.99),
            edit(page, "look-alike", Operation.REPLACE, Span("two", 8, 9), "河", suggest, 0.7),
            edit(page, "look-alike", Operation.REPLACE, Span("four", 8, 9), "河", suggest, 0.7),
            edit(page, "lost-mark", Operation.INSERT, Span("tail", 6, 6), "。", suggest, 0.6),
            edit(page, "unsure", Operation.MARK, Span("three", 4, 5), "", flag, None),
        ),
    )


def scan_of(page: Page) -> bytes:
    """Every glyph a frame with a bar in it, as PNG."""
    picture = np.full((HEIGHT, WIDTH, 3), 245, np.uint8)
    for line in page.lines:
        for glyph in line.glyphs:
            assert glyph.box is not None
            left, top, right, bottom = (round(v) for v in glyph.box.edges)
            cv2.rectangle(picture, (left + 5, top + 5), (right - 6, bottom - 6), (40, 40, 40), 3)
            cv2.line(picture, (left + 8, (top + bottom) // 2), (right - 9, (top + bottom) // 2), (40, 40, 40), 4)
    return bytes(cv2.imencode(".png", picture)[1])


def write_batch(folder: Path, names: tuple[str, ...] = ("town-0001", "town-0002", "town-0003")) -> Path:
    """Pages as ``convert`` writes them into ``folder``/out, their scans in ``folder``/scans."""
    out, scans = folder / "out", folder / "scans"
    out.mkdir(parents=True)
    scans.mkdir()
    content = scan_of(bare("scan"))
    for name in names:
        scan = scans / f"{name}.png"
        scan.write_bytes(content)
        page = replace(page_of(name), source=Source(str(scan), 1, hashlib.sha256(content).hexdigest()))
        for suffix, made in formats.written(page, ("md", "json", "txt", "alto")).items():
            (out / f"{name}{suffix}").write_bytes(made)
    return out
