"""Pages made up as boxes with text: what the recogniser would hand on, without an image.

A sheet is drawn in reading coordinates: text runs to the right and rows follow downwards, whatever the
direction. ``direction=TTB`` turns the whole sheet into a vertical page (first row at the right edge).
Lengths are pixels; body characters are 20 pixels high and rows 30 apart unless a test says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ocrfix import regions
from ocrfix.articles import Ordered, compose
from ocrfix.layout import (
    Frame,
    FrameStyle,
    Layout,
    LineLook,
    Orientation,
    Picture,
    PictureKind,
    PictureLine,
    RuleRole,
    RuleStyle,
    Separator,
)
from ocrfix.order import reading_order
from ocrfix.page import Box, Direction, Glyph, Kind, Page, TextLine
from ocrfix.page.script import is_half_width, is_han
from ocrfix.regions import Regions, Scene
from ocrfix.regions.frame import ReadingFrame
from ocrfix.regions.scene import FIGURE_HEIGHT
from ocrfix.settings.articles import ArticleSettings
from ocrfix.settings.order import OrderSettings
from ocrfix.settings.regions import RegionSettings

EM = 20.0
PITCH = 30.0
BODY = 0.1
"""Stroke width of body type, in em."""
BOLD = 0.16

PROSE = (
    "清早的河面起了薄雾，摆渡的老人把竹篙靠在船头，等头一批赶集的乡亲过河。对岸的石阶上放着几只箩筐，"
    "筐里是刚摘下的青菜和带泥的莲藕。磨坊的水轮慢慢转动，白色的面粉从木槽里落下来，孩子们蹲在门口数麻雀。"
    "学堂的钟声响过三遍，操场边的梧桐树下已经站满了人，大家谈论着新修的桥和山后的果园。修桥的师傅说，"
    "桥墩要比去夏深两尺，才挡得住秋天的大水。果园里的梨树今春开花很密，管园的姑娘每天清点蜜蜂的箱子，"
    "把数目写在门板上。午后起风，晒谷场上的人忙着收拢稻谷，谁也没有留意云从东边压过来。傍晚时分雨停了，"
    "街口的灯一盏盏亮起，茶馆里有人说起海边的盐田和渡口的旧事。木匠把做好的长凳搬到屋檐下，油漆的气味"
    "飘过半条街。邻居送来一碗热汤，两人坐着谈到夜深，商量明天一同去看那块坡地。"
)
"""Prose of our own that holds none of the wordings newspapers share."""


def paragraph(start: int, length: int) -> str:
    """A paragraph of ``length`` characters out of the prose, from character ``start``; ends in a full stop."""
    turned = PROSE[start % len(PROSE) :] + PROSE * (1 + length // len(PROSE))
    return turned[: length - 1].rstrip("，。").ljust(length - 1, "了") + "。"


def typeset(paragraphs: Sequence[str], chars: int, indent: int = 2) -> list[tuple[int, str]]:
    """Rows of ``chars`` characters as (indent in characters, text)."""
    rows = []
    for text in paragraphs:
        room, at = indent, text
        while at:
            rows.append((room, at[: chars - room]))
            at = at[chars - room :]
            room = 0
    return rows


@dataclass
class Sheet:
    """A page under construction, in reading coordinates."""

    width: float = 1000
    height: float = 1400
    direction: Direction = Direction.LTR
    lines: list[TextLine] = field(default_factory=list)
    looks: dict[str, LineLook] = field(default_factory=dict)
    separators: list[Separator] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    overlaid: dict[str, float] = field(default_factory=dict)

    @property
    def page_size(self) -> tuple[int, int]:
        turned = self.direction is Direction.TTB
        width, height = (self.height, self.width) if turned else (self.width, self.height)
        return int(width), int(height)

    @property
    def reading(self) -> ReadingFrame:
        return ReadingFrame(self.direction, self.page_size[0])

    def put(
        self, text: str, x: float, y: float, em: float = EM, weight: float = BODY, inverse: bool = False,
        across: bool = False,
    ) -> str:  # fmt: skip
        """One line; its top left corner is (x, y). ``across`` lines run down the sheet instead of along it."""
        advance = sum(0.5 if is_half_width(c) else 1.0 for c in text)
        box = Box(x, y, x + em, y + em * advance) if across else Box(x, y, x + em * advance, y + em)
        box = self.reading.page_box(box)
        vertical = (self.direction is Direction.TTB) != across
        glyphs = []
        for k, c in enumerate(text):
            if vertical:
                step = box.height / len(text)
                glyphs.append(Glyph(c, Box(box.left, box.top + k * step, box.right, box.top + (k + 1) * step), 0.99))
            else:
                step = box.width / len(text)
                glyphs.append(Glyph(c, Box(box.left + k * step, box.top, box.left + (k + 1) * step, box.bottom), 0.99))
        name = f"l{len(self.lines):04}"
        way = Direction.TTB if vertical else Direction.LTR
        self.lines.append(TextLine(name, box.polygon, tuple(glyphs), way, "made up", 0.9))
        figures = not any(map(is_han, text)) and sum(map(is_half_width, text)) >= 0.8 * len(text)
        shown = FIGURE_HEIGHT * em if figures else em
        self.looks[name] = LineLook(shown, weight, inverse, 0.0, None, None, None, box)
        return name

    def rows(
        self, rows: Sequence[tuple[int, str]], x: float, y: float, em: float = EM, pitch: float = 1.5
    ) -> list[str]:
        """Rows under each other."""
        return [self.put(t, x + indent * em, y + n * pitch * em, em) for n, (indent, t) in enumerate(rows)]

    def text(self, paragraphs: Sequence[str], x: float, y: float, chars: int = 12, em: float = EM) -> list[str]:
        """Paragraphs in one column."""
        return self.rows(typeset(paragraphs, chars), x, y, em)

    def columns(self, paragraphs: Sequence[str], places: Sequence[tuple[float, float, int]], chars: int = 12) -> None:
        """Paragraphs poured through columns, each (x, y, rows it holds)."""
        rows = typeset(paragraphs, chars)
        for x, y, count in places:
            self.rows(rows[:count], x, y)
            rows = rows[count:]
        assert not rows, f"{len(rows)} rows left over"

    def rule(self, left: float, top: float, right: float, bottom: float, role: RuleRole = RuleRole.RULE) -> None:
        """A ruling line."""
        box = self.reading.page_box(Box(left, top, right, bottom))
        lying = box.width > box.height
        way = Orientation.HORIZONTAL if lying else Orientation.VERTICAL
        name = f"s{len(self.separators):04}"
        ends = ((box.left, box.center[1]), (box.right, box.center[1]))
        self.separators.append(Separator(name, box, *ends, way, min(box.width, box.height), RuleStyle.SOLID, 0.9, role))

    def frame(self, left: float, top: float, right: float, bottom: float, style: FrameStyle = FrameStyle.RULED) -> None:
        """A box around text."""
        box = self.reading.page_box(Box(left, top, right, bottom))
        share = box.area / (self.width * self.height)
        self.frames.append(Frame(box, style, 0.9, share=share))

    def picture(self, left: float, top: float, right: float, bottom: float) -> None:
        """A photograph."""
        box = self.reading.page_box(Box(left, top, right, bottom))
        self.pictures.append(Picture(box, box.polygon, PictureKind.PHOTO, 0.9))

    def overlay(self, line: str, likely: float) -> None:
        """Say how likely a line in a picture is its caption."""
        self.overlaid[line] = likely

    @property
    def layout(self) -> Layout:
        """What layout analysis would hand on."""
        frames, pictures = [f.box for f in self.frames], [p.box for p in self.pictures]
        looks = {
            line.id: replace(self.looks[line.id], frame=_innermost(frames, line), picture=_innermost(pictures, line))
            for line in self.lines
        }
        inside = [
            PictureLine(name, look.picture, self.overlaid.get(name, 0.0))
            for name, look in looks.items()
            if look.picture is not None
        ]
        return Layout(
            self.page_size,
            EM,
            tuple(self.separators),
            tuple(replace(f, parent=_parent(k, frames)) for k, f in enumerate(self.frames)),
            tuple(self.pictures),
            tuple(self.lines),
            picture_lines=tuple(inside),
            looks=looks,
        )

    def scene(self, settings: RegionSettings | None = None) -> Scene:
        """The sheet in its own reading frame."""
        return regions.build(self.lines, self.layout, self.direction, settings or RegionSettings())

    def regions(self) -> Regions:
        """The sheet's stacks by kind."""
        return regions.classify(self.scene(), RegionSettings())


def _innermost(boxes: Sequence[Box], line: TextLine) -> int | None:
    holding = [(b.area, k) for k, b in enumerate(boxes) if b.contains(line.box.center)]
    return min(holding)[1] if holding else None


def _parent(k: int, boxes: Sequence[Box]) -> int | None:
    around = [(b.area, n) for n, b in enumerate(boxes) if b.area > boxes[k].area and b.contains(boxes[k].center)]
    return min(around)[1] if around else None


class Seams:
    """A language model that knows which pairs of words run on: (end of left, start of right) to nats."""

    def __init__(self, known: dict[tuple[str, str], float]) -> None:
        self.known = known

    def seam(self, left: str, right: str) -> float:
        return next((v for (a, b), v in self.known.items() if left.endswith(a) and right.startswith(b)), 0.0)

    def seam_matrix(self, lefts: Sequence[str], rights: Sequence[str]) -> np.ndarray:
        return np.array([[self.seam(a, b) for b in rights] for a in lefts])


@dataclass(frozen=True)
class Reading:
    """A sheet read to the end."""

    page: Page
    zones: tuple[Ordered, ...]

    @property
    def stories(self) -> list[tuple[str, tuple[str, ...]]]:
        """Headline and paragraphs of every article, in order."""
        return [(a.headline, a.texts(Kind.PARAGRAPH)) for a in self.page.articles]

    def story(self, headline: str) -> tuple[str, ...]:
        """The paragraphs under a headline."""
        return dict(self.stories)[headline]


def read(sheet: Sheet, model: Seams | None = None) -> Reading:
    """Lines and layout to articles, as the pipeline does it."""
    layout = sheet.layout
    zones = []
    for zone in regions.zones(sheet.lines, layout, RegionSettings()):
        scene = regions.build(zone.lines, layout, zone.direction, RegionSettings())
        parts = regions.classify(scene, RegionSettings())
        zones.append(Ordered(parts, reading_order(scene, parts, model, OrderSettings())))
    width, height = sheet.page_size
    blank = Page("made-up", width, height)
    return Reading(compose(blank, sheet.lines, layout, zones, model, ArticleSettings()), tuple(zones))
