"""A page of 600 lines in every format: CPU seconds, best of several, each format alone and all together.

``python -m benchmarks.formats [--lines 600] [--times 7] [--faded]``. Processor time, as other work on the machine makes
the clock mean little; even so it takes longer on a busy machine, so the least counts. A ``loop`` is a plain Python loop
of a million steps on the same machine at the same moment: the ratio to it says more than seconds do.
"""

from __future__ import annotations

import random
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from ocrfix import formats
from ocrfix.page import Alternative, Article, Block, Box, Glyph, Kind, Page, Region, Source, Span, TextLine
from ocrfix.scan.files import sha256

COLUMNS, CHARACTERS, RUNNERS_UP = 6, 21, 9
"""Of a broadsheet at 300 dpi: columns, characters a line, other readings a character, as the recogniser gives them."""
CLEAR, FADED, FALL = 0.1, 0.85, 0.3
"""Share of characters with doubts, and how far a runner-up falls behind the one before: then, of a character, as many
are above 0.001 as on the sample pages, clear ones (1.1 to 1.5 with itself) and the microfilm (4.6)."""
WIDTH, STEP = 22.4, 30.3
"""Of a character and from line to line, in pixels."""


def dense_page(lines: int, scan: Path, doubtful: float = CLEAR) -> Page:
    """A made-up page of so many lines, 21 characters each, with boxes, confidences and runners-up, and its scan."""
    draw = random.Random(600)
    rows = -(-lines // COLUMNS)
    size = (80 + COLUMNS * 500, 100 + int(rows * STEP))
    noise = np.random.default_rng(600).integers(200, 255, (size[1], size[0]), np.uint8)
    cv2.imwrite(str(scan), noise)
    made = [_line(n, rows, draw, doubtful) for n in range(lines)]
    regions, articles = [], []
    for column in range(COLUMNS):
        own = made[column * rows : (column + 1) * rows]
        if own:
            left = 40.0 + 500 * column
            around = Box(left, 50, left + CHARACTERS * WIDTH, 50 + rows * STEP)
            regions.append(Region(f"r{column}", Kind.PARAGRAPH, around.polygon, tuple(line.id for line in own)))
            blocks = [own[i : i + 5] for i in range(0, len(own), 5)]
            articles.append(Article(f"a{column}", tuple(map(_block, blocks))))
    source = Source(str(scan), 1, sha256(scan))
    return Page("dense", *size, source, lines=tuple(made), regions=tuple(regions), articles=tuple(articles))


def _line(number: int, rows: int, draw: random.Random, doubtful: float) -> TextLine:
    column, row = divmod(number, rows)
    left, top = 40.0 + 500 * column, 50 + STEP * row
    glyphs = []
    for i in range(CHARACTERS):
        sure = 0.9995 if draw.random() > doubtful else draw.uniform(0.5, 0.99)
        others = [(1 - sure) * 0.6 * FALL**k for k in range(RUNNERS_UP)]
        box = Box(left + WIDTH * i, top, left + WIDTH * (i + 1), top + 24.2)
        readings = ((_character(draw), p) for p in others)
        glyphs.append(Glyph(_character(draw), box, sure, tuple(Alternative(t, p) for t, p in readings)))
    return TextLine(f"l{number}", Box(left, top, left + WIDTH * CHARACTERS, top + 24.2).polygon, tuple(glyphs))


def _character(draw: random.Random) -> str:
    return chr(0x4E00 + 16 * draw.randrange(1000))  # a page has some thousand different ones


def _block(lines: list[TextLine]) -> Block:
    spans = tuple(Span(line.id, 0, len(line.glyphs)) for line in lines)
    return Block(Kind.PARAGRAPH, "".join(line.text for line in lines), spans)


def least(times: int, work: Callable[[], object]) -> float:
    """CPU seconds of the quickest of so many runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def loop() -> int:
    """The yardstick."""
    total = 0
    for n in range(1_000_000):
        total += n & 7
    return total


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=600)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--faded", action="store_true", help="as many runners-up as on faded microfilm")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        page = dense_page(asked.lines, Path(folder) / "scan.jpg", FADED if asked.faded else CLEAR)
        names = [name for name in formats.WRITTEN if formats.get(name).write is not None]
        formats.written(page, names)  # imports
        yard = least(asked.times, loop)
        print(f"{asked.lines} lines, {asked.lines * CHARACTERS:,} characters; least of {asked.times} runs")
        for name in (*names, "all"):
            chosen = names if name == "all" else [name]
            seconds = least(asked.times, lambda chosen=chosen: formats.written(page, chosen))  # type: ignore[misc]
            print(f"{name:6} {seconds:6.3f} CPU s  {seconds / yard:6.1f} loops")


if __name__ == "__main__":
    main()
