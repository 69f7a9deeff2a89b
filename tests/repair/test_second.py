"""Doubtful lines read again: made-up readers on blank pages, and Tesseract where it is installed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.page import Alternative, Glyph, Page, Source, TextLine
from ocrfix.repair import Repairer
from ocrfix.repair.second import fused, reread, suspects
from ocrfix.repair.tesseract import Tesseract
from ocrfix.scan import Raster
from ocrfix.scan.raster import Upright
from ocrfix.settings.repair import RepairSettings
from tests.repair.made_up import inked, repairer

SETTINGS = RepairSettings(second_readings=2)


def raster(width: int = 600, height: int = 300, gray: np.ndarray | None = None) -> Raster:
    gray = np.full((height, width), 255, np.uint8) if gray is None else gray
    image = cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)
    same = Upright(lambda p: p, lambda p: p)
    return Raster(image, gray, gray < 128, 20.0, same, (gray.shape[1], gray.shape[0]), Source("made-up.png"))


def doubtful(text: str, at: int, own: float, *others: tuple[str, float], line_id: str = "a") -> TextLine:
    line = inked(line_id, text, 20, 40)
    glyphs = list(line.glyphs)
    runners = (Alternative(text[at], own), *(Alternative(t, p) for t, p in others))
    glyphs[at] = replace(glyphs[at], confidence=own, alternatives=runners)
    return replace(line, glyphs=tuple(glyphs))


@dataclass
class Reads:
    """A reader that says one text whatever it is shown, and remembers what it was shown."""

    text: str
    sure: float = 0.95
    shown: list[tuple[Raster, tuple[TextLine, ...]]] = field(default_factory=list)

    def read(self, raster: Raster, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
        self.shown.append((raster, tuple(lines)))
        glyphs = tuple(Glyph(c, None, self.sure, (Alternative(c, self.sure),)) for c in self.text)
        return tuple(replace(line, glyphs=glyphs) for line in lines)


def test_other_readings_change_what_is_likely_but_not_the_text() -> None:
    line = doubtful("全市召开经济工柞会议", 7, 0.8, ("作", 0.1))
    (again,) = reread([line], raster(), Reads("全市召开经济工作会议"), SETTINGS)
    assert again.text == line.text
    best = {a.text: a.probability for a in again.glyphs[7].alternatives}
    assert best["作"] == pytest.approx((0.1 + 2 * 0.95) / 3) and again.glyphs[7].confidence == pytest.approx(0.8 / 3)
    assert again.glyphs[:7] == line.glyphs[:7]


def test_what_was_read_again_is_mended_and_what_was_not_is_not() -> None:
    line = doubtful("全市召开经济工柞会议，部署今年的各项重点工作", 7, 0.85, ("咋", 0.1))
    page = Page("town", 600, 300, lines=(line,))
    reader = Reads("全市召开经济工作会议，部署今年的各项重点工作")
    base = repairer()
    once = base.ink(page, raster(), reader)
    assert base.text(once).lines[0].text == line.text and not reader.shown
    worker = Repairer(SETTINGS, base.language, base.lexicon, base.confusions)
    twice = worker.text(worker.ink(page, raster(), reader))
    assert twice.lines[0].text.startswith("全市召开经济工作会议") and len(reader.shown) == 2


def test_a_reading_of_another_length_is_laid_beside() -> None:
    line = doubtful("全市召开工柞会议", 5, 0.6)
    other = Reads("的全市召开工作会议。").read(raster(), [line])[0]
    assert fused(line, [other], SETTINGS).glyphs[5].text == "柞"
    assert {a.text for a in fused(line, [other], SETTINGS).glyphs[5].alternatives} == {"柞", "作"}


def test_only_doubtful_lines_are_read_again_the_most_doubtful_first() -> None:
    confidences = (0.99, 0.7, 0.5, 0.95, 0.8, 0.6)
    lines = [doubtful("全市召开会议", 2, sure, line_id=f"l{n}") for n, sure in enumerate(confidences)]
    assert [line.id for line in suspects(lines, SETTINGS)] == ["l2", "l5", "l1"]
    reader = Reads("全市召开会议")
    reread(lines, raster(), reader, SETTINGS)
    assert [len(shown) for _, shown in reader.shown] == [3, 3]


def test_crops_move_but_stay_on_the_page() -> None:
    line = doubtful("全市召开会议", 2, 0.5)
    line = replace(line, polygon=((0, 0), (600, 0), (600, 20), (0, 20)))
    reader = Reads("全市召开会议")
    reread([line], raster(), reader, SETTINGS)
    (first, shown), (second, _) = reader.shown
    assert shown[0].polygon == ((0, 0), (600, 0), (600, pytest.approx(21.6)), (0, pytest.approx(21.6)))
    assert not shown[0].glyphs and first.image is not second.image


@given(st.text("全市召开会议工作", min_size=1, max_size=8), st.text("全市召开会议工作", max_size=8))
def test_nothing_is_lost_or_invented(text: str, other: str) -> None:
    line = replace(inked("a", text, 0, 0, sure=0.5), polygon=((0, 0), (9, 0), (9, 9), (0, 9)))
    reading = Reads(other).read(raster(), [line])[0]
    again = fused(line, [reading], SETTINGS)
    assert again.text == line.text
    for old, new in zip(line.glyphs, again.glyphs, strict=True):
        assert {a.text for a in new.alternatives} <= {a.text for a in old.alternatives} | set(other)
        assert sum(a.probability for a in new.alternatives) <= 1 + 1e-9


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_tesseract_reads_a_line() -> None:
    gray = np.full((120, 600), 255, np.uint8)
    cv2.putText(gray, "1984", (40, 80), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 5)
    line = replace(inked("a", "1", 0, 0), polygon=((20.0, 20.0), (300.0, 20.0), (300.0, 100.0), (20.0, 100.0)))
    try:
        reader = Tesseract.find()
    except Exception as missing:
        pytest.skip(str(missing))
    (read,) = reader.read(raster(gray=gray), [line])
    assert read.text.replace(" ", "") == "1984"
    assert all(g.confidence is not None and g.confidence <= 0.5 for g in read.glyphs)
