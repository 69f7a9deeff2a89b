"""The way of layout analysis, in one screen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ocrfix.layout.components import components_of, thickness_map
from ocrfix.layout.frames import nested, ruled_frames
from ocrfix.layout.grounds import Area, inverse_areas, toned_areas
from ocrfix.layout.lines import clean_lines
from ocrfix.layout.looks import look_of
from ocrfix.layout.pictures import Rect, drawings, merged_pictures, picture_of, toned_pictures
from ocrfix.layout.roles import picture_lines, with_roles
from ocrfix.layout.separators import find_separators, merge_doubles
from ocrfix.layout.sheet import Mask, Sheet, sheet_of
from ocrfix.layout.streams import find_streams
from ocrfix.layout.tones import Tones, tones_of
from ocrfix.layout.unclaimed import unclaimed_lines
from ocrfix.layout.value import Frame, FrameStyle, Layout, PictureKind
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
    lines = [line for line in lines if line.polygon is not None]
    sheet = sheet_of(raster, settings)
    size, em = (raster.width, raster.height), sheet.em * sheet.factor
    tones = tones_of(raster, sheet, lines, settings)
    areas = toned_areas(tones, settings)
    inverse = inverse_areas(sheet.gray, sheet.em, tones, settings)
    components = components_of(sheet, lines, settings)
    thick = thickness_map(sheet, lines)
    photos = merged_pictures(toned_pictures(areas, tones, sheet, lines, settings))
    strands = find_separators(sheet, components, thick, _interior(photos, sheet), settings)
    art = drawings(sheet, components, strands, [r for r, _ in photos], lines, settings)
    pictures = tuple(
        picture_of(rect, sure, kind, sheet)
        for kind, group in ((PictureKind.PHOTO, photos), (PictureKind.DRAWING, art))
        for rect, sure in group
    )
    strands = with_roles(strands, pictures, lines, em)
    frames = nested(
        [
            *ruled_frames(strands, size, em, settings),
            *_ground_frames(areas, inverse, tones, sheet, lines, size),
        ]
    )
    separators = merge_doubles(strands, frames, em, settings)
    streams = find_streams(sheet, [p.box for p in pictures], settings)
    cleaned, cuts = clean_lines(raster, lines, separators, streams, em, settings)
    extra = unclaimed_lines(sheet, components, lines, separators, [p.box for p in pictures], settings)
    every = (*cleaned, *extra)
    looks = {n.id: look_of(n, raster, frames, pictures, sheet.paper, sheet.black, settings) for n in every}
    return Layout(
        size, em, separators, frames, pictures, every, tuple(n.id for n in extra),
        picture_lines(every, looks, pictures, em), streams, looks, cuts,
    )  # fmt: skip


def _interior(photos: Sequence[tuple[Rect, float]], sheet: Sheet) -> Mask:
    """A mask of what lies well inside photographs: no rules are sought there."""
    mask = np.zeros((sheet.height, sheet.width), np.uint8)
    inset = round(0.4 * sheet.em)
    for (l, t, r, b), _ in photos:
        mask[t + inset : max(t + inset, b - inset), l + inset : max(l + inset, r - inset)] = 1
    return mask


def _ground_frames(
    areas: Sequence[Area], inverse: Sequence[Area], tones: Tones, sheet: Sheet, lines: Sequence[TextLine],
    size: tuple[int, int],
) -> list[Frame]:  # fmt: skip
    """Tints and dark fields as frames. A dark shape inside one line is a part of its characters."""
    found: list[Frame] = []
    for group, scale in ((inverse, 1.0), (areas, tones.side)):
        for a in group:
            if a.style is None:
                continue
            box = sheet.box(*(min(v * scale, m) for v, m in zip(
                (a.left, a.top, a.right, a.bottom), (sheet.width, sheet.height) * 2, strict=True)))  # fmt: skip
            if a.style is FrameStyle.INVERSE and any(_part_of(box, line) for line in lines):
                continue
            if a.style is FrameStyle.TINTED and any(f.box.overlap_area(box) > 0.6 * box.area for f in found):
                continue
            found.append(Frame(box, a.style, round(a.confidence, 3), share=box.area / (size[0] * size[1])))
    return found


def _part_of(box: Box, line: TextLine) -> bool:
    return line.box.overlap_area(box) > 0.8 * box.area and box.area < 0.5 * line.box.area
