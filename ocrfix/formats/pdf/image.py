"""The scan of a page, to stand below its text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from ocrfix import scan
from ocrfix.errors import OcrfixError, UnreadableInput
from ocrfix.formats.sheet import Sheet
from ocrfix.scan.files import Checksums, identify
from ocrfix.scan.files import Format as FileFormat
from ocrfix.scan.pdf import pdf_page_dpi
from ocrfix.settings.scan import ScanSettings

QUALITY = 85
"""JPEG quality of scans that are no JPEG files: no loss that the eye sees at the size of print."""
DPI = 300.0
"""Resolution where the file names none, or none that a scan of a newspaper could have."""
_PLAUSIBLE = (72.0, 1200.0)
_ORIENTATION = 274


@dataclass(frozen=True, slots=True)
class Scan:
    """``data`` is JPEG, or raw rows of bits for scans in black and white. ``channels`` is 1 or 3."""

    data: bytes
    width: int
    height: int
    channels: int
    bits: bool
    dpi: float


def scan_of(sheet: Sheet, checksums: Checksums) -> Scan | None:
    """The scan that a sheet was made from; ``None`` where it is not at hand.

    Only a file with the very content that was read is taken: another under its name would not fit the text, and
    a page from elsewhere could name any file.
    """
    source = sheet.source
    if source is None or not source.sha256:
        return None
    path = Path(source.file)
    try:
        if not path.is_file() or checksums.of(path) != source.sha256:
            return None
        dpi, as_is = _about(path, source.page)
        if as_is is not None and as_is[:2] == (sheet.width, sheet.height):
            return Scan(path.read_bytes(), *as_is, False, dpi)
    except (OSError, ValueError, UnreadableInput):
        return None
    try:
        pixels = scan.decode(path, source.page, ScanSettings())
    except OcrfixError:
        return None
    height, width = pixels.shape[:2]
    grey = pixels[..., 0]
    if not ((grey == pixels[..., 1]).all() and (grey == pixels[..., 2]).all()):
        return Scan(_jpeg(pixels), width, height, 3, False, dpi)
    if np.isin(grey, (0, 255)).all():
        return Scan(np.packbits(grey > 0, axis=1).tobytes(), width, height, 1, True, dpi)
    return Scan(_jpeg(np.ascontiguousarray(grey)), width, height, 1, False, dpi)


def _jpeg(pixels: npt.NDArray[np.uint8]) -> bytes:
    return bytes(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1])


def _about(path: Path, page: int) -> tuple[float, tuple[int, int, int] | None]:
    """Resolution; and width, height and channels of a JPEG file that can be taken as it is."""
    if identify(path) is FileFormat.PDF:
        return pdf_page_dpi(path, page, ScanSettings()), None
    try:
        with Image.open(path) as image:
            stated = float(image.info.get("dpi", (0, 0))[0])
            dpi = stated if _PLAUSIBLE[0] < stated <= _PLAUSIBLE[1] else DPI
            plain = image.format == "JPEG" and image.getexif().get(_ORIENTATION, 1) == 1
            channels = {"L": 1, "RGB": 3}.get(image.mode)
            return dpi, ((*image.size, channels) if plain and channels else None)
    except (OSError, ValueError, TypeError, SyntaxError):
        return DPI, None
