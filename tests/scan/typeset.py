"""Pages set in real fonts, for what depends on the shapes of characters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageFont

_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
_OVERSAMPLED = 4
HAN = (
    "市政府昨日召开会议研究部署今年冬季供水工作强调各部门要密切配合确保居民用水安全会议指出入冬以来气温持续走低"
    "部分老旧管网出现冻裂现象相关单位要加强巡查及时抢修并向群众公布服务电话记者从现场了解到新建水厂将于下月投入使用"
)
LATIN = (
    "The council met yesterday to settle the plan for winter supplies and asked every office to keep the "
    "public informed. Repairs to the older mains began last week; the new works will open in a month. "
)


def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font whose file name begins with ``name``; the test is skipped where it is not installed."""
    for folder in _FOLDERS:
        for path in sorted(folder.rglob(f"{name}*")) if folder.is_dir() else ():
            return ImageFont.truetype(str(path), size)
    pytest.skip(f"the font {name} is not installed")


def han_page(
    em: int, *, vertical: bool = False, leading: float = 1.5, face: str = "NotoSerifCJK-Regular", headline: bool = False
) -> npt.NDArray[np.uint8]:
    """A scan of about 60 x 80 em, two columns (or tiers) of Han text; a fifth of it is headline where asked for."""
    size, em = em, em * _OVERSAMPLED if em < 24 else em
    width, height = (60 * em, 80 * em) if not vertical else (80 * em, 60 * em)
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    body = font(face, em)
    index = 0
    pitch = em * leading
    start = 0.0
    if headline:
        big = font(face.replace("Regular", "Bold"), 4 * em)
        for line in range(3):
            for place in range(12):
                at = ((3 + 4.2 * place) * em, (3 + 5 * line) * em)
                if vertical:
                    at = (width - (3 + 4 + 5 * line) * em, (3 + 4.2 * place) * em)
                draw.text(at, HAN[(line * 12 + place) % len(HAN)], font=big, fill=20)
        start = 17 * em
    along = 26
    for column in range(2):
        lead = 3 * em + column * (along + 2) * em
        across = 3 * em + start
        limit = (width if vertical else height) - 3 * em
        while across + em < limit:
            for place in range(along if index % 7 else 15):
                at = (lead + place * em, across)
                if vertical:
                    at = (width - across - em, lead + place * em)
                draw.text(at, HAN[index * 31 % len(HAN) - place], font=body, fill=20)
            across += pitch
            index += 1
    return _scanned(image, size / em)


def latin_page(em: int, face: str = "DejaVuSerif.ttf", leading: float = 1.2) -> npt.NDArray[np.uint8]:
    size, em = em, em * _OVERSAMPLED if em < 24 else em
    image = Image.new("L", (60 * em, 80 * em), 255)
    draw = ImageDraw.Draw(image)
    body = font(face, em)
    for column in range(2):
        y, shift = 3.0 * em, 0
        while y < 76 * em:
            text = (LATIN * 3)[shift : shift + 200]
            count = 1
            while draw.textlength(text[: count + 1], font=body) < 26 * em:
                count += 1
            draw.text(((3 + 28 * column) * em, y), text[:count], font=body, fill=20)
            y += em * leading
            shift = (shift + count) % len(LATIN)
    return _scanned(image, size / em)


def _scanned(image: Image.Image, scale: float) -> npt.NDArray[np.uint8]:
    """Small characters are drawn large and reduced, as a scanner does it: fonts set small are fitted to
    the grid of pixels and grow by up to a fifth."""
    size = round(image.width * scale), round(image.height * scale)
    return np.asarray(image if scale == 1 else image.resize(size, Image.Resampling.BOX))
