"""Text layers and OCR text of other makers, read where they lie and never copied."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from rapidfuzz.distance import Levenshtein

from ocrfix.formats import text as text_format
from ocrfix.formats.pdf.read import read as read_pdf
from ocrfix.page import Operation, Page, Standing
from ocrfix.repair import Stage, apply, revert
from tests.repair.made_up import repairer

SHARED = os.environ.get("OCRFIX_SHARED")
RECORDER = Path(SHARED or "", "data/legacy-ocr/highland-recorder_1895-12-13_p1.pdf")
TROVE = Path(SHARED or "", "data/legacy-ocr/trove-dataset2.txt")
ARTICLES = 20
"""Of the 159 articles; benchmarks/flaws/README.md has the figures of all."""


def present(path: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        not SHARED or not path.is_file(), reason=f"OCRFIX_SHARED names no folder with {path.name}"
    )


@cache
def layers() -> tuple[Page, Page]:
    """The text layer as it is, and without what its boxes prove to be there twice."""
    page = read_pdf(RECORDER.read_bytes(), "recorder")
    worker = repairer()
    (rule,) = (r for r in worker.rules if r.stage is Stage.INK and r.name == "ink-twice")
    return page, apply(page, worker.propose(page, rule))


def too_many(page: Page) -> int:
    """Glyphs that stand where another of the same character does, the centres rounded to a pixel."""
    places = Counter(
        (g.text, *map(round, g.box.center)) for line in page.lines for g in line.glyphs if g.box and g.text.strip()
    )
    return sum(n - 1 for n in places.values())


def claimed(page: Page) -> np.ndarray:
    """How many glyph boxes lie on each pixel."""
    assert page.width and page.height
    times = np.zeros((page.height, page.width), np.uint8)
    for line in page.lines:
        for glyph in line.glyphs:
            if glyph.box and glyph.text.strip():
                left, top, right, bottom = (int(e) for e in glyph.box.edges)
                part = times[top : bottom + 1, left : right + 1]
                np.add(part, 1, out=part, where=part < 250)
    return times


@present(RECORDER)
def test_a_layer_printed_five_times_is_printed_once() -> None:
    before, after = layers()
    assert too_many(before) > 11_519
    assert too_many(after) < 0.01 * too_many(before)


@present(RECORDER)
def test_the_image_proves_that_nothing_printed_was_taken() -> None:
    before, after = layers()
    image = pdfium.PdfDocument(RECORDER)[0].render(scale=1, may_draw_forms=False, grayscale=True).to_numpy()
    gray = cv2.resize(np.ascontiguousarray(image).reshape(image.shape[:2]), (before.width, before.height))
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 15) > 0
    was, now = claimed(before), claimed(after)
    assert (ink & (was > 0) & (now == 0)).sum() < 0.02 * (ink & (was > 0)).sum()
    assert (ink & (now > 1)).sum() < 0.15 * (ink & (was > 1)).sum()


@present(RECORDER)
def test_the_layer_can_be_had_back() -> None:
    before, after = layers()
    assert revert(after).lines == before.lines
    assert all(e.evidence.crop is not None for e in after.edits)


@present(TROVE)
def test_english_text_is_not_harmed() -> None:
    characters = harmed = 0
    for rows in articles(TROVE.read_text(encoding="utf-8", errors="replace")):
        page = repairer().page(text_format.read("\n".join(ocr for ocr, _ in rows), "trove"))
        lines = {line.id: line.text for line in page.lines}
        assert not any(e.operation is Operation.JOIN and e.standing is Standing.APPLIED for e in page.edits)
        for n, (ocr, right) in enumerate(rows, start=1):
            change = Levenshtein.distance(lines.get(f"t{n}", ocr), right) - Levenshtein.distance(ocr, right)
            characters, harmed = characters + len(right), harmed + max(0, change)
    assert characters > 10_000
    assert harmed <= 0.1 * characters / 1000


def articles(text: str) -> list[list[tuple[str, str]]]:
    """Lines of OCR with their correction, article by article."""
    found: list[list[tuple[str, str]]] = []
    for row in text.splitlines():
        cells = row.split("||@@||")
        if row.startswith("*$*OVERPROOF*$*"):
            found.append([])
        elif len(cells) == 3 and found:
            found[-1].append((cells[0], cells[1]))
    return [rows for rows in found if rows][:ARTICLES]
