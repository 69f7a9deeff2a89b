"""A finished page: image and truth, ready to be written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from benchmarks.press.record import PageRecord


@dataclass(frozen=True)
class PressPage:
    """``image`` is uint8, rows × columns (grey or bitonal) or rows × columns × 3 (RGB).

    ``markdown`` is the truth as a person would write it, ``truth`` the same with every box (JSON values).
    """

    name: str
    image: npt.NDArray[np.uint8]
    markdown: str
    truth: dict[str, Any]
    record: PageRecord = field(repr=False)
    dpi: int = 200

    def write(self, folder: Path, suffix: str = ".png", quality: int = 85) -> Path:
        """Write ``NAME.png|jpg``, ``NAME.gt.md`` and ``NAME.truth.json``; returns the image's path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}{suffix}"
        picture = Image.fromarray(self.image)
        dpi = (self.dpi, self.dpi)
        if suffix in (".jpg", ".jpeg"):
            picture.save(path, quality=quality, dpi=dpi)
        elif self.image.ndim == 2 and np.isin(np.unique(self.image), (0, 255)).all():
            picture.convert("1", dither=Image.Dither.NONE).save(path, dpi=dpi, optimize=True)
        else:
            picture.save(path, dpi=dpi)
        (folder / f"{self.name}.gt.md").write_text(self.markdown, encoding="utf-8")
        text = json.dumps(self.truth, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{self.name}.truth.json").write_text(text + "\n", encoding="utf-8")
        return path
