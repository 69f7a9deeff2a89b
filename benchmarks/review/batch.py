"""A large batch made up: pages with thousands of characters, each with runners-up, and a hundred edits a page."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import cv2
import numpy as np

from ocrfix.formats import json as page_json
from ocrfix.page import (
    Alternative,
    Article,
    Block,
    Box,
    Column,
    Evidence,
    Glyph,
    Kind,
    Operation,
    Page,
    Source,
    Span,
    Standing,
    TextLine,
)  # fmt: skip
from ocrfix.repair import View, apply

_CHARS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
_OTHERS = "未末土士日曰己已人入天夭刀力"
WIDTH, HEIGHT, EM = 4000, 6000, 40
COLUMNS, ROWS, LENGTH = 6, 62, 14


def page(name: str, edits: int, seed: int, source: Source | None) -> Page:
    """About 5,000 characters in six columns; 60 suggestions, 20 flags and 20 changes of a hundred edits."""
    dice = random.Random(seed)
    lines: list[TextLine] = []
    columns: list[Column] = []
    articles: list[Article] = []
    for c in range(COLUMNS):
        left = 100 + c * 640
        names = []
        for r in range(ROWS):
            top = 300 + r * 90
            glyphs = tuple(_glyph(dice, left + i * EM, top) for i in range(LENGTH))
            names.append(f"c{c}r{r}")
            lines.append(TextLine(names[-1], Box(left, top, left + LENGTH * EM, top + EM).polygon, glyphs))
        columns.append(Column(f"c{c}", Box(left, 300, left + LENGTH * EM, 300 + ROWS * 90), tuple(names)))
        own = lines[-ROWS:]
        kinds = (Kind.HEADLINE, *(Kind.PARAGRAPH for _ in range(1, ROWS, 6)))
        groups = [own[:1], *(own[k : k + 6] for k in range(1, ROWS, 6))]
        blocks = tuple(_block(k, g) for k, g in zip(kinds, groups, strict=True))
        articles.append(Article(f"a{c + 1}", blocks, pages=(name,)))
    made = Page(name, WIDTH, HEIGHT, source, lines=tuple(lines), columns=tuple(columns), articles=tuple(articles))
    view = View.of(made)
    places = dice.sample([(line, i) for line in lines for i in range(LENGTH)], edits)
    found = []
    for n, (line, i) in enumerate(places):
        flag = n % 5 == 4
        standing = Standing.FLAGGED if flag else Standing.APPLIED if n % 5 == 3 else Standing.SUGGESTED
        inserted = () if flag else (Glyph(dice.choice(_OTHERS), line.glyphs[i].box, 0.9),)
        found.append(
            view.edit(
                "unsure" if flag else "look-alike",
                1,
                Operation.MARK if flag else Operation.REPLACE,
                (Span(line.id, i, i + 1),),
                inserted=inserted,
                confidence=None if flag else dice.uniform(0.5, 0.99),
                standing=standing,
                evidence=Evidence(line.glyphs[i].box, measures={"margin": dice.uniform(1, 9)}),
            )
        )
    return apply(made, found)


def _glyph(dice: random.Random, left: float, top: float) -> Glyph:
    char = dice.choice(_CHARS)
    others = tuple(Alternative(dice.choice(_OTHERS), 0.05 / (k + 1)) for k in range(9))
    return Glyph(char, Box(left, top, left + EM, top + EM), 0.9, (Alternative(char, 0.9), *others))


def _block(kind: Kind, lines: list[TextLine]) -> Block:
    return Block(kind, "".join(line.text for line in lines), tuple(Span(x.id, 0, LENGTH) for x in lines))


def scan(width: int, height: int) -> bytes:
    """A grey sheet with a grid, as JPEG."""
    noise = np.random.default_rng(1).integers(215, 250, (height // 4, width // 4), np.uint8)
    picture = cv2.resize(noise, (width, height), interpolation=cv2.INTER_LINEAR)
    picture[::90, :] = 60
    picture[:, ::40] = np.minimum(picture[:, ::40], 150)
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1])


def write(folder: Path, pages: int, edits: int) -> Path:
    """The batch in ``folder``/out, if it is not there yet."""
    out = folder / "out"
    if out.is_dir() and len(list(out.glob("*.json"))) == pages:
        return out
    out.mkdir(parents=True, exist_ok=True)
    content = scan(WIDTH, HEIGHT)
    file = folder / "scan.jpg"
    file.write_bytes(content)
    source = Source(str(file), 1, hashlib.sha256(content).hexdigest())
    for n in range(pages):
        name = f"daily-{n + 1:04d}"
        (out / f"{name}.json").write_bytes(page_json.write(page(name, edits, n, source)))
    return out
