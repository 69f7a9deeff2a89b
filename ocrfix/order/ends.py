"""Open starts and ends: whether a stack begins, or breaks off, in the middle of a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocrfix.page import Kind
from ocrfix.page.script import ends_sentence
from ocrfix.regions.part import Part
from ocrfix.settings.order import OrderSettings


@dataclass(frozen=True, slots=True)
class Ends:
    """How open a stack is at its two ends, from 0 (a paragraph begins or ends here) to 1."""

    start: float
    end: float


def ends(part: Part, column: tuple[float, float], settings: OrderSettings) -> Ends:
    """Openness of a part whose column reaches from ``column[0]`` to ``column[1]`` (pixels)."""
    if part.kind is not Kind.PARAGRAPH:
        return Ends(0.0, 0.0)
    left, right = column
    em = part.em
    first, last = part.stack.rows[0], part.stack.rows[-1]
    indent = first.box.left - left
    start = 0.0 if indent >= settings.indent * em else 1.0
    short = right - last.box.right >= settings.short_row * em
    stop = ends_sentence(last.text)
    closed, broken = (0.0, settings.short_row_open) if short else (settings.full_row_open, 1.0)
    end = closed if stop else broken
    return Ends(start, end)


def column_extents(parts: Sequence[Part]) -> dict[str, tuple[float, float]]:
    """Left and right edge of the column each part stands in.

    A part of several rows shows them itself; a short one (the last words of a paragraph at a column's
    head) takes those of the part of its size below or above it.
    """
    extents: dict[str, tuple[float, float]] = {}
    for part in parts:
        box = part.box
        left, right = box.left, box.right
        for other in parts:
            if other is part or len(other.stack.rows) < 2 or other.kind is not Kind.PARAGRAPH:
                continue
            over = other.box
            white = max(over.top - box.bottom, box.top - over.bottom)
            inside = over.left <= box.left + 0.7 * part.em and box.right <= over.right + 0.7 * part.em
            if (
                inside
                and white < 3.0 * part.em
                and abs(other.em / part.em - 1) < 0.25
                and len(part.stack.rows) <= 2
                and (part.stack.frame == other.stack.frame)
            ):
                left, right = min(left, over.left), max(right, over.right)
        extents[part.id] = (left, right)
    return extents
