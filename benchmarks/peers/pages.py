"""The pages that all tools read: the samples, fresh pages of the press, and real pages where they are at hand."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LEVEL, EM = "scan", 24
"""Fresh pages: scanned, body characters of 24 pixels (200 dpi)."""
TRADITIONAL = 0.1
"""Share of characters that have a simplified form. Traditional text has about a third, simplified next to none."""


@dataclass(frozen=True)
class Pages:
    """Images, and the folder with the truth of each as ``NAME.gt.md``."""

    name: str
    images: tuple[Path, ...]
    truth: Path

    @property
    def digest(self) -> str:
        """Changes when an image or a truth does: figures of other pages cannot be put beside these."""
        found = hashlib.sha256()
        for image in self.images:
            found.update(image.read_bytes())
            found.update((self.truth / f"{image.stem}.gt.md").read_bytes())
        return found.hexdigest()[:16]

    def traditional(self, image: Path) -> bool:
        """Whether the page is set in traditional characters, by its truth: what a user would know of it."""
        from opencc import OpenCC  # noqa: PLC0415 - slow to load

        text = (self.truth / f"{image.stem}.gt.md").read_text(encoding="utf-8")
        changed: int = sum(a != b for a, b in zip(text, OpenCC("t2s").convert(text), strict=False))
        return changed > TRADITIONAL * len(text)


def samples() -> Pages:
    folder = ROOT / "samples"
    return Pages("samples", tuple(sorted((folder / "pages").iterdir())), folder / "truth")


def real() -> Pages | str:
    """The pages with truth below ``OCRFIX_SHARED``, or why there are none."""
    shared = os.environ.get("OCRFIX_SHARED")
    if not shared:
        return "OCRFIX_SHARED is not set: it names the folder that holds data/real"
    folder = Path(shared) / "data" / "real"
    images = (p for p in folder.glob("*.*") if p.suffix in (".png", ".jpg", ".tif"))
    found = tuple(sorted(p for p in images if (folder / f"{p.stem}.gt.md").is_file()))
    return Pages("real", found, folder) if found else f"{folder} holds no image with its .gt.md"


def fresh(seed: int, count: int, folder: Path) -> Pages | str:
    """Pages of the press, set for this run, or why they cannot be set."""
    from benchmarks.press.fonts import missing_fonts  # noqa: PLC0415 - the press loads much

    if missing := missing_fonts():
        return f"fonts are missing: {', '.join(missing)}"
    from benchmarks.press.make import make_page  # noqa: PLC0415

    made = [make_page(seed + k, level=LEVEL, em=EM).write(folder, ".jpg") for k in range(count)]
    return Pages("press", tuple(sorted(made)), folder)
