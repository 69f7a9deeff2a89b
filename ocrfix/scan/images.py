"""Image files to BGR arrays. Pillow decodes; its formats are called directly, by content.

Going round ``PIL.Image.open`` keeps Pillow's own size limit, a global, out of it: the limit is a setting
here, checked after the header and before a pixel is decoded.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from ocrfix.errors import UnreadableInput
from ocrfix.scan.files import Format
from ocrfix.scan.tiff import opened_at
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
    Image.DecompressionBombError,  # Pillow's own limit, of a frame of a GIF larger than its screen
)
"""What Pillow's decoders raise on damaged files."""
_STRIP = 512
_ORIENTATION = 274
_ON_ITS_SIDE = (5, 6, 7, 8)
"""Exif orientations that turn by a quarter."""
_PHOTOMETRIC = 262
_CEILINGS = (255.0, 1023.0, 4095.0, 16383.0, 65535.0)


def load_image(path: Path, kind: Format, directory: int, settings: ScanSettings) -> Pixels:
    """The picture of an image file: BGR, uint8, (height, width, 3), on white. Of a TIFF, that of the directory at
    ``directory`` bytes (0: the first); of an animation, the first.

    It stands as its Exif orientation has it shown, like in every viewer.

    Raises:
        UnreadableInput: damaged, truncated, or larger than ``settings.max_megapixels``.
    """
    with _opened(path, kind, directory) as image:
        check_size(path, image.size, settings)
        _decode(image, path, settings)
        return _to_bgr(image)


def image_size(path: Path, kind: Format, directory: int) -> tuple[int, int]:
    """Width and height of what ``load_image`` gives, by the header alone.

    Raises:
        UnreadableInput: the header is damaged.
    """
    with _opened(path, kind, directory) as image:
        try:
            turned = image.getexif().get(_ORIENTATION, 1) in _ON_ITS_SIDE
        except _DAMAGED as error:
            raise _damaged(path, kind.value, error) from error
        width, height = image.size
        return (height, width) if turned else (width, height)


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
def _opened(path: Path, kind: Format, directory: int) -> Iterator[ImageFile.ImageFile]:
    with warnings.catch_warnings(), ExitStack() as stack:
        warnings.simplefilter("ignore")
        try:
            file = stack.enter_context(opened_at(path, directory)) if kind is Format.TIFF else path
            image = _READER[kind](file)
        except _DAMAGED as error:
            raise _damaged(path, kind.value, error) from error
        yield stack.enter_context(image)


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


def _to_bgr(image: Image.Image) -> Pixels:
    """Strip by strip, so that there is never a second full copy besides the result."""
    width, height = image.size
    turn = _orientation(image)
    stretch = _stretch(image) if image.mode.startswith(("I", "F")) else None
    pixels = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, _STRIP):
        bottom = min(height, top + _STRIP)
        strip = image.crop((0, top, width, bottom))
        if stretch is not None:
            pixels[top:bottom] = stretch(np.asarray(strip))[..., None]
        else:
            pixels[top:bottom] = np.asarray(_on_white(strip))[..., ::-1]
    return _turned(pixels, turn)


def _orientation(image: Image.Image) -> int:
    """As the Exif data have it; 1, upright, where these are broken."""
    try:
        found = image.getexif().get(_ORIENTATION)
    except _DAMAGED:
        return 1
    return found if isinstance(found, int) else 1


def _on_white(image: Image.Image) -> Image.Image:
    if not image.has_transparency_data:
        return image.convert("RGB")
    rgba = image.convert("RGBA")
    ground = Image.new("RGB", rgba.size, "white")
    ground.paste(rgba, mask=rgba.getchannel("A"))
    return ground


def _turned(pixels: Pixels, orientation: int) -> Pixels:
    """The image as its Exif orientation (1 to 8, TIFF tag 274) wants it shown."""
    if orientation in (2, 4, 5, 7):
        pixels = pixels[:, ::-1]
    turns = {3: 2, 4: 2, 5: 1, 6: 3, 7: 3, 8: 1}.get(orientation, 0)
    return np.ascontiguousarray(np.rot90(pixels, turns))


def _stretch(image: Image.Image) -> Callable[[npt.NDArray[Any]], Pixels]:
    """Deep integers and floats to 8 bit: by the depth that holds the largest value, floats up to 1 or by
    the range of the data where nothing else fits."""
    strips = range(0, image.height, _STRIP)
    low, high = np.inf, -np.inf
    for top in strips:
        values = np.asarray(image.crop((0, top, image.width, min(image.height, top + _STRIP))))
        finite = values[np.isfinite(values)]
        if finite.size:
            low, high = min(low, float(finite.min())), max(high, float(finite.max()))
    if low < 0 or high > _CEILINGS[-1]:
        black, white = low, high if high > low else np.nextafter(low, np.inf)
    else:
        ceilings = (1.0, *_CEILINGS) if image.mode == "F" else _CEILINGS
        black, white = 0.0, next((c for c in ceilings if c >= high), 255.0)
    inverted = getattr(image, "tag_v2", {}).get(_PHOTOMETRIC, 1) == 0  # Pillow inverts only 8 bits and less

    def stretch(values: npt.NDArray[Any]) -> Pixels:
        known = np.nan_to_num(values.astype(np.float32), nan=white, posinf=white, neginf=black)
        scaled = np.clip(np.rint((known - black) * (255.0 / (white - black))), 0, 255)
        return np.asarray(255 - scaled if inverted else scaled, np.uint8)

    return stretch
