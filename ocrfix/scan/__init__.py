"""From a file to upright rasters."""

from ocrfix.scan.pages import BrokenPage, ReadScore, count_pages, load_page, read
from ocrfix.scan.raster import Raster, Upright

__all__ = ["BrokenPage", "Raster", "ReadScore", "Upright", "count_pages", "load_page", "read"]
