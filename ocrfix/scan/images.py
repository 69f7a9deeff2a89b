"""Image files to BGR arrays. Pillow decodes; its formats are called directly, by content.

Going round ``PIL.Image.open`` keeps Pillow's own size limit, a global, out of it: the limit is a setting
here, checked after the header and before a pixel is decoded.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    ImageOps,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from ocrfix.errors import UnreadableInput
from ocrfix.scan.files import Format
from ocrfix.settings.scan import ScanSettings

Pixels = npt.NDArray[np.uint8]

_READER: dict[Format, type[ImageFile.ImageFile]] = {
    Format.JPEG: JpegImagePlugin.JpegImageFile,
    Format.PNG: PngImagePlugin.PngImageFile,
    Format.TIFF: TiffImagePlugin.TiffImageFile,
    Format.WEBP: WebPImagePlugin.WebPImageFile,
    Format.BMP: BmpImagePlugin.BmpImageFile,
    Format.JP2: Jpeg2KImagePlugin.Jpeg2KImageFile,
    Format.GIF: GifImagePlugin.GifImageFile,
}
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    struct.error,
    MemoryError,
)
"""What Pillow's decoders raise on damaged files."""


def load_image(path: Path, kind: Format, page: int, settings: ScanSettings) -> Pixels:
    """Page ``page`` (from 1) of an image file: BGR, uint8, (height, width, 3), on a white ground.

    Raises:
        UnreadableInput: damaged, truncated, or larger than ``settings.max_megapixels``.
    """
    with _opened(path, kind) as image:
        if page > 1:
            _seek(image, path, page)
        check_size(path, image.size, settings)
        _decode(image, path, settings)
        return _to_bgr(image, path)


def check_size(path: Path, size: tuple[int, int], settings: ScanSettings) -> None:
    """Refuse a page above the limit.

    Raises:
        UnreadableInput: the page has more than ``settings.max_megapixels``.
    """
    megapixels = size[0] * size[1] / 1e6
    if megapixels > settings.max_megapixels:
        raise UnreadableInput(
            f"the page has {size[0]} x {size[1]} pixels ({megapixels:.0f} megapixels), "
            f"more than the limit of {settings.max_megapixels:g}",
            file=path,
            next_step="If it is a real scan, raise the setting scan.max_megapixels.",
        )


@contextmanager
def _opened(path: Path, kind: Format) -> Iterator[ImageFile.ImageFile]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = _READER[kind](path)
        except _DAMAGED as error:
            raise _damaged(path, kind.value, error) from error
        with image:
            yield image


def _seek(image: ImageFile.ImageFile, path: Path, page: int) -> None:
    try:
        image.seek(page - 1)
    except _DAMAGED as error:
        raise _damaged(path, f"page {page}", error) from error


def _decode(image: ImageFile.ImageFile, path: Path, settings: ScanSettings) -> None:
    try:
        image.load()
    except _DAMAGED as error:
        if not settings.allow_truncated or getattr(image, "_im", None) is None:
            raise _damaged(path, image.format or "image", error) from error
        image.tile = []  # what was decoded so far counts as the page


def _damaged(path: Path, what: str, error: BaseException) -> UnreadableInput:
    reason = " ".join(str(error).split()) or type(error).__name__
    return UnreadableInput(
        f"the {what} data is damaged or ends too early ({reason})",
        file=path,
        next_step="Copy or scan it again; what can still be decoded is read with scan.allow_truncated.",
    )


def _to_bgr(image: Image.Image, path: Path) -> Pixels:
    upright = ImageOps.exif_transpose(image)
    return np.ascontiguousarray(_to_rgb(upright)[..., ::-1])


def _to_rgb(image: Image.Image) -> Pixels:
    if image.mode.startswith(("I", "F")):
        gray = _stretched(np.asarray(image, dtype=np.float32))
        return np.repeat(gray[..., None], 3, axis=2)
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        ground = Image.new("RGB", rgba.size, "white")
        ground.paste(rgba, mask=rgba.getchannel("A"))
        return np.asarray(ground)
    return np.asarray(image.convert("RGB"))


def _stretched(values: npt.NDArray[Any]) -> Pixels:
    """Floats and deep integers to 8 bit: the range of the type where it fits, that of the data else."""
    finite = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    low, high = float(finite.min()), float(finite.max())
    for ceiling in (1.0, 255.0, 65535.0):
        if low >= 0 and high <= ceiling:
            return np.asarray(np.rint(finite * (255.0 / ceiling)), np.uint8)
    return np.asarray(np.rint((finite - low) * (255.0 / (high - low))), np.uint8)
