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
    archive_member_mb: float = Field(
        4000.0,
        gt=0,
        description="Largest file taken out of a ZIP or TAR archive, in megabytes (1e6 bytes) once unpacked. "
        "The largest page of max_megapixels has 1,200 uncompressed, a PDF of 5,000 scanned pages about 4,000; "
        "it bounds the temporary file, whatever the archive claims.",
    )
    archive_members: int = Field(
        200_000,
        ge=1,
        description="Files looked at in one archive. No unit. Their names are held in memory, about 1 kB each; "
        "a century of a daily has as many pages.",
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
        description="Least height of body characters of a drawn PDF page, in pixels; raises pdf_dpi for small print.",
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
    ink_window_unknown: int = Field(51, ge=3, description="Side of that window in pixels while the em is not known.")
    em_smallest: float = Field(
        7.0, ge=4, description="Smallest body character that is believed, in pixels; below, none is readable."
    )
    em_largest: float = Field(
        160.0,
        le=1000,
        description="Largest body character that is believed, in pixels: 10 pt at 1,150 dpi.",
    )
    frame_darkness: float = Field(
        0.4,
        gt=0,
        lt=1,
        description="Brightness of a dark border as a share of the paper's. Film and scanner lids lie below "
        "0.2, newsprint photographs reach 0.3 only in parts.",
    )
    frame_depth: float = Field(
        0.12,
        ge=0,
        le=0.5,
        description="How deep an uneven dark border may reach, as a share of the smaller side; deeper ones "
        "must be even, or they may be pictures that run off the page.",
    )
    frame_holes: float = Field(
        0.01,
        ge=0,
        le=1,
        description="Share of lighter specks a dark border may have: above, it is a black advertisement with "
        "white letters, whose letters cover 5 % or more.",
    )
    light_least: float = Field(
        0.06,
        ge=0,
        le=1,
        description="Unevenness of the light, as a share of the brightest paper, from which on the image is "
        "relit; below, the eye and the recogniser see no difference, and tints stay as they are.",
    )
    light_trust: float = Field(
        0.5,
        ge=0,
        le=1,
        description="Share of the page that must fit a smooth light before the image is relit by it.",
    )
    level_cell: float = Field(
        2.5,
        ge=1.5,
        description="Side of the cells in which the level of the paper is taken, in em; they must be wider "
        "than a character to hold paper.",
    )
    level_floor: float = Field(
        0.4,
        ge=0,
        le=1,
        description="Darkest ground that is brought up to white in the gray page, as a share of the page's "
        "paper: tinted boxes lie above 0.5, solid blocks with white letters below 0.35.",
    )
    deskew_largest: float = Field(
        5.0, ge=0, le=15, description="Largest skew that is sought, in degrees; 0 turns deskewing off."
    )
    deskew_least: float = Field(
        0.05,
        ge=0,
        description="Skew from which on the page is turned, in degrees: every turn costs sharpness, and 0.05 "
        "degrees are 4 pixels over a page of 5,000.",
    )
    deskew_trust: float = Field(
        0.5,
        ge=0,
        le=1,
        description="Share of the evidence (by weight) that must lie within 0.6 degrees of the skew found.",
    )
    deskew_blocks: int = Field(6, ge=1, description="Fewest blocks of text or rules on which a skew is believed.")
    slant_window: float = Field(
        14.0,
        ge=6,
        description="Width of the blocks in which the slant of lines is measured, in em: about a newspaper "
        "column, since lines of neighbouring columns need not be level.",
    )
    slant_em: float = Field(
        12.0,
        ge=8,
        description="Height of body characters, in pixels, at which slants are measured; larger pages are "
        "reduced for it. Below 10 the gaps between lines blur.",
    )
    sharp_below: float = Field(
        24.0,
        ge=0,
        description="Body characters smaller than this, in pixels, are moved with cubic interpolation, "
        "larger ones with linear, which is three times as fast.",
    )
    flatten_curl: bool = Field(True, description="Straighten lines that bend with the paper or run together.")
    curl_least: float = Field(
        0.35,
        ge=0,
        description="Bend from which on a page is flattened, in em: what a line detector follows anyway needs "
        "no second picture of every pixel.",
    )
    curl_gain: float = Field(
        0.3,
        ge=0,
        le=1,
        description="By which share the mean slant of the lines must fall before a flattening is believed.",
    )
    turn_pieces: int = Field(
        6,
        ge=0,
        description="Most pieces of the page (24 em square) whose characters are asked which way they face; "
        "0 leaves every page as it lies. Asked only where a recogniser is at hand.",
    )
    turn_lines: int = Field(
        4,
        ge=1,
        description="Fewest lines that may decide which way a page lies: of fewer, a headline or an advert set "
        "the other way could be most.",
    )
    turn_reads: float = Field(
        0.25,
        ge=0,
        le=1,
        description="How well the characters must read facing the way they stand, 0 to 1, before it is believed.",
    )
    turn_lead: float = Field(
        0.2,
        ge=0,
        le=1,
        description="By which share of it every other way must read worse. Where the recogniser reads all "
        "characters that stand and all that lie on their left side the share is a third, where it reads only "
        "those that stand (letters) a half.",
    )
