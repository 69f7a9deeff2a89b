"""Options of ``scan``: what is read, and how it is made upright and even."""

from __future__ import annotations

from pydantic import Field

from ocrfix.settings.base import Group


class ScanSettings(Group):
    """How files become rasters. Lengths are in em, the height of a body character, unless said otherwise."""

    max_megapixels: float = Field(
        400.0,
        gt=0,
        description="Largest page that is decoded, in millions of pixels. A broadsheet of 20,000 x 15,000 "
        "pixels has 300; what is larger is more likely a decompression bomb.",
    )
    allow_truncated: bool = Field(
        False,
        description="Read what is there of a file that ends too early. Off, because the missing part of "
        "the page would be lost without a word.",
    )
    pdf_dpi: float = Field(
        300.0,
        ge=36,
        le=2400,
        description="Pixels per inch at which a PDF page is drawn when it is not one full-page image: "
        "8 pt text gets 33 px, the size recognisers read best (PP-OCR nets work at a line height of 48).",
    )
    pdf_text_px: float = Field(
        32.0,
        ge=8,
        le=128,
        description="Least height of body characters of a drawn PDF page, in pixels; raises pdf_dpi for "
        "small print.",
    )
    pdf_max_dpi: float = Field(
        600.0, ge=72, le=2400, description="Upper limit of what pdf_text_px may raise pdf_dpi to."
    )
    pdf_image_cover: float = Field(
        0.95,
        gt=0.5,
        le=1,
        description="Share of the page's width and height that an image must cover to be taken as the page "
        "itself, at its own resolution. Scanning software leaves margins of a few percent.",
    )
    ink_window: float = Field(
        2.0,
        ge=0.5,
        le=20,
        description="Side of the local window of the ink threshold, in em. Sauvola and Pietikainen (2000) "
        "use about the size of a character; two cover the gaps between lines.",
    )
    ink_k: float = Field(
        0.2,
        ge=0,
        le=1,
        description="Sauvola's k, no unit: how far below the local mean ink must be. 0.2 as in Sauvola and "
        "Pietikainen (2000) and Leptonica keeps thin strokes; 0.34 loses them.",
    )
    ink_window_unknown: int = Field(
        51, ge=3, description="Side of that window in pixels while the em is not known."
    )
    em_smallest: float = Field(
        7.0, ge=4, description="Smallest body character that is believed, in pixels; below, none is readable."
    )
    em_largest: float = Field(
        160.0,
        le=1000,
        description="Largest body character that is believed, in pixels: 10 pt at 1,150 dpi.",
    )
