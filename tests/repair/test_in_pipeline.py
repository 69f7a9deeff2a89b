"""Repair as a part of the pipeline, with an engine that reads made-up text from a drawn page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image, ImageDraw

from ocrfix.formats import json as json_format
from ocrfix.page import Alternative, Glyph, Operation, Page, Standing, TextLine
from ocrfix.pipeline import Converter, PageFailure
from ocrfix.repair import recognised, revert
from ocrfix.scan import Raster
from ocrfix.settings.load import load
from tests.repair.made_up import inked, repairer

TEXT = (
    "昨天下午，，市民服务中心启用为居民提供公共",
    "服务。首日有八百人前来办事,现场秩序良好大",
    "家都说方便。工作人员介绍，中心设有六十个窗",
    "口，每天开放十小时，周末也不休息。今后还将",
    "设立自助服务区，让市民少跑路，办事更加方更。",
)
EM, TOP, LEFT = 30, 200, 150


class Engine:
    """Finds the rows of TEXT and reads what stands there."""

    name = "made up"

    def detect(self, raster: Raster) -> tuple[TextLine, ...]:
        return tuple(replace(line, glyphs=()) for line in self._lines())

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        rows = [g for line in self._lines() for g in line.glyphs]
        read = []
        for line in lines:
            near = min(self._lines(), key=lambda own: -own.box.iou(line.box))
            glyphs = [g for g in near.glyphs if g in rows and g.box and line.box.overlap_area(g.box) > g.box.area / 2]
            read.append(replace(line, glyphs=tuple(glyphs)))
        return tuple(read)

    def _lines(self) -> list[TextLine]:
        lines = [inked(f"l{n}", text, LEFT, TOP + n * EM * 1.5, EM) for n, text in enumerate(TEXT)]
        last = lines[-1].glyphs
        doubt = Glyph(last[-2].text, last[-2].box, 0.5, (Alternative("更", 0.5), Alternative("便", 0.45)))
        lines[-1] = replace(lines[-1], glyphs=(*last[:-2], doubt, last[-1]))
        return lines


@cache
def converted(enabled: bool) -> Page:
    with TemporaryDirectory() as folder:
        path = Path(folder, "page.png")
        image = Image.new("L", (1000, 700), 255)
        draw = ImageDraw.Draw(image)
        for n, text in enumerate(TEXT):
            for i in range(len(text)):
                x, y = LEFT + i * EM + 3, TOP + n * EM * 1.5 + 3
                for k in range(0, EM - 6, 6):  # strokes, so that it is print and no picture
                    draw.line((x, y + k, x + EM - 8, y + k), 0, 2)
                draw.line((x + 10, y, x + 10, y + EM - 8), 0, 2)
        image.save(path)
        settings = load(overrides=[f"repair.enabled={str(enabled).lower()}"])
        (page,) = Converter(settings, Engine()).pages(path)
    if isinstance(page, PageFailure):
        raise page.error
    return page


def text_of(page: Page) -> str:
    return "".join(b.text for b in page.blocks)


def test_pages_come_out_repaired() -> None:
    page = converted(True)
    applied = Counter(e.rule for e in page.edits if e.standing is Standing.APPLIED)
    assert applied == {"doubled-mark": 1, "width": 1, "look-alike": 1}
    text = text_of(page)
    assert text.count("开放十小时") == 1 and "办事，现场" in text and "更加方便。" in text
    assert "，，" not in text


def test_without_repair_the_text_is_as_it_was_read() -> None:
    page = converted(False)
    assert not page.edits
    assert Counter(text_of(page)) == Counter("".join(TEXT))


def test_every_character_is_in_the_output_or_named_in_an_edit() -> None:
    page, off = converted(True), converted(False)
    applied = [e for e in page.edits if e.standing is Standing.APPLIED]
    removed = Counter(g.text for e in applied for g in e.removed)
    inserted = Counter(g.text for e in applied for g in e.inserted)
    assert Counter(text_of(page)) + removed == Counter(text_of(off)) + inserted
    assert all(e.evidence.crop is not None for e in applied if e.operation is not Operation.JOIN)


def test_it_can_be_taken_back_and_is_not_done_twice() -> None:
    page, off = converted(True), converted(False)
    assert revert(page).lines == off.lines == tuple(recognised(page).values())
    assert Counter(text_of(revert(page))) == Counter(text_of(off))
    assert repairer().page(page).edits == page.edits


def test_the_edits_are_in_the_json() -> None:
    page = converted(True)
    assert json_format.read(json_format.write(page), "page") == page


@pytest.mark.parametrize("enabled", [True, False])
def test_no_line_is_lost(enabled: bool) -> None:
    assert {line.id for line in converted(enabled).lines} == {line.id for line in converted(False).lines}
