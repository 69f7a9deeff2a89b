"""Unsure marks that are most likely no text stand apart from the stories, and are kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocrfix.page import Direction, Kind, TextLine
from ocrfix.regions.specks import specks
from ocrfix.settings.regions import RegionSettings
from tests.scenes import PITCH, Sheet, paragraph


def unsure(sheet: Sheet, name: str, confidence: float = 0.4) -> TextLine:
    """The line ``name`` as a recogniser gives it that could hardly read it."""
    at = next(n for n, line in enumerate(sheet.lines) if line.id == name)
    line = sheet.lines[at]
    glyphs = tuple(replace(g, confidence=confidence) for g in line.glyphs)
    sheet.lines[at] = replace(line, glyphs=glyphs, doubtful=True)
    return sheet.lines[at]


@pytest.mark.parametrize("way", [Direction.LTR, Direction.TTB])
def test_an_ornament_between_deck_and_text_does_not_part_them(way: Direction) -> None:
    sheet = Sheet(direction=way)
    sheet.put("石桥通车两岸往来便利", 50, 40, em=50)
    speck = unsure(sheet, sheet.put("ill;", 90, 108, em=24))
    for k in range(2):
        sheet.text([paragraph(90 * k, 130)], 50 + 270 * k, 150)
    found = sheet.regions()
    assert [(p.text, p.kind) for p in found.pictured] == [("ill;", Kind.UNKNOWN)]
    assert [len(h.parts) for h in found.headings] == [1]
    assert all(speck.id not in {v.line.id for v in p.stack.lines} for p in found.flow)


@pytest.mark.parametrize(
    ("text", "confidence", "is_speck"),
    [
        ("l", 0.5, True),
        ("↑个↑", 0.5, False),
        ("☆↑", 0.5, True),
        ("耳", 0.3, True),
        ("完", 0.5, False),
        ("NOTICE", 0.5, False),
    ],
)
def test_what_counts_as_no_text(text: str, confidence: float, is_speck: bool) -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 58)], 50, 110)
    line = unsure(sheet, sheet.put(text, 50, 110 + 7 * PITCH), confidence)
    assert (line.id in specks(sheet.lines, sheet.looks, RegionSettings())) == is_speck


def test_a_page_of_letters_has_none() -> None:
    sheet = Sheet()
    sheet.put("The council met yesterday", 50, 110)
    line = unsure(sheet, sheet.put("ill", 50, 110 + PITCH))
    assert line.id not in specks(sheet.lines, sheet.looks, RegionSettings())


@pytest.mark.parametrize(
    ("em", "contrast", "confidence", "shines_through"),
    [(60, 30.0, 0.6, True), (60, 30.0, 0.9, False), (60, 90.0, 0.6, False), (20, 30.0, 0.6, False)],
)
def test_large_type_that_is_pale_and_reads_badly_is_from_the_back_of_the_sheet(
    em: float, contrast: float, confidence: float, shines_through: bool
) -> None:
    sheet = Sheet()
    sheet.text([paragraph(0, 220)], 50, 110)
    sheet.looks |= {name: replace(look, contrast=100.0) for name, look in sheet.looks.items()}
    line = unsure(sheet, sheet.put("景数", 400, 110, em=em), confidence)
    sheet.looks[line.id] = replace(sheet.looks[line.id], contrast=contrast)
    assert (line.id in specks(sheet.lines, sheet.looks, RegionSettings())) == shines_through
