"""What can be seen in the image before anything is read."""

from ocrfix.layout.draw import draw
from ocrfix.layout.look import look
from ocrfix.layout.value import (
    Cut,
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
    Stream,
)

__all__ = [
    "Cut", "Frame", "FrameStyle", "Layout", "LineLook", "Orientation", "Picture", "PictureKind", "PictureLine",
    "RuleRole", "RuleStyle", "Separator", "Stream", "draw", "look",
]  # fmt: skip
