"""The ink account, on pages drawn with strokes."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ocrfix.page import InkAccount, Kind, Page, Region, Source, Standing, TextLine
from ocrfix.repair.account import CLAIMED, UNREAD, account, heat_map
from ocrfix.scan import Raster
from ocrfix.scan.raster import Upright
from ocrfix.settings.repair import RepairSettings
from tests.repair.made_up import inked, repairer

SETTINGS = RepairSettings()
EM = 20


def drawn(rows: int, columns: int) -> np.ndarray:
    """A page with rows of square characters, each one component."""
    ink = np.zeros((400, 600), np.uint8)
    for row in range(rows):
        for column in range(columns):
            x, y = 100 + column * EM + 3, 100 + row * 40 + 3
            cv2.rectangle(ink, (x, y), (x + 13, y + 13), 1, 2)
            cv2.line(ink, (x, y + 7), (x + 13, y + 7), 1, 2)
    return ink


def raster(ink: np.ndarray) -> Raster:
    gray = np.where(ink > 0, 0, 255).astype(np.uint8)
    same = Upright(lambda p: p, lambda p: p)
    image = cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR)
    return Raster(image, gray, ink > 0, float(EM), same, (600, 400), Source("made-up.png"))


def page(*lines: TextLine) -> Page:
    return Page("town", 600, 400, lines=lines)


def line(name: str, text: str, row: int, start: int = 0) -> TextLine:
    return inked(name, text, 100 + start * EM, 100 + row * 40, EM)


def test_what_is_read_is_claimed_and_the_rest_is_not() -> None:
    ink = drawn(2, 8)
    found = account(page(line("a", "市图书馆新馆开馆", 0)), raster(ink), SETTINGS)
    assert found.total == InkAccount(int(ink.sum()) // 2, int(ink.sum()) // 2, 0)
    assert len(found.unread) == 8 and all(box.top > 130 for box in found.unread)
    assert set(np.unique(found.map)) == {0, CLAIMED, UNREAD}
    assert (found.map > 0).sum() == ink.sum(), "every pixel once"


def test_two_lines_on_one_ink_claim_it_twice() -> None:
    ink = drawn(1, 8)
    lines = line("a", "市图书馆新馆开馆", 0), line("b", "开馆", 0, 6)
    found = account(page(*lines), raster(ink), SETTINGS).total
    assert found.twice == int(ink.sum()) // 4 and found.unread == 0


def test_pictures_and_rules_are_no_text() -> None:
    ink = drawn(1, 4)
    cv2.rectangle(ink, (50, 200), (500, 390), 1, 2)
    cv2.line(ink, (20, 20), (580, 20), 1, 2)
    corners = ((40.0, 190.0), (510.0, 190.0), (510.0, 399.0), (40.0, 399.0))
    made = replace(page(line("a", "市图书馆", 0)), regions=(Region("r1", Kind.IMAGE, corners),))
    found = account(made, raster(ink), SETTINGS).total
    assert found.unread == 0 and found.claimed == int(drawn(1, 4).sum())


def test_the_heat_map_shows_every_state() -> None:
    found = account(page(line("a", "市图书馆", 0)), raster(drawn(2, 4)), SETTINGS)
    picture = heat_map(found, raster(drawn(2, 4)))
    assert picture.shape == (400, 600, 3)
    assert len(np.unique(picture[found.map > 0], axis=0)) == 2


@pytest.mark.parametrize(("rows", "flags"), [(1, 0), (2, 1)])
def test_unread_rows_are_flagged_where_they_stand(rows: int, flags: int) -> None:
    made = repairer().text(page(line("a", "市图书馆新馆开馆", 0)), raster(drawn(rows, 8)))
    found = [e for e in made.edits if e.rule == "unread-ink"]
    assert [e.standing for e in found] == [Standing.FLAGGED] * flags
    assert made.ink is not None and (made.ink.unread > 0) == (flags > 0)
    for edit in found:
        assert edit.evidence.crop is not None and edit.evidence.crop.top > 130


def test_text_without_an_image_has_no_account() -> None:
    assert repairer().text(page(line("a", "市图书馆新馆开馆", 0))).ink is None
