"""ocrfix: from scans of newspaper pages to articles in reading order, with proof for every repair.

::

    import ocrfix

    for page in ocrfix.convert("scan.png"):
        for article in page.articles:
            print(article.headline)
        ocrfix.write(page, "scan.md")

    page = ocrfix.read("scan.json")

``convert``, ``read``, ``read_pages`` and ``write`` are described in ``ocrfix.api``, the values (``Page``, ``Article``,
``Block``, ...) in ``ocrfix.page``, settings in ``ocrfix.settings.load``, errors in ``ocrfix.errors``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ocrfix.api import convert, read, read_pages, write
    from ocrfix.errors import OcrfixError
    from ocrfix.page import Article, Block, Document, Page
    from ocrfix.settings.load import Settings
    from ocrfix.settings.load import load as load_settings

__version__ = "0.1.0"

__all__ = [
    "Article", "Block", "Document", "OcrfixError", "Page", "Settings", "__version__", "convert", "load_settings",
    "read", "read_pages", "write",
]  # fmt: skip

_PLACES = {
    "convert": ("ocrfix.api", "convert"),
    "read": ("ocrfix.api", "read"),
    "read_pages": ("ocrfix.api", "read_pages"),
    "write": ("ocrfix.api", "write"),
    "OcrfixError": ("ocrfix.errors", "OcrfixError"),
    "Article": ("ocrfix.page", "Article"),
    "Block": ("ocrfix.page", "Block"),
    "Document": ("ocrfix.page", "Document"),
    "Page": ("ocrfix.page", "Page"),
    "Settings": ("ocrfix.settings.load", "Settings"),
    "load_settings": ("ocrfix.settings.load", "load"),
}


def __getattr__(name: str) -> Any:
    """Imports a name of the public API when it is first used, so that ``import ocrfix`` costs nothing."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)
