"""The way of layout analysis, in one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocrfix.layout.cells import cells_of, display_cells, with_cells
from ocrfix.layout.codes import is_code
from ocrfix.layout.components import Components, components_of, thickness_map
from ocrfix.layout.drawings import find_drawings, framed_pictures
from ocrfix.layout.frames import nested, ruled_frames
from ocrfix.layout.grounds import Area, inverse_areas, toned_areas
from ocrfix.layout.lines import clean_lines
from ocrfix.layout.looks import look_of
from ocrfix.layout.masks import Mask
from ocrfix.layout.overruns import run_on
from ocrfix.layout.pictures import Rect, area_of, merged_pictures, overlap_of, picture_of, toned_pictures
from ocrfix.layout.roles import picture_lines, with_roles
from ocrfix.layout.separators import find_separators, merge_doubles
from ocrfix.layout.sheet import Sheet, sheet_of
from ocrfix.layout.streams import find_streams
from ocrfix.layout.tones import Tones, tones_of
from ocrfix.layout.unclaimed import unclaimed_lines
from ocrfix.layout.value import Frame, FrameStyle, Layout, Picture, PictureKind, Separator
from ocrfix.page import Box, TextLine
from ocrfix.scan import Raster
from ocrfix.settings.layout import LayoutSettings


def look(raster: Raster, lines: Sequence[TextLine], settings: LayoutSettings) -> Layout:
    """What can be seen on a page before anything is read.

    Args:
        raster: the upright page.
        lines: the detected lines, with polygons (those without are left out).

    Returns:
        Separators, frames, pictures, lines cut and freed of doubles together with candidates for ink
        that the detector missed, white streams, and a look for every line. Pixels of ``raster``.
    """
    detected = [line for line in lines if line.polygon is not None]
    sheet = sheet_of(raster, settings)
    size, em = (raster.width, raster.height), sheet.em * sheet.factor
    lines = [line for line in detected if min(line.box.width, line.box.height) < settings.line_most * em]
    thick = thickness_map(sheet, lines)
    components = components_of(sheet, lines, thick, settings)
    tones = tones_of(raster, sheet, components, lines, settings)
    areas = toned_areas(tones, settings)
    inverse = inverse_areas(sheet.gray, sheet.em, tones, settings)
    toned = toned_pictures(areas, tones, sheet, components, lines, settings)
    photos = [p for p in merged_pictures(toned) if not _is_field(p[0], inverse)]
    strands = find_separators(sheet, components, thick, _interior(photos, sheet), settings)
    boxes = ruled_frames(strands, size, em, settings)
    dark = [(a.left, a.top, a.right, a.bottom) for a in inverse]
    pictures = _pictures(sheet, components, strands, photos, dark, boxes, lines, settings)
    strands = run_on(with_roles(strands, pictures, lines, em), lines, raster.ink, em, settings)
    fields = _ground_frames(areas, inverse, pictures, tones, sheet, lines)
    bare = [f for f in fields if _is_bare(f, lines, em, settings)]
    pictures = (*pictures, *(Picture(f.box, f.box.polygon, PictureKind.PHOTO, 0.5) for f in bare))
    cells = cells_of(strands, lines, size, em, settings)
    ruled = with_cells(boxes, display_cells(cells, lines, size, em, settings), em, settings)
    frames = nested([*ruled, *(f for f in fields if f not in bare)])
    separators = merge_doubles(strands, frames, em, settings)
    streams = find_streams(sheet, [p.box for p in pictures], settings)
    cleaned, cuts = clean_lines(raster, detected, separators, em, settings)
    extra = unclaimed_lines(sheet, components, lines, separators, [p.box for p in pictures], settings)
    every = (*cleaned, *extra)
    looks = {
        n.id: replace(
            look_of(n, raster, frames, pictures, sheet.paper, sheet.black, settings), cell=cells.at(n.box)
        )
        for n in every
    }  # fmt: skip
    return Layout(
        size, em, separators, frames, pictures, every, tuple(n.id for n in extra),
        picture_lines(every, looks, pictures, em), streams, looks, cuts,
    )  # fmt: skip


def _pictures(
    sheet: Sheet, components: Components, strands: Sequence[Separator], photos: Sequence[tuple[Rect, float]],
    fields: Sequence[Rect], boxes: Sequence[Frame], lines: Sequence[TextLine], settings: LayoutSettings,
) -> tuple[Picture, ...]:  # fmt: skip
    """Photographs, drawings and codes, grown to their frames. ``fields`` of light print are none of them."""
    taken = [*(r for r, _ in photos), *fields]
    art = find_drawings(sheet, components, strands, taken, lines, settings)
    toned = {r for r, _ in photos}
    found = []
    for rect, sure in merged_pictures(framed_pictures([*photos, *art], boxes, sheet, lines, settings)):
        photo = sum(area_of(r) for r in toned if overlap_of(r, rect) > 0.5 * area_of(r)) > 0.5 * area_of(rect)
        kind = PictureKind.PHOTO if photo else PictureKind.DRAWING
        if is_code(rect, sheet, settings):
            kind = PictureKind.CODE
        found.append(picture_of(rect, sure, kind, sheet))
    return tuple(found)


def _is_bare(frame: Frame, lines: Sequence[TextLine], em: float, settings: LayoutSettings) -> bool:
    """Whether a field of even tone holds no text: an even picture (a sky, a face in the dark)."""
    short, long = sorted((frame.box.width, frame.box.height))
    if short < settings.field_min_side * em or long > settings.field_slender * short:
        return False
    return not any(frame.box.overlap_area(line.box) > 0.5 * line.box.area for line in lines)


def _is_field(rect: Rect, inverse: Sequence[Area]) -> bool:
    """Whether a toned rectangle is nothing but a dark field with light print."""
    covered = max((overlap_of(rect, (a.left, a.top, a.right, a.bottom)) for a in inverse), default=0)
    return covered > 0.7 * area_of(rect)


def _interior(photos: Sequence[tuple[Rect, float]], sheet: Sheet) -> Mask:
    """A mask of what lies well inside photographs: no rules are sought there."""
    mask = np.zeros((sheet.height, sheet.width), np.uint8)
    inset = round(0.4 * sheet.em)
    for (x0, y0, x1, y1), _ in photos:
        mask[y0 + inset : max(y0 + inset, y1 - inset), x0 + inset : max(x0 + inset, x1 - inset)] = 1
    return mask


def _ground_frames(
    areas: Sequence[Area], inverse: Sequence[Area], pictures: Sequence[Picture], tones: Tones, sheet: Sheet,
    lines: Sequence[TextLine],
) -> list[Frame]:  # fmt: skip
    """Tints and dark fields as frames, without those that are parts of characters or of pictures."""
    found: list[Frame] = []
    for group, scale in ((inverse, 1.0), (areas, tones.side)):
        for a in group:
            if a.style is None:
                continue
            box = sheet.box(a.left * scale, a.top * scale, a.right * scale, a.bottom * scale)
            if a.style is FrameStyle.INVERSE:
                spoilt = _is_character(box, lines)
            else:
                spoilt = any(f.box.overlap_area(box) > 0.6 * box.area for f in found) or not _holds_lines(
                    a, box, lines, sheet.em * sheet.factor
                )
            if not spoilt and not any(p.box.expanded(1, 1).overlap_area(box) > 0.5 * box.area for p in pictures):
                share = box.area / (sheet.width * sheet.height * sheet.factor**2)
                found.append(Frame(box, a.style, round(a.confidence, 3), share=share))
    return found


def _is_character(box: Box, lines: Sequence[TextLine]) -> bool:
    """Whether a dark shape is a part of a line rather than a field with a line in it."""
    boxes = [line.box for line in lines]
    return any(b.overlap_area(box) > 0.3 * box.area for b in boxes) and not any(
        b.overlap_area(box) > 0.6 * b.area for b in boxes
    )


def _holds_lines(area: Area, box: Box, lines: Sequence[TextLine], em: float) -> bool:
    """Whether a tint stands behind whole lines, or is a field of its own: not the dense part of a line."""
    grown = box.expanded(0.3 * em, 0.3 * em)
    covered = 0.0
    for line in lines:
        shared = grown.overlap_area(line.box)
        if shared > 0.95 * line.box.area:
            return True
        covered += shared
    return covered < 0.1 * box.area and box.area > 12 * em**2 and area.fill > 0.85
