"""Ink that looks like text and that nobody read: flagged at the glyph next to it, with its place on the scan.

The layout hands what the detector missed to the recogniser before this rule is asked; what is left is ink that
could not be read, or was not found at all.
"""

from __future__ import annotations

from ocrfix.page import Box, Edit, Evidence, Glyph, Operation, Page, Span, Standing
from ocrfix.repair import applier
from ocrfix.repair.rule import Context, Rule, Stage

_NAME, _VERSION = "unread-ink", 1


def propose(page: Page, context: Context) -> tuple[Edit, ...]:
    raster, settings = context.raster, context.settings
    if raster is None or context.account is None:
        return ()
    em = raster.em or 20.0
    origin = applier.places(page)
    glyphs = [
        (glyph, line.id, origin[line.id][k][0])
        for line in page.lines
        for k, glyph in enumerate(line.glyphs)
        if glyph.box is not None and not origin[line.id][k][1]
    ]
    view = context.view(page)
    edits = []
    for group in _groups(context.account.unread, settings.unread_gap * em):
        box = group[0]
        for other in group[1:]:
            box = box.union(other)
        small, large = sorted((box.width, box.height))
        if len(group) < settings.unread_parts or small < settings.unread_least * em or large < 2 * small or not glyphs:
            continue
        _, line, at = min(glyphs, key=lambda g: _distance(g[0], box))
        edits.append(
            view.edit(
                _NAME,
                _VERSION,
                Operation.MARK,
                (Span(line, at, at + 1),),
                standing=Standing.FLAGGED,
                evidence=Evidence(
                    crop=box,
                    measures={"components": float(len(group)), "length in em": large / em},
                    thresholds={"unread_parts": float(settings.unread_parts), "unread_least": settings.unread_least},
                    note="text-like ink beside this character was not read; see the scan",
                ),
            )
        )
    return tuple({e.id: e for e in edits}.values())


def _distance(glyph: Glyph, box: Box) -> float:
    assert glyph.box is not None
    x, y = glyph.box.center
    across, down = max(box.left - x, x - box.right, 0.0), max(box.top - y, y - box.bottom, 0.0)
    return float(across * across + down * down)


def _groups(boxes: tuple[Box, ...], gap: float) -> list[list[Box]]:
    """Boxes that lie close to each other, in rows or columns."""
    groups: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: (b.top, b.left)):
        near = Box(box.left - gap, box.top - gap, box.right + gap, box.bottom + gap)
        touching = [g for g in groups if any(near.overlap_area(o) > 0 for o in g)]
        merged = [box, *(o for g in touching for o in g)]
        groups = [g for g in groups if g not in touching] + [merged]
    return groups


RULE = Rule(_NAME, _VERSION, Stage.TEXT, 49, propose, "Text-like ink that was not read, flagged with its place.")
