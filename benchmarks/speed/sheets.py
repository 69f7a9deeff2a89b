"""Sheets of very different size, all of the same print: a piece of a page, the page, several side by side."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

SHEETS = {"third": (1, 1, 3), "page": (1, 1, 1), "two": (2, 1, 1), "four": (2, 2, 1), "six": (3, 2, 1)}
"""How many pages across and down, and which part of their height is kept."""


def sheet(page: Path, name: str, out: Path) -> Path:
    """Set it and write it to ``out``."""
    across, down, part = SHEETS[name]
    with Image.open(page) as image:
        piece = image.convert("RGB").crop((0, 0, image.width, image.height // part))
    whole = Image.new("RGB", (piece.width * across, piece.height * down), "white")
    for row in range(down):
        for column in range(across):
            whole.paste(piece, (column * piece.width, row * piece.height))
    whole.save(out)
    return out
