"""Pictures, a truth and a hostile page made up for the tests of the static pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from ocrfix.page import Evidence, Glyph, Operation, Page, Reading, Source, Span, Standing, TextLine
from ocrfix.repair import View, apply
from ocrfix.scan.files import sha256
from tests.review.review_pages import TOWN

TRUTH_TEXT = "# 老桥下的菜市场\n\n清晨五点，灯亮了。人多了起来。\n\n摊主林小河说，今年的渔比去年多\n"


def sheet(width: int = 1200, height: int = 800) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A page image: grey paper with a black square where each character is."""
    image = np.full((height, width, 3), 235, np.uint8)
    for line in TOWN.lines:
        for glyph in line.glyphs:
            assert glyph.box is None or glyph.box.width == 40
            if glyph.box is not None and glyph.text.strip():
                left, top = int(glyph.box.left), int(glyph.box.top)
                image[top + 6 : top + 34, left + 6 : left + 34] = 20
    return image


def write_scan(folder: Path) -> Source:
    path = folder / "town.png"
    assert cv2.imwrite(str(path), sheet())
    return Source(str(path), 1, sha256(path))


EVIL = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=2>\"'&{{7*7}}<!--"


def evil() -> Page:
    glyphs = tuple(map(Glyph, EVIL))
    page = Page(EVIL, 400, 300, lines=(TextLine("l", TOWN.lines[0].polygon, glyphs),))
    evidence = Evidence(None, (Reading(EVIL, EVIL, 1.0, EVIL),), {EVIL: 1.0, "__proto__": 2.0}, {EVIL: 1.0}, EVIL)
    view = View.of(page)
    found = [
        view.edit(EVIL, 1, Operation.REPLACE, (Span("l", 0, 9),), inserted=glyphs, confidence=0.95, evidence=evidence),
        view.edit("constructor", 1, Operation.MARK, (Span("l", 20, 30),), standing=Standing.FLAGGED, evidence=evidence),
    ]
    return replace(apply(page, found), made_by={EVIL: EVIL}, source=Source(EVIL))
