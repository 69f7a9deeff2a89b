"""From a file to upright rasters."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ocrfix.scan.pages import BrokenPage, count_pages, decode, load_page, page_size, read
    from ocrfix.scan.quarter import Facing
    from ocrfix.scan.raster import Raster, Upright
    from ocrfix.scan.upright import rectify

__all__ = [
    "BrokenPage", "Facing", "Raster", "Upright", "count_pages", "decode", "load_page", "page_size", "read", "rectify",
]  # fmt: skip

_PLACES = {
    "BrokenPage": "pages", "count_pages": "pages", "decode": "pages", "load_page": "pages", "page_size": "pages",
    "read": "pages", "Facing": "quarter", "Raster": "raster", "Upright": "raster", "rectify": "upright",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Imports a name when it is first used: who only lists archives or resumes a batch needs no image libraries."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"ocrfix.scan.{_PLACES[name]}"), name)
