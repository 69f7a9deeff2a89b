"""Frames, grounds and pictures."""

from __future__ import annotations

import cv2
import numpy as np

from ocrfix.layout import FrameStyle, PictureKind, look
from ocrfix.page import Box, Direction, TextLine
from ocrfix.settings.layout import LayoutSettings
from tests.layout.sheets import EM, Sheet

SETTINGS = LayoutSettings()


def test_a_ruled_box_is_a_frame_and_its_sides_are_named() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    sheet.box((60, 300, 420, 620))
    sheet.block(80, 320, 14, 9)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    (frame,) = layout.frames
    assert frame.style is FrameStyle.RULED and frame.confidence > 0.9
    assert frame.box.iou(Box(60, 300, 421, 621)) > 0.95
    assert None not in frame.sides
    inside = [n for n in layout.lines if layout.looks[n.id].frame == 0]
    assert len(inside) == 9


def test_nested_frames_know_the_one_around_them() -> None:
    sheet = Sheet()
    sheet.box((40, 40, 760, 860), 3)
    sheet.box((100, 400, 500, 800))
    sheet.block(60, 60, 30, 10)
    sheet.block(120, 420, 15, 11)
    outer, inner = look(sheet.raster(), sheet.lines, SETTINGS).frames
    assert outer.parent is None and inner.parent == 0
    assert outer.share > 0.6 > inner.share


def test_a_box_with_an_open_side_is_a_doubtful_frame() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    sheet.rule(60, 300, 420, 300)
    sheet.rule(60, 300, 60, 620)
    sheet.rule(420, 300, 420, 620)
    sheet.block(80, 320, 14, 9)
    (frame,) = look(sheet.raster(), sheet.lines, SETTINGS).frames
    assert frame.sides[2] is None and 0.3 <= frame.confidence <= 0.6


def test_rules_that_cross_the_page_make_no_frame() -> None:
    sheet = Sheet()
    sheet.rule(400, 40, 400, 860)
    sheet.rule(40, 450, 760, 450)
    for x in (60, 420):
        for y in (60, 470):
            sheet.block(x, y, 14, 12)
    assert look(sheet.raster(), sheet.lines, SETTINGS).frames == ()


def test_a_grey_ground_behind_text_is_a_tint_not_a_picture() -> None:
    sheet = Sheet()
    sheet.ground((50, 290, 400, 640), (225, 225, 225))
    sheet.block(60, 60, 30, 6)
    sheet.block(70, 310, 14, 10)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert layout.pictures == ()
    (frame,) = layout.frames
    assert frame.style is FrameStyle.TINTED
    assert frame.box.iou(Box(50, 290, 400, 640)) > 0.9


def test_a_dark_bar_with_light_print_is_an_inverse_zone() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    sheet.ground((60, 300, 500, 344), (40, 40, 40))
    bar = sheet.line(80, 310, 12, size=24, colour=255)
    sheet.block(60, 380, 30, 10)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert layout.pictures == ()
    (zone,) = layout.inverse
    assert zone.box.iou(Box(60, 300, 500, 344)) > 0.9
    assert layout.looks[bar.id].inverse
    assert sum(look.inverse for look in layout.looks.values()) == 1


def test_a_photograph_is_one_tight_picture_without_its_caption() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    sheet.photo((80, 300, 400, 520))
    caption = sheet.line(80, 530, 14)
    sheet.block(420, 300, 14, 9)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    (picture,) = layout.pictures
    assert picture.kind is PictureKind.PHOTO
    assert picture.box.iou(Box(80, 300, 400, 520)) > 0.92
    assert layout.looks[caption.id].picture is None and layout.picture_lines == ()


def test_a_line_in_a_photograph_is_reported_as_such() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    sheet.photo((80, 300, 500, 620))
    sign = sheet.line(200, 420, 4, colour=255)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert [p.line for p in layout.picture_lines] == [sign.id]


def test_big_black_headlines_are_no_pictures() -> None:
    sheet = Sheet()
    sheet.line(40, 40, 6, size=110)
    sheet.line(40, 170, 6, size=110)
    sheet.block(60, 320, 30, 14)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert layout.pictures == () and layout.frames == ()


def test_line_art_is_a_drawing() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    for radius in range(20, 130, 18):
        cv2.circle(sheet.image, (250, 480), radius, (0, 0, 0), 2)
    sheet.block(420, 320, 14, 12)
    (picture,) = look(sheet.raster(), sheet.lines, SETTINGS).pictures
    assert picture.kind is PictureKind.DRAWING
    assert picture.box.iou(Box(122, 352, 379, 609)) > 0.8


def test_a_qr_code_is_named() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    modules = np.random.default_rng(4).integers(0, 2, (25, 25), np.uint8) * 255
    sheet.image[300:450, 300:450] = cv2.resize(modules, (150, 150), interpolation=cv2.INTER_NEAREST)[:, :, None]
    sheet.block(60, 480, 30, 6)
    (picture,) = look(sheet.raster(), sheet.lines, SETTINGS).pictures
    assert picture.kind is PictureKind.CODE
    assert max(abs(a - b) for a, b in zip(picture.box.edges, (300, 300, 450, 450), strict=True)) <= 0.4 * EM


def test_a_bold_line_on_a_dark_bar_tied_to_a_rule_is_light_print() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    sheet.ground((60, 300, 330, 340), (40, 40, 40))
    sheet.rule(40, 300, 780, 300, 4)
    bar = sheet.line(80, 308, 9, size=24, colour=255)
    sheet.block(60, 380, 30, 10)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert [name for name, seen in layout.looks.items() if seen.inverse] == [bar.id]


def test_an_even_field_without_text_is_a_picture() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    sheet.ground((80, 300, 400, 520), (150, 150, 150))
    sheet.block(60, 560, 30, 10)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    assert all(f.style is FrameStyle.RULED for f in layout.frames)
    (picture,) = layout.pictures
    assert picture.box.iou(Box(80, 300, 400, 520)) > 0.9


def test_a_scratch_down_the_film_does_not_hide_the_dark_bar_it_crosses() -> None:
    sheet = Sheet()
    sheet.ground((60, 300, 700, 350), (0, 0, 0))
    bar = sheet.line(250, 315, 10, colour=255)
    sheet.rule(420, 20, 420, 880, 2)
    sheet.rule(60, 360, 700, 360, 2)
    sheet.rule(430, 280, 430, 800, 2)
    sheet.block(80, 400, 12, 8)
    layout = look(sheet.raster(), sheet.lines, SETTINGS)
    (zone,) = layout.inverse
    assert zone.box.iou(Box(60, 300, 700, 350)) > 0.85
    assert layout.looks[bar.id].inverse


def test_a_long_bar_that_slants_a_little_is_a_dark_field() -> None:
    sheet = Sheet()
    corners = np.array([(60, 300), (700, 318), (700, 352), (60, 334)], np.int32)
    cv2.fillPoly(sheet.image, [corners], (0, 0, 0))
    sheet.line(250, 315, 10, size=18, colour=255)
    sheet.block(80, 400, 12, 8)
    (zone,) = look(sheet.raster(), sheet.lines, SETTINGS).inverse
    assert zone.box.iou(Box(60, 300, 700, 352)) > 0.9


def test_a_photograph_taken_for_one_huge_character_is_a_picture_all_the_same() -> None:
    sheet = Sheet()
    sheet.block(60, 60, 30, 6)
    sheet.photo((60, 320, 560, 780))
    box = Box(62, 322, 558, 778)
    huge = TextLine("huge", box.polygon, (), Direction.LTR)
    layout = look(sheet.raster(), [*sheet.lines, huge], SETTINGS)
    (picture,) = layout.pictures
    assert picture.box.iou(Box(60, 320, 560, 780)) > 0.9
    assert layout.looks["huge"].picture == 0
