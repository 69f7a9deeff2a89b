"""The part of a page image behind a difference."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from ocrfix.errors import UnreadableInput
from ocrfix.page import Box, enclosing
from ocrfix.score.trace import Origin

_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp")
_HEIGHT = 48
"""Pixels a crop is high at most, in the report."""
_LONGEST = 12
"""Characters; of a longer difference the beginning is shown."""


def find_image(folder: Path, name: str) -> Path | None:
    """The image of the page ``name``, or ``None``."""
    return next((p for s in _SUFFIXES for p in (folder / f"{name}{s}",) if p.is_file()), None)


def open_image(path: Path) -> Image.Image:
    """The image in grey.

    Raises:
        UnreadableInput: it cannot be decoded.
    """
    try:
        with Image.open(path) as image:
            return image.convert("L")
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise UnreadableInput(
            f"cannot be decoded ({error})", file=path, next_step="Leave out --images, or repair the file."
        ) from error


def place(origins: Sequence[Origin | None], start: int, stop: int) -> Box | None:
    """The box of characters ``start`` to ``stop`` of the output, one character more on either side, as far as
    they stand in one line. ``None`` where no box is known.
    """
    around = range(max(0, start - 1), min(len(origins), min(stop, start + _LONGEST) + 1))
    found = [o for k in around if (o := origins[k]) is not None and o.glyph.box is not None]
    if not found:
        return None
    inside = [o for k in range(start, min(stop, len(origins))) if (o := origins[k]) is not None]
    line = (inside or found)[0].line
    boxes = [o.glyph.box for o in found if o.line == line and o.glyph.box is not None]
    return enclosing(boxes) if boxes else None


def data_uri(image: Image.Image, box: Box) -> str | None:
    """The crop as a JPEG in a data URI; ``None`` where the box lies outside the image."""
    around = box.expanded(0.2 * box.height, 0.2 * box.height)
    left, top = max(0, int(around.left)), max(0, int(around.top))
    right, bottom = min(image.width, int(around.right) + 1), min(image.height, int(around.bottom) + 1)
    if right - left < 2 or bottom - top < 2:
        return None
    crop = image.crop((left, top, right, bottom))
    crop.thumbnail((_HEIGHT * 10, _HEIGHT if crop.width > crop.height else _HEIGHT * 4))
    out = io.BytesIO()
    crop.save(out, "JPEG", quality=70)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode()
