"""From pieces to ruling lines: chained, told from text, scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ocrfix.layout.components import Components, Thickness
from ocrfix.layout.masks import Mask, transposed
from ocrfix.layout.pieces import Piece, ornament_pieces, solid_pieces
from ocrfix.layout.sheet import Sheet
from ocrfix.layout.value import Frame, Orientation, RuleRole, RuleStyle, Separator
from ocrfix.page import Box
from ocrfix.settings.layout import LayoutSettings


def find_separators(
    sheet: Sheet, components: Components, thick: Thickness, pictures: Mask, settings: LayoutSettings
) -> tuple[Separator, ...]:
    """The ruling lines of a sheet, every strand of a double rule by itself.

    ``thick`` is the thickness map of the lines, ``pictures`` masks what lies well inside pictures. A
    character is no rule: components that are characters of detected lines are taken out first, and a
    stroke no longer than the line it stands in is thick is left alone.
    """
    rest = sheet.dark & (1 - components.mask(components.text)) & (1 - pictures)
    upright = np.ascontiguousarray(rest), np.ascontiguousarray(sheet.dark), thick
    turned = transposed(rest), transposed(sheet.dark), transposed(thick)
    down, down_strokes = solid_pieces(upright[0], upright[1], sheet.em, settings)
    along, along_strokes = solid_pieces(turned[0], turned[1], sheet.em, settings)
    text = _text_extent(thick)
    found: list[Separator] = []
    for orientation, (own, dark, over), solid, strokes, across in (
        (Orientation.VERTICAL, upright, down, down_strokes, along_strokes.T),
        (Orientation.HORIZONTAL, turned, along, along_strokes, down_strokes.T),
    ):
        ornaments = ornament_pieces(own & (1 - strokes), dark, sheet.em, settings)
        for chain in chained([*solid, *ornaments], across, sheet.em, settings):
            separator = _separator(chain, over, sheet, orientation, settings)
            if separator is not None:
                found.append(_doubted_outside(separator, text, sheet, settings))
    kept = [s for s in found if s.confidence >= settings.rule_min_confidence]
    kept.sort(key=lambda s: (s.box.top, s.box.left, s.box.bottom, s.box.right))
    return tuple(replace(s, id=f"s{i:04d}") for i, s in enumerate(kept))


def _text_extent(thick: Thickness) -> tuple[int, int, int, int] | None:
    """The box around nearly all text (a thousandth of it may lie outside each edge), in sheet pixels."""
    covered = thick > 0
    across, down = covered.sum(axis=0).cumsum(), covered.sum(axis=1).cumsum()
    if not across[-1]:
        return None
    left, right = np.searchsorted(across, np.array([0.001, 0.999]) * across[-1])
    top, bottom = np.searchsorted(down, np.array([0.001, 0.999]) * down[-1])
    return int(left), int(top), int(right), int(bottom)


def _doubted_outside(
    s: Separator, text: tuple[int, int, int, int] | None, sheet: Sheet, settings: LayoutSettings
) -> Separator:
    """A rule well outside all text is the edge of the sheet, a fold or dirt."""
    if text is None:
        return s
    margin = settings.rule_margin * sheet.em * sheet.factor
    inside = sheet.box(text[0], text[1], text[2], text[3]).expanded(margin, margin)
    return s if inside.contains(s.box.center) else replace(s, confidence=round(0.3 * s.confidence, 3))


def chained(pieces: Sequence[Piece], across: Mask, em: float, settings: LayoutSettings) -> list[list[Piece]]:
    """Pieces that continue each other on one axis, joined from the top down.

    ``across`` masks the strokes that run at right angles: two rules that end at one of them are corners
    of two boxes, not one broken rule.
    """
    chains: list[list[Piece]] = []
    lasts: list[Piece] = []
    active: list[int] = []
    longest_gap = em * max(settings.rule_gap, settings.rule_long_gap)
    for piece in sorted(pieces, key=lambda p: (p.top, p.at)):
        active = [i for i in active if lasts[i].bottom >= piece.top - longest_gap]
        costs = [(_joining_cost(lasts[i], piece, em, settings), i) for i in active]
        cost, best = min(costs, default=(np.inf, -1))
        if cost < np.inf and not _corner_between(lasts[best], piece, across, em):
            chains[best].append(piece)
            if piece.bottom > lasts[best].bottom:
                lasts[best] = piece
        else:
            active.append(len(chains))
            chains.append([piece])
            lasts.append(piece)
    return chains


def _corner_between(last: Piece, piece: Piece, across: Mask, em: float) -> bool:
    """Whether a stroke at right angles runs through the gap between two pieces."""
    if piece.top - last.bottom < 0.3 * em:
        return False
    reach = max(2, round(0.3 * em))
    left, right = min(last.left, piece.left), max(last.right, piece.right)
    window = across[max(0, last.bottom - reach) : piece.top + reach, max(0, left - reach) : right + reach]
    return bool(window.any())


def _joining_cost(last: Piece, piece: Piece, em: float, settings: LayoutSettings) -> float:
    """How badly a piece continues another; infinite where it does not."""
    gap = piece.top - last.bottom
    if abs(last.at - piece.at) > 2 * em + 0.05 * (piece.top - last.top):
        return float(np.inf)
    both_long = min(piece.length, last.length) >= 5 * em
    if gap > em * (settings.rule_long_gap if both_long else settings.rule_gap) or gap < -1.0 * em:
        return float(np.inf)
    middle = (piece.top + last.bottom) / 2
    offset = abs(_axis(last, middle, em) - _axis(piece, middle, em))
    drift = em * settings.rule_drift * (1.5 if piece.ornament and last.ornament else 1.0)
    if piece.ornament != last.ornament:
        drift *= 0.5
    alike = max(piece.thickness, last.thickness) <= 3 * min(piece.thickness, last.thickness) + 2
    return offset + 0.2 * max(gap, 0) if alike and offset <= drift else float(np.inf)


def _axis(piece: Piece, y: float, em: float) -> float:
    """Where the axis is at y; a short piece's slope says little."""
    if piece.length >= 5 * em:
        return piece.axis(y)
    return piece.axis((piece.top + piece.bottom) / 2)


def _separator(
    chain: Sequence[Piece], thick: Thickness, sheet: Sheet, orientation: Orientation,
    settings: LayoutSettings,
) -> Separator | None:  # fmt: skip
    em = sheet.em
    top, bottom = min(p.top for p in chain), max(p.bottom for p in chain)
    length = bottom - top
    if length < settings.rule_min_length * em:
        return None
    printed = sum(p.printed for p in chain)
    touched = sum(p.touched for p in chain)
    ornament = sum(p.length for p in chain if p.ornament) > 0.5 * sum(p.length for p in chain)
    thickness = float(np.average([p.thickness for p in chain], weights=[p.length for p in chain]))
    swing = float(np.average([p.swing for p in chain], weights=[p.length for p in chain]))
    parts = sum(p.parts for p in chain)
    ends = sorted(chain, key=lambda p: p.top)
    start, end = ends[0].axis(top), max(chain, key=lambda p: p.bottom).axis(bottom)
    style = RuleStyle.SOLID
    if ornament:
        dotted = parts >= 5 and printed < 0.85 * length
        wavy = swing > max(settings.wave_swing * em, 0.5) and not dotted
        style = RuleStyle.DOTTED if dotted else RuleStyle.WAVY if wavy else RuleStyle.SOLID
    coverage = min(1.0, printed / length)
    contact = touched / max(1, printed)
    inner, own_line = _crossing(thick, top, bottom, start, end, em)
    if own_line:
        return None
    confidence = _confidence(coverage, contact, inner, length / em, style)
    left, right = min(p.left for p in chain), max(p.right for p in chain)
    f = sheet.factor
    first, last = (start * f, float(top * f)), (end * f, float(bottom * f))
    box = sheet.box(left, top, right, bottom)
    if orientation is Orientation.HORIZONTAL:
        first, last = first[::-1], last[::-1]
        box = sheet.box(top, left, bottom, right)
    return Separator(
        "", box, first, last, orientation, thickness * f, style, round(confidence, 3),
        coverage=round(coverage, 3), contact=round(contact, 3), crossing=round(inner, 3),
    )  # fmt: skip


def _crossing(thick: Thickness, top: int, bottom: int, start: float, end: float, em: float) -> tuple[float, bool]:
    """The share of an axis inside lines of text; whether it is a stroke of the one line it stands in."""
    ys = np.arange(top, bottom)
    xs = np.clip(np.round(np.linspace(start, end, len(ys))).astype(int), 0, thick.shape[1] - 1)
    depth = max(1, round(0.2 * em))
    low, high = np.clip(xs - depth, 0, None), np.clip(xs + depth, None, thick.shape[1] - 1)
    within = (thick[ys, low] > 0) & (thick[ys, xs] > 0) & (thick[ys, high] > 0)
    share = float(within.mean())
    stroke = share > 0.7 and len(ys) <= 1.2 * float(np.median(thick[ys, xs][within]))
    return share, stroke


def _confidence(coverage: float, contact: float, crossing: float, ems: float, style: RuleStyle) -> float:
    """Free, unbroken and long rules are sure; what runs through print is not."""
    whole = 1.0 if style is RuleStyle.DOTTED else min(1.0, 0.25 + coverage)
    touching = 2.0 if ems > 8 else 4.0
    free = max(0.0, 1.0 - touching * max(0.0, contact - 0.1))
    outside = max(0.0, 1.0 - 1.1 * max(0.0, crossing - 0.1))
    long = min(1.0, 0.55 + ems / 20)
    return whole * free * outside * long


def merge_doubles(
    strands: Sequence[Separator], frames: Sequence[Frame], em: float, settings: LayoutSettings
) -> tuple[Separator, ...]:
    """Parallel rules that run along each other with no room for text become one double rule.

    Sides of different frames stay apart. A strand that is merged gives its id to the whole; rules that
    are sides of frames get that role.
    """
    sides: dict[str, set[int]] = {}
    for i, frame in enumerate(frames):
        for side in frame.sides:
            if side is not None and frame.confidence >= settings.frame_sure:
                sides.setdefault(side, set()).add(i)
    merged: list[Separator] = []
    for s in sorted(strands, key=lambda s: (s.id not in sides, -s.length, s.id)):
        if s.id in sides:
            role = s.role if s.role is RuleRole.PICTURE else RuleRole.FRAME
            merged.append(replace(s, role=role))
            continue
        for i, m in enumerate(merged):
            if s.orientation is m.orientation and m.id not in sides and _beside(s, m, em, settings):
                merged[i] = _doubled(m, s)
                break
        else:
            merged.append(s)
    return tuple(sorted(merged, key=lambda s: s.id))


def _beside(s: Separator, m: Separator, em: float, settings: LayoutSettings) -> bool:
    vertical = s.orientation is Orientation.VERTICAL
    shared = s.box.overlap_y(m.box) if vertical else s.box.overlap_x(m.box)
    if shared < 0.7 * s.length or s.length < 0.7 * m.length:
        return False
    gap = _across(s.box, m.box, vertical)
    return gap <= settings.double_gap * em


def _across(a: Box, b: Box, vertical: bool) -> float:
    """The white between two parallel rules, below 0 where their boxes overlap."""
    if vertical:
        return max(a.left, b.left) - min(a.right, b.right)
    return max(a.top, b.top) - min(a.bottom, b.bottom)


def _doubled(m: Separator, s: Separator) -> Separator:
    vertical = m.orientation is Orientation.VERTICAL
    box = m.box.union(s.box)
    if vertical:
        shift = (s.start[0] + s.end[0] - m.start[0] - m.end[0]) / 4
        start, end = (m.start[0] + shift, box.top), (m.end[0] + shift, box.bottom)
        thickness = max(m.thickness, abs(2 * shift) + (m.thickness + s.thickness) / 2)
    else:
        shift = (s.start[1] + s.end[1] - m.start[1] - m.end[1]) / 4
        start, end = (box.left, m.start[1] + shift), (box.right, m.end[1] + shift)
        thickness = max(m.thickness, abs(2 * shift) + (m.thickness + s.thickness) / 2)
    wavy = RuleStyle.WAVY in (m.style, s.style)
    return replace(
        m, box=box, start=start, end=end, thickness=thickness,
        style=RuleStyle.WAVY if wavy else RuleStyle.DOUBLE, confidence=max(m.confidence, s.confidence),
        contact=min(m.contact, s.contact), crossing=min(m.crossing, s.crossing),
        coverage=max(m.coverage, s.coverage),
    )  # fmt: skip
