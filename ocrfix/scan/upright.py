"""From decoded pixels to an upright, evenly lit raster: the way of a page through ``scan``."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from ocrfix.page import Source
from ocrfix.scan.curl import measure_curl, scaled, whole
from ocrfix.scan.em import measure_em
from ocrfix.scan.frame import blank, find_frame
from ocrfix.scan.ink import find_ink
from ocrfix.scan.light import flatten, lamp, local_level, relight
from ocrfix.scan.quarter import Facing, find_turn
from ocrfix.scan.raster import Raster
from ocrfix.scan.skew import measure_skew
from ocrfix.scan.transform import Transform, quarter_turn, rotation, upright_of, warp
from ocrfix.settings.scan import ScanSettings

Pixels = npt.NDArray[np.uint8]
Gray = npt.NDArray[np.uint8]
Ink = npt.NDArray[np.bool_]


def rectify(image: Pixels, source: Source, settings: ScanSettings, facing: Facing | None = None) -> Raster:
    """The raster of a page from its decoded pixels: BGR, uint8, (height, width, 3)."""
    height, width = image.shape[:2]
    steps: list[Transform] = []
    straight: list[Transform] = []
    angle = 0.0
    gray = _gray(image)
    frame = find_frame(gray, settings.frame_darkness, settings.frame_depth, settings.frame_holes)
    if frame is not None:
        image, gray = blank(image, frame), blank(gray, frame)
    rough = _rough(gray, settings)
    del gray
    em, size = None, (width, height)
    if rough is not None:
        em = rough.em
        turns = 0 if facing is None else find_turn(image, rough.ink, em, facing, settings)
        if turns:
            image = np.ascontiguousarray(np.rot90(image, -turns))
            rough = replace(rough, ink=np.ascontiguousarray(np.rot90(rough.ink, -turns)))
            size = (image.shape[1], image.shape[0])
        straight, size, angle = _straighten(rough, size, settings)
        steps = [*straight, quarter_turn(turns, width, height)] if turns else straight
        angle += _signed(turns)
    if straight:
        image = warp(image, straight, size, sharp=em is None or em < settings.sharp_below)
    gray = _gray(image)
    light = lamp(gray, settings.light_least, settings.light_trust)
    if light is not None:
        image = relight(image, light)
        gray = _gray(image)
    cell = settings.level_cell * em if em is not None else max(gray.shape) / 64
    gray = flatten(gray, local_level(gray, max(cell, 8.0), settings.level_floor))
    window = settings.ink_window_unknown if em is None else round(settings.ink_window * em)
    ink = find_ink(gray, window, settings.ink_k)
    if straight and em is not None:
        em = measure_em(ink, settings.em_smallest, settings.em_largest) or em
    return Raster(image, gray, ink, em, upright_of(steps, angle), (width, height), source)


def _signed(turns: int) -> float:
    return {0: 0.0, 1: 90.0, 2: 180.0, 3: -90.0}[turns]


def _gray(image: Pixels) -> Gray:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class _Rough:
    """Ink as 0 to 255 at ``scale``, where characters have ``settings.slant_em`` or less; the em of the
    page itself."""

    ink: Gray
    scale: float
    em: float


def _rough(gray: Gray, settings: ScanSettings) -> _Rough | None:
    """Ink and em while neither the em nor the skew is known; ``None`` where there is no text."""
    level = local_level(gray, max(8.0, max(gray.shape) / 64), settings.level_floor)
    ink = find_ink(flatten(gray, level), settings.ink_window_unknown, settings.ink_k)
    em = measure_em(ink, settings.em_smallest, settings.em_largest)
    if em is None:
        return None
    dark = ink.view(np.uint8) * np.uint8(255)
    reduction = min(1.0, settings.slant_em / em)
    if reduction < 1.0:
        size = max(1, round(dark.shape[1] * reduction)), max(1, round(dark.shape[0] * reduction))
        dark = np.asarray(cv2.resize(dark, size, interpolation=cv2.INTER_AREA), np.uint8)
    return _Rough(dark, dark.shape[1] / gray.shape[1], em)


def _straighten(
    rough: _Rough, size: tuple[int, int], settings: ScanSettings
) -> tuple[list[Transform], tuple[int, int], float]:
    """The steps that make lines straight, the size of the page they make, and how far it is turned."""
    steps: list[Transform] = []
    em = rough.em * rough.scale
    ink = rough.ink
    angle = 0.0
    if settings.deskew_largest > 0:
        skew = measure_skew(ink, em, settings.deskew_largest, settings.slant_window)
        trusted = skew.agreement >= settings.deskew_trust and skew.blocks >= settings.deskew_blocks
        if trusted and abs(skew.angle) >= settings.deskew_least:
            angle = -skew.angle
            step, size = rotation(angle, *size)
            steps = [step]
            small, small_size = rotation(angle, ink.shape[1], ink.shape[0])
            ink = 255 - warp(255 - ink, [small], small_size, sharp=False)
    if settings.flatten_curl:
        curl = measure_curl(ink, em, settings.slant_window, settings.curl_gain)
        if curl is not None and curl.bend >= settings.curl_least * em:
            field = scaled(curl.field, 1 / rough.scale)
            margin, size = whole(field, size)
            steps = [margin, field, *steps]
    return steps, size, angle
