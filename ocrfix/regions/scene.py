"""The scene: lines, ruling lines, frames and pictures of a page, all in one reading frame."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocrfix.layout import FrameStyle, Layout, LineLook, Orientation, PictureKind, RuleRole
from ocrfix.page import Box, Direction, TextLine
from ocrfix.page.script import is_half_width, is_han
from ocrfix.regions.frame import ReadingFrame
from ocrfix.regions.specks import specks
from ocrfix.settings.regions import RegionSettings

FIGURE_HEIGHT = 0.72
"""Height of figures and capitals in em: a line of nothing else shows less ink than its type is high."""

DEEP = frozenset("gjpqy()[]{}（）［］,;/|@")
"""Characters that reach below the line: with one of them it shows about its whole em."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line in the frame. ``em`` is its character size in pixels; ``across`` is set where the line runs
    against the frame (a vertical line on a horizontal page). ``frame`` and ``picture`` index the scene's.
    """

    line: TextLine
    box: Box
    em: float
    across: bool
    weight: float = 1.0
    """Stroke width in em over that of the page's body."""
    bold: bool = False
    inverse: bool = False
    frame: int | None = None
    picture: int | None = None
    ground: int | None = None
    """The innermost frame or dark field of any kind, also one that holds no text of its own."""
    overlaid: float = 0.0
    """How likely the line is a caption laid over its picture, in [0, 1]."""
    speck: bool = False
    """Most likely no text at all."""
    cell: int = 0
    """The ground between rules it stands in: below 0 where they do not close it in, 0 where that is not known."""

    @property
    def text(self) -> str:
        return self.line.text


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line in the frame; ``level`` ones lie along the text, the others stand between columns."""

    box: Box
    level: bool
    confidence: float
    of_picture: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """All of a page in one reading frame. ``em`` is the body size in pixels."""

    frame: ReadingFrame
    width: float
    height: float
    em: float
    lines: tuple[LineView, ...]
    rules: tuple[Rule, ...]
    frames: tuple[Box, ...]
    parents: tuple[int | None, ...]
    """For each frame the frame around it."""
    pictures: tuple[Box, ...]
    codes: frozenset[int] = frozenset()
    """Which of the pictures are codes to be scanned."""


def build(lines: Sequence[TextLine], layout: Layout, direction: Direction, settings: RegionSettings) -> Scene:
    """The scene of a page, seen in the frame of ``direction``. Lines without text are left out: they
    have nothing to order and stay on the page as unread."""
    width, height = layout.size
    frame = ReadingFrame(direction, width)
    texts = [line for line in lines if line.text.strip() and line.polygon]
    holders = _holders(texts, layout, settings)
    weights = [w for x in texts if (look := layout.looks.get(x.id)) and (w := look.weight) is not None for _ in x.text]
    body = statistics.median(weights) if weights else math.inf
    unread = specks(texts, layout.looks, settings)
    views = _out_of_pictures(
        _marks_turned([_view(line, layout, frame, holders, body, unread, settings) for line in texts], frame, settings),
        tuple(frame.box(p.box) for p in layout.pictures),
        settings,
    )
    rules = tuple(
        Rule(
            frame.box(s.box),
            (s.orientation is Orientation.HORIZONTAL) != (direction is Direction.TTB),
            s.confidence,
            s.role is RuleRole.PICTURE,
        )
        for s in layout.separators
        if s.divides and s.confidence >= settings.separator_confidence
    )
    turned = direction is Direction.TTB
    return Scene(
        frame,
        height if turned else width,
        width if turned else height,
        body_em(views) or layout.em,
        views,
        rules,
        tuple(frame.box(f.box) for f in layout.frames),
        tuple(f.parent for f in layout.frames),
        tuple(frame.box(p.box) for p in layout.pictures),
        frozenset(k for k, p in enumerate(layout.pictures) if p.kind is PictureKind.CODE),
    )


def _marks_turned(views: Sequence[LineView], frame: ReadingFrame, settings: RegionSettings) -> list[LineView]:
    """On a horizontal page, a single character right above a vertical line begins that line, and one at its
    left, level with its head, ends what it says: a square shows no direction of its own. On a vertical page it
    would be a line of its own that happens to be short."""
    across = [v for v in views if v.across and frame.direction is not Direction.TTB]

    def over(box: Box, v: LineView) -> bool:
        above = abs(v.box.top - box.bottom) < settings.mark_white * v.em
        return above and box.overlap_x(v.box) > 0.6 * box.width

    def at_left(box: Box, v: LineView) -> bool:
        level = abs(v.box.top - box.top) < 0.5 * v.em and v.box.height > 2 * v.em
        return level and 0 <= v.box.left - box.right < settings.mark_white * v.em

    def heads(view: LineView) -> bool:
        return any(
            (over(view.box, v) or at_left(view.box, v))
            and max(v.em, view.em) < settings.same_size_ratio**2 * min(v.em, view.em)
            for v in across
        )

    return [replace(v, across=True) if not v.across and len(v.text.strip()) == 1 and heads(v) else v for v in views]


def _out_of_pictures(
    views: Sequence[LineView], pictures: Sequence[Box], settings: RegionSettings
) -> tuple[LineView, ...]:
    """A row at the edge of a picture that goes on in the column right outside stands in that column: the
    bounds of pictures are uncertain by a row."""

    def column_goes_on(view: LineView) -> bool:
        assert view.picture is not None
        picture = pictures[view.picture]
        depth = min(view.box.center[1] - picture.top, picture.bottom - view.box.center[1])
        return depth < settings.picture_edge * view.em and any(
            other.picture is None
            and other.across == view.across
            and max(other.em, view.em) < settings.same_size_ratio * min(other.em, view.em)
            and -0.5 * view.em < max(other.box.top - view.box.bottom, view.box.top - other.box.bottom) < 1.2 * view.em
            and other.box.overlap_x(view.box) > 0.8 * view.box.width
            and len(other.text) >= 4
            for other in views
        )

    return tuple(
        replace(v, picture=None) if v.picture is not None and len(v.text) >= 4 and column_goes_on(v) else v
        for v in views
    )


def _holders(lines: Sequence[TextLine], layout: Layout, settings: RegionSettings) -> tuple[int | None, ...]:
    """For each frame the frame that counts as holding its text: itself, or the next one outside for a
    dark or tinted bar behind a line or two or behind a headline, a compartment of a frame, or a frame around
    most of the page."""
    counts = [sum(f.box.contains(x.box.center) for x in lines) for f in layout.frames]
    sizes = [sum(len(x.text) for x in lines if f.box.contains(x.box.center)) for f in layout.frames]
    large = settings.heading_ratio * layout.em
    small = [
        sum(f.box.contains(x.box.center) and character_size(x, layout.looks.get(x.id)) < large for x in lines)
        for f in layout.frames
    ]
    reach = settings.frame_sides * layout.em

    def roomy(k: int) -> bool:
        frame = layout.frames[k]
        high = sum(x.box.height for x in lines if frame.box.contains(x.box.center))
        return counts[k] > 0 and None not in frame.sides and frame.box.height > settings.frame_roomy * high

    def holds(k: int) -> bool:
        frame = layout.frames[k]
        if frame.confidence < settings.frame_confidence:
            return False
        if counts[k] < settings.frame_lines and not roomy(k):
            return False
        if frame.share > settings.frame_share:
            return False
        few = sizes[k] < settings.inverse_characters and counts[k] < settings.inverse_lines
        title = small[k] <= settings.inverse_title and counts[k] > small[k]
        if frame.style is FrameStyle.INVERSE and (few or title):
            return False
        parent = frame.parent
        while parent is not None and layout.frames[parent].confidence < settings.frame_confidence:
            parent = layout.frames[parent].parent
        if parent is None or frame.style is FrameStyle.TINTED:
            return True
        outer = layout.frames[parent].box
        shared = sum(abs(a - b) < reach for a, b in zip(frame.box.edges, outer.edges, strict=True))
        return shared < 3

    holders: list[int | None] = []
    for k in range(len(layout.frames)):
        at: int | None = k
        while at is not None and not holds(at):
            at = layout.frames[at].parent
        holders.append(at)
    return tuple(holders)


def _view(
    line: TextLine,
    layout: Layout,
    frame: ReadingFrame,
    holders: Sequence[int | None],
    body: float,
    unread: frozenset[str],
    settings: RegionSettings,
) -> LineView:
    look = layout.looks.get(line.id)
    weight = look.weight / body if look is not None and look.weight is not None and math.isfinite(body) else 1.0
    return LineView(
        line,
        frame.box(line.box if look is None or look.ink is None else _outline(line, look.ink)),
        character_size(line, look),
        line.vertical != (frame.direction is Direction.TTB),
        weight,
        weight >= settings.bold_ratio,
        look is not None and look.inverse,
        holders[look.frame] if look is not None and look.frame is not None else None,
        look.picture if look else None,
        look.frame if look else None,
        next((p.caption for p in layout.picture_lines if p.line == line.id), 0.0),
        line.id in unread,
        look.cell if look is not None else 0,
    )


def _outline(line: TextLine, ink: Box) -> Box:
    """The box around the ink; across a line of few characters the detected outline (一 is as high as its
    line)."""
    box = line.box
    if len(line.text.strip()) >= 4:
        return ink
    if line.vertical:
        return Box(box.left, ink.top, box.right, ink.bottom)
    return Box(ink.left, box.top, ink.right, box.bottom)


def character_size(line: TextLine, look: LineLook | None) -> float:
    """The em of a line in pixels: measured on ink where it could be, otherwise from the outline and the
    advance of its characters, whichever is smaller (outlines are drawn wide, headlines are spaced)."""
    if look is not None and look.em is not None:
        half = sum(map(is_half_width, line.text))
        figures = half >= 0.8 * len(line.text) and not any(is_han(c) or c in DEEP for c in line.text)
        em = look.em / FIGURE_HEIGHT if figures else look.em
        # What is light on dark is measured to the edges of its bar where print or paper is worn.
        return min(em, _by_advance(line)) if look.inverse else em
    return min(line.em, _by_advance(line))


def _by_advance(line: TextLine) -> float:
    """The em by the advance of the characters, somewhat high; infinite where there are too few."""
    advance = sum(0.5 if is_half_width(c) else 1.0 for c in line.text)
    length = line.box.height if line.vertical else line.box.width
    return math.inf if advance < 3 else 1.1 * length / advance


def body_em(views: Sequence[LineView]) -> float | None:
    """The size most characters are set in: the median over characters of lines along the frame."""
    sizes = sorted((v.em, len(v.text)) for v in views if not v.across)
    half, count = sum(n for _, n in sizes) / 2, 0
    for em, n in sizes:
        count += n
        if count >= half:
            return em
    return None


def main_direction(lines: Sequence[TextLine]) -> Direction:
    """The direction in which most characters are set (horizontal ones count as ``LTR``)."""
    upright = sum(len(line.text) for line in lines if line.vertical)
    return Direction.TTB if 2 * upright > sum(len(line.text) for line in lines) else Direction.LTR
