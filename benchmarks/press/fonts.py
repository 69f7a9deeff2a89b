"""Fonts: Debian's free Chinese faces, and the raster of one character set in one of them.

Every face is named by its role (serif, sans, kai, …); the file is looked for in Debian's places and, if
``OCRFIX_PRESS_FONTS`` names a folder, below that first. Glyphs are placed in an *em box* whose top lies
0.88 em above the baseline, as CJK fonts are drawn.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import ImageFont, features

Mask = npt.NDArray[np.uint8]

ASCENT = 0.88
"""Top of the em box above the baseline, in em (Noto CJK and the Arphic faces alike)."""


class MissingFontError(RuntimeError):
    """A font of the press is not installed."""


@dataclass(frozen=True)
class FontFile:
    package: str
    path: str
    index: int = 0


_NOTO = "fonts-noto-cjk", "opentype/noto/"
_MING = "fonts-arphic-uming", "truetype/arphic/uming.ttc"
_KAI = "fonts-arphic-ukai", "truetype/arphic/ukai.ttc"


def _noto(name: str, index: int) -> FontFile:
    return FontFile(_NOTO[0], f"{_NOTO[1]}{name}.ttc", index)


FONT_FILES: dict[str, FontFile] = {
    "serif-sc": _noto("NotoSerifCJK-Regular", 2),
    "serif-tc": _noto("NotoSerifCJK-Regular", 3),
    "serif-hk": _noto("NotoSerifCJK-Regular", 4),
    "serif-bold-sc": _noto("NotoSerifCJK-Bold", 2),
    "serif-bold-tc": _noto("NotoSerifCJK-Bold", 3),
    "serif-bold-hk": _noto("NotoSerifCJK-Bold", 4),
    "sans-sc": _noto("NotoSansCJK-Regular", 2),
    "sans-tc": _noto("NotoSansCJK-Regular", 3),
    "sans-hk": _noto("NotoSansCJK-Regular", 4),
    "sans-bold-sc": _noto("NotoSansCJK-Bold", 2),
    "sans-bold-tc": _noto("NotoSansCJK-Bold", 3),
    "sans-bold-hk": _noto("NotoSansCJK-Bold", 4),
    "ming-cn": FontFile(*_MING, 0),
    "ming-hk": FontFile(*_MING, 1),
    "ming-tw": FontFile(*_MING, 2),
    "kai-cn": FontFile(*_KAI, 0),
    "kai-hk": FontFile(*_KAI, 1),
    "kai-tw": FontFile(*_KAI, 2),
    "song-gb": FontFile("fonts-arphic-gbsn00lp", "truetype/arphic-gbsn00lp/gbsn00lp.ttf"),
    "kai-gb": FontFile("fonts-arphic-gkai00mp", "truetype/arphic-gkai00mp/gkai00mp.ttf"),
    "zenhei": FontFile("fonts-wqy-zenhei", "truetype/wqy/wqy-zenhei.ttc"),
    "microhei": FontFile("fonts-wqy-microhei", "truetype/wqy/wqy-microhei.ttc"),
}

_PLAIN = "，、。：；！？（）｛｝〔〕【】《》〈〉「」『』…—"
_UPRIGHT = "︐︑︒︓︔︕︖︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄︙︱"
VERTICAL_FORM = dict(zip(_PLAIN, _UPRIGHT, strict=True))
"""Unicode's vertical presentation forms, for faces without the OpenType feature ``vert``."""

ROTATED = frozenset("（）「」『』《》〈〉【】〔〕“”‘’—…～：；-–()[]")
"""Marks that are turned by 90° in vertical text where a face has no form of its own."""


def font_path(role: str) -> tuple[Path, int]:
    """File and face index of a role.

    Raises:
        MissingFontError: the Debian package is not installed.
    """
    entry = FONT_FILES[role]
    roots = [Path(p) for p in (os.environ.get("OCRFIX_PRESS_FONTS"),) if p]
    roots += [Path("/usr/share/fonts"), Path.home() / ".local/share/fonts"]
    for root in roots:
        for path in (root / entry.path, root / Path(entry.path).name):
            if path.is_file():
                return path, entry.index
    raise MissingFontError(
        f"font {Path(entry.path).name} not found: install the Debian package {entry.package}"
        " (apt-get install fonts-noto-cjk fonts-arphic-uming fonts-arphic-ukai fonts-arphic-gbsn00lp"
        " fonts-arphic-gkai00mp fonts-wqy-zenhei fonts-wqy-microhei) or set OCRFIX_PRESS_FONTS"
    )


def missing_fonts() -> list[str]:
    """Roles whose files are not installed, and ``raqm`` if Pillow came without it."""
    missing = [] if features.check("raqm") else ["Pillow's raqm layout engine"]
    for role in FONT_FILES:
        try:
            font_path(role)
        except MissingFontError:
            missing.append(role)
    return missing


def is_wide(char: str) -> bool:
    """Whether a character takes a whole em (Han, kana, full-width marks)."""
    return unicodedata.east_asian_width(char) in "WF" or char in "—…“”‘’·×÷℃■□▲△▼▽◆◇●○★☆→←↑↓"


@dataclass(frozen=True)
class GlyphRaster:
    """Coverage of one glyph, 0 to 255, and where its top left corner lies in the em box, in pixels."""

    mask: Mask
    left: int
    top: int
    advance: float
    """Along the line, in pixels."""

    @property
    def inked(self) -> bool:
        return self.mask.size > 0


@dataclass
class Face:
    """One font at one size. ``squash`` narrows horizontally (长体), ``weight`` thickens, in pixels."""

    role: str
    size: int
    squash: float = 1.0
    weight: float = 0.0
    fallback: Face | None = None
    upright_digits: bool = False
    """Whether digits stand upright in vertical text, one below the other, instead of lying."""
    _font: ImageFont.FreeTypeFont = field(init=False, repr=False)
    _made: dict[tuple[str, bool], GlyphRaster] = field(init=False, repr=False, default_factory=dict)
    _notdef: bytes = field(init=False, repr=False, default=b"")

    def __post_init__(self) -> None:
        path, index = font_path(self.role)
        engine = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
        self._font = ImageFont.truetype(str(path), self.size, index=index, layout_engine=engine)
        self._notdef = self._signature("\uffff")

    def _signature(self, char: str) -> bytes:
        mask, offset = self._font.getmask2(char, mode="L", anchor="ls")
        return bytes(mask) + repr((mask.size, offset)).encode()

    def has(self, char: str) -> bool:
        """Whether the face draws this character (some map a character to an empty glyph)."""
        if char.isspace():
            return True
        mask, _ = self._font.getmask2(char, mode="L", anchor="ls")
        return mask.getbbox() is not None and self._signature(char) != self._notdef

    def glyph(self, char: str, vertical: bool = False) -> GlyphRaster:
        """The raster of one character (its vertical form in vertical text).

        Raises:
            MissingFontError: neither the face nor its fallback has the character.
        """
        key = (char, vertical)
        if key not in self._made:
            self._made[key] = self._make(char, vertical)
        return self._made[key]

    def _make(self, char: str, vertical: bool) -> GlyphRaster:
        if char.isspace():
            advance = self.size * (1.0 if char == "\u3000" else 0.27) * (1 if vertical else self.squash)
            return GlyphRaster(np.zeros((0, 0), np.uint8), 0, 0, advance)
        if not self.has(char):
            if self.fallback is None:
                raise MissingFontError(f"no font has {char!r} (U+{ord(char):04X}), asked of {self.role}")
            return self.fallback.glyph(char, vertical)
        return self._vertical(char) if vertical else self._horizontal(char)

    def _raster(self, char: str, vert: bool = False) -> tuple[Mask, int, int]:
        mask, offset = self._font.getmask2(
            char, mode="L", anchor="ls", features=["vert"] if vert else None
        )
        pixels = np.asarray(mask, dtype=np.uint8).reshape(mask.size[1], mask.size[0])
        if self.weight:
            pixels = _thickened(pixels, round(self.weight))
            offset = (offset[0] - round(self.weight), offset[1] - round(self.weight))
        rows, cols = np.flatnonzero(pixels.any(1)), np.flatnonzero(pixels.any(0))
        if not rows.size:
            return np.zeros((0, 0), np.uint8), 0, 0
        pixels = pixels[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
        return pixels, offset[0] + int(cols[0]), offset[1] + int(rows[0]) + round(ASCENT * self.size)

    def _horizontal(self, char: str) -> GlyphRaster:
        mask, left, top = self._raster(char)
        advance = float(self.size) if is_wide(char) else self._font.getlength(char)
        if is_wide(char):  # a narrow quote of a Latin-minded face stands in the middle of its em
            left += round((self.size - self._font.getlength(char)) / 2) if char not in "—…" else 0
        if char == "—" and mask.size and mask.shape[1] < advance:  # two of them make one long dash
            mask, left = _resized(mask, round(advance), mask.shape[0]), 0
        elif char == "…" and mask.size:
            left = round((advance - mask.shape[1]) / 2)
        if self.squash != 1.0 and mask.size:
            mask = _resized(mask, max(1, round(mask.shape[1] * self.squash)), mask.shape[0])
            left = round(left * self.squash)
        return GlyphRaster(mask, left, top, advance * self.squash)

    def _vertical(self, char: str) -> GlyphRaster:
        if self.upright_digits and char.isdigit():
            upright = self._horizontal(char)
            left = round((self.size - upright.mask.shape[1]) / 2)
            return GlyphRaster(upright.mask, left, round(0.06 * self.size), upright.mask.shape[0] + 0.12 * self.size)
        if not is_wide(char):  # Latin letters and digits lie on their side
            upright = self._horizontal(char)
            mask = np.ascontiguousarray(np.rot90(upright.mask, -1))
            left = self.size - upright.top - upright.mask.shape[0]
            return GlyphRaster(mask, left, upright.left, upright.advance)
        plain, formed = self._raster(char), self._raster(char, vert=True)
        mask, left, top = formed
        if char in VERTICAL_FORM and plain[1:] == formed[1:] and np.array_equal(plain[0], formed[0]):
            form = VERTICAL_FORM[char]
            if self.has(form):
                mask, left, top = self._raster(form)
            elif char in ROTATED:
                mask = np.ascontiguousarray(np.rot90(plain[0], -1))
                left, top = self.size - plain[2] - plain[0].shape[0], plain[1]
        elif char in ROTATED and plain[1:] == formed[1:] and char not in VERTICAL_FORM:
            mask = np.ascontiguousarray(np.rot90(plain[0], -1))
            left, top = self.size - plain[2] - plain[0].shape[0], plain[1]
        return GlyphRaster(mask, left, top, float(self.size))


def _thickened(mask: Mask, pixels: int) -> Mask:
    """The mask grown by ``pixels`` on every side (FreeType's stroker leaves some Kai faces hollow)."""
    import cv2  # noqa: PLC0415

    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * pixels + 1, 2 * pixels + 1))
    return np.asarray(cv2.dilate(np.pad(mask, pixels), kernel), dtype=np.uint8)


def _resized(mask: Mask, width: int, height: int) -> Mask:
    import cv2  # noqa: PLC0415  (only squashed faces need it)

    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)


@dataclass
class Fonts:
    """The faces of one page, made once each; ``fallbacks`` are the roles that fill gaps, in order."""

    fallbacks: tuple[str, ...]
    upright_digits: bool = False
    _faces: dict[tuple[str, int, float, float], Face] = field(default_factory=dict)

    def face(self, role: str, size: int, squash: float = 1.0, weight: float = 0.0) -> Face:
        key = (role, size, squash, weight)
        if key not in self._faces:
            spare: Face | None = None
            for name in reversed(self.fallbacks):
                spare = Face(name, size, squash, weight, spare, self.upright_digits) if name != role else spare
            self._faces[key] = Face(role, size, squash, weight, spare, self.upright_digits)
        return self._faces[key]
