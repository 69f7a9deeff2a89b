"""How far a heading reaches: over the columns below the white at its sides."""

from __future__ import annotations

from collections.abc import Sequence

from ocrfix.page import Box
from ocrfix.regions.scene import Scene


def through_white(box: Box, stops: Sequence[Box], frame: int | None, scene: Scene) -> Box:
    """A box widened at both sides, up to the first stop in its rows, the edge of another frame, or its own.

    Args:
        box: of the heading, in the reading frame, pixels.
        stops: what ends it: print, pictures and upright rules.
        frame: the index of the frame the heading stands in.
    """
    top, bottom = box.top + 0.15 * box.height, box.bottom - 0.15 * box.height
    left, right = 0.0, scene.width
    inside = None
    if frame is not None:
        inside = scene.frames[frame]
        left, right = max(left, inside.left), min(right, inside.right)
    for stop in stops:
        if min(stop.bottom, bottom) - max(stop.top, top) <= 0.2 * min(stop.height, bottom - top):
            continue
        if stop.right <= box.left + scene.em:
            left = max(left, stop.right)
        elif stop.left >= box.right - scene.em:
            right = min(right, stop.left)
    for other in scene.frames:
        if inside is not None and other == inside:
            continue
        if other.overlap_y(box) > 0.2 * box.height:
            if other.right <= box.left + scene.em:
                left = max(left, other.right)
            elif other.left >= box.right - scene.em:
                right = min(right, other.left)
    return Box(min(left, box.left), box.top, max(right, box.right), box.bottom)
