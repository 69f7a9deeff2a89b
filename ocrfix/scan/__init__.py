"""From a file to upright rasters."""

from ocrfix.scan.pages import BrokenPage, count_pages, decode, load_page, read
from ocrfix.scan.quarter import Facing
from ocrfix.scan.raster import Raster, Upright
from ocrfix.scan.upright import rectify

__all__ = ["BrokenPage", "Facing", "Raster", "Upright", "count_pages", "decode", "load_page", "read", "rectify"]
