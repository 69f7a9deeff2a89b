"""What layout analysis finds. All coordinates are pixels of the upright raster."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ocrfix.page import Box, Point, Polygon, TextLine


class Orientation(str, Enum):
    """The way a ruling line or a white stream runs."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class RuleStyle(str, Enum):
    """How a ruling line is drawn."""

    SOLID = "solid"
    DOTTED = "dotted"
    """A chain of dots or dashes."""
    DOUBLE = "double"
    """Two or more parallel lines, of equal or unequal thickness."""
    WAVY = "wavy"
    """A wave or another ornament that runs along."""


class RuleRole(str, Enum):
    """What a ruling line does on the page."""

    RULE = "rule"
    """Divides columns or stories."""
    FRAME = "frame"
    """A side of a frame. It divides all the same."""
    PICTURE = "picture"
    """The edge of a picture; says nothing about columns."""
    UNDERLINE = "underline"
    """Runs along the foot or the flank of one text line and no further."""


@dataclass(frozen=True, slots=True)
class Separator:
    """A ruling line.

    ``start`` and ``end`` are its ends on its axis, the upper or left one first. ``thickness`` is in
    pixels, across all strands of a double rule. ``coverage`` is the share of its length that is printed
    (solid and wavy rules; 1 for an unbroken one), ``contact`` the share of its length at which other ink
    touches it, ``crossing`` the share that lies inside text. A rule runs free: a seam or a scratch
    through print has a high ``contact`` and ``crossing`` and therefore a low ``confidence`` (in [0, 1]).
    """

    id: str
    box: Box
    start: Point
    end: Point
    orientation: Orientation
    thickness: float
    style: RuleStyle
    confidence: float
    role: RuleRole = RuleRole.RULE
    coverage: float = 1.0
    contact: float = 0.0
    crossing: float = 0.0

    @property
    def length(self) -> float:
        """Pixels along the rule."""
        return self.box.height if self.orientation is Orientation.VERTICAL else self.box.width

    @property
    def divides(self) -> bool:
        """Whether text on its two sides is apart: every role but picture edge and underline."""
        return self.role in (RuleRole.RULE, RuleRole.FRAME)


class FrameStyle(str, Enum):
    """What sets a frame off."""

    RULED = "ruled"
    TINTED = "tinted"
    """Its ground is darker than the paper or coloured; print on it is dark."""
    INVERSE = "inverse"
    """A dark ground with light print."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box drawn or tinted around content.

    ``sides`` are the ids of the separators at the top, right, bottom and left (``None`` where there is
    none: a side left open, or a ground without a line). ``share`` is its part of the page's area in
    [0, 1]; ``parent`` the index of the smallest frame around it.
    """

    box: Box
    style: FrameStyle
    confidence: float
    sides: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None)
    share: float = 0.0
    parent: int | None = None
    rounded: bool = False


class PictureKind(str, Enum):
    """A guess at what a picture is."""

    PHOTO = "photo"
    DRAWING = "drawing"
    """Line art, map, chart or ornament."""
    CODE = "code"
    """QR code or barcode."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with tight bounds. ``separators`` are the ids of rules that are its edge."""

    box: Box
    polygon: Polygon
    kind: PictureKind
    confidence: float
    separators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A text line inside a picture. ``caption`` in [0, 1] says how likely it is a caption laid over it."""

    line: str
    picture: int
    caption: float


@dataclass(frozen=True, slots=True)
class Stream:
    """A maximal white rectangle that is long and not narrow: a gutter between columns or stories."""

    box: Box
    orientation: Orientation


@dataclass(frozen=True, slots=True)
class LineLook:
    """How a line looks. Lengths are pixels; ``None`` where the line shows no ink.

    ``em`` is the size of its characters measured on ink, ``weight`` its stroke width in ``em`` (body
    text about 0.08 to 0.12, bold and black faces from 0.14), ``inverse`` light print on a dark ground.
    ``saturation`` in [0, 1] and ``hue`` in degrees [0, 360) are of its ink (``None``: grey). ``frame`` and
    ``picture`` are indices of the innermost frame and of the picture it stands in. ``ink`` is the box
    around its ink, ``contrast`` the grey levels between that and the ground. ``cell`` names the ground
    between rules it stands in: from 1, below 0 where rules do not close it in, 0 for one on a rule.
    """

    em: float | None
    weight: float | None
    inverse: bool
    saturation: float
    hue: float | None
    frame: int | None
    picture: int | None
    ink: Box | None
    cell: int = 0
    contrast: float | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A detected line that was changed: ``before`` was cut into, or absorbed by, the lines ``after``."""

    before: str
    after: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What can be seen before anything is read. ``em`` is the body character size in pixels.

    ``lines`` are all lines to read: the detected ones, cut and freed of doubles, then ``unclaimed``
    candidates (ids from ``u0000``) around text-like ink that the detector missed. ``looks`` has one
    entry a line.
    """

    size: tuple[int, int]
    em: float
    separators: tuple[Separator, ...]
    frames: tuple[Frame, ...]
    pictures: tuple[Picture, ...]
    lines: tuple[TextLine, ...]
    unclaimed: tuple[str, ...] = ()
    picture_lines: tuple[PictureLine, ...] = ()
    streams: tuple[Stream, ...] = ()
    looks: dict[str, LineLook] = field(default_factory=dict)
    cuts: tuple[Cut, ...] = ()

    @property
    def inverse(self) -> tuple[Frame, ...]:
        """The solid dark bars and fields that hold light print."""
        return tuple(f for f in self.frames if f.style is FrameStyle.INVERSE)

    def separator(self, separator_id: str) -> Separator:
        """The separator of this id.

        Raises:
            KeyError: there is none.
        """
        for separator in self.separators:
            if separator.id == separator_id:
                return separator
        raise KeyError(separator_id)
