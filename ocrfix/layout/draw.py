"""Layout drawn onto the page, for eyes."""

from __future__ import annotations

import cv2
import numpy as np

from ocrfix.layout.components import polygon_of
from ocrfix.layout.masks import Bytes, pixels_of
from ocrfix.layout.value import FrameStyle, Layout, RuleRole, RuleStyle
from ocrfix.page import Box
from ocrfix.scan import Raster

RULE_COLOURS = {
    RuleStyle.SOLID: (0, 0, 230),
    RuleStyle.DOUBLE: (200, 0, 200),
    RuleStyle.DOTTED: (0, 120, 255),
    RuleStyle.WAVY: (0, 150, 0),
}
FRAME_COLOURS = {
    FrameStyle.RULED: (180, 120, 0),
    FrameStyle.TINTED: (60, 170, 60),
    FrameStyle.INVERSE: (140, 0, 140),
}


def draw(raster: Raster, layout: Layout, longest: int | None = None) -> Bytes:
    """The page, paled, with lines (blue; unclaimed ones orange), rules, frames, pictures and streams.

    ``longest`` limits the longer side in pixels. BGR, uint8.
    """
    scale = min(1.0, (longest or 10**9) / max(raster.width, raster.height))
    size = (max(1, round(raster.width * scale)), max(1, round(raster.height * scale)))
    canvas = cv2.resize(raster.image, size, interpolation=cv2.INTER_AREA)
    canvas = (canvas * 0.55 + 255 * 0.45).astype(np.uint8)
    thick = max(1, round(layout.em * scale / 10))
    letter = max(0.35, layout.em * scale / 32)

    def rectangle(box: Box, colour: tuple[int, int, int], width: int, label: str = "", low: bool = False) -> None:
        left, top, right, bottom = (round(v * scale) for v in box.edges)
        cv2.rectangle(canvas, (left, top), (right, bottom), colour, width)
        if label:
            y = bottom - 3 if low else top + round(26 * letter)
            cv2.putText(canvas, label, (left + 3, y), cv2.FONT_HERSHEY_SIMPLEX, letter, colour, 1, cv2.LINE_AA)

    for stream in layout.streams:
        x0, y0, x1, y1 = (round(v * scale) for v in stream.box.edges)
        canvas[y0:y1, x0:x1] = (canvas[y0:y1, x0:x1] * 0.7 + np.array((200, 255, 255)) * 0.3).astype(np.uint8)
    new = set(layout.unclaimed)
    for line in layout.lines:
        colour = (0, 140, 255) if line.id in new else (255, 190, 110)
        points = pixels_of(polygon_of(line), scale)
        cv2.polylines(canvas, [points], True, colour, 2 if line.id in new else 1, cv2.LINE_AA)
    for i, frame in enumerate(layout.frames):
        pad = 0.2 * layout.em
        label = f"F{i} {frame.confidence:.2f}"
        rectangle(frame.box.expanded(pad, pad), FRAME_COLOURS[frame.style], thick + 1, label)
    for i, picture in enumerate(layout.pictures):
        rectangle(picture.box, (0, 0, 0), thick + 1, f"P{i} {picture.kind.value} {picture.confidence:.2f}", True)
    for rule in layout.separators:
        colour = RULE_COLOURS[rule.style] if rule.role is not RuleRole.PICTURE else (150, 150, 150)
        width = thick if rule.confidence >= 0.5 else 1
        rectangle(rule.box, colour, width, f"{rule.confidence:.2f}" if rule.confidence < 0.8 else "")
    return np.asarray(canvas, np.uint8)
